"""The story of a comment: who did what when, with reasons and differences."""

from collections.abc import Callable

from db.rows import Comment
from db.words import Standing, Status, Verdict
from moderation import decisions, edits, history, notes, queue, reasons, standings
from moderation.differences import How
from moderation.edits import Edit
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.reasons import DecisionReason
from moderation.stories import story

Put = Callable[..., Comment]


def whats(newsroom: Newsroom, comment: int) -> list[str]:
    return [step.what for step in story(newsroom, comment).steps]


def test_everything_is_told_in_order(newsroom: Newsroom, put: Put) -> None:
    one = put("You idiot.")
    decisions.decide(newsroom, Picked.of(one), Verdict.REJECT, reason="insult")
    newsroom.desk = "jon"
    history.undo(newsroom, history.operations(newsroom)[0].id)
    notes.add(newsroom, one.id, "Rang.")
    standings.give(newsroom, one.id, Standing.WATCHED)
    edits.edit(newsroom, one.id, one.revision, Edit(body="You."), approve=True)

    told = story(newsroom, one.id)

    assert whats(newsroom, one.id) == [
        "came in as pending",
        "rejected",
        "Undone: rejected; pending again",
        "note written",
        "the commenter: watched",
        "edited and approved",
    ]
    assert (told.steps[1].desk, told.steps[1].reason, told.steps[1].undone) == (
        "ana",
        "Insult",
        True,
    )
    pieces = told.steps[-1].differences["text"]
    assert [(one.how, one.text) for one in pieces] == [
        (How.KEPT, "You"),
        (How.TAKEN, " idiot"),
        (How.KEPT, "."),
    ]
    assert [step.undoable for step in told.steps] == [True, False, False, True, True, True]


def test_a_decision_on_many_says_with_how_many(newsroom: Newsroom, put: Put) -> None:
    one, two = put("One."), put("Two.")
    decisions.decide(newsroom, Picked.of(one, two), Verdict.SPAM)

    assert story(newsroom, one.id).steps[-1].others == 1


def test_of_no_comment_there_is_no_story(newsroom: Newsroom) -> None:
    assert story(newsroom, 999).steps == []


def test_an_edit_of_what_readers_see_is_marked_and_undone(newsroom: Newsroom, put: Put) -> None:
    one = put("You idiot.")
    edits.edit(newsroom, one.id, one.revision, Edit(email="other@example.org"))
    current = queue.comment(newsroom, one.id)
    assert not current.edited

    edits.edit(newsroom, one.id, current.revision, Edit(body="You."))

    assert queue.comment(newsroom, one.id).edited
    assert queue.comment(newsroom, one.id).status is Status.PENDING
    history.undo(newsroom)
    assert not queue.comment(newsroom, one.id).edited


def test_a_reason_is_told_in_the_words_of_the_newsroom_s_list(newsroom: Newsroom, put: Put) -> None:
    """Those of today where the list still has it, else those of then."""
    said = put("Off to the moon!")
    decisions.decide(newsroom, Picked.of(said), Verdict.REJECT, reason="off-topic")
    assert story(newsroom, said.id).steps[-1].reason == "Off topic"

    reasons.keep(newsroom, (DecisionReason("off-topic", "Nothing to do with it"),))
    assert story(newsroom, said.id).steps[-1].reason == "Nothing to do with it"

    reasons.keep(newsroom, (DecisionReason("rude", "Rude"),))
    assert story(newsroom, said.id).steps[-1].reason == "Off topic"
