"""All that is held of a person is handed over, in a file that is private."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from db.rows import Comment
from db.words import Standing, Verb
from moderation import history, notes, standings
from moderation.errors import NewsroomError
from moderation.handing_over import hand_over
from moderation.newsroom import Newsroom
from moderation.person import find_person
from tests.moderation.ana import ADDRESS

Put = Callable[..., Comment]


def test_everything_held_is_handed_over_in_a_private_file(
    newsroom: Newsroom, put: Put, ana: Comment, tmp_path: Path
) -> None:
    reply = put(f"Ask {ADDRESS}", reply_to=ana.id)
    target = tmp_path / "ana.json"

    assert hand_over(newsroom, find_person(newsroom, ADDRESS), target) == 1

    told = json.loads(target.read_text())
    assert target.stat().st_mode & 0o777 == 0o600
    assert told["emails"] == [ADDRESS]
    assert told["comments"][0]["ip"] == "203.0.113.77"
    assert told["comments"][0]["note"].startswith("Ana rang")
    assert told["address_in_comments_of_others"] == [reply.id]
    assert [one["verb"] for one in told["history"]] == ["add", "edit", "note", "approve"]
    assert history.operations(newsroom)[0].verb is Verb.REVEAL


def test_a_planted_link_is_not_followed(newsroom: Newsroom, ana: Comment, tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "ana.json", tmp_path / "elsewhere"
    target.symlink_to(elsewhere)

    with pytest.raises(NewsroomError, match="there already"):
        hand_over(newsroom, find_person(newsroom, ADDRESS), target)

    assert not elsewhere.exists()


def test_handed_over_are_the_notes_and_what_was_thought(
    newsroom: Newsroom, ana: Comment, tmp_path: Path
) -> None:
    standings.give(newsroom, ana.id, Standing.TRUSTED)
    notes.add(newsroom, ana.id, "Rang.", on_person=True)
    target = tmp_path / "hers.json"

    hand_over(newsroom, find_person(newsroom, ADDRESS), target)

    told = json.loads(target.read_text())
    assert [one["standing"] for one in told["standings"]] == ["trusted"]
    assert [one["text"] for one in told["notes"]] == ["Rang."]
    assert len(told["standings_and_notes_before"]) == 2
