"""Conditions about rules and reasons: what held a comment, and why it was turned away."""

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from db.declaring import aliased
from db.files import folded
from db.rule_tables import HoldTable, RuleTable
from db.tables import ChangeTable, CommentTable, OperationTable
from db.words import Reason, Role

# As the index has it, or it would not be asked.
_REASON: ColumnElement[str] = literal_column(
    "CASE WHEN json_valid(operation.detail) THEN json_extract(operation.detail, '$.reason') END"
)
_HAS_DETAIL: ColumnElement[bool] = literal_column("operation.detail <> '{}'")
_CODES = frozenset(reason.value for reason in Reason)


def decided_for(reason: str) -> ColumnElement[bool]:
    """A decision that still stands was given a reason that contains this, then or soon after.

    The code is looked at, and the words that it stood for; of several reasons the last one holds.
    """
    # Few operations have a reason, and each knows its comments: no comment is looked at for this.
    done, later = aliased(ChangeTable), aliased(ChangeTable)
    said = (
        select(OperationTable.subject)
        .where(_HAS_DETAIL, _REASON.is_not(None), OperationTable.role == Role.DO.value)
        .where(_contains(OperationTable.detail, reason), _is_last_said())
    )
    such = select(done.comment_id).where(
        done.operation_id.in_(said),
        done.before != done.after,
        _stands(done.operation_id),
        ~exists().where(
            later.comment_id == done.comment_id,
            later.operation_id > done.operation_id,
            later.before != later.after,
            _stands(later.operation_id),
        ),
    )
    return CommentTable.id.in_(such)


def _stands(operation: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """It is the first operation about its subject, and is not taken back as things stand."""
    last = aliased(OperationTable)
    role = (
        select(last.role)
        .where(last.subject == operation)
        .order_by(last.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(role, Role.UNDO.value) != Role.UNDO.value


def _contains(detail: SQLColumnExpression[str], reason: str) -> ColumnElement[bool]:
    needle = folded(reason)
    told = (func.json_extract(detail, f"$.{name}") for name in ("reason", "words"))
    return or_(*(func.instr(func.folded(func.coalesce(one, "")), needle) > 0 for one in told))


def _is_last_said() -> ColumnElement[bool]:
    """No other reason was given for the same decision since."""
    later = aliased(OperationTable)
    return ~exists().where(
        later.subject == OperationTable.subject,
        later.id > OperationTable.id,
        later.role == Role.DO.value,
    )


def held_by(rule: str) -> ColumnElement[bool]:
    """A rule of that kind, or about that term, held or rejected the comment as it came in."""
    held = select(HoldTable.comment_id)
    wanted = rule.strip().casefold()
    if wanted in _CODES:
        held = held.where(HoldTable.reason == wanted)
    elif wanted:
        about = select(RuleTable.id).where(
            or_(func.folded(RuleTable.term) == folded(wanted), RuleTable.term == f"@{wanted}")
        )
        held = held.where(HoldTable.rule_id.in_(about))
    return and_(CommentTable.id.in_(held))
