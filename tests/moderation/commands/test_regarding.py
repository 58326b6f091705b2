"""person trust, watch, block, unblock, note."""

import pytest

from db.words import Standing, Status
from moderation import notes, queue, standings
from moderation.newsroom import Newsroom
from tests.calling import Put, Run


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("trust", Standing.TRUSTED),
        ("watch", Standing.WATCHED),
        ("block", Standing.BLOCKED),
    ],
)
def test_a_standing_is_given_and_taken_away(
    run: Run, put: Put, newsroom: Newsroom, word: str, standing: Standing
) -> None:
    one = put(email="ana@example.org", name="Ana")

    told = run("person", word, "ANA@example.org", "--json").told

    assert (told["standing"], told["changed"]) == (standing.value, True)
    assert standings.regard(newsroom, one.id).standing is standing
    assert not run("person", word, "ana@example.org", "--json").told["changed"]
    assert standing.value in run("person", "show", "ana@example.org").out
    assert run("person", "show", "ana@example.org", "--json").told["standings"] == [standing]
    assert run("person", "unblock", "Ana").status == 0
    assert standings.regard(newsroom, one.id).standing is Standing.NONE
    assert run("undo").status == 0
    assert standings.regard(newsroom, one.id).standing is standing


def test_a_block_for_some_days_ends_when_they_are_over(
    run: Run, put: Put, newsroom: Newsroom
) -> None:
    one = put(email="ana@example.org")

    assert "is blocked until" in run("person", "block", "ana@example.org", "--days", "2").out

    until = standings.regard(newsroom, one.id).until
    assert until is not None
    assert (until - newsroom.clock()).days > 0
    assert run("person", "block", "ana@example.org", "--days", "0").status == 2


def test_several_addresses_are_never_made_one_person(run: Run, put: Put) -> None:
    put(name="Ana", email="ana@example.org")
    put(name="Ana", email="other@example.org")

    refused = run("person", "trust", "Ana")

    assert refused.status == 1
    assert "has 2 e-mail addresses" in refused.err
    assert "example.org" not in refused.err


def test_a_note_is_kept_on_the_person(run: Run, put: Put, newsroom: Newsroom) -> None:
    one = put(email="ana@example.org", status=Status.PENDING)

    told = run("person", "note", "ana@example.org", "--text", "Rang.", "--json").told

    assert told["changed"]
    assert [note.text for note in notes.of(newsroom, one.id)] == ["Rang."]
    assert queue.cards(newsroom, [one.id])[0].notes == 1
    assert run("person", "note", "ana@example.org", "--text", " ").status == 1
    assert run("person", "note", "ana@", "--text", "x").status == 1
