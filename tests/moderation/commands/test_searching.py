"""The command for saved searches."""

from moderation.newsroom import Newsroom
from moderation.saved_searches import saved
from tests.calling import call


def test_searches_are_kept_listed_with_their_counts_and_taken_away(filled: Newsroom) -> None:
    path = filled.path

    kept = call("--newsroom", path, "searches", "--keep", "Links", "--query", "has:link",
                "--queue", "pending", "--json")  # fmt: skip
    told = kept.told["searches"][0]

    assert told == {"name": "Links", "query": "has:link", "queue": "pending",
                    "comments": told["comments"]}  # fmt: skip
    assert told["comments"] > 0
    assert (
        f"Links: has:link (pending, {told['comments']} comment"
        in call("--newsroom", path, "searches").out
    )
    assert call("--newsroom", path, "searches", "--remove", "LINKS").out == "No search is saved.\n"
    assert saved(filled) == []


def test_what_is_no_search_is_refused_in_a_sentence(filled: Newsroom) -> None:
    for words, sentence in (
        (["--keep", "x", "--query", "statsu:spam"], "cannot be searched"),
        (["--remove", "x"], "No saved search is called"),
    ):
        outcome = call("--newsroom", filled.path, "searches", *words)
        assert (outcome.status, sentence in outcome.err) == (1, True)
    for words in (["--query", "x"], ["--keep", "x", "--remove", "y"]):
        assert call("--newsroom", filled.path, "searches", *words).status == 2
