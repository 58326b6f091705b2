"""site."""

import pytest

from db import connections
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

    assert told == {
        "name": "Harbour",
        "required": ["name", "comment"],
        "newsroom_name": "",
        "say_edited": False,
        "changed": True,
    }
    assert run("approve", "--id", comment.id).status == 0
    assert queue.comment(newsroom, comment.id).status is Status.APPROVED
    assert run("site").out == "Harbour requires: name, comment.\n"


def test_nothing_but_the_comment_may_be_required(run: Run, newsroom: Newsroom) -> None:
    assert run("site", "--require", "nothing", "--json").told["required"] == ["comment"]


@pytest.mark.parametrize("told", ["shoe size", "", "name,nothing"])
def test_what_cannot_be_required_is_refused(run: Run, newsroom: Newsroom, told: str) -> None:
    assert run("site", "--require", told).status == 2
    assert queue.sites(newsroom)[0].email_required


def test_the_newsroom_has_a_name_and_may_say_what_it_edited(run: Run, newsroom: Newsroom) -> None:
    told = run("site", "--newsroom-name", " The desk ", "--say-edited", "yes", "--json").told

    assert (told["newsroom_name"], told["say_edited"], told["changed"]) == ("The desk", True, True)
    assert not run("site", "--say-edited", "no", "--json").told["say_edited"]
    assert queue.sites(newsroom)[0].newsroom_name == "The desk"


def test_of_several_sites_the_one_that_is_named_is_settled(run: Run, newsroom: Newsroom) -> None:
    with newsroom.write() as writing:
        for name in ("first", "second"):
            connections.connect(
                writing, key=name, name=name.title(), url=f"https://{name}.example",
                root=f"https://{name}.example/wp-json/", username="ana",
                source=f"wordpress:{name}.example",
            )  # fmt: skip
    told = run("site", "--site", "second", "--require", "name", "--json").told
    own, other = queue.sites(newsroom)

    assert told["name"] == "Second"
    assert (own.email_required, other.email_required) == (True, False)
    refused = run("site", "--site", "third")
    assert refused.status == 1
    assert "There are: default, second." in refused.err
