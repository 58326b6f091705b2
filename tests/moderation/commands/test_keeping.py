"""export, verify, check."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.words import Status
from moderation import exporting
from moderation.commands import keeping
from moderation.newsroom import Newsroom
from tests.calling import Put, Run


def test_export_answers_with_a_receipt(run: Run, put: Put, tmp_path: Path) -> None:
    put(article="bridge", status=Status.APPROVED), put(article="bridge")
    target = tmp_path / "public.json"

    told = run("export", target, "--json").told

    assert set(told) == {
        "comments", "articles", "masked", "sha256", "file", "left_out", "too_short"
    }  # fmt: skip
    assert (told["comments"], told["articles"], told["file"]) == (1, 1, str(target))
    assert told["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    json.loads(target.read_text(encoding="utf-8"))


def test_every_format_that_can_be_written_can_be_asked_for() -> None:
    assert [one.name for one in exporting.FORMATS] == list(keeping.FORMATS)


def test_a_newsroom_is_not_exported_over_itself(run: Run, put: Put, library: Path) -> None:
    put(article="bridge", status=Status.APPROVED)

    assert run("export", library, "--format", "json").status == 1
    assert run("list", "--json").told["total"] == 1


def test_a_name_that_tells_nothing_needs_a_format(run: Run, put: Put, tmp_path: Path) -> None:
    put(article="bridge", status=Status.APPROVED)

    assert run("export", tmp_path / "public.doc").status == 2
    assert run("export", tmp_path / "public.doc", "--format", "csv").status == 0


def test_an_article_that_is_not_there_cannot_be_exported(
    run: Run, put: Put, tmp_path: Path
) -> None:
    put(article="bridge", status=Status.APPROVED)

    outcome = run("export", tmp_path / "x.json", "--article", "moon", "--json")

    assert outcome.status == 1
    assert "moon" in outcome.told["error"]
    assert not (tmp_path / "x.json").exists()


def test_a_sound_newsroom_is_said_to_be_sound(run: Run, filled: Newsroom) -> None:
    outcome = run("check", "--json")

    assert outcome.status == 0
    assert (outcome.told["sound"], outcome.told["findings"]) == (True, [])
    assert outcome.told["comments"] > 60
    assert "is sound" in run("check").out


@pytest.mark.parametrize("as_json", [True, False])
def test_a_finding_is_a_sentence_and_status_1(
    run: Run, put: Put, newsroom: Newsroom, library: Path, as_json: bool
) -> None:
    put()
    with closing(sqlite3.connect(library)) as raw, raw:
        raw.execute("UPDATE status_count SET total = 7 WHERE status = 'pending'")

    outcome = run("check", *(["--json"] if as_json else []))

    sentence = "The newsroom is said to have 7 comments that are pending; it has 1."
    assert outcome.status == 1
    if as_json:
        assert outcome.told["findings"] == [{"check": "counts", "sentence": sentence}]
    else:
        assert sentence in outcome.out


def test_an_export_is_chosen_by_search_and_days(run: Run, put: Put, tmp_path: Path) -> None:
    put("The bridge", article="bridge", status=Status.APPROVED)
    put("The ferry", article="bridge", status=Status.APPROVED, minute=60 * 24)
    put("The bridge, too", article="bridge")
    file = tmp_path / "a.json"

    for options, count in (
        ((), 2),
        (("--query", "bridge"), 1),
        (("--query", "bridge OR ferry", "--after", "2026-03-02"), 1),
        (("--before", "2026-03-02"), 1),
        (("--before", "2026-03-01", "--query", "status:pending"), 0),
    ):
        assert run("export", file, "--json", *options).told["comments"] == count


@pytest.mark.parametrize(
    "options", [("--query", "status:nice"), ("--after", "yesterweek"), ("--before", '2026" OR "x')]
)
def test_a_choice_that_cannot_be_read_exports_nothing(
    run: Run, put: Put, tmp_path: Path, options: tuple[str, ...]
) -> None:
    put(status=Status.APPROVED)

    outcome = run("export", tmp_path / "a.json", "--json", *options)

    assert outcome.status == 1
    assert outcome.told["error"]
    assert not (tmp_path / "a.json").exists()
