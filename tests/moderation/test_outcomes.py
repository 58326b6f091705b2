"""What an undo or a redo says of itself: how many of how many, and by whom the rest was changed."""

from collections.abc import Callable

import pytest

from db.reversals import Since
from db.rows import Comment
from db.words import Role, Status, Verdict
from moderation import decisions, edits, history, notes, queue
from moderation.edits import Edit
from moderation.newsroom import Newsroom
from moderation.outcomes import Outcome, Share
from moderation.queue import Picked
from moderation.stories import company, story

Put = Callable[..., Comment]
Desk = Callable[[str], Newsroom]


def decide(newsroom: Newsroom, verdict: Verdict, *comments: Comment) -> None:
    standing = [queue.comment(newsroom, one.id) for one in comments]
    decisions.decide(newsroom, Picked.of(*standing), verdict)


@pytest.fixture
def fifteen(newsroom: Newsroom, put: Put) -> list[Comment]:
    """Fifteen comments, all of them decided as spam at once."""
    made = [put(f"Number {number}.") for number in range(15)]
    decide(newsroom, Verdict.SPAM, *made)
    return made


def test_it_says_how_many_of_how_many_and_who_decided_the_rest(
    newsroom: Newsroom, fifteen: list[Comment], open_desk: Desk
) -> None:
    decide(open_desk("ben"), Verdict.APPROVE, *fifteen[:3])

    undone = history.undo(newsroom)
    redone = history.redo(newsroom)

    assert undone.sentence == (
        "Undone: Mark 15 comments as spam. 12 of 15 taken back; 3 were decided by ben since."
    )
    assert (len(undone.comments), undone.left_count, undone.asked) == (12, 3, 15)
    assert redone.sentence == "Done again: Mark 15 comments as spam."
    assert (len(redone.comments), redone.left_count, redone.asked) == (12, 0, 12)


def test_what_was_taken_back_is_done_again_as_far_as_it_stands(
    newsroom: Newsroom, fifteen: list[Comment], open_desk: Desk
) -> None:
    history.undo(newsroom)
    decide(open_desk("ben"), Verdict.REJECT, *fifteen[5:6])

    redone = history.redo(newsroom)

    assert redone.sentence == (
        "Done again: Mark 15 comments as spam. 14 of 15 done again; 1 was decided by ben since."
    )


def test_each_is_named_and_told_whether_it_decided_or_edited(
    newsroom: Newsroom, fifteen: list[Comment], open_desk: Desk
) -> None:
    first = history.operations(newsroom)[0].id
    decide(open_desk("ben"), Verdict.APPROVE, *fifteen[:2])
    cleo, one = open_desk("cleo"), queue.comment(newsroom, fifteen[2].id)
    edits.edit(cleo, one.id, one.revision, Edit(body="Another text."))
    decide(newsroom, Verdict.REJECT, *fifteen[3:6])

    undone = history.undo(newsroom, first)

    assert undone.sentence.split(". ")[1] == (
        "9 of 15 taken back; 3 were decided by you since, 2 were decided by ben since,"
        " 1 was changed by cleo since."
    )


def test_many_desks_are_told_together_and_what_lacks_a_field_apart(
    newsroom: Newsroom, put: Put, open_desk: Desk
) -> None:
    made = [put(f"Number {number}.", status=Status.APPROVED) for number in range(9)]
    decide(newsroom, Verdict.REJECT, *made)
    for place, name in enumerate(["ben", "cleo", "dan", "eva", "fay"]):
        decide(open_desk(name), Verdict.SPAM, made[place])
    with newsroom.write() as writing:
        writing.run("UPDATE comment SET lacks = 'email' WHERE id = ?", (made[8].id,))

    undone = history.undo(newsroom)

    assert undone.sentence.split(". ")[1] == (
        "3 of 9 taken back; 1 was decided by ben since, 1 was decided by cleo since,"
        " 1 was decided by dan since, 2 were changed by others since, 1 lacks a required field."
    )
    assert (len(undone.comments), undone.left_count, undone.asked) == (3, 6, 9)


def test_where_nothing_came_back_it_says_so(
    newsroom: Newsroom, fifteen: list[Comment], open_desk: Desk
) -> None:
    decide(open_desk("ben"), Verdict.APPROVE, *fifteen)

    undone = history.undo(newsroom)

    assert undone.sentence == (
        "Not undone: Mark 15 comments as spam. 0 of 15 taken back; 15 were decided by ben since."
    )


def test_a_note_is_taken_back_of_its_comment_whatever_was_decided_since(
    newsroom: Newsroom, put: Put, open_desk: Desk
) -> None:
    one = put()
    notes.add(newsroom, one.id, "Rang.")
    decide(open_desk("ben"), Verdict.APPROVE, one)

    undone = history.undo(newsroom)

    assert undone.sentence == "Undone: Write a note on 1 comment."
    assert (list(undone.comments), undone.left_count) == ([one.id], 0)
    assert queue.comment(newsroom, one.id).status is Status.APPROVED
    told = story(newsroom, one.id).steps
    assert [(step.what, step.undone) for step in told] == [
        ("came in as pending", False),
        ("note written", True),
        ("approved", False),
        ("Undone: note written", False),
    ]


def test_the_story_of_one_tells_whether_it_came_back_itself(
    newsroom: Newsroom, fifteen: list[Comment], open_desk: Desk
) -> None:
    decide(open_desk("ben"), Verdict.APPROVE, *fifteen[:3])
    history.undo(newsroom)

    left, back = (story(newsroom, one.id).steps for one in (fifteen[0], fifteen[9]))

    assert [(step.what, step.undone, step.left_alone, company(step)) for step in left[1:]] == [
        ("marked as spam", False, "12 of 15 taken back", "with 14 others"),
        ("approved", False, "", "with 2 others"),
    ]
    assert [(step.what, step.undone, step.left_alone, company(step)) for step in back[1:]] == [
        ("marked as spam", True, "", "with 14 others"),
        ("Undone: marked as spam; pending again", False, "", "with 11 of 14 others"),
    ]
    assert not any(step.undoable for step in (left[1], back[1]))


def test_articles_and_rules_have_numbers_of_their_own() -> None:
    outcome = Outcome(
        Role.UNDO, "Import 4 comments", "ana", 3, [Since("ben", True, 1)],
        articles=Share(1, 2), rules=Share(2, 1), records=Share(0, 1),
    )  # fmt: skip

    assert outcome.sentence == (
        "Undone: Import 4 comments. 3 of 4 taken back; 1 was decided by ben since."
        " 2 of 3 articles were changed since, and left so."
        " 1 of 3 rules were changed since, and left so."
        " What was thought and noted there was changed since, and was left so."
    )


def test_a_desk_may_be_called_whatever_it_likes() -> None:
    outcome = Outcome(Role.UNDO, "Approve {count} comments", "x", 1, [Since("{count}{", False, 2)])

    assert outcome.sentence == (
        "Undone: Approve {count} comments. 1 of 3 taken back; 2 were changed by {count}{ since."
    )
