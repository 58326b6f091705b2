"""Tests for moderation.saved_searches."""

from collections.abc import Callable

import pytest

from db import settings
from db.words import Status
from moderation import saved_searches
from moderation.errors import BadQuery, NewsroomError, NotFound
from moderation.newsroom import Newsroom
from moderation.saved_searches import LONGEST_NAME, MOST, SavedSearch, count, keep, saved, take_away

BRIDGE = SavedSearch("The bridge", "bridge")


def test_what_is_kept_is_there_for_the_next_desk(
    newsroom: Newsroom, open_desk: Callable[..., Newsroom]
) -> None:
    assert saved(newsroom) == []

    assert keep(newsroom, BRIDGE) is None
    keep(newsroom, SavedSearch("Links", "has:link", Status.PENDING))

    assert saved(open_desk("ben")) == [BRIDGE, SavedSearch("Links", "has:link", Status.PENDING)]


def test_one_of_that_name_is_replaced_in_its_place_and_answered(newsroom: Newsroom) -> None:
    keep(newsroom, BRIDGE)
    keep(newsroom, SavedSearch("Links", "has:link"))

    assert keep(newsroom, SavedSearch(" the BRIDGE ", "harbour", Status.SPAM)) == BRIDGE

    assert saved(newsroom)[0] == SavedSearch("the BRIDGE", "harbour", Status.SPAM)
    assert [one.text for one in saved(newsroom)] == ["harbour", "has:link"]


def test_it_is_taken_away_by_name_and_can_be_kept_again(newsroom: Newsroom) -> None:
    keep(newsroom, BRIDGE)

    assert take_away(newsroom, "the bridge") == BRIDGE
    assert saved(newsroom) == []
    with pytest.raises(NotFound, match="the bridge"):
        take_away(newsroom, "the bridge")

    assert keep(newsroom, BRIDGE) is None
    assert saved(newsroom) == [BRIDGE]


def test_it_counts_within_its_queue(filled: Newsroom) -> None:
    everywhere = SavedSearch("everywhere", "bridge")
    parts = [SavedSearch(status, "bridge", status) for status in Status]

    assert count(filled, everywhere) == sum(count(filled, one) for one in parts) > 0


@pytest.mark.parametrize(
    ("search", "sentence"),
    [
        (SavedSearch(" \u200b", "bridge"), "needs a name"),
        (SavedSearch("n" * (LONGEST_NAME + 1), "bridge"), "60 is the most"),
        (SavedSearch("name", "  "), "nothing to search for"),
    ],
)
def test_what_is_no_search_is_refused(
    newsroom: Newsroom, search: SavedSearch, sentence: str
) -> None:
    with pytest.raises(NewsroomError, match=sentence):
        keep(newsroom, search)
    assert saved(newsroom) == []


def test_a_query_that_cannot_be_read_is_refused_with_its_place(newsroom: Newsroom) -> None:
    with pytest.raises(BadQuery) as refused:
        keep(newsroom, SavedSearch("name", "bridge statsu:spam"))
    assert refused.value.position == len("bridge ")


def test_there_are_never_more_than_a_sidebar_can_take(newsroom: Newsroom) -> None:
    for number in range(MOST):
        keep(newsroom, SavedSearch(f"number {number}", "bridge"))

    with pytest.raises(NewsroomError, match="100 searches are saved"):
        keep(newsroom, BRIDGE)
    assert keep(newsroom, SavedSearch("number 3", "harbour")) is not None


def test_what_another_version_kept_otherwise_is_passed_over(newsroom: Newsroom) -> None:
    keep(newsroom, BRIDGE)
    with newsroom.write() as writing:
        rows = settings.setting(writing, "searches")
        assert isinstance(rows, list)
        more = [{"name": 1}, "x", {"name": "n", "text": "t", "status": "odd"}]
        settings.keep_setting(writing, "searches", [*more, *rows])

    assert saved_searches.saved(newsroom) == [BRIDGE]
