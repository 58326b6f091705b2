"""Notes: several, attributed, searchable, each undone by itself, and never in a decision's way."""

from collections.abc import Callable

import pytest

from db.rows import Comment
from db.words import Verdict
from moderation import decisions, history, notes, queue
from moderation.errors import NewsroomError, NotFound
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.search.grammar import parse
from moderation.soundness import look_over

Put = Callable[..., Comment]


def texts(newsroom: Newsroom, comment: int) -> list[str]:
    return [one.text for one in notes.of(newsroom, comment)]


def found(newsroom: Newsroom, text: str) -> list[int]:
    query = parse(text, today=newsroom.clock().date(), zone=newsroom.zone)
    return sorted(queue.find(newsroom, query).ids)


def test_notes_stand_one_after_the_other_with_who_and_when(newsroom: Newsroom, put: Put) -> None:
    one = put("At last.")
    notes.add(newsroom, one.id, "  Rang her.\n")
    newsroom.desk = "jon"
    notes.add(newsroom, one.id, "She is who she says.", on_person=True)

    first, second = notes.of(newsroom, one.id)

    assert (first.text, first.desk, first.on_person) == ("Rang her.", "ana", False)
    assert (second.desk, second.on_person) == ("jon", True)
    assert first.at is not None
    assert queue.cards(newsroom, [one.id])[0].notes == 2


def test_a_note_on_a_commenter_stands_by_all_their_comments(newsroom: Newsroom, put: Put) -> None:
    one, two = put("One."), put("Two.")
    jon = put("Three.", email="kim@example.org")
    notes.add(newsroom, one.id, "Asks for the mayor.", on_person=True)

    assert texts(newsroom, two.id) == ["Asks for the mayor."]
    assert texts(newsroom, jon.id) == []
    assert found(newsroom, "has:note") == [one.id, two.id]
    assert found(newsroom, "note:MAYOR") == [one.id, two.id]
    assert found(newsroom, "note:bridge") == []


def test_a_note_makes_no_decision_stale(newsroom: Newsroom, put: Put) -> None:
    one = put("At last.")
    notes.add(newsroom, one.id, "Rang her.")

    assert decisions.decide(newsroom, Picked.of(one), Verdict.APPROVE).comments == [one.id]


def test_a_note_is_undone_whatever_was_decided_since(newsroom: Newsroom, put: Put) -> None:
    one = put("At last.")
    kept = notes.add(newsroom, one.id, "Rang her.")
    notes.add(newsroom, one.id, "Twice.")
    decisions.decide(newsroom, Picked.of(one), Verdict.APPROVE)

    history.undo(newsroom, kept.operation)

    assert texts(newsroom, one.id) == ["Twice."]
    history.redo(newsroom)
    assert sorted(texts(newsroom, one.id)) == ["Rang her.", "Twice."]
    assert look_over(newsroom).is_sound


def test_a_note_is_changed_and_taken_away_and_comes_back(newsroom: Newsroom, put: Put) -> None:
    one = put("At last.")
    notes.add(newsroom, one.id, "Rang her.")
    (note,) = notes.of(newsroom, one.id)
    newsroom.desk = "jon"

    notes.change(newsroom, one.id, note.id, "Rang her twice.")
    assert [(it.text, it.desk) for it in notes.of(newsroom, one.id)] == [("Rang her twice.", "jon")]
    assert notes.change(newsroom, one.id, note.id, "Rang her twice.").operation is None
    notes.change(newsroom, one.id, note.id, " ")
    assert notes.of(newsroom, one.id) == []
    with pytest.raises(NotFound, match="taken away"):
        notes.change(newsroom, one.id, note.id, "Once.")
    history.undo(newsroom)
    history.undo(newsroom)

    assert [(it.text, it.desk) for it in notes.of(newsroom, one.id)] == [("Rang her.", "ana")]


def test_the_note_of_the_first_version_is_still_there(newsroom: Newsroom, put: Put) -> None:
    one = put("At last.")
    notes.change(newsroom, one.id, None, "Kept long ago.")
    notes.add(newsroom, one.id, "Kept today.")

    first, _second = notes.of(newsroom, one.id)
    assert (first.text, first.id) == ("Kept long ago.", None)
    notes.change(newsroom, one.id, None, "")

    assert texts(newsroom, one.id) == ["Kept today."]


@pytest.mark.parametrize("text", ["", " \n", "x" * (notes.LONGEST + 1)])
def test_a_note_that_is_none_is_refused(newsroom: Newsroom, put: Put, text: str) -> None:
    one = put("At last.")

    with pytest.raises(NewsroomError):
        notes.add(newsroom, one.id, text)
    assert notes.of(newsroom, one.id) == []


def test_without_an_address_there_is_nobody_to_note(newsroom: Newsroom, put: Put) -> None:
    one = put("At last.", email="", lacks="email")

    with pytest.raises(NewsroomError, match="no valid e-mail"):
        notes.add(newsroom, one.id, "Rang her.", on_person=True)
    assert notes.of(newsroom, 999) == []
