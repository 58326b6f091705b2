"""Rules on the command line."""

from pathlib import Path

import pytest

from db.words import RuleKind
from moderation import rule_changes
from moderation.newsroom import Newsroom
from tests.calling import Put, Run


def test_rules_are_added_listed_removed_and_undone(run: Run, newsroom: Newsroom) -> None:
    told = run("rules", "add", "word", "casino*", "loan*", "--action", "reject", "--json").told
    assert told["rules"] == 2
    assert run("rules", "add", "links", "--number", "3").status == 0

    listed = run("rules", "list", "--json").told["rules"]
    assert [(one["kind"], one["action"], one["term"], one["number"]) for one in listed] == [
        ("word", "reject", "casino*", 0), ("word", "reject", "loan*", 0), ("links", "hold", "", 3),
    ]  # fmt: skip
    assert run("rules", "remove", listed[0]["id"]).status == 0
    assert len(rule_changes.rules(newsroom)) == 2
    run("undo")
    assert len(rule_changes.rules(newsroom)) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        ("closed", "--span", "14"),
        ("word", "casino*", "--number", "3"),
        ("disposable", "--span", "2"),
    ],
)
def test_a_number_that_the_kind_does_not_ask_for_is_refused_and_not_left_out(
    run: Run, newsroom: Newsroom, wrong: tuple[str, ...]
) -> None:
    """Thirty days were kept for who had said fourteen."""
    assert run("rules", "add", *wrong).status == 2
    assert rule_changes.rules(newsroom) == []


def test_a_list_of_wordpress_comes_in_and_words_go_out(
    run: Run, newsroom: Newsroom, tmp_path: Path
) -> None:
    keys, words = tmp_path / "keys.txt", tmp_path / "words.txt"
    keys.write_text("casino\nspam@shop.example\n192.0.2.7\n\n", encoding="utf-8")

    assert run("rules", "add", "word", "--file", keys, "--wordpress").status == 0
    assert {one.kind for one in rule_changes.rules(newsroom)} == {
        RuleKind.WORD, RuleKind.EMAIL, RuleKind.IP,
    }  # fmt: skip
    assert run("rules", "export", words, "--json").told["words"] == 1
    assert words.read_text(encoding="utf-8") == "*casino*\n"


def test_a_text_is_tested_with_its_very_characters(run: Run, newsroom: Newsroom) -> None:
    run("rules", "add", "word", "casino")

    told = run("rules", "test", "Best cas1no", "--json").told

    assert told["action"] == "hold"
    assert told["holds"][0]["spans"] == [{"in": "text", "start": 5, "end": 11, "found": "cas1no"}]
    assert run("rules", "test", "Hello", "--json").told["action"] == "wait"
    assert "would wait" in run("rules", "test", "Hello").out


def test_a_replay_tells_what_would_have_been(run: Run, put: Put) -> None:
    put("A casino")
    put("A ferry", minute=1)

    told = run("rules", "replay", "word", "casino", "--json").told

    assert (told["held"], told["by_status"], told["comments"]) == (1, {"pending": 1}, [1])
    assert "1 of 2 comments" in run("rules", "replay", "word", "casino").out
    assert run("rules", "list", "--json").told["rules"] == []


def test_what_is_no_rule_is_refused_with_a_sentence(run: Run, newsroom: Newsroom) -> None:
    assert run("rules", "add", "word").status == 2
    assert run("rules", "add", "links", "casino").status == 2
    assert run("rules", "remove", "7").status == 1
    refused = run("rules", "add", "word", "*")
    assert (refused.status, "no word that can be looked for" in refused.err) == (1, True)
    missing = run("rules", "add", "word", "--file", "nowhere.txt")
    assert (missing.status, "nowhere.txt cannot be read" in missing.err) == (1, True)
