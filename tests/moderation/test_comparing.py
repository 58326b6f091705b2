"""Very many comments compared at once come out as one by one; a kill loses the last part alone."""

import random
from collections.abc import Callable, Iterator

import pytest

from db import likeness
from db.rows import Comment
from moderation import comparing, edits, likenesses
from moderation.changes import Silent
from moderation.edits import Edit
from moderation.newsroom import Newsroom
from tests.moderation.test_likenesses import groups, kept

Put = Callable[..., Comment]
WORDS = [
    "harbour", "ferry", "night", "tram", "council", "bridge", "morning", "queue", "paper",
    "letter", "street", "winter", "market", "river", "garden", "window", "corner", "teacher",
]  # fmt: skip
SPAM = "Hello friends, I earn 4,000 dollars a week from home with this simple trick, write to me"


def _some_texts(count: int) -> Iterator[str]:
    dice = random.Random(7)
    for number in range(count):
        if number % 5 == 0:
            words = SPAM.split()
            words[dice.randrange(len(words))] = dice.choice(WORDS)
            yield " ".join(words)
        else:
            yield " ".join(dice.choices(WORDS, k=dice.randrange(3, 25)))


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "MANY", 20)
    for name, number in {"_BATCH": 16, "_ROWS": 7, "_BANDS": 50, "_FIRST": 30, "_MOST": 60}.items():
        monkeypatch.setattr(comparing, name, number)


def _everything(newsroom: Newsroom) -> list[list[tuple[object, ...]]]:
    with newsroom.read() as reading:
        return [
            [tuple(row) for row in reading.run(f"SELECT * FROM {table}")]
            for table in ("likeness", "likeness_band", "likeness_wanted")
        ]


def test_many_at_once_come_out_as_one_by_one(
    newsroom: Newsroom, put: Put, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in _some_texts(150):
        put(text)
    likenesses.catch_up(newsroom)
    at_once = _everything(newsroom)
    with newsroom.write() as writing:
        likenesses.forget(writing, [row[0] for row in at_once[0]])  # type: ignore[misc]
    assert len(kept(newsroom, "likeness_wanted")) == 150
    monkeypatch.setattr(comparing, "MANY", 1_000)

    likenesses.catch_up(newsroom)

    one_by_one = _everything(newsroom)
    assert at_once == one_by_one
    assert set(groups(newsroom).values()) == {1}
    assert len(groups(newsroom)) >= 30


def test_a_second_lot_is_compared_with_the_first(
    newsroom: Newsroom, put: Put, small_batches: None
) -> None:
    numbers = [put(text).id for text in _some_texts(60)]
    likenesses.catch_up(newsroom)
    again = [put(text).id for text in _some_texts(60)]

    likenesses.catch_up(newsroom)

    told = groups(newsroom)
    assert all(
        told[one] == told[other] for one, other in zip(numbers[::5], again[::5], strict=True)
    )
    assert not kept(newsroom, "likeness_wanted")


class Killed(Exception):
    """As if the process ended there."""


@pytest.mark.parametrize("at", ["keep_unfound", "keep_bands", "keep_found"])
@pytest.mark.parametrize("turn", [1, 4])
def test_ended_anywhere_it_goes_on_and_comes_to_the_same(
    newsroom: Newsroom,
    put: Put,
    small_batches: None,
    monkeypatch: pytest.MonkeyPatch,
    at: str,
    turn: int,
) -> None:
    for text in _some_texts(150):
        put(text)
    calls = []
    real = getattr(likeness, at)

    def fails(*given: object) -> None:
        calls.append(1)
        if len(calls) == turn:
            raise Killed
        real(*given)

    with monkeypatch.context() as context:
        context.setattr(likeness, at, fails)
        with pytest.raises(Killed):
            likenesses.catch_up(newsroom)
    likenesses.catch_up(newsroom)
    after_kill = _everything(newsroom)

    with newsroom.write() as writing:
        likenesses.forget(writing, [row[0] for row in after_kill[0]])  # type: ignore[misc]
    likenesses.catch_up(newsroom)
    assert [row[0] for row in after_kill[0]] == [row[0] for row in _everything(newsroom)[0]]
    assert not after_kill[2]
    assert {row[1] for row in after_kill[1]} == {row[1] for row in _everything(newsroom)[1]}


def test_a_text_that_is_changed_meanwhile_stays_wanted_and_is_not_found_by_the_old(
    newsroom: Newsroom, put: Put, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    comments = [put(text) for text in _some_texts(40)]
    changed = comments[0]
    settle = comparing._Work.settle
    edited: list[int] = []

    def edit_first(work: comparing._Work) -> None:
        if not edited:
            edited.append(changed.id)
            text = "I take that back, the ferry was on time, and I was late as so often in my life."
            edits.edit(newsroom, changed.id, changed.revision, Edit(body=text))
        settle(work)

    monkeypatch.setattr(comparing._Work, "settle", edit_first)
    likenesses.catch_up(newsroom)
    assert kept(newsroom, "likeness_wanted") == {changed.id}

    likenesses.catch_up(newsroom)

    _likeness, bands, wanted = _everything(newsroom)
    assert not wanted
    assert len([row for row in bands if row[1] == changed.id]) == 16


def test_while_another_is_at_it_the_usual_way_is_taken(
    newsroom: Newsroom, put: Put, small_batches: None
) -> None:
    for text in _some_texts(40):
        put(text)

    with comparing._alone(newsroom):
        assert comparing.compare_many(newsroom, 40, [], Silent()) is None
        likenesses.catch_up(newsroom)

    assert not kept(newsroom, "likeness_wanted")
