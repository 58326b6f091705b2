"""Tests for desktop.reading.around."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rows import ArticleId, Card, CommentId, Tally
from db.words import Kind, Status
from desktop.reading.around import Gap, Place, Room, Shown, around
from moderation.queue import ThreadEntry, in_reading_order

ROOM = Room(above=3, before=1, replies=2, after=1)


def thread(*parents: int | None) -> list[ThreadEntry]:
    """A thread whose comments, numbered from 1, answer these."""
    links = list(enumerate(parents, 1))
    above = dict(links)
    return [
        ThreadEntry(_card(number, above[number]), f"Comment {number}", depth)
        for number, depth in in_reading_order(links)
    ]


def _card(number: int, parent: int | None) -> Card:
    return Card(
        id=CommentId(number),
        revision=1,
        status=Status.PENDING,
        kind=Kind.COMMENT,
        name=f"Jon {number}",
        submitted_at=datetime(2026, 3, 2, tzinfo=UTC),
        excerpt="",
        links=0,
        lacks=(),
        waived=False,
        article=ArticleId(1),
        article_key="bridge",
        article_title="Bridge",
        parent=CommentId(parent) if parent else None,
        parent_name=None,
        record=Tally(),
    )


def told(shown: Sequence[Shown | Gap]) -> list[str]:
    """What is shown, in short: `2:chosen@1`, and gaps as `…3:replies@2`."""
    return [
        f"…{one.count}:{one.place}@{one.indent}"
        if isinstance(one, Gap)
        else f"{one.entry.comment.id}:{one.place}@{one.indent}"
        for one in shown
    ]


def test_what_it_answers_stands_above_and_its_replies_below() -> None:
    entries = thread(None, 1, 2, 3)

    assert told(around(entries, 2, ROOM)) == [
        "1:above@0",
        "2:chosen@1",
        "3:replies@2",
        "4:replies@3",
    ]


def test_a_comment_that_answers_nothing_stands_alone_above_its_replies() -> None:
    assert told(around(thread(None, 1), 1, ROOM)) == ["1:chosen@0", "2:replies@1"]


def test_siblings_stand_near_and_their_replies_are_counted() -> None:
    entries = thread(None, 1, 1, 2, 1, 1)

    shown = around(entries, 3, ROOM)

    assert told(shown) == [
        "1:above@0",
        "2:before@1",
        "3:chosen@1",
        "5:after@1",
        "…1:after@1",
    ]
    assert [one.hidden for one in shown if isinstance(one, Shown)] == [0, 1, 0, 0]


def test_earlier_siblings_beyond_the_room_are_a_gap_before_the_near_ones() -> None:
    entries = thread(None, 1, 1, 1)

    assert told(around(entries, 4, ROOM)) == [
        "1:above@0",
        "…1:before@1",
        "3:before@1",
        "4:chosen@1",
    ]


def test_of_many_above_the_first_and_the_nearest_are_shown() -> None:
    entries = thread(None, 1, 2, 3, 4, 5)

    assert told(around(entries, 6, ROOM)) == [
        "1:above@0",
        "…2:above@1",
        "4:above@2",
        "5:above@3",
        "6:chosen@4",
    ]


def test_replies_beyond_the_room_are_a_gap_that_can_be_opened() -> None:
    entries = thread(None, 1, 1, 1, 1)

    assert told(around(entries, 1, ROOM))[-1] == "…2:replies@1"
    assert told(around(entries, 1, ROOM.more(Place.REPLIES, 25)))[-1] == "5:replies@1"


def test_a_comment_that_is_not_in_the_thread_shows_nothing() -> None:
    assert around(thread(None, 1), 99, ROOM) == []


@pytest.mark.parametrize("count", [1_000])
def test_a_long_thread_shows_only_what_is_near(count: int) -> None:
    entries = thread(None, *([1] * (count - 1)))

    assert len(around(entries, count // 2, Room())) <= 1 + 1 + 2 + 1 + 3 + 1


@st.composite
def threads(draw: st.DrawFn) -> tuple[list[ThreadEntry], int, Room]:
    """Any thread, a comment of it, and any room."""
    count = draw(st.integers(1, 25))
    parents = [None, *(draw(st.integers(1, number)) for number in range(1, count))]
    above, before, replies, after = (draw(st.integers(1, 5)) for _place in range(4))
    some = st.frozensets(st.integers(1, count), max_size=4)
    room = Room(above, before, replies, after, folded=draw(some), opened=draw(some))
    return thread(*parents), draw(st.integers(1, count)), room


@given(threads())
def test_nothing_is_shown_twice_or_out_of_order_and_the_gaps_add_up(
    case: tuple[list[ThreadEntry], int, Room],
) -> None:
    entries, chosen, room = case
    place = {entry.comment.id: n for n, entry in enumerate(entries)}
    shown = around(entries, chosen, room)
    numbers = [one.entry.comment.id for one in shown if isinstance(one, Shown)]

    assert numbers.count(CommentId(chosen)) == 1
    assert [place[n] for n in numbers] == sorted({place[n] for n in numbers})
    for where in (Place.ABOVE, Place.REPLIES):
        there = sum(1 for one in shown if isinstance(one, Shown) and one.place is where)
        gap = sum(one.count for one in shown if isinstance(one, Gap) and one.place is where)
        folded = sum(one.hidden for one in shown if isinstance(one, Shown) and one.place is where)
        assert there + gap + folded == _how_many(entries, chosen, where)


def _how_many(entries: list[ThreadEntry], chosen: int, where: Place) -> int:
    at = next(n for n, entry in enumerate(entries) if entry.comment.id == chosen)
    if where is Place.ABOVE:
        return entries[at].depth
    parent = {entry.comment.id: entry.comment.parent for entry in entries}
    below = 0
    for entry in entries:
        above = entry.comment.parent
        while above is not None and above != chosen:
            above = parent[above]
        below += above == chosen
    return below
