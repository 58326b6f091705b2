"""site."""

import pytest

from db.words import Status
from moderation import queue
from moderation.newsroom import Newsroom
from tests.calling import Put, Run


def test_a_site_says_what_it_requires(run: Run, newsroom: Newsroom) -> None:
    told = run("site", "--json").told

    assert (told["required"], told["changed"]) == (["name", "email", "comment"], False)


def test_what_is_required_no_more_is_lacked_no_more(run: Run, put: Put, newsroom: Newsroom) -> None:
    comment = put(email="", lacks="email", status=Status.PENDING)
    assert run("approve", "--id", comment.id).status == 1

    told = run("site", "--name", "Harbour", "--require", "name", "--json").told

    assert told == {"name": "Harbour", "required": ["name", "comment"], "changed": True}
    assert run("approve", "--id", comment.id).status == 0
    assert queue.comment(newsroom, comment.id).status is Status.APPROVED
    assert run("site").out == "Harbour requires: name, comment.\n"


def test_nothing_but_the_comment_may_be_required(run: Run, newsroom: Newsroom) -> None:
    assert run("site", "--require", "nothing", "--json").told["required"] == ["comment"]


@pytest.mark.parametrize("told", ["shoe size", "", "name,nothing"])
def test_what_cannot_be_required_is_refused(run: Run, newsroom: Newsroom, told: str) -> None:
    assert run("site", "--require", told).status == 2
    assert queue.sites(newsroom)[0].email_required
