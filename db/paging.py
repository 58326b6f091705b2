"""The first page of a search that finds very many: looked for among the newest, not among all.

A word that stands in a hundred thousand comments would be looked up a hundred thousand times to
show two hundred. So a window of the newest comments is taken, as wide as the page should need,
and only what was found inside it is looked at; if it was too narrow, a wider one is.
"""

from collections.abc import Sequence

from sqlalchemy import Select, func, literal_column, select

from db import looking
from db.conditions import Conditions, contacts_of, hits_of
from db.criteria import (
    AllOf,
    AnyOf,
    AuthorHas,
    Criterion,
    DecidedBy,
    EmailIs,
    IpIn,
    IsFirst,
    Not,
    TextHas,
    TurnedAway,
    all_of,
)
from db.library import Reading
from db.matching import matching, ordered
from db.questions import is_asked, question_for
from db.queues import Order
from db.tables import CommentTable

# So few are looked up one by one faster than a window is made.
_FEW = 2_000
# So many of the newest for each that is wanted are looked at before anything is counted: of what is
# common, a page is among them. So many hits, of so many of the newest, tell how common it is.
_PROBE, _SAMPLE, _TELLING = 10, 50_000, 8
# Of so many the names are read one by one.
_READABLE = 10_000
# Counting stops here: more would not change the window by much.
_MANY = 50_000
_ROOM = 1.5

_Found = Sequence[Sequence[int]]


def first_page(
    reading: Reading, criterion: Criterion, order: Order, limit: int, article: int | None
) -> _Found | None:
    """The first ids and revisions, or None where a plain look is as quick."""
    parts = criterion.parts if isinstance(criterion, AllOf) else (criterion,)
    sought = [part for part in parts if _is_sought(part)]
    if not sought or order not in (Order.NEWEST, Order.OLDEST):
        return None
    # Who is new is rare, and found at once among all: window after window would be looked through.
    if any(isinstance(part, IsFirst) for part in parts):
        return None
    total = _newest(reading)
    rest = all_of(*(part for part in parts if not _is_sought(part)))
    share = 0.0
    probe = _PROBE * limit
    if total > 2 * probe:
        page, is_all = _within(reading, all_of(*sought), rest, order, limit, article, probe)
        if len(page) == limit or is_all:
            return page
        share = len(page) / probe if len(page) >= _TELLING else 0.0
    if not share:
        share = _share(reading, all_of(*sought), total)
        if share * total <= _FEW:
            return None
    width = max(limit, int(_ROOM * limit / share))
    while width * 2 < total:
        page, is_all = _within(reading, all_of(*sought), rest, order, limit, article, width)
        if len(page) == limit or is_all:
            return page
        width *= 4
    return None


def _is_sought(criterion: Criterion) -> bool:
    """Whether an index other than that of the order is asked for it."""
    match criterion:
        case TextHas() | AuthorHas() | EmailIs() | DecidedBy() | IpIn() | TurnedAway():
            return True
        case Not(inner):
            return _is_sought(inner)
        case AllOf(parts) | AnyOf(parts):
            return any(map(_is_sought, parts))
        case _:
            return False


def _share(reading: Reading, criterion: Criterion, total: int) -> float:
    """The part of all comments that may match, guessed from what the indexes hold."""
    match criterion:
        case TextHas() | AuthorHas():
            return _share_of_question(reading, question_for([criterion]), total)
        case EmailIs(wanted):
            return _count(reading, contacts_of(wanted)) / total
        case DecidedBy(desk):
            return _count(reading, looking.decisions_of(desk)) / total
        case IpIn() | TurnedAway():
            # What the probe did not find is rare, or told by a look at every address alone.
            return 0.0
        case Not(inner):
            return 1 - _share(reading, inner, total)
        case AnyOf(parts):
            return min(1.0, sum(_share(reading, part, total) for part in parts))
        case AllOf(parts):
            share = _share_of_question(reading, question_for(parts), total)
            for part in parts:
                if not is_asked(part):
                    share *= _share(reading, part, total)
            return share
        case _:
            return 1.0


def _share_of_question(reading: Reading, question: str, total: int) -> float:
    if not question:
        return 1.0
    # What is common is so among the newest too, and of those a count is quick.
    newest = hits_of(question).where(literal_column("comment_words.rowid") > total - _SAMPLE)
    found = _count(reading, newest)
    if found >= _TELLING and total > _SAMPLE:
        return found / _SAMPLE
    return _count(reading, hits_of(question)) / total


def _count(reading: Reading, ids: "Select[int]") -> int:
    counted = select(func.count()).select_from(ids.limit(_MANY).subquery())
    return int(reading.select(counted).scalar_one())


def _newest(reading: Reading) -> int:
    """The highest id, and 1 where there is none: shares are taken of it."""
    return int(reading.run("SELECT coalesce(max(id), 1) FROM comment").scalar_one())


def _looks_at_comments(criterion: Criterion, *, reads_names: bool) -> bool:
    """Whether the criterion needs more of a comment than the window holds."""
    match criterion:
        case AuthorHas() if reads_names:
            return True
        case TextHas() | AuthorHas():
            return not question_for([criterion])
        case EmailIs():
            return False
        case Not(inner):
            return _looks_at_comments(inner, reads_names=reads_names)
        case AllOf(parts) | AnyOf(parts):
            return any(_looks_at_comments(part, reads_names=reads_names) for part in parts)
        case _:
            return True


def _within(
    reading: Reading,
    sought: Criterion,
    rest: Criterion,
    order: Order,
    limit: int,
    article: int | None,
    width: int,
) -> tuple[_Found, bool]:
    """What is found among the first `width` of the rest, and whether there are no more of them."""
    first = ordered(
        matching(rest, article).with_only_columns(
            CommentTable.id, CommentTable.revision, CommentTable.submitted_at
        ),
        order,
    ).limit(width)
    window = first.cte("few").prefix_with("MATERIALIZED")
    reads_names = width <= _READABLE
    ids = first.subquery().c.id
    least, greatest = reading.select(select(func.min(ids), func.max(ids))).one()
    if least is None:
        return [], True
    among = select(window.c.id)
    condition = Conditions(window.c.id, among, (least, greatest), reads_names).of(sought)
    statement = select(window.c.id, window.c.revision).where(condition)
    if _looks_at_comments(sought, reads_names=reads_names):
        statement = statement.join(CommentTable.table, CommentTable.id == window.c.id)
    at, number = window.c.submitted_at, window.c.id
    keys = (at.desc(), number.desc()) if order is Order.NEWEST else (at, number)
    page = reading.select(statement.order_by(*keys).limit(limit)).all()
    if len(page) == limit:
        return page, False
    counted = reading.select(select(func.count()).select_from(first.subquery()))
    return page, counted.scalar_one() < width
