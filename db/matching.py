"""Which comments match a criterion, and in which order: as statements that others complete."""

from typing import TypeVarTuple, assert_never

from sqlalchemy import Select, and_, func, select

from db.conditions import Conditions
from db.criteria import AllOf, AnyOf, Criterion
from db.likeness_tables import ScoreTable
from db.queues import Order, StatusIs
from db.tables import ArticleTable, CommentTable
from db.words import WITHDRAWN

Columns = TypeVarTuple("Columns")


def matching(criterion: Criterion, article: int | None) -> "Select[int]":
    """The ids of what matches (under that article); withdrawn comments never do."""
    condition = Conditions(CommentTable.id).of(criterion)
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


def ordered(statement: "Select[*Columns]", order: Order) -> "Select[*Columns]":
    """The same comments in that order; equals are told apart by their id."""
    newest = (CommentTable.submitted_at.desc(), CommentTable.id.desc())
    match order:
        case Order.NEWEST:
            return statement.order_by(*newest)
        case Order.OLDEST:
            return statement.order_by(CommentTable.submitted_at, CommentTable.id)
        case Order.ARTICLE:
            joined = statement.join(ArticleTable.table, ArticleTable.id == CommentTable.article_id)
            return joined.order_by(func.folded(ArticleTable.title), ArticleTable.id, *newest)
        case Order.AUTHOR:
            return statement.order_by(func.folded(CommentTable.name), *newest)
        case Order.RISK | Order.TEACH:
            scored = statement.outerjoin(ScoreTable.table, ScoreTable.comment_id == CommentTable.id)
            # What has no score yet comes after what has one.
            risk = func.coalesce(ScoreTable.risk, -1.0)
            key = risk.desc() if order is Order.RISK else func.abs(risk - 0.5)
            return scored.order_by(key, *newest)
        case Order.MIXED:
            # Multiplied by a number near the golden ratio of 2³², ids that follow one another lie
            # far apart: a wave of alike comments is strewn among the others, always alike.
            return statement.order_by((CommentTable.id * 2654435761) % 4294967296)
        case _:
            assert_never(order)
