"""list, articles, history."""

from datetime import datetime, timedelta

import pytest

from db.words import Verb, Verdict
from moderation import decisions, edits, queue
from moderation import history as past
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.calling import Put, Run
from tests.conftest import TickingClock


def test_list_answers_exactly_the_documented_shape(run: Run, put: Put) -> None:
    put("First.", name="Ana", article="bridge", minute=1)
    answer = put("Second.", name="", lacks="name", article="bridge", minute=2, reply_to=1)

    assert run("list", "--json").told == {
        "total": 2,
        "comments": [
            {
                "id": answer.id,
                "article": "bridge",
                "kind": "comment",
                "status": "pending",
                "name": "",
                "submitted": "2026-03-01T08:02:00Z",
                "text": "Second.",
                "reply_to": 1,
                "problems": [
                    {"field": "name", "message": "The name is missing or cannot be used."}
                ],
            },
            {
                "id": 1,
                "article": "bridge",
                "kind": "comment",
                "status": "pending",
                "name": "Ana",
                "submitted": "2026-03-01T08:01:00Z",
                "text": "First.",
                "reply_to": None,
                "problems": [],
            },
        ],
    }


def test_list_tells_the_whole_text_and_not_its_beginning(run: Run, put: Put) -> None:
    long = "word " * 2_000

    put(long.strip())

    assert run("list", "--json").told["comments"][0]["text"] == long.strip()


def test_no_address_is_told_unless_it_is_asked_for(run: Run, filled: Newsroom) -> None:
    """With every comment listed, in both manners."""
    contacts = {value for pair in queue.private_values(filled) for value in pair if value}
    typed_in = {value for value in contacts if run("list", value, "--json").told["total"]}

    out = run("list", "--limit", "0").out + run("list", "--limit", "0", "--json").out

    assert [value for value in contacts - typed_in if value in out] == []
    assert len(contacts - typed_in) > 50


def test_addresses_that_were_asked_for_are_told_and_the_looking_is_journalled(
    run: Run, put: Put, newsroom: Newsroom
) -> None:
    put(email="jon@example.org", ip="198.51.100.7", name="Jon")
    put(email="", ip="", name="Eva", minute=1)

    told = run("list", "--private", "--json").told["comments"]

    assert [(one["email"], one["ip"]) for one in told] == [
        ("", ""),
        ("jon@example.org", "198.51.100.7"),
    ]
    last = past.operations(newsroom, limit=1)[0]
    assert (last.verb, last.count) == (Verb.REVEAL, 2)


def test_finding_nobody_is_no_look(run: Run, put: Put, newsroom: Newsroom) -> None:
    put()
    before = newsroom.revision()

    assert run("list", "--private", "--json", "author:nobody").told["comments"] == []
    assert newsroom.revision() == before


def test_limit_shows_so_many_and_total_counts_all(run: Run, put: Put) -> None:
    for minute in range(3):
        put(minute=minute)

    told = run("list", "--limit", "2", "--json").told

    assert (told["total"], len(told["comments"])) == (3, 2)
    assert len(run("list", "--limit", "0", "--json").told["comments"]) == 3


def test_what_steers_a_terminal_is_not_sent_to_one(run: Run, put: Put) -> None:
    put("clear\x1b[2J\x9b31m all \u202egone", name="A\x07na")

    out = run("list").out

    assert not set(out) & set("\x1b\x9b\x07\u202e")
    assert "␛[2J" in out
    assert "A␇na" in out
    assert run("list", "--json").told["comments"][0]["text"] == "clear\x1b[2J\x9b31m all \u202egone"


def test_a_query_that_begins_with_a_dash_follows_two_dashes(run: Run, put: Put) -> None:
    put("bridge", minute=1)
    put("ferry", minute=2)

    told = run("list", "--json", "--", "-bridge").told

    assert [one["text"] for one in told["comments"]] == ["ferry"]


def test_articles_are_listed_with_their_counts(run: Run, put: Put) -> None:
    put(article="bridge")
    put(article="ferry", status="approved")
    put(article="ferry", status="spam")

    told = run("articles", "--json").told["articles"]

    assert [(a["key"], a["pending"], a["approved"], a["spam"]) for a in told] == [
        ("bridge", 1, 0, 0),
        ("ferry", 0, 1, 1),
    ]
    assert [a["key"] for a in run("articles", "FER", "--json").told["articles"]] == ["ferry"]
    assert "ferry" in run("articles").out
    assert run("articles", "moon").out == "There is no article.\n"


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
