"""approve, reject, spam, hold, undo, redo."""

from collections.abc import Callable

import pytest

from db.words import Status, Verdict
from moderation import decisions, edits, queue
from moderation.edits import Edit
from moderation.newsroom import Newsroom
from moderation.search.query import Query
from tests.calling import Put, Run


def _statuses(newsroom: Newsroom) -> dict[int, Status]:
    everything = queue.find(newsroom, Query()).ids
    return {card.id: card.status for card in queue.cards(newsroom, everything)}


@pytest.mark.parametrize(
    ("command", "status"),
    [("approve", "approved"), ("reject", "rejected"), ("spam", "spam"), ("hold", "pending")],
)
def test_a_comment_is_decided_by_its_number(
    run: Run, put: Put, newsroom: Newsroom, command: str, status: str
) -> None:
    comment = put(status=Status.SPAM if command != "spam" else Status.PENDING)

    told = run(command, "--id", comment.id, "--json").told

    assert (told["changed"], told["comments"], told["left"]) == (1, [comment.id], [])
    assert told["operation"] == newsroom.revision()
    assert queue.comment(newsroom, comment.id).status.value == status


def test_several_numbers_are_one_operation_and_no_question(
    run: Run, put: Put, newsroom: Newsroom
) -> None:
    one, two, three = put(), put(), put()

    told = run("reject", "--id", f"{one.id},{two.id}", "--id", three.id, "--json").told

    assert told["changed"] == 3
    assert set(_statuses(newsroom).values()) == {Status.REJECTED}


def test_a_number_that_is_not_there_refuses_all(run: Run, put: Put, newsroom: Newsroom) -> None:
    comment = put()

    outcome = run("reject", "--id", f"{comment.id},99", "--json")

    assert (outcome.status, outcome.told["error"]) == (1, "There is no comment 99.")
    assert _statuses(newsroom) == {comment.id: Status.PENDING}


def test_one_match_is_decided_without_a_question(run: Run, put: Put, newsroom: Newsroom) -> None:
    ana, jon = put(name="Ana"), put(name="Jon")

    outcome = run("reject", "author:Ana")

    assert (outcome.status, outcome.out) == (0, "Ana rejected.\n")
    assert _statuses(newsroom) == {ana.id: Status.REJECTED, jon.id: Status.PENDING}


def test_many_matches_are_refused_where_nobody_can_be_asked(
    run: Run, put: Put, newsroom: Newsroom
) -> None:
    put(), put()

    outcome = run("reject", "status:pending", "--json")

    assert outcome.status == 1
    assert outcome.told == {
        "error": "Reject 2 comments? There is nobody here to ask, so nothing was done.",
        "way_out": "Say --yes to do it without being asked.",
    }
    assert set(_statuses(newsroom).values()) == {Status.PENDING}


def test_yes_decides_many_without_a_question(run: Run, put: Put, newsroom: Newsroom) -> None:
    put(), put()

    assert run("spam", "status:pending", "--yes", "--json").told["changed"] == 2


def test_what_is_so_already_is_not_counted(run: Run, put: Put) -> None:
    put(status=Status.REJECTED), put(name="Ana")

    outcome = run("reject", "status:pending or status:rejected")

    assert outcome.out == "Ana rejected.\n"


def test_finding_nothing_is_done_and_says_so(run: Run, put: Put) -> None:
    put()

    outcome = run("reject", "author:nobody", "--json")

    assert outcome.status == 0
    assert (outcome.told["operation"], outcome.told["changed"]) == (None, 0)
    assert outcome.told["sentence"] == "No comment was chosen."


@pytest.mark.parametrize("words", [[], ["bridge", "--id", "1"]])
def test_which_comments_are_meant_is_said_once(
    run: Run, newsroom: Newsroom, words: list[str]
) -> None:
    assert run("approve", *words).status == 2


def test_an_incomplete_comment_is_not_approved(run: Run, put: Put, newsroom: Newsroom) -> None:
    comment = put(name="", lacks="name", email="", article="bridge")

    outcome = run("approve", "--id", comment.id, "--json")

    assert outcome.status == 1
    assert "lacks name" in outcome.told["error"]
    assert queue.comment(newsroom, comment.id).status == Status.PENDING


def test_incomplete_ones_among_many_are_left_and_named(run: Run, put: Put) -> None:
    put(), put(name="Eva", lacks="email", email="")

    outcome = run("approve", "status:pending", "--yes")

    assert outcome.status == 0
    assert "#2  The comment by Eva cannot be approved: it lacks e-mail." in outcome.out


def test_undo_and_redo_take_turns(run: Run, put: Put, newsroom: Newsroom) -> None:
    comment = put()
    run("reject", "--id", comment.id)

    undone, standing = run("undo", "--json").told, queue.comment(newsroom, comment.id).status
    again, rejected = run("redo", "--json").told, queue.comment(newsroom, comment.id).status

    assert (undone["sentence"], standing) == ("Undone: Reject 1 comment.", Status.PENDING)
    assert (again["sentence"], rejected) == ("Done again: Reject 1 comment.", Status.REJECTED)


def test_the_numbers_of_an_undo_add_up(
    run: Run, put: Put, newsroom: Newsroom, open_desk: Callable[[str], Newsroom]
) -> None:
    made = [put(f"Number {number}.") for number in range(4)]
    run("spam", "--id", ",".join(str(one.id) for one in made))
    ben = open_desk("ben")
    approved = queue.Picked.of(queue.comment(ben, made[2].id))
    decisions.decide(ben, approved, Verdict.APPROVE)

    told = run("undo", "--json").told
    listed = run("history", "--limit", "3", "--json").told["operations"]

    assert (told["changed"], told["left_count"], told["already"], told["asked"]) == (3, 1, 0, 4)
    assert told["sentence"].endswith("3 of 4 taken back; 1 was decided by ben since.")
    assert [one["id"] for one in told["left"]] == [made[2].id]
    assert [(one["count"], one["out_of"], one["put_back"]) for one in listed] == [
        (3, 4, 3), (1, 1, 0), (4, 4, 3),
    ]  # fmt: skip
    assert "Mark 4 comments as spam (3 of 4 taken back)" in run("history").out


def test_an_operation_is_taken_back_by_its_number(run: Run, put: Put, newsroom: Newsroom) -> None:
    one, two = put(), put()
    first = run("reject", "--id", one.id, "--json").told["operation"]
    run("reject", "--id", two.id)

    run("undo", first)

    assert _statuses(newsroom) == {one.id: Status.PENDING, two.id: Status.REJECTED}


def test_undo_names_what_somebody_changed_since(run: Run, put: Put, newsroom: Newsroom) -> None:
    comment = put(name="Ana")
    number = run("reject", "--id", comment.id, "--json").told["operation"]
    now = queue.comment(newsroom, comment.id)
    edits.edit(newsroom, now.id, now.revision, Edit(name="Anna"))

    told = run("undo", number, "--json").told

    assert (told["changed"], told["left_count"]) == (0, 1)
    assert "Anna" in told["left"][0]["sentence"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["undo"], "There is nothing to undo."),
        (["redo"], "There is nothing to do again."),
        (["undo", "99"], "There is no operation 99."),
    ],
)
def test_nothing_to_take_back_is_a_sentence(
    run: Run, newsroom: Newsroom, words: list[str], sentence: str
) -> None:
    outcome = run(*words, "--json")

    assert (outcome.status, outcome.told["error"]) == (1, sentence)


def test_the_command_line_sees_what_the_window_decided(
    run: Run, put: Put, newsroom: Newsroom
) -> None:
    comment = put()
    decisions.decide(newsroom, queue.Picked.of(comment), Verdict.SPAM)

    assert run("list", "status:spam", "--json").told["total"] == 1
