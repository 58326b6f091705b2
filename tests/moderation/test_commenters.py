"""A commenter's record: counted by one address, with the evidence beside it and no address."""

from collections.abc import Callable

import pytest

from db.rows import Comment, Tally
from db.words import Standing, Status, Verb
from moderation import history, notes, standings
from moderation.commenters import about, reveal
from moderation.errors import Cancelled, NotFound
from moderation.newsroom import Newsroom

Put = Callable[..., Comment]


def test_the_record_counts_what_came_under_the_address(newsroom: Newsroom, put: Put) -> None:
    put("One.", name="Ana", email="ana@example.org", status=Status.APPROVED)
    put("Two.", name="Ana R.", email="ANA@example.org", status=Status.SPAM, minute=5)
    put("Three.", name="Jon", email="jon@example.org")
    one = put("Four.", name="Ana", email="ana@example.org", minute=9)
    notes.add(newsroom, one.id, "Rang.", on_person=True)
    standings.give(newsroom, one.id, Standing.TRUSTED)

    told = about(newsroom, one.id)

    assert told.known
    assert told.tally == Tally(pending=1, approved=1, spam=1)
    assert told.names == [("Ana", 2), ("Ana R.", 1)]
    assert [card.excerpt for card in told.last] == ["Two.", "One."]
    assert told.first is not None
    assert (told.regard.standing, [note.text for note in told.notes]) == (
        Standing.TRUSTED,
        ["Rang."],
    )


def test_other_addresses_and_the_ip_are_evidence_and_nobody_is_merged(
    newsroom: Newsroom, put: Put
) -> None:
    one = put("One.", name="Ana", email="ana@example.org", ip="192.0.2.1")
    other = put("Two.", name="ANA", email="other@example.org", ip="192.0.2.2")
    put("Three.", name="Ana Ruiz", email="third@example.org", ip="192.0.2.3")
    put("Four.", name="Kim", email="kim@example.org", ip="192.0.2.1")

    told = about(newsroom, one.id)

    assert [(found.count, found.newest) for found in told.other_addresses] == [(1, other.id)]
    assert told.same_ip is not None
    assert (told.same_ip.count, told.same_ip.names, told.same_ip_addresses) == (1, ["Kim"], 1)
    assert told.tally.total == 1
    assert "example.org" not in repr(told)
    assert "192.0.2" not in repr(told)


def test_addresses_are_told_on_asking_and_that_is_journalled(newsroom: Newsroom, put: Put) -> None:
    one = put("One.", name="Ana", email="ana@example.org")
    put("Two.", name="Ana", email="other@example.org")

    assert reveal(newsroom, about(newsroom, one.id)) == ["ana@example.org", "other@example.org"]

    last = history.operations(newsroom)[0]
    assert (last.verb, last.count) == (Verb.REVEAL, 2)


def test_the_last_comments_are_told_newest_first_whatever_their_file_had_first(
    newsroom: Newsroom, put: Put
) -> None:
    older, newest, oldest = (put("One.", minute=minute).id for minute in (20, 50, 10))

    told = about(newsroom, put("Now.", minute=60).id)

    assert [card.id for card in told.last] == [newest, older, oldest]


def test_without_an_address_there_is_no_record(newsroom: Newsroom, put: Put) -> None:
    one = put("One.", name="Ana", email="", lacks="email", ip="")
    put("Two.", name="Ana", email="", lacks="email", ip="")
    put("Three.", name="Ana", email="ana@example.org", ip="192.0.2.1")

    told = about(newsroom, one.id)

    assert (told.known, told.tally.total, told.last, told.same_ip) == (False, 0, [], None)
    assert [found.count for found in told.other_addresses] == [1]


def test_a_name_of_signs_is_nobodys(newsroom: Newsroom, put: Put) -> None:
    put("One.", name="🙂", email="a@example.org")

    assert about(newsroom, put("Two.", name="🙂", email="b@example.org").id).other_addresses == []


def test_it_can_be_stopped(newsroom: Newsroom, put: Put) -> None:
    class Stop:
        def tell(self, done: int, total: int | None, what: str) -> None: ...

        def stop_asked(self) -> bool:
            return True

    with pytest.raises(NotFound):
        about(newsroom, 999)
    for _n in range(400):
        one = put("One.")
    with pytest.raises(Cancelled):
        about(newsroom, one.id, progress=Stop())
