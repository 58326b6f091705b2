"""Tests for moderation.saved_searches."""

from collections.abc import Callable

import pytest

from db import chain, settings
from db.words import Status, Verdict
from moderation import decisions, history, queue, saved_searches
from moderation.errors import BadQuery, NewsroomError, NotFound
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.saved_searches import LONGEST_NAME, MOST, SavedSearch, count, keep, saved, take_away

BRIDGE = SavedSearch("The bridge", "bridge")
LINKS = SavedSearch("Links", "has:link", Status.PENDING)
FIRST = SavedSearch("First comments", "from:new")


def test_what_is_kept_is_there_for_the_next_desk(
    newsroom: Newsroom, open_desk: Callable[..., Newsroom]
) -> None:
    assert saved(newsroom) == []

    assert keep(newsroom, BRIDGE).before is None
    keep(newsroom, SavedSearch("Links", "has:link", Status.PENDING))

    assert saved(open_desk("ben")) == [BRIDGE, SavedSearch("Links", "has:link", Status.PENDING)]


def test_one_of_that_name_is_replaced_in_its_place_and_answered(newsroom: Newsroom) -> None:
    keep(newsroom, BRIDGE)
    keep(newsroom, SavedSearch("Links", "has:link"))

    assert keep(newsroom, SavedSearch(" the BRIDGE ", "harbour", Status.SPAM)).before == BRIDGE

    assert saved(newsroom)[0] == SavedSearch("the BRIDGE", "harbour", Status.SPAM)
    assert [one.text for one in saved(newsroom)] == ["harbour", "has:link"]


def test_it_is_taken_away_by_name_and_can_be_kept_again(newsroom: Newsroom) -> None:
    keep(newsroom, BRIDGE)

    assert take_away(newsroom, "the bridge").before == BRIDGE
    assert saved(newsroom) == []
    with pytest.raises(NotFound, match="the bridge"):
        take_away(newsroom, "the bridge")

    assert keep(newsroom, BRIDGE).before is None
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
    assert keep(newsroom, SavedSearch("number 3", "harbour")).before is not None


def test_what_another_version_kept_otherwise_is_passed_over(newsroom: Newsroom) -> None:
    keep(newsroom, BRIDGE)
    with newsroom.write() as writing:
        rows = settings.setting(writing, "searches")
        assert isinstance(rows, list)
        more = [{"name": 1}, "x", {"name": "n", "text": "t", "status": "odd"}]
        settings.keep_setting(writing, "searches", [*more, *rows])

    assert saved_searches.saved(newsroom) == [BRIDGE]


def undo(newsroom: Newsroom) -> str:
    return history.undo(newsroom).sentence


def test_undo_puts_one_back_where_it_stood_and_redo_takes_it_away_again(
    newsroom: Newsroom,
) -> None:
    for one in (BRIDGE, LINKS, FIRST):
        keep(newsroom, one)
    changes = take_away(newsroom, "Links").changes
    assert changes.sentence == "“Links” is no longer among the saved searches."

    assert undo(newsroom) == "Undone: Take a saved search away: Links."
    assert saved(newsroom) == [BRIDGE, LINKS, FIRST]
    assert history.redo(newsroom).searches
    assert saved(newsroom) == [BRIDGE, FIRST]
    undo(newsroom)
    assert saved(newsroom) == [BRIDGE, LINKS, FIRST]


def test_undo_takes_back_what_was_saved_and_what_was_replaced(newsroom: Newsroom) -> None:
    keep(newsroom, BRIDGE)
    keep(newsroom, SavedSearch("THE BRIDGE", "harbour"))

    assert undo(newsroom) == "Undone: Change a saved search: THE BRIDGE."
    assert saved(newsroom) == [BRIDGE]
    assert undo(newsroom) == "Undone: Save a search: The bridge."
    assert saved(newsroom) == []


def test_what_was_decided_later_is_undone_first(filled: Newsroom) -> None:
    keep(filled, LINKS)
    take_away(filled, "Links")
    card = queue.cards(filled, queue.find(filled, saved_searches.query_of(filled, LINKS)).ids)[0]
    decisions.decide(filled, Picked.of(card), Verdict.SPAM)

    undo(filled)
    assert queue.comment(filled, card.id).status is Status.PENDING
    assert saved(filled) == []
    undo(filled)
    assert saved(filled) == [LINKS]


def test_undo_leaves_alone_a_search_that_another_desk_changed_since(
    newsroom: Newsroom, open_desk: Callable[..., Newsroom]
) -> None:
    keep(newsroom, BRIDGE)
    take_away(newsroom, BRIDGE.name)
    other = SavedSearch("the bridge", "harbour")
    keep(open_desk("ben"), other)

    changes = history.undo(newsroom)

    assert changes.sentence == "The saved search was changed since, and was left so."
    assert not changes.searches
    assert saved(newsroom) == [other]


def test_another_desk_undoes_only_its_own(
    newsroom: Newsroom, open_desk: Callable[..., Newsroom]
) -> None:
    keep(newsroom, BRIDGE)

    assert history.next_undo(open_desk("ben")) is None


def test_what_is_kept_as_it_is_already_is_no_operation(newsroom: Newsroom) -> None:
    keep(newsroom, BRIDGE)

    changes = keep(newsroom, BRIDGE).changes

    assert (changes.operation, changes.sentence) == (None, "Saved: “The bridge”.")


def test_the_history_names_no_address_and_the_chain_holds(newsroom: Newsroom) -> None:
    keep(newsroom, SavedSearch("jon@example.org", "email:jon@example.org"))

    with newsroom.read() as reading:
        assert list(chain.broken_links(reading)) == []
    (operation,) = history.operations(newsroom)
    assert "jon" not in str(operation.detail)
    assert history.describe(operation) == "Change the saved searches"
    undo(newsroom)
    assert saved(newsroom) == []


def test_what_was_before_so_many_changes_is_not_known_any_more(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_searches, "_MOST_KNOWN", 1)
    keep(newsroom, BRIDGE)
    keep(newsroom, LINKS)

    undo(newsroom)
    assert "left so" in undo(newsroom)
    assert saved(newsroom) == [BRIDGE]
