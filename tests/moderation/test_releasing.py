"""A file gets its name only once it was checked; whatever goes wrong, nothing is left behind."""

import hashlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from moderation import releasing
from moderation.errors import ExportRefused
from moderation.releasing import Pages, release_file, release_folder

Check = Callable[[BinaryIO, str], None]


def hello(file: BinaryIO) -> int:
    return file.write(b"hello")


def fine(file: BinaryIO, name: str) -> None:
    assert file.read() == b"hello"


def refuse(file: BinaryIO, name: str) -> None:
    raise ExportRefused(f"not {name}")


def two_pages(pages: Pages) -> str:
    pages.add("b.html", hello)
    pages.add("a.html", hello)
    return "two"


def passed(file: BinaryIO, name: str) -> None:
    assert file.tell() == 0


def test_a_file_is_written_checked_and_named(tmp_path: Path) -> None:
    target = tmp_path / "a.json"

    assert release_file(target, hello, fine) == (5, hashlib.sha256(b"hello").hexdigest())
    assert target.read_bytes() == b"hello"
    assert target.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [target]


def test_nobody_else_may_read_it_before(tmp_path: Path) -> None:
    seen = []

    def look(file: BinaryIO, name: str) -> None:
        (aside,) = tmp_path.iterdir()
        seen.append((aside.name != "a.json", aside.stat().st_mode & 0o777))

    release_file(tmp_path / "a.json", hello, look)

    assert seen == [(True, 0o600)]


def test_an_earlier_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("old")
    target.chmod(0o600)

    release_file(target, hello, fine)

    assert target.read_bytes() == b"hello"
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_refused_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("old")

    with pytest.raises(ExportRefused, match=r"not a\.json"):
        release_file(target, hello, refuse)

    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("what", ["link", "planted link", "folder", "device", "library"])
def test_what_is_no_plain_file_is_not_replaced(tmp_path: Path, what: str) -> None:
    target, other = tmp_path / "a.json", tmp_path / "other"
    match what:
        case "link":
            other.write_text("mine")
            target.symlink_to(other)
        case "planted link":
            target.symlink_to(other)
        case "folder":
            target.mkdir()
        case "device":
            os.mkfifo(target)
        case _:
            with sqlite3.connect(target) as connection:
                connection.execute("CREATE TABLE a (b)")
            connection.close()
    before = sorted(tmp_path.iterdir())

    with pytest.raises(ExportRefused, match="was not replaced") as caught:
        release_file(target, hello, fine)

    assert caught.value.way_out
    assert sorted(tmp_path.iterdir()) == before
    assert not other.exists() or other.read_text() == "mine"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    for target in (tmp_path / "none" / "a.json", tmp_path / ("x" * 300)):
        with pytest.raises(ExportRefused, match=r"cannot be written") as caught:
            release_file(target, hello, fine)
        assert caught.value.way_out
    with pytest.raises(ExportRefused, match=r"cannot be written"):
        release_folder(tmp_path / "none" / "pages", two_pages, passed)


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    def full(file: BinaryIO) -> None:
        file.write(b"x" * 100_000)
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportRefused, match="No space left on device"):
        release_file(tmp_path / "a.json", full, fine)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_released_with_its_sums(tmp_path: Path) -> None:
    target = tmp_path / "pages"
    digest = hashlib.sha256(b"hello").hexdigest()

    written, whole = release_folder(target, two_pages, passed)

    sums = (target / "SHA256SUMS").read_bytes()
    assert written == "two"
    assert sums.decode() == f"{digest}  a.html\n{digest}  b.html\n"
    assert whole == hashlib.sha256(sums).hexdigest()
    assert target.stat().st_mode & 0o777 == 0o755
    assert {path.stat().st_mode & 0o777 for path in target.iterdir()} == {0o644}
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("before", ["nothing", "empty", "export"])
def test_an_earlier_export_is_replaced_whole(tmp_path: Path, before: str) -> None:
    target = tmp_path / "pages"
    if before == "empty":
        target.mkdir()
    if before == "export":
        release_folder(target, lambda pages: pages.add("old.html", hello), passed)

    release_folder(target, two_pages, passed)

    assert sorted(path.name for path in target.iterdir()) == ["SHA256SUMS", "a.html", "b.html"]
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("before", ["other", "mixed", "less", "no text", "file", "link"])
def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, before: str) -> None:
    target = tmp_path / "pages"
    if before in {"mixed", "less"}:
        release_folder(target, two_pages, passed)
        (target / "a.html").unlink()
        (target / before).write_text("mine")
    elif before == "file":
        target.write_text("mine")
    elif before == "link":
        target.symlink_to(tmp_path)
    else:
        target.mkdir()
        (target / ("SHA256SUMS" if before == "no text" else "x")).write_bytes(b"\xff")

    with pytest.raises(ExportRefused, match="was not replaced"):
        release_folder(target, two_pages, passed)

    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_refused_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "pages"
    release_folder(target, lambda pages: pages.add("old.html", hello), passed)

    with pytest.raises(ExportRefused):
        release_folder(target, two_pages, refuse)

    assert (target / "old.html").exists()
    assert list(tmp_path.iterdir()) == [target]


def test_the_old_folder_comes_back_if_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "pages"
    release_folder(target, lambda pages: pages.add("old.html", hello), passed)
    rename = Path.rename

    def failing(self: Path, other: Path) -> Path:
        if other == target and self.suffix == ".part" and (self / "a.html").exists():
            raise OSError(5, "Input/output error")
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(ExportRefused, match="Input/output error"):
        release_folder(target, two_pages, passed)

    assert (target / "old.html").exists()
    assert list(tmp_path.iterdir()) == [target]


def test_the_name_aside_cannot_be_guessed() -> None:
    names = {releasing._aside(Path("a")).name for _each in range(100)}

    assert len(names) == 100
