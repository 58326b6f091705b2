"""What is no library, or none to work with, is refused with a sentence, and left untouched."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import lanes, migrations, trouble
from db.opening import open_library


def everything_in(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_no_file_is_refused_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(trouble.NoLibrary, match="There is no newsroom at") as refused:
        open_library(tmp_path / "none.commentdesk")

    assert refused.value.way_out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "content",
    [b"<html>", b"SQLite format 2\x00 and more", b"\x00" * 4096, "Grüße".encode()],
    ids=["a page", "an older SQLite", "zeros", "text"],
)
def test_a_file_that_is_no_library_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.commentdesk"
    path.write_bytes(content)

    with pytest.raises(trouble.NotALibrary, match="is not a Commentdesk newsroom") as refused:
        open_library(path)

    assert refused.value.way_out
    assert everything_in(tmp_path) == {path.name: content}


def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "browser.sqlite"
    run(path, "CREATE TABLE bookmark (url TEXT)")
    before = everything_in(tmp_path)

    with pytest.raises(trouble.NotALibrary):
        open_library(path, create=True)

    assert everything_in(tmp_path) == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(trouble.NotALibrary):
        open_library(tmp_path)


def test_a_newer_library_is_refused_untouched(path: Path) -> None:
    run(path, f"PRAGMA user_version = {migrations.latest() + 1}")
    before = path.read_bytes()

    with pytest.raises(trouble.NewerLibrary, match="a newer Commentdesk") as refused:
        open_library(path)

    assert "Install the newer version" in refused.value.way_out
    assert path.read_bytes() == before
    assert not trouble.backup_folder(path).exists()


def test_a_read_only_library_is_refused_untouched(path: Path) -> None:
    before = everything_in(path.parent)
    path.chmod(0o400)

    with pytest.raises(trouble.ReadOnlyLibrary, match="can only be read") as refused:
        open_library(path)

    assert refused.value.way_out
    assert everything_in(path.parent) == before


def test_a_locked_library_is_refused_and_opens_once_it_is_free(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "_BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        before = path.read_bytes()

        with pytest.raises(trouble.LockedLibrary, match=r"keeping .* locked") as refused:
            open_library(path)

        assert "try again" in refused.value.way_out
        assert path.read_bytes() == before
    open_library(path).close()


@pytest.mark.parametrize("place", [16, 18, 40, 100, 105], ids=lambda place: f"byte {place}")
def test_a_library_with_a_broken_header_is_refused_untouched(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place : place + 8] = b"\xff" * 8
    path.write_bytes(bytes(content))

    with pytest.raises(trouble.LibraryTrouble) as refused:
        open_library(path)

    assert isinstance(refused.value, trouble.DamagedLibrary | trouble.NotALibrary)
    assert path.read_bytes() == bytes(content)


@pytest.mark.parametrize("backed_up", [False, True])
def test_a_truncated_library_is_refused_untouched(path: Path, backed_up: bool) -> None:
    content = path.read_bytes()[:5000]
    path.write_bytes(content)
    if backed_up:
        trouble.backup_folder(path).mkdir()

    with pytest.raises(trouble.DamagedLibrary, match="is damaged") as refused:
        open_library(path)

    # A folder is named where there is one.
    assert ("Open the newest backup" in refused.value.way_out) is backed_up
    assert "commentdesk salvage" in refused.value.way_out
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["what? #1 100%.commentdesk", "газета.commentdesk", "a b'c\"d"])
def test_any_name_that_a_file_can_have_will_do(tmp_path: Path, name: str) -> None:
    open_library(tmp_path / name, create=True).close()

    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_two_that_create_the_same_library_at_once_make_it_once(tmp_path: Path) -> None:
    first = open_library(tmp_path / "both.commentdesk", create=True)
    second = open_library(tmp_path / "both.commentdesk", create=True)

    with second.read() as reading:
        assert reading.run("SELECT count(*) FROM migration").scalar_one() == migrations.latest()
    second.close()
    first.close()
