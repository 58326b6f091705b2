"""Every comment is looked at once, wherever it came from; a kill in the middle loses nothing."""

from collections.abc import Callable

import pytest

from db import likeness
from db.rows import Comment
from moderation import edits, erasure, likenesses, person
from moderation.assist.language import languages_of
from moderation.changes import Silent
from moderation.edits import Edit
from moderation.newsroom import Newsroom

Put = Callable[..., Comment]
SPAM = "Hello friends, I earn 4,000 dollars a week from home with this simple trick, write to me"


def groups(newsroom: Newsroom) -> dict[int, int]:
    """The first of its group by comment, of those that are in one."""
    with newsroom.read() as reading:
        rows = reading.run("SELECT comment_id, first_id FROM likeness WHERE first_id IS NOT NULL")
        return {row[0]: row[1] for row in rows}


def kept(newsroom: Newsroom, table: str) -> set[int]:
    """The comments of which something is kept in that table."""
    with newsroom.read() as reading:
        return set(reading.run(f"SELECT comment_id FROM {table}").scalars())


def test_what_arrives_waits_and_is_looked_at_once(newsroom: Newsroom, put: Put) -> None:
    put(SPAM)
    put("The bridge should have been repaired in spring, said the mayor.", article="bridge")
    put(f"Good morning! {SPAM.upper()}", article="bridge")
    assert likenesses.left(newsroom) == 3

    assert likenesses.catch_up(newsroom) == 3
    assert likenesses.catch_up(newsroom) == 0
    assert groups(newsroom) == {1: 1, 3: 1}
    with newsroom.read() as reading:
        assert likeness.languages(reading) == {"en": 3}


def test_a_later_copy_joins_the_group_that_is_there(newsroom: Newsroom, put: Put) -> None:
    for text in (SPAM, f"{SPAM}!!!", "Nothing of the kind, the ferry was late again today."):
        put(text)
    likenesses.catch_up(newsroom)
    put(f"{SPAM} https://example.org/4")

    likenesses.catch_up(newsroom)

    assert groups(newsroom) == {1: 1, 2: 1, 4: 1}


def test_one_by_one_and_all_at_once_make_the_same_groups(newsroom: Newsroom, put: Put) -> None:
    texts = [f"{SPAM} {'very ' * (n % 7)}{n}" for n in range(12)]
    texts += [f"The ferry number {n} to the islands was late, as on every day." for n in range(5)]
    for text in texts:
        put(text)
        likenesses.catch_up(newsroom)
    one_by_one = groups(newsroom)
    with newsroom.write() as writing:
        for table in ("likeness", "likeness_band"):
            writing.run(f"DELETE FROM {table}")
        writing.run("INSERT INTO likeness_wanted (comment_id) SELECT id FROM comment")

    likenesses.catch_up(newsroom)

    assert groups(newsroom) == one_by_one
    assert len(one_by_one) == 17


def test_a_text_that_was_changed_is_looked_at_anew(newsroom: Newsroom, put: Put) -> None:
    first, second = put(SPAM), put(SPAM)
    likenesses.catch_up(newsroom)
    bands = kept(newsroom, "likeness_band")

    text = "I take that back, the ferry was on time and I was late, as so often in my life."
    edits.edit(newsroom, first.id, first.revision, Edit(body=text))

    assert likenesses.left(newsroom) == 1
    likenesses.catch_up(newsroom)
    assert first.id in bands
    put(SPAM)
    likenesses.catch_up(newsroom)
    assert set(groups(newsroom)) == {second.id, 3}


def test_it_stops_between_batches_and_goes_on_later(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likenesses, "_BATCH", 2)
    for _n in range(6):
        put(SPAM)

    class StopsAfterTheFirst(Silent):
        told = 0

        def tell(self, done: int, total: int | None, what: str) -> None:
            self.told = done

        def stop_asked(self) -> bool:
            return self.told > 0

    assert likenesses.catch_up(newsroom, progress=StopsAfterTheFirst()) == 2
    assert likenesses.left(newsroom) == 4

    assert likenesses.catch_up(newsroom) == 4
    assert set(groups(newsroom)) == {1, 2, 3, 4, 5, 6}


def test_a_batch_is_as_large_as_the_lane_may_be_held_for_it() -> None:
    assert likenesses.next_size(100, 0.004) == 100
    assert likenesses.next_size(100, 0.040) == 10
    assert likenesses.next_size(10, 9.0) == 5
    assert likenesses.next_size(100, 0.0) == 151
    assert likenesses.next_size(500, 0.001) == 500


def test_what_another_desk_changed_meanwhile_still_waits(
    newsroom: Newsroom,
    put: Put,
    open_desk: Callable[..., Newsroom],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    comment = put(SPAM)
    jon = open_desk("jon")

    def meanwhile(texts: list[str], among: list[str]) -> list[str]:
        if likenesses.left(newsroom) and not kept(newsroom, "likeness"):
            edits.edit(
                jon, comment.id, comment.revision, Edit(body="Die Fähre kam heute zu spät an.")
            )
        monkeypatch.setattr(likenesses, "languages_of", languages_of)
        return languages_of(texts, among)

    monkeypatch.setattr(likenesses, "languages_of", meanwhile)

    likenesses.catch_up(newsroom, most=1)

    assert likenesses.left(newsroom) == 1
    likenesses.catch_up(newsroom)
    with newsroom.read() as reading:
        assert likeness.languages(reading) == {"de": 1}


@pytest.mark.parametrize("text", ["", "!", "😀" * 400, "a" * 1_000_000, "aЖ中 " * 50_000, "\u200b"])
def test_odd_texts_are_looked_at_too(newsroom: Newsroom, put: Put, text: str) -> None:
    put(text)
    put(text)

    assert likenesses.catch_up(newsroom) == 2
    assert kept(newsroom, "likeness") == {1, 2}


def test_erasing_a_person_takes_what_was_made_of_their_texts(newsroom: Newsroom, put: Put) -> None:
    put(SPAM, email="ana@example.org")
    put(SPAM, email="jon@example.org")
    likenesses.catch_up(newsroom)
    model = newsroom.path.with_name(newsroom.path.name + ".assist.npz")
    model.write_bytes(b"what was learnt")

    erasure.erase(newsroom, person.find_person(newsroom, "ana@example.org"), backups=False)

    assert kept(newsroom, "likeness") == {2}
    assert kept(newsroom, "likeness_band") == {2}
    assert kept(newsroom, "likeness_wanted") == {1}
    assert not model.exists()
