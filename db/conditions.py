"""Criteria turned into SQL conditions: the one place that knows how each is looked for."""

from collections.abc import Iterable
from dataclasses import dataclass
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

from db import looking, ruled
from db.criteria import (
    AllOf,
    AnyOf,
    ArticleIs,
    AuthorHas,
    CopiesOf,
    Criterion,
    DecidedBy,
    EmailIs,
    FromSomebody,
    HasEdit,
    HasLink,
    HasNote,
    HasProblem,
    HasReply,
    HeldBy,
    IpIn,
    IsFirst,
    KindIs,
    LanguageIs,
    LinksTo,
    Measured,
    Measures,
    Not,
    ReasonHas,
    Submitted,
    TextHas,
    TurnedAway,
)
from db.declaring import aliased
from db.files import folded, folded_address
from db.moments import to_stored
from db.questions import is_asked, question_for
from db.queues import Everything, StatusIs
from db.tables import ArticleTable, CommentTable, ContactTable
from db.words import Status

# The full-text index is none of these tables; FTS5 is asked by the table's own name.
_WORDS = table("comment_words", column("rowid"))
_WORDS_TABLE: ColumnElement[str] = literal_column("comment_words")
# Written out, not bound: SQLite uses a partial index only for a condition that it can read.
_NOTHING: ColumnElement[str] = literal_column("''")


@dataclass(frozen=True, slots=True)
class Conditions:
    """Turns criteria into conditions on comments, all of them or those of one window alone.

    `id` is the column to compare with; `among` holds the ids of the window, and `span` the least
    and the greatest of them. What the full-text index finds is thrown away at once outside it,
    which costs a tenth of looking it up; before the least it does not even look. Names of a small
    window are looked at themselves (`reads_names`): of a letter or two, the index would first
    gather all names in which a word begins so.
    """

    id: ColumnElement[int]
    among: "Select[int] | None" = None
    span: tuple[int, int] | None = None
    reads_names: bool = False

    def of(self, criterion: Criterion) -> ColumnElement[bool]:
        """The condition that the criterion stands for."""
        match criterion:
            case Everything():
                return true()
            case StatusIs(status):
                return CommentTable.status == status
            case TextHas() | AuthorHas():
                return self._all_of([criterion])
            case ArticleIs(wanted):
                return CommentTable.article_id.in_(_articles(wanted))
            case EmailIs(wanted):
                return self._written_from(wanted)
            case Submitted(before, after):
                since = CommentTable.submitted_at >= to_stored(after) if after else true()
                until = CommentTable.submitted_at < to_stored(before) if before else true()
                return and_(since, until)
            case HasLink():
                return CommentTable.links > 0
            case HasProblem():
                return and_(CommentTable.lacks != _NOTHING, CommentTable.waiver.is_(None))
            case HasNote(words):
                return looking.noted(words)
            case FromSomebody(standing):
                return looking.regarded(standing)
            case HasEdit():
                return looking.edited()
            case Measures(what, least, most):
                if what is Measured.WORDS:
                    return looking.many_words(least, most)
                return looking.between(CommentTable.links, least, most)
            case KindIs(kind):
                return looking.is_kind(kind)
            case LinksTo(host):
                return looking.links_to(host)
            case IpIn(network):
                return looking.came_from(network, one_by_one=self.among is not None)
            case IsFirst():
                return looking.is_first(one_by_one=self.among is not None)
            case TurnedAway(least, most):
                return looking.turned_away(least, most, self.among)
            case DecidedBy(desk):
                return looking.decided_by(desk, one_by_one=self.among is not None)
            case ReasonHas(text):
                return ruled.decided_for(text)
            case HeldBy(rule):
                return ruled.held_by(rule)
            case LanguageIs(code):
                return looking.written_in(code)
            case CopiesOf(comment):
                return looking.copies_of(comment)
            case HasReply():
                return _answered()
            case Not(inner):
                return not_(self.of(inner))
            case AllOf(parts):
                return self._all_of(parts)
            case AnyOf(parts):
                return or_(*map(self.of, parts))
            case _:
                assert_never(criterion)

    def _all_of(self, parts: Iterable[Criterion]) -> ColumnElement[bool]:
        """All parts; those about words become one question to the index, good at that."""
        asked: list[Criterion] = []
        others: list[Criterion] = []
        for part in parts:
            (asked if self._asks_index(part) else others).append(part)
        question = question_for(asked)
        if not question:
            others += asked
        conditions = list(map(self._by_itself, others))
        if question:
            conditions.append(self.id.in_(self._hits(question)))
        return and_(*conditions)

    def _asks_index(self, part: Criterion) -> bool:
        inner = part.inner if isinstance(part, Not) else part
        return is_asked(part) and not (self.reads_names and isinstance(inner, AuthorHas))

    def _by_itself(self, part: Criterion) -> ColumnElement[bool]:
        if not isinstance(part, TextHas | AuthorHas):
            return self.of(part)
        if not is_asked(part):
            return _has_signs(part)
        # What is left to be asked here is a name, in a window small enough to read it.
        return func.name_has(CommentTable.name, _signs(part)) == true()

    def _hits(self, question: str) -> "Select[int]":
        hits = hits_of(question)
        if self.among is None:
            return hits
        if self.span is not None:
            hits = hits.where(_WORDS.c.rowid.between(*self.span))
        # The plus keeps SQLite from asking the index anew for each id of the window.
        return hits.where(
            literal_column("+comment_words.rowid", type_=_WORDS.c.rowid.type).in_(self.among)
        )

    def _written_from(self, wanted: str) -> ColumnElement[bool]:
        if self.among is None:
            return self.id.in_(contacts_of(wanted))
        return exists().where(ContactTable.comment_id == self.id, _address_is(wanted))


def hits_of(question: str) -> "Select[int]":
    """The ids of the comments that the full-text index finds for a question in its language."""
    return select(_WORDS.c.rowid).where(_WORDS_TABLE.op("MATCH")(question))


def _has_signs(part: TextHas | AuthorHas) -> ColumnElement[bool]:
    """An emoji, `!!!` or 桥: the index does not hold it by itself, so the texts are looked at."""
    # Latin letters may stand among the others; SQLite knows their small ones.
    signs = "".join(one.lower() if one.isascii() else one for one in _signs(part))
    cased = any(one.isascii() and one.isalpha() for one in signs)

    def has(column: ColumnElement[str]) -> ColumnElement[bool]:
        return func.instr(func.lower(column) if cased else column, signs) > 0

    if isinstance(part, AuthorHas):
        return has(CommentTable.name)
    return or_(has(CommentTable.name), has(CommentTable.text))


def _signs(part: TextHas | AuthorHas) -> str:
    return part.words if isinstance(part, TextHas) else part.text


def _articles(wanted: str) -> "Select[int]":
    needle = folded(wanted)
    return select(ArticleTable.id).where(
        or_(ArticleTable.key == wanted, func.instr(func.folded(ArticleTable.title), needle) > 0)
    )


def contacts_of(wanted: str) -> "Select[int]":
    """The ids of the comments under an address, or under any of an `@domain`."""
    return select(ContactTable.comment_id).where(_address_is(wanted))


def _address_is(wanted: str) -> ColumnElement[bool]:
    needle = folded_address(wanted)
    if needle.startswith("@"):
        return ContactTable.email_domain == needle[1:]
    return ContactTable.email_key == needle


def _answered() -> ColumnElement[bool]:
    reply = aliased(CommentTable)
    shown = [status.value for status in Status]
    return exists().where(reply.parent_id == CommentTable.id, reply.status.in_(shown))
