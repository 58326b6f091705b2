"""Readers are told what the newsroom edited, where the site wants it, in every format that can."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from db.rows import Comment
from db.words import Status
from moderation import edits, history, public, queue, sites
from moderation.edits import Edit
from moderation.newsroom import Newsroom
from tests.calling import call

Put = Callable[..., Comment]


@pytest.fixture
def edited(newsroom: Newsroom, put: Put) -> Comment:
    """An approved comment that was edited, beside one that was not."""
    put("As it came.", status=Status.APPROVED)
    one = put("You damned fool.", status=Status.APPROVED, minute=1)
    edits.edit(newsroom, one.id, one.revision, Edit(body="You."))
    return queue.comment(newsroom, one.id)


def say(newsroom: Newsroom, *, edited: bool) -> None:
    sites.keep(newsroom, replace(queue.sites(newsroom)[0], say_edited=edited))


def test_it_is_told_only_where_the_site_wants_it(newsroom: Newsroom, edited: Comment) -> None:
    def told() -> list[bool]:
        return [one.edited for one in public.public_comments(newsroom, edited.article)]

    assert told() == [False, False]
    say(newsroom, edited=True)
    assert told() == [False, True]
    history.undo(newsroom)
    assert told() == [False, False]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("page.html", "edited by the newsroom"),
        ("page.json", '"edited": true'),
        ("page.jsonl", '"edited": true'),
        ("page.md", "edited by the newsroom"),
    ],
)
def test_every_format_that_can_tells_it(
    newsroom: Newsroom,
    edited: Comment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    words: str,
) -> None:
    monkeypatch.setenv("COMMENTDESK_NEWSROOM", str(newsroom.path))
    assert call("export", tmp_path / f"before-{name}").status == 0
    say(newsroom, edited=True)

    assert call("export", tmp_path / name).status == 0

    assert words not in (tmp_path / f"before-{name}").read_text("utf-8")
    assert (tmp_path / name).read_text("utf-8").count(words) == 1
    if name.endswith(".json"):
        json.loads((tmp_path / name).read_text("utf-8"))
