"""Reasons on the command line."""

from moderation.newsroom import Newsroom
from tests.calling import Put, Run


def test_reasons_are_the_newsrooms_own_and_a_decision_needs_one_of_them(run: Run, put: Put) -> None:
    comment = put()
    refused = run("reject", "--id", comment.id, "--reason", "rude")
    assert (refused.status, "There is no reason “rude”." in refused.err) == (1, True)
    assert "insult" in refused.err

    run("reasons", "--add", "rude=Rude")
    assert run("reject", "--id", comment.id, "--reason", "rude").status == 0
    assert run("list", "reason:rude", "--json").told["total"] == 1

    codes = [one["code"] for one in run("reasons", "--remove", "rude", "--json").told["reasons"]]
    assert "rude" not in codes
    assert run("list", "reason:rude", "--json").told["total"] == 1
    assert run("reasons", "--add", "rude").status == 2
    assert run("reasons", "--usual").status == 0


def test_what_cannot_be_read_changes_nothing(run: Run, newsroom: Newsroom) -> None:
    run("reasons", "--add", "rude=Rude")

    assert run("reasons", "--usual", "--add", "other").status == 2

    assert "rude" in [one["code"] for one in run("reasons", "--json").told["reasons"]]
