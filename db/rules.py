"""The rules of the newsroom, read, and changed with before and after recorded.

A rule that is taken away stays, marked as removed: what it held points at it, and undo brings it
back under its number.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from db import chain
from db.library import Reading, Writing
from db.rows import OperationId, Rule, RuleId
from db.words import RuleAction, RuleKind

_COLUMNS = "kind, action, term, number, span, id, removed"
_FIELDS = ("kind", "action", "term", "number", "span", "removed")


def rules(reading: Reading) -> list[Rule]:
    """The rules that hold now, in the order in which they were made."""
    return _read(reading, f"SELECT {_COLUMNS} FROM private_rule WHERE NOT removed ORDER BY id")


def rule(reading: Reading, number: int) -> Rule | None:
    """That rule, removed or not; None if there never was one."""
    found = _read(reading, f"SELECT {_COLUMNS} FROM private_rule WHERE id = ?", (number,))
    return found[0] if found else None


def version(reading: Reading) -> int:
    """The operation that changed rules last; 0 before the first. It grows with each change."""
    row = reading.quick("SELECT coalesce(max(operation_id), 0) FROM private_rule_change")
    return int(row.fetchone()[0])


def like(reading: Reading, wanted: Rule) -> list[Rule]:
    """The rules of that kind about the same term, whatever they do; removed ones too."""
    return _read(
        reading,
        f"SELECT {_COLUMNS} FROM private_rule WHERE kind = ? AND term = ? ORDER BY id",
        (wanted.kind, wanted.term),
    )


def add(writing: Writing, operation: OperationId, wanted: Rule) -> RuleId:
    """Keep a new rule, recorded as one that was not there before."""
    done = writing.quick(
        "INSERT INTO private_rule (kind, action, term, number, span, removed)"
        " VALUES (?, ?, ?, ?, ?, 0)",
        (wanted.kind, wanted.action, wanted.term, wanted.number, wanted.span),
    )
    number = RuleId(int(done.lastrowid or 0))
    after = _row(writing, number)
    _record(writing, operation, number, {**after, "removed": 1}, after)
    return number


def change(
    writing: Writing, operation: OperationId, number: RuleId, fields: Mapping[str, object]
) -> bool:
    """Record and set fields of one rule; False if all are so already.

    An operation touches a rule once at the most.
    """
    before = _row(writing, number)
    after = {**before, **fields}
    if after == before:
        return False
    settings = ", ".join(f"{name} = ?" for name in fields)
    writing.quick(f"UPDATE private_rule SET {settings} WHERE id = ?", (*fields.values(), number))
    _record(writing, operation, number, before, after)
    return True


def touched(reading: Reading, operation: OperationId) -> int:
    """How many rules an operation changed."""
    counted = reading.quick(
        "SELECT count(*) FROM private_rule_change WHERE operation_id = ?", (operation,)
    )
    return int(counted.fetchone()[0])


def reverse(writing: Writing, operation: OperationId, reversed_: OperationId) -> tuple[int, int]:
    """Put every rule that `reversed_` changed back to what it was before it.

    The rules that were, and those left alone because something else changed them since.
    """
    rows = writing.quick(
        "SELECT rule_id, before, after FROM private_rule_change WHERE operation_id = ?"
        " ORDER BY rule_id",
        (reversed_,),
    ).fetchall()
    done = left = 0
    for number, before, after in rows:
        if _row(writing, number) != json.loads(after):
            left += 1
            continue
        done += change(writing, operation, RuleId(number), json.loads(before))
    return done, left


def _row(reading: Reading, number: int) -> dict[str, Any]:
    found = reading.quick(f"SELECT {', '.join(_FIELDS)} FROM private_rule WHERE id = ?", (number,))
    return dict(zip(_FIELDS, found.fetchone(), strict=True))


def _record(
    writing: Writing,
    operation: OperationId,
    number: RuleId,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> None:
    salt, told = secrets.token_hex(16), (_told(before), _told(after))
    writing.quick(
        "INSERT INTO private_rule_change (operation_id, rule_id, salt, before, after, detail_hash)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (operation, number, salt, *told, chain.digest_of_detail(salt, *told)),
    )


def _told(fields: Mapping[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)


def _read(reading: Reading, statement: str, values: Sequence[Any] = ()) -> list[Rule]:
    return [
        Rule(RuleKind(kind), RuleAction(action), term, number, span, RuleId(id_), bool(removed))
        for kind, action, term, number, span, id_, removed in reading.quick(statement, values)
    ]
