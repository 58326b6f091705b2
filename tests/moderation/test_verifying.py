"""Verifying: what is public already is searched as every export is."""

import gzip
import zipfile
from pathlib import Path

import pytest

from db.words import Status
from moderation.edits import let_address_stand
from moderation.errors import ExportRefused
from moderation.exporting import export
from moderation.newsroom import Newsroom
from moderation.verifying import verify
from tests.calling import Put, Run

LEAK = b"first\nYou can write to JON%40example.org at any time."


@pytest.fixture
def with_jon(newsroom: Newsroom, put: Put) -> Newsroom:
    put("Yes.", status=Status.APPROVED)
    return newsroom


def test_what_we_exported_is_clean(with_jon: Newsroom, tmp_path: Path) -> None:
    export(with_jon, tmp_path / "a.json", "json")

    outcome = verify(with_jon, [tmp_path / "a.json"])

    assert outcome.is_clean
    assert "No stored e-mail" in outcome.sentence


def test_an_address_is_found_wherever_the_file_lies(with_jon: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_bytes(LEAK)
    (tmp_path / "a.gz").write_bytes(gzip.compress(LEAK))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in/a.txt", LEAK)

    outcome = verify(with_jon, [tmp_path / "site", tmp_path / "a.gz", tmp_path / "a.zip"])

    assert [(Path(one.file).name, one.leak.line) for one in outcome.found] == [
        ("a.html", 2), ("a.gz", 2), ("a.txt", 2),
    ]  # fmt: skip
    assert outcome.files == 3
    assert "example.org" not in outcome.sentence + "".join(map(str, outcome.found))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_spreadsheets_text_is_read_as_it_is_meant(
    with_jon: Newsroom, tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "a.txt").write_text("first\nWrite to jon@example.org", encoding=encoding)

    (found,) = verify(with_jon, [tmp_path / "a.txt"]).found

    assert (found.leak.line, found.leak.column) == (2, 10)


def test_what_is_packed_twice_is_unpacked_twice(with_jon: Newsroom, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr("a.txt.gz", gzip.compress(gzip.compress(LEAK)))
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "in/inner.zip")
    too_deep = LEAK
    for _turn in range(9):
        too_deep = gzip.compress(too_deep)
    (tmp_path / "deep.gz").write_bytes(too_deep)

    assert not verify(with_jon, [tmp_path / "outer.zip"]).is_clean
    with pytest.raises(ExportRefused, match="more often"):
        verify(with_jon, [tmp_path / "deep.gz"])


def test_an_address_that_stands_is_no_find(newsroom: Newsroom, put: Put, tmp_path: Path) -> None:
    comment = put("Write to jon@example.org", status=Status.APPROVED)
    (tmp_path / "a.txt").write_text("jon@example.org")
    assert not verify(newsroom, [tmp_path / "a.txt"]).is_clean

    let_address_stand(newsroom, comment.id, comment.revision, stands=True)

    assert verify(newsroom, [tmp_path / "a.txt"]).is_clean


@pytest.mark.parametrize(
    "raw",
    [None, gzip.compress(LEAK * 99)[:-9], b"PK\x03\x04nothing"],
    ids=["missing", "cut", "no-zip"],
)
def test_what_cannot_be_read_is_never_called_clean(
    with_jon: Newsroom, tmp_path: Path, raw: bytes | None
) -> None:
    if raw is not None:
        (tmp_path / "a").write_bytes(raw)

    with pytest.raises(ExportRefused, match="cannot be read"):
        verify(with_jon, [tmp_path / "a"])


def test_the_command_says_it_by_its_status(run: Run, with_jon: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(LEAK)

    told = run("verify", tmp_path / "a.txt", "--json")

    assert told.status == 1
    assert told.told["found"] == [
        {"file": str(tmp_path / "a.txt"), "form": "hidden-email", "line": 2, "column": 18}
    ]
