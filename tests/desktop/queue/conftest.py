"""Cards for the queue's tests."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from db.rows import ArticleId, Card, CommentId, Tally
from db.words import Kind, Status


def card(number: int = 1, **other: object) -> Card:
    """A pending comment by Jon, whose other two comments were approved."""
    fields: dict[str, object] = {
        "revision": 1,
        "status": Status.PENDING,
        "kind": Kind.COMMENT,
        "name": f"Jon {number}",
        "submitted_at": datetime(2026, 3, 2, 8, 0, tzinfo=UTC),
        "excerpt": f"Comment {number} says something about the bridge.",
        "links": 0,
        "lacks": (),
        "waived": False,
        "article": ArticleId(1),
        "article_key": "bridge",
        "article_title": "Harbour bridge opens",
        "parent": None,
        "parent_name": None,
        "record": Tally(approved=2),
    }
    return Card(id=CommentId(number), **{**fields, **other})  # type: ignore[arg-type]


@pytest.fixture
def make_card() -> Callable[..., Card]:
    """Makes cards: `make_card(7, links=2)`."""
    return card
