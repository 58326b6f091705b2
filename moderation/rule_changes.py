"""Changing the rules: added, changed or taken away as one operation, which can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from db import files, holds, journal
from db import rules as kept
from db.library import Writing
from db.rows import OperationId, Rule, RuleId
from db.words import RuleKind, Verb
from moderation.changes import Changes
from moderation.decisions import begin
from moderation.errors import ExportRefused, NotFound
from moderation.newsroom import Newsroom
from moderation.rule_sentences import rule_told
from moderation.rule_terms import checked
from resources.translation import _, ngettext


def rules(newsroom: Newsroom) -> list[Rule]:
    """The rules that hold now, in the order in which they were made."""
    with newsroom.read() as reading:
        return kept.rules(reading)


def tallies(newsroom: Newsroom) -> dict[int, tuple[int, int]]:
    """By rule: how many comments it held or rejected, and how many of them are approved now."""
    with newsroom.read() as reading:
        return holds.tallies(reading)


def write_list(path: Path, text: str) -> None:
    """Write a list of words to a file for its owner alone; `ExportRefused` if it cannot be."""
    try:
        files.replace_private(path, text.encode())
    except OSError as error:
        raise ExportRefused(
            _("{path} cannot be written: {reason}.").format(path=path, reason=error.strerror),
            _("Choose another place, or make room there."),
        ) from error


def change(
    newsroom: Newsroom, *, keep: Sequence[Rule] = (), remove: Sequence[RuleId] = ()
) -> Changes:
    """Keep these rules and take those away, as one operation.

    A rule takes the place of the one of its kind about the same term. `NewsroomError` says what is
    wrong with the first that cannot be kept, `NotFound` that there is no such rule; nothing is
    changed then.
    """
    wanted = [checked(rule) for rule in keep]
    with newsroom.write() as writing:
        gone = [_there(writing, number) for number in dict.fromkeys(remove)]
        operation = begin(newsroom, writing, Verb.RULES, _detail(wanted, gone))
        for rule in gone:
            kept.change(writing, operation, rule.id, {"removed": 1})
        touched = {rule.id for rule in gone}
        for rule in wanted:
            _keep(writing, operation, rule, touched)
        count = kept.touched(writing, operation)
        if not count:
            journal.forget(writing, operation)
            return Changes(None, [], _("The rules were so already."))
        journal.seal(writing, operation)
    return Changes(operation, [], _sentence(wanted, gone, count), rules=True)


def _there(writing: Writing, number: RuleId) -> Rule:
    found = kept.rule(writing, number)
    if found is None or found.removed:
        raise NotFound(_("There is no rule {number}.").format(number=number))
    return found


def _keep(writing: Writing, operation: OperationId, rule: Rule, touched: set[RuleId]) -> None:
    there = kept.rule(writing, rule.id) if rule.id else None
    like = [there] if there is not None else kept.like(writing, rule)
    if not like:
        touched.add(kept.add(writing, operation, rule))
        return
    known = next((one for one in like if not one.removed), like[-1])
    if known.id in touched:
        return  # said twice, or taken away in the same breath
    touched.add(known.id)
    fields = {
        "action": rule.action.value, "term": rule.term, "number": rule.number,
        "span": rule.span, "removed": 0,
    }  # fmt: skip
    kept.change(writing, operation, known.id, fields)


def _detail(wanted: Sequence[Rule], gone: Sequence[Rule]) -> Mapping[str, object]:
    """What the history says: the rule in words where it is one, and no address ever."""
    if len(wanted) + len(gone) == 1:
        (rule,) = (*wanted, *gone)
        told: dict[str, object] = {"removed": bool(gone), **_as_detail(rule)}
        return told
    return {"kept": len(wanted), "removed": len(gone)}


def _as_detail(rule: Rule) -> Mapping[str, object]:
    named = rule.kind in (RuleKind.WORD, RuleKind.DOMAIN) and "@" not in rule.term
    term = rule.term if named else ""
    shown = replace(rule, term=term or "…") if rule.term else rule
    return {"rule": {"kind": shown.kind, "action": shown.action, "term": shown.term,
                     "number": shown.number, "span": shown.span}}  # fmt: skip


def _sentence(wanted: Sequence[Rule], gone: Sequence[Rule], count: int) -> str:
    if len(wanted) + len(gone) == 1:
        if gone:
            return _("Rule taken away: {rule}").format(rule=rule_told(gone[0]))
        return _("Rule kept: {rule}").format(rule=rule_told(wanted[0]))
    told = ngettext("{count} rule was changed.", "{count} rules were changed.", count)
    return told.format(count=f"{count:,}")
