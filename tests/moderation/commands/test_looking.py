"""list, articles."""

from db import comments
from db.words import Verb
from moderation import history as past
from moderation.newsroom import Newsroom
from tests.calling import Put, Run


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
    with filled.read() as reading:
        contacts = {value for pair in comments.private_values(reading) for value in pair if value}
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
