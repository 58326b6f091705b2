"""backup, restore."""

import gzip
import stat
from pathlib import Path

import pytest

from moderation import private_copies
from moderation.commands import backing_up
from moderation.newsroom import Newsroom
from tests.calling import Put, Run


def test_every_format_that_can_be_written_can_be_asked_for() -> None:
    assert backing_up.FORMATS == private_copies.FORMATS


def test_a_backup_is_the_whole_newsroom_for_its_owner_alone(
    run: Run, put: Put, tmp_path: Path
) -> None:
    put(email="jon@example.org")
    copy = tmp_path / "copies" / "monday.commentdesk"

    outcome = run("backup", copy, "--json")

    assert outcome.told == {
        "file": str(copy), "bytes": copy.stat().st_size, "personal_data": True,
        "format": "sqlite", "comments": 1, "encrypted": False,
    }  # fmt: skip
    assert "personal data" in outcome.err
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    told = run("list", "--newsroom", copy, "--private", "--json").told
    assert told["comments"][0]["email"] == "jon@example.org"


def test_a_backup_overwrites_nothing(
    run: Run, newsroom: Newsroom, library: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    there.write_text("kept")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")

    for target in (there, library, tmp_path / "link", tmp_path):
        assert run("backup", target).status == 1

    assert there.read_text() == "kept"
    assert not (tmp_path / "nowhere").exists()


def test_a_backup_that_cannot_be_written_is_a_sentence(
    run: Run, newsroom: Newsroom, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()

    outcome = run("backup", tmp_path / "file" / "copy", "--json")

    assert outcome.status == 1
    assert "cannot be written" in outcome.told["error"]


@pytest.mark.parametrize("form", ["sqlite", "jsonl", "wxr"])
def test_without_a_name_it_gets_one_that_says_private(
    run: Run, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    put()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    told = run("backup", "--format", form, "--json").told

    [made] = (tmp_path / "here").iterdir()
    assert told["file"] == made.name
    assert (told["format"], told["comments"]) == (form, 1)
    assert "-private-" in made.name
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["a.commentdesk", "a.commentdesk.gz", "a.jsonl", "a.jsonl.gz"])
def test_a_backup_is_restored_where_there_is_no_newsroom(
    run: Run, put: Put, tmp_path: Path, name: str
) -> None:
    put("I take that ferry.", email="jon@example.org")
    copy, fresh = tmp_path / name, tmp_path / "fresh.commentdesk"
    assert run("backup", copy).status == 0

    outcome = run("restore", copy, "--newsroom", fresh, "--json")

    assert outcome.status == 0, outcome.err
    assert outcome.told == {
        "file": str(fresh), "backup": str(copy), "kept_aside": None, "comments": 1,
        "operations": 1, "chain_broken_at": None, "encrypted": False,
        "format": "sqlite" if "commentdesk" in name else "jsonl",
    }  # fmt: skip
    told = run("list", "--newsroom", fresh, "--private", "--json").told
    assert told["comments"][0]["email"] == "jon@example.org"
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o600


def test_a_newsroom_that_is_there_is_kept_aside_and_only_if_somebody_says_so(
    run: Run, put: Put, newsroom: Newsroom, library: Path, tmp_path: Path
) -> None:
    put("First")
    copy = tmp_path / "copy.jsonl"
    assert run("backup", copy).status == 0
    put("Second", minute=1)
    newsroom.close()

    refused = run("restore", copy, "--json")
    assert refused.status == 1
    assert "--yes" in refused.told["way_out"]
    assert run("list", "--json").told["total"] == 2

    told = run("restore", copy, "--yes", "--json").told
    assert run("list", "--json").told["total"] == 1
    assert run("list", "--json", "--newsroom", told["kept_aside"]).told["total"] == 2
    assert run("check").status == 0


def test_what_is_no_backup_is_refused_and_nothing_is_changed(
    run: Run, put: Put, library: Path, tmp_path: Path
) -> None:
    put()
    for content in (b"", b"hello", b"{}", gzip.compress(b"hello"), b"\x1f\x8b rubbish"):
        (tmp_path / "file").write_bytes(content)

        outcome = run("restore", tmp_path / "file", "--yes", "--json")

        assert outcome.status == 1
        assert "no backup" in outcome.told["error"]
    assert run("restore", tmp_path / "none", "--yes").status == 1
    assert run("restore", library, "--yes").status == 1
    assert run("list", "--json").told["total"] == 1
