"""Who may read what the program writes, and that it follows no link planted in its way."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import files, trouble
from db.opening import open_library
from db.rows import Comment
from db.words import Status
from desktop.memory import Memory
from desktop.theme import Choice
from moderation.errors import NewsroomError
from moderation.exporting import export
from moderation.importing import import_file
from moderation.newsroom import Newsroom, open_newsroom
from tests.calling import call, write_export

PRIVATE, PUBLIC = 0o600, 0o644


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture(autouse=True)
def _open_umask() -> Iterator[None]:
    """The most careless setting: what is private must be so by itself."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_the_library_and_all_beside_it_are_the_owners_alone(
    newsroom: Newsroom, put: Callable[..., Comment], tmp_path: Path
) -> None:
    put()
    beside = [newsroom.path.with_name(newsroom.path.name + end) for end in ("", "-wal", "-shm")]
    newsroom.back_up(tmp_path / "copy.commentdesk")
    folder = files.backup_name(newsroom.path, "why").parent

    assert {mode(file) for file in beside} == {PRIVATE}
    assert mode(tmp_path / "copy.commentdesk") == PRIVATE
    assert mode(folder) == 0o700


def test_what_is_public_may_be_read_and_what_is_private_may_not(
    newsroom: Newsroom, put: Callable[..., Comment], tmp_path: Path
) -> None:
    put(status=Status.APPROVED)
    export(newsroom, tmp_path / "out.json", "json")
    report = import_file(newsroom, write_export(tmp_path))
    report.keep(tmp_path / "report.txt")
    call("person", "export", "jon@example.org", "--file", tmp_path / "jon.json",
         "--newsroom", newsroom.path)  # fmt: skip

    assert mode(tmp_path / "out.json") == PUBLIC
    assert mode(tmp_path / "report.txt") == PRIVATE
    assert mode(tmp_path / "jon.json") == PRIVATE


def test_what_the_window_remembers_is_the_owners_alone(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "window.ini")
    memory.theme = Choice.DARK
    memory._kept.sync()

    assert mode(tmp_path / "window.ini") & 0o077 == 0


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_a_link_in_the_place_of_the_log_is_refused(tmp_path: Path, end: str) -> None:
    path, elsewhere = tmp_path / "one.commentdesk", tmp_path / "elsewhere"
    open_newsroom(path, create=True).close()
    elsewhere.write_bytes(b"precious")
    path.with_name(path.name + end).symlink_to(elsewhere)

    with pytest.raises(trouble.PlantedLink, match="link"):
        open_library(path)

    assert elsewhere.read_bytes() == b"precious"


def test_a_link_to_nowhere_is_no_place_for_a_new_library(tmp_path: Path) -> None:
    path = tmp_path / "one.commentdesk"
    path.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(NewsroomError, match="link"):
        open_newsroom(path, create=True)

    assert not (tmp_path / "elsewhere").exists()


def test_a_link_in_the_place_of_the_folder_of_backups_is_refused(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    (tmp_path / "theirs").mkdir()
    trouble.backup_folder(newsroom.path).symlink_to(tmp_path / "theirs")

    with pytest.raises(trouble.PlantedLink):
        files.backup_name(newsroom.path, "daily")


def test_a_link_in_the_place_of_a_file_is_replaced_or_refused_and_never_followed(
    newsroom: Newsroom, put: Callable[..., Comment], tmp_path: Path
) -> None:
    put(status=Status.APPROVED)
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    names = ("report.txt", "copy.commentdesk", "out.json", ".copy.commentdesk.part", "jon.json")
    for name in names:
        (tmp_path / name).symlink_to(precious)

    import_file(newsroom, write_export(tmp_path)).keep(tmp_path / "report.txt")
    newsroom.back_up(tmp_path / "copy.commentdesk")
    with pytest.raises(NewsroomError, match="link"):
        export(newsroom, tmp_path / "out.json", "json")
    outcome = call("person", "export", "jon@example.org", "--file", tmp_path / "jon.json",
                   "--newsroom", newsroom.path)  # fmt: skip

    assert outcome.status == 1
    assert precious.read_bytes() == b"precious"
    assert not (tmp_path / "report.txt").is_symlink()
    assert not (tmp_path / "copy.commentdesk").is_symlink()
