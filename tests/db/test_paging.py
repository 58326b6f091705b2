"""The first page of a search is the beginning of all that it finds, however it was come by."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import finding, paging
from db.criteria import Criterion, TextHas
from db.library import Reading
from db.queues import Order
from moderation.newsroom import Newsroom
from tests.db.plain_look import CRITERIA


@given(
    criterion=CRITERIA,
    order=st.sampled_from([Order.NEWEST, Order.OLDEST]),
    limit=st.integers(1, 60),
    article=st.none() | st.integers(1, 5),
)
def test_a_page_is_the_beginning_of_everything_found(
    stocked: Newsroom,
    monkeypatch: pytest.MonkeyPatch,
    criterion: Criterion,
    order: Order,
    limit: int,
    article: int | None,
) -> None:
    with stocked.read() as reading:
        ids, revisions = finding.found(reading, criterion, order, article=article)
        with monkeypatch.context() as patched:
            # So that windows are taken in a small library, and are too narrow at times.
            patched.setattr(paging, "_FEW", 5)
            patched.setattr(paging, "_MANY", 100)
            patched.setattr(paging, "_ROOM", 0.7)
            patched.setattr(paging, "_PROBE", 1)
            patched.setattr(paging, "_SAMPLE", 60)
            patched.setattr(paging, "_TELLING", 3)
            page = finding.found(reading, criterion, order, limit=limit, article=article)

    assert (list(page[0]), list(page[1])) == (list(ids[:limit]), list(revisions[:limit]))


def test_windows_are_really_taken(stocked: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "_FEW", 5)

    with stocked.read() as reading:
        common = paging.first_page(reading, TextHas("the"), Order.NEWEST, 10, None)
        rare = paging.first_page(reading, TextHas("nowhere"), Order.NEWEST, 10, None)

    assert common is not None
    assert len(common) == 10
    assert rare is None


def test_a_common_page_asks_the_index_about_the_newest_alone(
    stocked: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "_PROBE", 10)
    asked: list[str] = []
    real = Reading.select

    def select(reading: Reading, statement: Any) -> Any:
        asked.append(str(statement))
        return real(reading, statement)

    monkeypatch.setattr(Reading, "select", select)
    with stocked.read() as reading:
        assert paging.first_page(reading, TextHas("the"), Order.NEWEST, 10, None)

    hits = [one for one in asked if "MATCH" in one]
    assert len(hits) == 1
    assert "comment_words.rowid BETWEEN" in hits[0]
