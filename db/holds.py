"""Why comments were held or rejected as they came in: recorded once, read with the comment."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from db.library import Reading, Writing
from db.rows import Hold, OperationId, Rule, RuleId, Span
from db.words import Reason, RuleAction, RuleKind

_INSERT = (
    "INSERT INTO private_hold (comment_id, operation_id, rule_id, reason, action, number, spans)"
)


def record(
    writing: Writing, operation: OperationId, found: Iterable[tuple[int, Sequence[Hold]]]
) -> None:
    """Record why each of these comments was held."""
    writing.run_many(
        f"{_INSERT} VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(comment, operation, *row(hold)) for comment, holds in found for hold in holds],
    )


def row(hold: Hold) -> tuple[int | None, str, str, int, str]:
    """A hold as it is kept: rule, reason, action, number and spans."""
    rule = hold.rule.id if hold.rule is not None and hold.rule.id else None
    return rule, hold.reason, hold.action, hold.number, _told(hold.spans)


def record_gathered(writing: Writing, operation: OperationId) -> None:
    """Record what was gathered with a file, of the comments of it that are new here."""
    writing.run(
        f"{_INSERT} SELECT g.comment_id, ?, h.rule_id, h.reason, h.action, h.number, h.spans"
        " FROM temp.gathered_hold h JOIN temp.gathered g ON g.external_id = h.external_id"
        " WHERE g.outcome = 'added' ORDER BY g.position",
        (operation,),
    )


def gathered(reading: Reading) -> int:
    """How many gathered comments that are new here were held or rejected."""
    counted = reading.run(
        "SELECT count(DISTINCT g.position) FROM temp.gathered_hold h JOIN temp.gathered g"
        " ON g.external_id = h.external_id WHERE g.outcome = 'added'"
    )
    return int(counted.scalar_one())


def holds(reading: Reading, comments: Sequence[int]) -> Mapping[int, tuple[Hold, ...]]:
    """Why each of these comments was held; those that were not are not among them."""
    rows = reading.quick(
        "SELECT h.comment_id, h.reason, h.action, h.number, h.spans, r.id, r.kind, r.action,"
        " r.term, r.number, r.span, r.removed FROM json_each(?) wanted"
        " CROSS JOIN private_hold h ON h.comment_id = wanted.value"
        " LEFT JOIN private_rule r ON r.id = h.rule_id ORDER BY h.id",
        (json.dumps(list(comments)),),
    )
    found: dict[int, list[Hold]] = defaultdict(list)
    for comment, reason, action, number, spans, id_, *rule in rows:
        held_by = None if id_ is None else _rule(id_, *rule)
        found[comment].append(
            Hold(Reason(reason), RuleAction(action), held_by, number, _spans(spans))
        )
    return {comment: tuple(told) for comment, told in found.items()}


def tallies(reading: Reading) -> dict[int, tuple[int, int]]:
    """By rule: how many comments it held or rejected, and how many of them are approved now."""
    rows = reading.quick(
        "SELECT h.rule_id, count(DISTINCT c.id), count(DISTINCT iif(c.status = 'approved', c.id,"
        " NULL)) FROM private_hold h JOIN comment c ON c.id = h.comment_id"
        " WHERE h.rule_id IS NOT NULL AND c.status <> 'withdrawn' GROUP BY h.rule_id"
    )
    return {int(rule): (int(held), int(approved)) for rule, held, approved in rows}


def forget(writing: Writing, comments: Sequence[int]) -> None:
    """Take away why these comments were held: it tells of their commenter's addresses."""
    writing.run(
        "DELETE FROM private_hold WHERE comment_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(comments)),),
    )


def _rule(
    id_: int, kind: str, action: str, term: str, number: int, span: int, removed: int
) -> Rule:
    return Rule(RuleKind(kind), RuleAction(action), term, number, span, RuleId(id_), bool(removed))


def _told(spans: Sequence[Span]) -> str:
    told = [[one.field, one.start, one.end, one.piece] for one in spans]
    return json.dumps(told, ensure_ascii=False)


def _spans(told: str) -> tuple[Span, ...]:
    return tuple(Span(*one) for one in json.loads(told))
