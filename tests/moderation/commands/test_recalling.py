"""What was done, told by the command line."""

from datetime import datetime, timedelta

import pytest

from db.words import Verdict
from moderation import decisions, edits, queue
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.calling import Put, Run
from tests.conftest import TickingClock


def test_history_is_told_newest_first(run: Run, put: Put, newsroom: Newsroom) -> None:
    comment = put()
    run("reject", "--id", comment.id, "--reason", "insult")
    run("undo")

    told = run("history", "--json").told["operations"]

    assert [(one["role"], one["verb"], one["undone"]) for one in told] == [
        ("undo", "reject", True),
        ("do", "reject", True),
        ("do", "add", False),
    ]
    assert told[1]["detail"] == {"reason": "insult", "words": "Insult"}
    assert "Reject 1 comment: Insult (taken back)" in run("history").out
    assert len(run("history", "--limit", "1", "--json").told["operations"]) == 1


def test_history_of_a_search_is_what_was_done_to_what_it_finds(run: Run, put: Put) -> None:
    first, second = put("bridge", name="Ana"), put("ferry", name="Jon")
    run("reject", "--id", first.id)
    run("spam", "--id", second.id)

    told = run("history", "author:Ana", "--json").told["operations"]

    assert [one["verb"] for one in told] == ["reject", "add"]


def test_the_story_of_a_comment_tells_how_it_stood(run: Run, put: Put, newsroom: Newsroom) -> None:
    comment = put(name="Ana")
    run("reject", "--id", comment.id)
    edits.reveal_contact(newsroom, comment.id)

    outcome = run("history", "--id", comment.id, "--json")

    assert [(o["verb"], o["before"], o["after"]) for o in outcome.told["operations"]] == [
        ("reveal", "rejected", "rejected"),
        ("reject", "pending", "rejected"),
        ("add", None, "pending"),
    ]
    assert "(not here → pending)" in run("history", "--id", comment.id).out


@pytest.mark.parametrize(
    ("words", "status"), [(["--id", "99"], 1), (["--id", "1", "bridge"], 2), (["--id", "x"], 2)]
)
def test_history_refuses_what_it_cannot_tell(
    run: Run, put: Put, words: list[str], status: int
) -> None:
    put()

    assert run("history", *words).status == status


def test_history_takes_days_as_the_search_bar_does(
    run: Run, put: Put, newsroom: Newsroom, clock: TickingClock
) -> None:
    noon = datetime.now().astimezone().replace(hour=12, minute=0, second=0)
    clock.now = noon - timedelta(days=2)
    comment = put("bridge", name="Ana")
    clock.now = noon - timedelta(days=1)
    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, comment.id)), Verdict.REJECT)
    clock.now = noon
    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, comment.id)), Verdict.SPAM)

    def verbs(*words: str) -> list[str]:
        return [one["verb"] for one in run("history", *words, "--json").told["operations"]]

    assert verbs("--on", "yesterday") == ["reject"]
    assert verbs("--after", "yesterday") == ["spam", "reject"]
    assert verbs("--before", "today") == ["reject", "add"]
    assert verbs("--after", "-1d", "--before", "today") == ["reject"]
    assert verbs("--after", f"{noon.year - 1}", "--limit", "1") == ["spam"]
    assert verbs("author:Ana", "--on", "today") == ["spam"]
    assert verbs("--id", str(comment.id), "--before", "yesterday") == ["add"]


def test_history_says_where_no_day_matches_and_refuses_what_is_none(run: Run, put: Put) -> None:
    put()

    assert run("history", "--before", "2001").out == "Nothing in the history matches.\n"
    story = run("history", "--id", "1", "--before", "2001")
    assert story.out == "Nothing in the history matches.\n"
    refused = run("history", "--on", "yesterdy")
    assert (refused.status, "“yesterdy” is not a day." in refused.err) == (1, True)
    assert run("history", "--on", "today", "--after", "today").status == 2


def test_a_new_newsroom_says_that_nothing_was_done(run: Run, newsroom: Newsroom) -> None:
    assert run("history").out == "Nothing was done yet.\n"
