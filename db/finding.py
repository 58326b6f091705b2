"""Criteria turned into SQL: the ids and revisions of all comments that match, in order."""

from array import array
from collections.abc import Iterable
from typing import assert_never

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    column,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.orm import aliased

from db.criteria import (
    AllOf,
    AnyOf,
    ArticleIs,
    AuthorHas,
    Criterion,
    EmailIs,
    Everything,
    HasLink,
    HasNote,
    HasProblem,
    HasReply,
    Not,
    Order,
    StatusIs,
    Submitted,
    TextHas,
)
from db.files import folded
from db.library import Reading
from db.moments import to_stored
from db.tables import ArticleTable, CommentTable, ContactTable
from db.words import WITHDRAWN, Status

_BATCH = 20_000

# The full-text index is no mapped table; FTS5 is asked by the table's own name.
_WORDS = table("comment_words", column("rowid"))
_WORDS_TABLE: ColumnElement[str] = literal_column("comment_words")


def found(
    reading: Reading,
    criterion: Criterion,
    order: Order,
    *,
    limit: int | None = None,
    article: int | None = None,
) -> tuple["array[int]", "array[int]"]:
    """Ids and revisions of what matches, in order; withdrawn comments never do."""
    statement = _matching(criterion, article).with_only_columns(
        CommentTable.id, CommentTable.revision
    )
    rows = reading.select(_ordered(statement, order).limit(limit))
    ids, revisions = array("q"), array("q")
    while batch := rows.fetchmany(_BATCH):
        ids.extend([row[0] for row in batch])
        revisions.extend([row[1] for row in batch])
    return ids, revisions


def counted(reading: Reading, criterion: Criterion, *, article: int | None = None) -> int:
    """How many match."""
    statement = _matching(criterion, article).with_only_columns(func.count())
    return int(reading.select(statement).scalar_one())


def _matching(criterion: Criterion, article: int | None) -> "Select[int]":
    condition = _condition(criterion)
    if not _names_statuses(criterion):
        condition = and_(CommentTable.status != WITHDRAWN, condition)
    if article is not None:
        condition = and_(CommentTable.article_id == article, condition)
    return select(CommentTable.id).where(condition)


def _names_statuses(criterion: Criterion) -> bool:
    """Whether what matches has one of the open statuses by the criterion itself."""
    match criterion:
        case StatusIs():
            return True
        case AllOf(parts):
            return any(_names_statuses(part) for part in parts)
        case AnyOf(parts):
            return all(_names_statuses(part) for part in parts)
        case _:
            return False


def _ordered(statement: "Select[int, int]", order: Order) -> "Select[int, int]":
    newest = (CommentTable.submitted_at.desc(), CommentTable.id.desc())
    match order:
        case Order.NEWEST:
            return statement.order_by(*newest)
        case Order.OLDEST:
            return statement.order_by(CommentTable.submitted_at, CommentTable.id)
        case Order.ARTICLE:
            joined = statement.join(ArticleTable, ArticleTable.id == CommentTable.article_id)
            return joined.order_by(func.folded(ArticleTable.title), ArticleTable.id, *newest)
        case Order.AUTHOR:
            return statement.order_by(func.folded(CommentTable.name), *newest)
        case _:
            assert_never(order)


def _condition(criterion: Criterion) -> ColumnElement[bool]:
    match criterion:
        case Everything():
            return true()
        case StatusIs(status):
            return CommentTable.status == status
        case TextHas() | AuthorHas():
            return _in_index([_words(criterion)])
        case ArticleIs(wanted):
            return CommentTable.article_id.in_(_articles(wanted))
        case EmailIs(wanted):
            return CommentTable.id.in_(_contacts(wanted))
        case Submitted(before, after):
            since = CommentTable.submitted_at >= to_stored(after) if after else true()
            return and_(since, CommentTable.submitted_at < to_stored(before) if before else true())
        case HasLink():
            return CommentTable.links > 0
        case HasProblem():
            return and_(CommentTable.lacks != "", CommentTable.waiver.is_(None))
        case HasNote():
            return CommentTable.note != ""
        case HasReply():
            return _answered()
        case Not(inner):
            return not_(_condition(inner))
        case AllOf(parts):
            return _all_of(parts)
        case AnyOf(parts):
            return or_(*map(_condition, parts))
        case _:
            assert_never(criterion)


def _all_of(parts: Iterable[Criterion]) -> ColumnElement[bool]:
    """All parts; those about words become one question to the index, which is good at that."""
    parts = tuple(parts)
    words = [part for part in parts if isinstance(part, TextHas | AuthorHas)]
    rest = [_condition(part) for part in parts if not isinstance(part, TextHas | AuthorHas)]
    if words:
        rest.append(_in_index([_words(part) for part in words]))
    return and_(*rest)


def _in_index(questions: list[str]) -> ColumnElement[bool]:
    # A word made of signs alone has nothing that the index could hold: nothing matches it.
    if not all(questions):
        return not_(true())
    asked = _WORDS_TABLE.op("MATCH")(" AND ".join(questions))
    return CommentTable.id.in_(select(_WORDS.c.rowid).where(asked))


def _words(part: TextHas | AuthorHas) -> str:
    """The part in FTS5's language (sqlite.org/fts5.html §3), every word quoted."""
    match part:
        case TextHas(words, _, prefix):
            quoted = _quoted(words)
            return f"{quoted} *" if prefix and quoted else quoted
        case AuthorHas(wanted):
            quoted = _quoted(wanted)
            return f"name : ({quoted} *)" if quoted else ""
        case _:
            assert_never(part)


def _quoted(words: str) -> str:
    if not any(sign.isalnum() for sign in words):
        return ""
    return '"' + words.replace('"', '""').replace("\x00", " ") + '"'


def _articles(wanted: str) -> "Select[int]":
    needle = folded(wanted)
    return select(ArticleTable.id).where(
        or_(ArticleTable.key == wanted, func.instr(func.folded(ArticleTable.title), needle) > 0)
    )


def _contacts(wanted: str) -> "Select[int]":
    statement = select(ContactTable.comment_id)
    needle = folded_address(wanted)
    if needle.startswith("@"):
        return statement.where(ContactTable.email_domain == needle[1:])
    return statement.where(ContactTable.email_key == needle)


def folded_address(address: str) -> str:
    """An address as it is looked up: without case (its local part too, as every host has it)."""
    return address.strip().casefold()


def _answered() -> ColumnElement[bool]:
    reply = aliased(CommentTable)
    shown = [status.value for status in Status]
    return exists().where(reply.parent_id == CommentTable.id, reply.status.in_(shown))
