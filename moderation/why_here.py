"""Why a comment is here: each rule that held it with the very characters, and how to mend the rule.

A mend is offered by whoever says that a hold was wrong; taking it changes the rules, as one
operation. The comment itself stays where it is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from db import comments, holds
from db.library import Reading
from db.rows import Comment, CommentId, Hold, Rule, RuleId, Span
from db.words import Reason, RuleAction, RuleKind, Standing, Status
from moderation import rule_changes, standings
from moderation.changes import Changes
from moderation.newsroom import Newsroom
from moderation.rule_sentences import hold_told
from moderation.rules.targets import targets
from moderation.sentences import shown_name
from resources.translation import _, ngettext

_DOMAINS = 3


@dataclass(frozen=True, slots=True)
class Marked:
    """A line about something but the text, such as the name, and the characters to mark in it."""

    label: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """What can be changed so that a hold is not made again, in words for a button."""

    words: str
    keep: tuple[Rule, ...] = ()
    remove: tuple[RuleId, ...] = ()
    standing: Standing | None = None  # of the commenter, instead of a rule


@dataclass(frozen=True, slots=True)
class Why:
    """One reason why a comment is here.

    `spans` are characters of its text, `marked` what was found elsewhere. `holds_still`: the rule
    is as it was.
    """

    sentence: str
    action: RuleAction
    spans: tuple[tuple[int, int], ...]
    marked: tuple[Marked, ...]
    mends: tuple[Mend, ...]
    holds_still: bool = True


def why_here(newsroom: Newsroom, number: int) -> tuple[Why, ...]:
    """Every reason why that comment was held or rejected as it came in; none for most."""
    with newsroom.read() as reading:
        found = holds.holds(reading, [number]).get(number, ())
        comment = comments.comment(reading, CommentId(number)) if found else None
        if comment is None:
            return ()
        domain = _email_domain(reading, comment.id)
    return tuple(_why(hold, comment, domain) for hold in found)


def mend(newsroom: Newsroom, number: int, wanted: Mend) -> Changes:
    """Mend what held that comment: the rules, or what is thought of its commenter.

    Errors as those of `rule_changes.change` and of `standings.give`.
    """
    if wanted.standing is not None:
        return standings.give(newsroom, number, wanted.standing)
    return rule_changes.change(newsroom, keep=wanted.keep, remove=wanted.remove)


def _email_domain(reading: Reading, number: CommentId) -> str:
    contact = comments.contact(reading, number)
    return "" if contact is None else contact.email.rpartition("@")[2].casefold()


def _why(hold: Hold, comment: Comment, domain: str) -> Why:
    wholes = {"text": comment.text, "name": comment.name, "url": comment.url, "email": domain}
    standing = [one for one in hold.spans if _is_there(one, wholes)]
    inside = tuple((one.start, one.end) for one in standing if one.field == "text")
    removed = hold.rule is not None and hold.rule.removed
    decided = comment.status in (Status.APPROVED, Status.SPAM)
    return Why(
        sentence=hold_told(hold, _found(standing, wholes)),
        action=hold.action,
        spans=inside,
        marked=tuple(_marked(standing, wholes)),
        mends=() if removed or decided else tuple(_mends(hold, comment, domain)),
        holds_still=not removed,
    )


def _is_there(span: Span, wholes: dict[str, str]) -> bool:
    """Whether the comment, edited since or not, still has these characters."""
    whole = span.piece or wholes.get(span.field, "")
    return 0 <= span.start < span.end <= len(whole)


def _found(spans: Sequence[Span], wholes: dict[str, str]) -> str:
    for one in spans:
        return (one.piece or wholes[one.field])[one.start : one.end]
    return ""


def _marked(spans: Sequence[Span], wholes: dict[str, str]) -> Iterator[Marked]:
    lines: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for one in spans:
        if one.field != "text":
            whole = one.piece or wholes[one.field]
            lines.setdefault((one.field, whole), []).append((one.start, one.end))
    for (field, whole), places in lines.items():
        yield Marked(_LABELS[field](), whole, tuple(places))


_LABELS: dict[str, Callable[[], str]] = {
    "name": lambda: _("Name:"),
    "url": lambda: _("Website:"),
    "email": lambda: _("E-mail at:"),
    "link": lambda: _("Link to:"),
}


def _mends(hold: Hold, comment: Comment, domain: str) -> Iterator[Mend]:
    rule = hold.rule
    if rule is not None:
        yield from _mends_of_rule(rule, hold, comment, domain)
    if not domain:
        return
    name = shown_name(comment.name)
    if rule is None:
        yield Mend(_("Let {name} be like everybody").format(name=name), standing=Standing.NONE)
    elif hold.reason not in _NOT_TRUSTED_AWAY and hold.action is RuleAction.HOLD:
        yield Mend(_("Trust {name}").format(name=name), standing=Standing.TRUSTED)


# What an article or a place is held for is not for one person to be trusted with.
_NOT_TRUSTED_AWAY = frozenset({Reason.CLOSED, Reason.IP})


def _mends_of_rule(rule: Rule, hold: Hold, comment: Comment, domain: str) -> Iterator[Mend]:
    match hold.reason:
        case Reason.WORD:
            told = _("Drop the word “{word}”").format(word=rule.term)
            yield Mend(told, remove=(rule.id,))
        case Reason.DOMAIN:
            yield from _let_sites_pass([_below(rule.term)])
            yield Mend(_("Drop the rule about {site}").format(site=rule.term), remove=(rule.id,))
        case Reason.LINKS:
            yield _raised(rule, hold.number + 1)
            yield from _let_sites_pass(_sites(comment))
        case Reason.EMAIL | Reason.DISPOSABLE:
            if domain:
                exempt = Rule(RuleKind.EMAIL, RuleAction.EXEMPT, f"@{domain}")
                yield Mend(_("Let addresses at {domain} pass").format(domain=domain), (exempt,))
            if hold.reason is Reason.EMAIL:
                yield Mend(_("Drop this rule"), remove=(rule.id,))
        case Reason.NEWCOMER:
            if hold.number:
                yield _raised(rule, hold.number)
            yield Mend(_("Drop this rule"), remove=(rule.id,))
        case Reason.REJECTIONS if hold.number < 100:
            yield _raised(rule, hold.number + 1)
        case Reason.REPEAT | Reason.FLOOD | Reason.CLOSED:
            yield _raised(rule, hold.number + 1)
        case _:
            yield Mend(_("Drop this rule"), remove=(rule.id,))


def _below(term: str) -> str:
    return term.removeprefix("*").strip(".")


def _sites(comment: Comment) -> list[str]:
    found = targets(comment.body, comment.body_format, comment.text, "")
    hosts = [one.host.removeprefix("www.") for one in found if "." in one.host]
    return list(dict.fromkeys(hosts))[:_DOMAINS]


def _let_sites_pass(sites: Sequence[str]) -> Iterator[Mend]:
    for site in sites:
        if "." in site:
            exempt = Rule(RuleKind.DOMAIN, RuleAction.EXEMPT, site)
            yield Mend(_("Let links to {site} pass").format(site=site), (exempt,))


def _raised(rule: Rule, number: int) -> Mend:
    told = _RAISED[rule.kind](number).format(number=number)
    return Mend(told, (replace(rule, number=number),))


_RAISED: dict[RuleKind, Callable[[int], str]] = {
    RuleKind.LINKS: lambda n: ngettext(
        "Hold from {number} link on", "Hold from {number} links on", n
    ),
    RuleKind.NEWCOMER: lambda n: ngettext(
        "Ask for {number} approved comment only", "Ask for {number} approved comments only", n
    ),
    RuleKind.REJECTIONS: lambda _n: _("Hold from {number} % on"),
    RuleKind.REPEAT: lambda n: ngettext(
        "Hold what came {number} time before", "Hold what came {number} times before", n
    ),
    RuleKind.FLOOD: lambda _n: _("Hold from comment {number} on"),
    RuleKind.CLOSED: lambda n: ngettext(
        "Let articles be commented on for {number} day",
        "Let articles be commented on for {number} days",
        n,
    ),
}
