"""Conditions that look at more than a comment's own words: where it came from, who decided it."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    SQLColumnExpression,
    Text,
    and_,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from db.declaring import aliased
from db.files import folded
from db.likeness_tables import LikenessTable
from db.people_tables import NoteTable, PersonTable
from db.tables import ChangeTable, CommentTable, ContactTable, OperationTable
from db.words import WITHDRAWN, Kind, Standing, Status, Verb

_TURNED_AWAY = (Status.REJECTED.value, Status.SPAM.value)


def between(
    counted: SQLColumnExpression[Any], least: int | None, most: int | None
) -> ColumnElement[bool]:
    """The count is within these bounds, both inclusive."""
    above = counted >= least if least is not None else true()
    below = counted <= most if most is not None else true()
    return and_(above, below)


def edited() -> ColumnElement[bool]:
    """An operation of this newsroom edited the comment, and was not taken back."""
    done = aliased(OperationTable)
    return exists().where(
        ChangeTable.comment_id == CommentTable.id,
        done.id == ChangeTable.operation_id,
        done.verb == Verb.EDIT.value,
        CommentTable.revision >= done.id,
    )


def noted(words: str) -> ColumnElement[bool]:
    """There is a note on the comment or on its commenter, that contains these words if any."""
    first, note, person = aliased(CommentTable), aliased(NoteTable), aliased(PersonTable)
    empty, needle = literal_column("''", Text), folded(words)

    def told(text: SQLColumnExpression[str]) -> ColumnElement[bool]:
        there = text != empty
        return and_(there, func.instr(func.folded(text), needle) > 0) if needle else there

    # Notes are few: their comments are looked up by number, not all comments for their notes.
    such: CompoundSelect[tuple[int | None]] = union_all(
        select(first.id).where(told(first.note)),
        select(note.comment_id).where(note.comment_id.is_not(None), told(note.text)),
        select(ContactTable.comment_id)
        .join(person.table, person.email_key == ContactTable.email_key)
        .join(note.table, note.person_id == person.id)
        .where(person.email_key != empty, told(note.text)),
    )
    return CommentTable.id.in_(such)


def regarded(standing: Standing) -> ColumnElement[bool]:
    """The newsroom thinks this of whoever wrote it, by today."""
    empty = literal_column("''", Text)
    now = func.unixepoch() * 1_000_000
    such = (
        select(ContactTable.comment_id)
        .join(PersonTable.table, PersonTable.email_key == ContactTable.email_key)
        .where(
            PersonTable.standing == standing.value,
            PersonTable.standing != empty,
            PersonTable.email_key != empty,
            or_(PersonTable.until.is_(None), PersonTable.until > now),
        )
    )
    return CommentTable.id.in_(such)


def decided_by(desk: str) -> ColumnElement[bool]:
    """A desk of such a name changed the comment's status."""
    return exists().where(
        ChangeTable.comment_id == CommentTable.id,
        ChangeTable.before != ChangeTable.after,
        OperationTable.id == ChangeTable.operation_id,
        OperationTable.verb.in_([verb.value for verb in _DECISIONS]),
        func.instr(func.folded(OperationTable.desk), folded(desk)) > 0,
    )


def links_to(host: str) -> ColumnElement[bool]:
    """The body or the commenter's website names this host, or one below it."""
    return or_(
        and_(CommentTable.links > 0, func.names_host(CommentTable.body, host) == 1),
        and_(CommentTable.url != "", func.names_host(CommentTable.url, host) == 1),
    )


def came_from(network: str) -> ColumnElement[bool]:
    """The comment's IP address is in this network."""
    # Each address is looked at once, out of its index, and not once a comment.
    known = select(ContactTable.ip).where(ContactTable.ip != "").distinct().subquery()
    such = select(known.c.ip).where(func.ip_in(known.c.ip, network) == 1)
    return CommentTable.id.in_(select(ContactTable.comment_id).where(ContactTable.ip.in_(such)))


def is_first() -> ColumnElement[bool]:
    """Nobody commented under its address before or since."""
    mine, other, theirs = aliased(ContactTable), aliased(ContactTable), aliased(CommentTable)
    return and_(
        CommentTable.kind == Kind.COMMENT,
        exists().where(
            mine.comment_id == CommentTable.id,
            mine.email_key != "",
            ~exists().where(
                other.email_key == mine.email_key,
                other.comment_id != mine.comment_id,
                theirs.id == other.comment_id,
                theirs.status != WITHDRAWN,
            ),
        ),
    )


def turned_away(least: int | None, most: int | None) -> ColumnElement[bool]:
    """So many in a hundred of the comments under its address are rejected or spam."""
    mine, other, theirs = aliased(ContactTable), aliased(ContactTable), aliased(CommentTable)
    share = 100.0 * func.sum(case((theirs.status.in_(_TURNED_AWAY), 1), else_=0)) / func.count()
    # Each address is counted once: some have ten thousand comments.
    such = (
        select(other.email_key)
        .join(theirs.table, theirs.id == other.comment_id)
        .where(other.email_key != "", theirs.status != WITHDRAWN)
        .group_by(other.email_key)
        .having(between(share, least, most))
    )
    return exists().where(mine.comment_id == CommentTable.id, mine.email_key.in_(such))


_DECISIONS = (Verb.APPROVE, Verb.REJECT, Verb.SPAM, Verb.HOLD)


def written_in(code: str) -> ColumnElement[bool]:
    """The assist told this language; a comment that it has not looked at has none."""
    written = select(LikenessTable.comment_id).where(LikenessTable.language == code)
    return CommentTable.id.in_(written)


def copies_of(comment: int) -> ColumnElement[bool]:
    """In one group of near-copies with that comment, or that comment itself."""
    first = (
        select(LikenessTable.first_id)
        .where(LikenessTable.comment_id == comment, LikenessTable.first_id.is_not(None))
        .scalar_subquery()
    )
    copies = select(LikenessTable.comment_id).where(LikenessTable.first_id == first)
    return or_(CommentTable.id == comment, CommentTable.id.in_(copies))
