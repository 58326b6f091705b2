"""Tests for moderation.selection."""

from collections import Counter
from collections.abc import Callable

import pytest

from db.rows import Comment
from db.words import Status
from moderation import selection
from moderation.errors import Cancelled
from moderation.newsroom import Newsroom

Put = Callable[..., Comment]


class Stopping:
    """Asks to stop from the beginning."""

    def tell(self, done: int, total: int | None, what: str) -> None:
        """Never heard."""

    def stop_asked(self) -> bool:
        return True


def test_comments_are_summed_up(newsroom: Newsroom, put: Put) -> None:
    chosen = [
        put(name="Ana", links=2),
        put(name="ana ", lacks="email", email=""),
        put(name="Jon", article="ferry", status=Status.SPAM, links=1),
    ]
    put(name="Somebody else", links=9)

    summary = selection.summarise(newsroom, [one.id for one in chosen])

    assert summary.statuses == Counter({Status.PENDING: 2, Status.SPAM: 1})
    assert (summary.names, summary.articles, summary.article) == (2, 2, "")
    assert (summary.with_links, summary.links, summary.incomplete) == (2, 3, 1)
    assert [card.id for card in summary.first] == [one.id for one in chosen]


def test_batches_are_put_together(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [put(name=f"Reader {n % 3}").id for n in range(10)]
    whole = selection.summarise(newsroom, numbers)

    monkeypatch.setattr(selection, "_BATCH", 3)

    assert selection.summarise(newsroom, numbers) == whole
    assert (whole.names, whole.article) == (3, "Harbour")


def test_nothing_sums_up_to_nothing(newsroom: Newsroom) -> None:
    summary = selection.summarise(newsroom, [])

    assert (summary.names, summary.articles, list(summary.first)) == (0, 0, [])


def test_it_stops_when_asked(newsroom: Newsroom, put: Put) -> None:
    with pytest.raises(Cancelled):
        selection.summarise(newsroom, [put().id], progress=Stopping())
