"""Commands about rules: rules list|add|remove|test|replay|export."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db.words import RuleAction, RuleKind
from moderation import terminal
from moderation.commands.deciding import changes_as_json
from moderation.commands.door import FILE, Call, command, refused
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from db.rows import Rule
    from moderation.rules.judging import Judgement

_SHOWN = 20


def _rule_options(work: Callable[..., None]) -> Callable[..., None]:
    """What says which rules are meant: a kind with its terms and numbers, or a file of words."""
    for decorate in (
        click.option("--wordpress", is_flag=True,
                     help=_("The file is a list of WordPress' moderation or disallowed keys.")),
        click.option("--file", type=FILE, default=None,
                     help=_("A list of words, one a line; - is standard input.")),
        click.option("--span", type=click.IntRange(min=1), default=None, metavar="N",
                     help=_("Of how many minutes, days or comments, where the kind asks for it.")),
        click.option("--number", type=click.IntRange(min=1), default=None, metavar="N",
                     help=_("From how many on.")),
        click.option("--action", type=click.Choice([action.value for action in RuleAction]),
                     default=None, help=_("What to do; hold, if nothing is said.")),
        click.argument("terms", nargs=-1),
        click.argument("kind", type=click.Choice([kind.value for kind in RuleKind])),
    ):  # fmt: skip
        work = decorate(work)
    return work


def _rules_of(given: dict[str, Any]) -> "list[Rule]":
    """The rules that the options say; wrong usage where they say none, or contradict."""
    from db.rows import Rule
    from moderation.rule_terms import TERMED
    from moderation.rules.lists import read_list

    kind = RuleKind(given["kind"])
    usual = RuleAction.APPROVE if kind is RuleKind.OTHERWISE else RuleAction.HOLD
    action = RuleAction(given["action"]) if given["action"] else usual
    terms, file = given["terms"], given["file"]
    if file is not None:
        if kind is not RuleKind.WORD or terms:
            raise click.UsageError(_("--file brings words: say “word” and no others beside it."))
        lines = read_list(_text_of(file), action, wordpress=given["wordpress"])
        return [line.rule for line in lines]
    if (kind in TERMED) != bool(terms):
        raise click.UsageError(
            _("Say what to look for.") if kind in TERMED else _("This kind looks for no words.")
        )
    _refuse_unused(kind, given)
    if kind in TERMED:
        return [Rule(kind, action, term) for term in terms]
    return [Rule(kind, action, number=given["number"] or 0, span=given["span"] or 0)]


def _refuse_unused(kind: RuleKind, given: dict[str, Any]) -> None:
    """A number that the kind does not ask for was meant as something else."""
    from moderation.rule_terms import numbers_of, spans_of

    for option, asks in (("number", numbers_of), ("span", spans_of)):
        if given[option] is not None and asks(kind) is None:
            raise click.UsageError(
                _("A rule of the kind “{kind}” has no --{option}.").format(
                    kind=kind.value, option=option
                )
            )


def _text_of(file: Path) -> str:
    try:
        if str(file) == "-":
            return sys.stdin.read()
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is not UTF-8")
        raise refused(
            _("{path} cannot be read: {reason}.").format(path=file, reason=reason)
        ) from error


@command(
    "list",
    "commentdesk rules list",
    "commentdesk rules list word --json",
    about=_("List the rules, and how many comments each held."),
)
@click.argument("kind", type=click.Choice([kind.value for kind in RuleKind]), required=False)
def list_rules(call: Call, kind: str | None) -> None:
    """List the rules."""
    from moderation import rule_changes

    with call.open() as newsroom:
        found = [one for one in rule_changes.rules(newsroom) if kind in (None, one.kind.value)]
        tallies = rule_changes.tallies(newsroom)
    told = [{**rule_as_json(one), "held": tallies.get(one.id, (0, 0))[0],
             "approved": tallies.get(one.id, (0, 0))[1]} for one in found]  # fmt: skip
    lines = [f"{one['id']:>5}  {one['sentence']}  {_held(one)}".rstrip() for one in told]
    call.answer({"rules": told}, "\n".join(lines) or _("There are no rules."))


def _held(one: dict[str, Any]) -> str:
    if not one["held"]:
        return ""
    told = ngettext("({count} held, {approved} approved)", "({count} held, {approved} approved)",
                    one["held"])  # fmt: skip
    return told.format(count=f"{one['held']:,}", approved=f"{one['approved']:,}")


def rule_as_json(rule: "Rule") -> dict[str, Any]:
    """A rule as `--json` answers it."""
    from moderation.rule_sentences import rule_told

    return {
        "id": rule.id, "kind": rule.kind.value, "action": rule.action.value, "term": rule.term,
        "number": rule.number, "span": rule.span, "sentence": rule_told(rule),
    }  # fmt: skip


@command(
    "add",
    'commentdesk rules add word "casino*" "loan*"',
    "commentdesk rules add links --number 3 --action hold",
    "commentdesk rules add domain shop.example --action exempt",
    "commentdesk rules add word --file disallowed_keys.txt --wordpress --action reject",
    about=_(
        "Keep rules, in place of those about the same.\n\n"
        "KIND is what they look at. TERMS are words (casino*), sites, e-mail addresses or domains"
        " (@example.com), or IP networks. All of them are one operation. Try “rules replay” first:"
        " it tells what they would have held."
    ),
)
@_rule_options
def add(call: Call, **given: Any) -> None:
    """Keep rules."""
    from moderation import rule_changes

    wanted = _rules_of(given)
    with call.open() as newsroom:
        changes = rule_changes.change(newsroom, keep=wanted)
        count = len(wanted)
    call.answer({**changes_as_json(changes), "rules": count}, changes.sentence)


@command(
    "remove",
    "commentdesk rules remove 3",
    about=_("Take rules away, by the numbers that “rules list” tells; one operation."),
)
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(min=1), metavar="N...")
def remove(call: Call, numbers: tuple[int, ...]) -> None:
    """Take rules away."""
    from db.rows import RuleId
    from moderation import rule_changes

    with call.open() as newsroom:
        changes = rule_changes.change(newsroom, remove=[RuleId(one) for one in numbers])
    call.answer({**changes_as_json(changes), "rules": len(numbers)}, changes.sentence)


@command(
    "test",
    'commentdesk rules test "Best cas1no in town" --name Jon',
    about=_("Ask the rules about a text, and which characters they find; nothing is kept."),
)
@click.argument("text")
@click.option("--name", default="", help=_("The commenter's name."))
@click.option("--email", default="", help=_("The commenter's e-mail address."))
@click.option("--url", default="", help=_("The commenter's website."))
@click.option("--ip", default="", help=_("The IP address that it comes from."))
def test(call: Call, text: str, name: str, email: str, url: str, ip: str) -> None:
    """Ask the rules about a text."""
    from moderation import ruling

    with call.open() as newsroom:
        judgement = ruling.try_out(newsroom, text, name=name, email=email, url=url, ip=ip)
    fields = {"text": text, "name": name, "url": url, "email": email.rpartition("@")[2].casefold()}
    call.answer(_judged_as_json(judgement, fields), "\n".join(_judged(judgement, fields)))


def _judged_as_json(judgement: "Judgement", fields: dict[str, str]) -> dict[str, object]:
    return {
        "action": judgement.action.value if judgement.action else "wait",
        "holds": [
            {
                "reason": hold.reason.value,
                "action": hold.action.value,
                "rule": rule_as_json(hold.rule) if hold.rule else None,
                "spans": [
                    {"in": span.field, "start": span.start, "end": span.end,
                     "found": (span.piece or fields[span.field])[span.start : span.end]}
                    for span in hold.spans
                ],
            }
            for hold in judgement.holds
        ],
    }  # fmt: skip


def _judged(judgement: "Judgement", fields: dict[str, str]) -> list[str]:
    from moderation.rule_sentences import hold_told

    lines = []
    for hold in judgement.holds:
        found = [(span.piece or fields[span.field])[span.start : span.end] for span in hold.spans]
        lines.append(hold_told(hold, next(iter(found), "")))
    if lines:
        return lines
    if judgement.action is RuleAction.APPROVE:
        return [_("It would be approved at once.")]
    return [_("No rule holds it; it would wait as pending.")]


@command(
    "replay",
    'commentdesk rules replay word "casino*"',
    "commentdesk rules replay newcomer --number 2 --json",
    about=_(
        "Tell what rules would have held of all that was ever here; nothing is changed.\n\n"
        "The rules are said as for “rules add”. What is exempt today stays exempt."
    ),
)
@_rule_options
def replay(call: Call, **given: Any) -> None:
    """Replay rules on the history."""
    from moderation import queue, replaying

    wanted = _rules_of(given)
    with call.open() as newsroom:
        with terminal.progress() as progress:
            told = replaying.replay(newsroom, wanted, progress=progress)
        cards = queue.cards(newsroom, told.comments[:_SHOWN])
    lines = [told.sentence]
    lines += [f"#{card.id}  {card.status.value}  {terminal.shown(card.name)}:"
              f" {terminal.shown(card.excerpt[:80])}" for card in cards]  # fmt: skip
    if len(told.comments) > _SHOWN:
        more = len(told.comments) - _SHOWN
        lines.append(_("and {count} more.").format(count=f"{more:,}"))
    call.answer(told.as_json(), "\n".join(lines))


@command(
    "export",
    "commentdesk rules export words.txt",
    about=_("Write the words to a file, one a line, as “rules add --file” and WordPress read it."),
)
@click.argument("file", type=FILE)
@click.option("--action", "which", type=click.Choice(["hold", "reject"]), default=None,
              help=_("Only the words that do this."))  # fmt: skip
def export(call: Call, file: Path, which: str | None) -> None:
    """Write the words to a file."""
    from moderation import rule_changes
    from moderation.rules.lists import written_list

    with call.open() as newsroom:
        found = rule_changes.rules(newsroom)
    text = written_list(found, RuleAction(which) if which else None)
    count = text.count("\n")
    rule_changes.write_list(file, text)
    told = ngettext("{count} word was written to {path}.", "{count} words were written to {path}.",
                    count)  # fmt: skip
    call.answer({"file": str(file), "words": count}, told.format(count=f"{count:,}", path=file))


rules = click.Group(
    "rules",
    [list_rules, add, remove, test, replay, export],
    short_help=_("List, change, test and replay the rules."),
    help=_("List, change, test and replay the rules by which comments are held or rejected."),
)
