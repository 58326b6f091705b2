"""Conditions that look at more than a comment's own words: where it came from, who decided it."""

import ipaddress
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    SQLColumnExpression,
    Subquery,
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


def many_words(least: int | None, most: int | None) -> ColumnElement[bool]:
    """The text has so many words, bounds inclusive."""
    # Of n words the shortest has n letters and n - 1 blanks between them; that is told at once.
    long_enough = func.length(CommentTable.text) >= 2 * least - 1 if least else true()
    return and_(long_enough, between(func.words_in(CommentTable.text), least, most))


def is_kind(kind: str) -> ColumnElement[bool]:
    """It is of this kind, however that is written."""
    # Nearly all are one of three: those are told without folding each.
    usual = CommentTable.kind.in_((Kind.COMMENT, Kind.PINGBACK, Kind.TRACKBACK))
    return or_(
        CommentTable.kind == folded(kind),
        and_(~usual, func.folded(CommentTable.kind) == folded(kind)),
    )


def edited() -> ColumnElement[bool]:
    """An operation of this newsroom edited the comment, and was not taken back."""
    # Edits are few: their comments are looked up, not all comments for an edit.
    edits = select(OperationTable.id).where(OperationTable.verb == Verb.EDIT.value)
    own = aliased(CommentTable)
    such = (
        select(own.id)
        .join(ChangeTable.table, ChangeTable.comment_id == own.id)
        .where(ChangeTable.operation_id.in_(edits), own.revision >= ChangeTable.operation_id)
    )
    return CommentTable.id.in_(such)


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


def decided_by(desk: str, *, one_by_one: bool = False) -> ColumnElement[bool]:
    """A desk of such a name changed the comment's status; `one_by_one` where few are looked at."""
    if one_by_one:
        return exists(decisions_of(desk).where(ChangeTable.comment_id == CommentTable.id))
    return CommentTable.id.in_(decisions_of(desk))


def decisions_of(desk: str) -> Select[int]:
    """The comments whose status a desk of such a name changed, once for each time."""
    # Desks are few, and an index has their operations: no operation is looked at for its desk.
    known = select(OperationTable.desk).distinct().subquery()
    desks = select(known.c.desk).where(func.instr(func.folded(known.c.desk), folded(desk)) > 0)
    return (
        select(ChangeTable.comment_id)
        .join(OperationTable.table, OperationTable.id == ChangeTable.operation_id)
        .where(
            OperationTable.desk.in_(desks),
            OperationTable.verb.in_([verb.value for verb in _DECISIONS]),
            ChangeTable.before != ChangeTable.after,
        )
    )


def links_to(host: str) -> ColumnElement[bool]:
    """The body or the commenter's website names this host, or one below it."""
    return or_(
        and_(CommentTable.links > 0, func.names_host(CommentTable.body, host) == 1),
        and_(CommentTable.url != "", func.names_host(CommentTable.url, host) == 1),
    )


def came_from(network: str, *, one_by_one: bool = False) -> ColumnElement[bool]:
    """The comment's IP address is in this network; `one_by_one` where few are looked at."""
    if one_by_one:
        mine = aliased(ContactTable)
        return exists().where(mine.comment_id == CommentTable.id, func.ip_in(mine.ip, network) == 1)
    # Each address is looked at once, out of its index, and not once a comment.
    known = select(ContactTable.ip).where(_may_be_in(network)).distinct().subquery()
    such = select(known.c.ip).where(func.ip_in(known.c.ip, network) == 1)
    return CommentTable.id.in_(select(ContactTable.comment_id).where(ContactTable.ip.in_(such)))


def _may_be_in(network: str) -> ColumnElement[bool]:
    """What an address of this network may begin with: that part of the index is looked into."""
    known = ipaddress.ip_network(network, strict=False)
    octets = str(known.network_address).split(".")[: known.prefixlen // 8]
    if known.version != 4 or not octets:
        return ContactTable.ip != ""
    begin = ".".join(octets)
    if len(octets) < 4:
        begin += "."
    return or_(
        ContactTable.ip.between(begin, begin + "\uffff"),
        # As IPv6 writes it, ::ffff:192.0.2.1; and what begins with a blank.
        ContactTable.ip.between(":", ":\uffff"),
        and_(ContactTable.ip > "", ContactTable.ip < "0"),
    )


def is_first(*, one_by_one: bool = False) -> ColumnElement[bool]:
    """Nobody commented under its address before or since; `one_by_one` where few are looked at."""
    alone = _alone_under_its_address() if one_by_one else CommentTable.id.in_(_all_alone())
    return and_(CommentTable.kind == Kind.COMMENT, alone)


def _alone_under_its_address() -> ColumnElement[bool]:
    mine, other, theirs = aliased(ContactTable), aliased(ContactTable), aliased(CommentTable)
    return exists().where(
        mine.comment_id == CommentTable.id,
        mine.email_key != "",
        ~exists().where(
            other.email_key == mine.email_key,
            other.comment_id != mine.comment_id,
            theirs.id == other.comment_id,
            theirs.status != WITHDRAWN,
        ),
    )


def _all_alone() -> Select[int]:
    """Out of the index of addresses alone, each read once: of some there are ten thousand."""
    gone = select(CommentTable.id).where(CommentTable.status == WITHDRAWN)
    stands = case((ContactTable.comment_id.not_in(gone), ContactTable.comment_id))
    return (
        select(func.max(stands))
        .where(ContactTable.email_key != "")
        .group_by(ContactTable.email_key)
        .having(func.count(stands) == 1)
    )


def turned_away(
    least: int | None, most: int | None, among: Select[int] | None = None
) -> ColumnElement[bool]:
    """So many in a hundred of the comments under its address are rejected or spam.

    Where only comments `among` those are looked at, no other addresses are counted.
    """
    mine = aliased(ContactTable)
    such = _shares_of_all(least, most) if among is None else _shares_among(least, most, among)
    return exists().where(mine.comment_id == CommentTable.id, mine.email_key.in_(such))


def _shares_among(least: int | None, most: int | None, among: Select[int]) -> Select[str]:
    other, theirs, here = aliased(ContactTable), aliased(CommentTable), aliased(ContactTable)
    share = 100.0 * func.sum(case((theirs.status.in_(_TURNED_AWAY), 1), else_=0)) / func.count()
    # Each address is counted once: some have ten thousand comments.
    return (
        select(other.email_key)
        .join(theirs.table, theirs.id == other.comment_id)
        .where(
            other.email_key.in_(select(here.email_key).where(here.comment_id.in_(among))),
            other.email_key != "",
            theirs.status != WITHDRAWN,
        )
        .group_by(other.email_key)
        .having(between(share, least, most))
    )


def _shares_of_all(least: int | None, most: int | None) -> Select[str]:
    """By statuses, each of which an index has: nobody's comments are looked up one by one."""

    def counted(*statuses: str) -> Subquery:
        theirs, other = aliased(CommentTable), aliased(ContactTable)
        return (
            select(other.email_key, func.count().label("times"))
            .select_from(theirs.table)
            .join(other.table, other.comment_id == theirs.id)
            .where(theirs.status.in_(statuses))
            .group_by(other.email_key)
            .subquery()
        )

    every = select(ContactTable.email_key, func.count().label("times")).where(
        ContactTable.email_key != ""
    )
    all_of = every.group_by(ContactTable.email_key).subquery()
    away, gone = counted(*_TURNED_AWAY), counted(WITHDRAWN)
    left = all_of.c.times - func.coalesce(gone.c.times, 0)
    return (
        select(all_of.c.email_key)
        .outerjoin(away, away.c.email_key == all_of.c.email_key)
        .outerjoin(gone, gone.c.email_key == all_of.c.email_key)
        .where(left > 0, between(100.0 * func.coalesce(away.c.times, 0) / left, least, most))
    )


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
