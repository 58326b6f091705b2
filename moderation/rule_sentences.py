"""Rules and holds in words: for the list of rules, the reading pane, the command line."""

from collections.abc import Callable, Mapping

from db.rows import Hold, Rule
from db.words import Reason, RuleAction, RuleKind
from resources.translation import _, ngettext


def rule_told(rule: Rule) -> str:
    """What a rule does, in a sentence, such as “Hold the word “casino*”.”."""
    return _RULES[rule.kind, rule.action](rule)


def kind_told(kind: RuleKind) -> str:
    """What a kind of rule is called."""
    return _KINDS[kind]()


def action_told(action: RuleAction) -> str:
    """What a rule does, in a word."""
    return _ACTIONS[action]()


def hold_told(hold: Hold, found: str = "") -> str:
    """Why a comment was held or rejected, in a sentence; `found` is what stands in the comment."""
    sentence = _HOLDS[hold.reason](hold, found or (hold.rule.term if hold.rule else ""))
    if hold.action is RuleAction.REJECT:
        return _("Rejected by a rule: {why}").format(why=sentence)
    return _("Held by a rule: {why}").format(why=sentence)


def chip_told(hold: Hold) -> str:
    """Why it was held, in two words, for a card. No address is in it."""
    return _CHIPS[hold.reason](hold)


def change_told(detail: Mapping[str, object]) -> str:
    """What a change of rules is called in the history, by what it kept for that."""
    told = detail.get("rule")
    if not isinstance(told, dict):
        counts = [detail.get(name) for name in ("kept", "removed")]
        count = sum(one for one in counts if isinstance(one, int))
        words = ngettext("Change {count} rule", "Change {count} rules", count)
        return words.format(count=f"{count:,}") if count else _("Change the rules")
    rule = Rule(
        RuleKind(told["kind"]), RuleAction(told["action"]), told["term"], told["number"],
        told["span"],
    )  # fmt: skip
    words = _("Take away the rule “{rule}”") if detail.get("removed") else _("Rule “{rule}”")
    return words.format(rule=rule_told(rule).rstrip("."))


_KINDS: dict[RuleKind, Callable[[], str]] = {
    RuleKind.WORD: lambda: _("Words"),
    RuleKind.LINKS: lambda: _("Number of links"),
    RuleKind.DOMAIN: lambda: _("Sites linked to"),
    RuleKind.EMAIL: lambda: _("E-mail addresses"),
    RuleKind.IP: lambda: _("IP addresses"),
    RuleKind.DISPOSABLE: lambda: _("Disposable addresses"),
    RuleKind.NEWCOMER: lambda: _("New commenters"),
    RuleKind.REJECTIONS: lambda: _("Often rejected"),
    RuleKind.REPEAT: lambda: _("Repeated text"),
    RuleKind.FLOOD: lambda: _("Many at once"),
    RuleKind.CLOSED: lambda: _("Old articles"),
    RuleKind.OTHERWISE: lambda: _("All others"),
}
_ACTIONS: dict[RuleAction, Callable[[], str]] = {
    RuleAction.HOLD: lambda: _("hold"),
    RuleAction.REJECT: lambda: _("reject"),
    RuleAction.EXEMPT: lambda: _("exempt"),
    RuleAction.APPROVE: lambda: _("approve"),
}


def _of_term(told: Callable[[], str]) -> Callable[[Rule], str]:
    return lambda rule: told().format(term=rule.term)


def _counted(told: Callable[[int], str]) -> Callable[[Rule], str]:
    return lambda rule: told(rule.number).format(number=rule.number, span=rule.span)


_HOLD, _REJECT, _EXEMPT = RuleAction.HOLD, RuleAction.REJECT, RuleAction.EXEMPT
_RULES: dict[tuple[RuleKind, RuleAction], Callable[[Rule], str]] = {
    (RuleKind.WORD, _HOLD): _of_term(lambda: _("Hold the word “{term}”.")),
    (RuleKind.WORD, _REJECT): _of_term(lambda: _("Reject the word “{term}”.")),
    (RuleKind.DOMAIN, _HOLD): _of_term(lambda: _("Hold links to {term}.")),
    (RuleKind.DOMAIN, _REJECT): _of_term(lambda: _("Reject links to {term}.")),
    (RuleKind.DOMAIN, _EXEMPT): _of_term(lambda: _("Let links to {term} pass.")),
    (RuleKind.EMAIL, _HOLD): _of_term(lambda: _("Hold comments from {term}.")),
    (RuleKind.EMAIL, _REJECT): _of_term(lambda: _("Reject comments from {term}.")),
    (RuleKind.EMAIL, _EXEMPT): _of_term(lambda: _("Let addresses of {term} pass.")),
    (RuleKind.IP, _HOLD): _of_term(lambda: _("Hold comments from {term}.")),
    (RuleKind.IP, _REJECT): _of_term(lambda: _("Reject comments from {term}.")),
    (RuleKind.IP, _EXEMPT): _of_term(lambda: _("Let addresses of {term} pass.")),
    (RuleKind.DISPOSABLE, _HOLD): lambda _rule: _("Hold disposable e-mail addresses."),
    (RuleKind.DISPOSABLE, _REJECT): lambda _rule: _("Reject disposable e-mail addresses."),
    (RuleKind.LINKS, _HOLD): _counted(
        lambda n: ngettext("Hold {number} link or more.", "Hold {number} links or more.", n)
    ),
    (RuleKind.LINKS, _REJECT): _counted(
        lambda n: ngettext("Reject {number} link or more.", "Reject {number} links or more.", n)
    ),
    (RuleKind.NEWCOMER, _HOLD): _counted(
        lambda n: ngettext(
            "Hold whoever has no approved comment yet.",
            "Hold whoever has fewer than {number} approved comments.",
            n,
        )
    ),
    (RuleKind.NEWCOMER, _REJECT): _counted(
        lambda n: ngettext(
            "Reject whoever has no approved comment yet.",
            "Reject whoever has fewer than {number} approved comments.",
            n,
        )
    ),
    (RuleKind.REJECTIONS, _HOLD): _counted(
        lambda _n: _("Hold whoever had {number} % of the last {span} comments turned away.")
    ),
    (RuleKind.REJECTIONS, _REJECT): _counted(
        lambda _n: _("Reject whoever had {number} % of the last {span} comments turned away.")
    ),
    (RuleKind.REPEAT, _HOLD): _counted(
        lambda n: ngettext(
            "Hold a text that was sent {number} time before within {span} days.",
            "Hold a text that was sent {number} times before within {span} days.",
            n,
        )
    ),
    (RuleKind.REPEAT, _REJECT): _counted(
        lambda n: ngettext(
            "Reject a text that was sent {number} time before within {span} days.",
            "Reject a text that was sent {number} times before within {span} days.",
            n,
        )
    ),
    (RuleKind.FLOOD, _HOLD): _counted(
        lambda _n: _("Hold from comment {number} on within {span} minutes.")
    ),
    (RuleKind.FLOOD, _REJECT): _counted(
        lambda _n: _("Reject from comment {number} on within {span} minutes.")
    ),
    (RuleKind.CLOSED, _HOLD): _counted(
        lambda n: ngettext(
            "Hold comments on articles older than {number} day.",
            "Hold comments on articles older than {number} days.",
            n,
        )
    ),
    (RuleKind.CLOSED, _REJECT): _counted(
        lambda n: ngettext(
            "Reject comments on articles older than {number} day.",
            "Reject comments on articles older than {number} days.",
            n,
        )
    ),
    (RuleKind.OTHERWISE, RuleAction.APPROVE): lambda _rule: _("Approve what no rule holds."),
}


def _word_told(hold: Hold, found: str) -> str:
    term = hold.rule.term if hold.rule is not None else found
    if term.casefold() == found.casefold():
        return _("the word “{found}”.").format(found=found)
    return _("the word “{found}”, for the rule has “{term}”.").format(found=found, term=term)


_HOLDS: dict[Reason, Callable[[Hold, str], str]] = {
    Reason.WORD: _word_told,
    Reason.DOMAIN: lambda _hold, found: _("a link to {found}.").format(found=found),
    Reason.LINKS: lambda hold, _found: ngettext(
        "it has {number} link.", "it has {number} links.", hold.number
    ).format(number=hold.number),
    Reason.EMAIL: lambda _hold, _found: _("where the e-mail address is from."),
    Reason.IP: lambda _hold, _found: _("the IP address that it came from."),
    Reason.DISPOSABLE: lambda _hold, _found: _("the e-mail address is a disposable one."),
    Reason.NEWCOMER: lambda hold, _found: ngettext(
        "its commenter is new, with {number} approved comment.",
        "its commenter is new, with {number} approved comments.",
        hold.number,
    ).format(number=hold.number),
    Reason.REJECTIONS: lambda hold, _found: _(
        "of its commenter’s last comments, {number} % were turned away."
    ).format(number=hold.number),
    Reason.REPEAT: lambda hold, _found: ngettext(
        "the same text came {number} time before.",
        "the same text came {number} times before.",
        hold.number,
    ).format(number=hold.number),
    Reason.FLOOD: lambda hold, _found: _("it was comment {number} within minutes.").format(
        number=hold.number
    ),
    Reason.CLOSED: lambda hold, _found: ngettext(
        "its article was {number} day old.", "its article was {number} days old.", hold.number
    ).format(number=hold.number),
    Reason.WATCHED: lambda _hold, _found: _("its commenter is watched."),
    Reason.BLOCKED: lambda _hold, _found: _("its commenter is blocked."),
}
_CHIPS: dict[Reason, Callable[[Hold], str]] = {
    Reason.WORD: lambda hold: _("word: {term}").format(term=hold.rule.term if hold.rule else ""),
    Reason.DOMAIN: lambda hold: _("link: {term}").format(term=hold.rule.term if hold.rule else ""),
    Reason.LINKS: lambda _hold: _("many links"),
    Reason.EMAIL: lambda _hold: _("e-mail rule"),
    Reason.IP: lambda _hold: _("IP rule"),
    Reason.DISPOSABLE: lambda _hold: _("disposable e-mail"),
    Reason.NEWCOMER: lambda _hold: _("new commenter"),
    Reason.REJECTIONS: lambda _hold: _("often rejected"),
    Reason.REPEAT: lambda _hold: _("repeated text"),
    Reason.FLOOD: lambda _hold: _("many at once"),
    Reason.CLOSED: lambda _hold: _("old article"),
    Reason.WATCHED: lambda _hold: _("watched"),
    Reason.BLOCKED: lambda _hold: _("blocked"),
}
