"""A newsroom is encrypted, gets another passphrase, or is not encrypted any more."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db import figures, keys, recoding
from db.words import Verdict
from moderation import backups, decisions, encrypting, history, queue, statistics
from moderation.changes import Progress
from moderation.errors import Cancelled, EncryptedNewsroom, LibraryError, WeakPassphrase
from moderation.exporting import export
from moderation.mending import salvage
from moderation.newsroom import open_newsroom
from moderation.periods import Period
from moderation.private_copies import copy_to
from moderation.restoring import restore
from moderation.sample import fill_sample
from moderation.search.query import Query
from moderation.soundness import look_over
from tests.dumping import Tables, dump

pytest.importorskip("sqlcipher3", reason="the extra `encrypted` is not installed")

FIRST, SECOND = "the first four words", "the second four words"
_READABLE = b"embassy"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The sample newsroom, closed, with a backup beside it; it is not encrypted."""
    path = tmp_path / "newsroom.commentdesk"
    with open_newsroom(path, create=True) as newsroom:
        fill_sample(newsroom)
        backups.make(newsroom)
    return path


def _told(path: Path) -> Tables:
    return dump(path)


def _is_readable(path: Path) -> bool:
    return _READABLE in path.read_bytes()


@pytest.mark.parametrize("remove_old", [False, True])
def test_nothing_is_lost_on_the_way_there_and_back(path: Path, remove_old: bool) -> None:
    before = _told(path)
    assert _is_readable(path)

    for passphrase in (FIRST, SECOND, None):
        outcome = encrypting.recode(path, passphrase, remove_old=remove_old)
        assert _told(path) == before
        assert outcome.is_encrypted == (passphrase is not None)
        assert _is_readable(path) == (passphrase is None)
        assert (outcome.aside is None) == remove_old
        if outcome.aside is not None:
            assert _told(outcome.aside) == before
    with open_newsroom(path) as newsroom:
        assert look_over(newsroom).is_sound
        history.undo(newsroom)


def test_nothing_readable_is_left_where_the_old_is_removed(path: Path) -> None:
    outcome = encrypting.recode(path, FIRST, remove_old=True)

    assert outcome.backups == 1
    assert not [one for one in path.parent.rglob("*") if one.is_file() and _is_readable(one)]
    assert [one.good for one in backups.listed(path)] == [True]


def test_the_figures_beside_it_are_encrypted_too(path: Path) -> None:
    def counted() -> dict[str, object]:
        with open_newsroom(path) as newsroom:
            return statistics.look(newsroom, Period.ALL).as_json()

    before = counted()
    assert (beside := figures.beside(path)).exists()
    encrypting.recode(path, FIRST, remove_old=True)
    assert not beside.exists()

    assert counted() == before
    assert beside.read_bytes()[:4] == keys.MARK


def test_what_is_kept_is_named(path: Path) -> None:
    outcome = encrypting.recode(path, FIRST, remove_old=False)

    assert outcome.aside is not None
    assert outcome.aside.name in outcome.sentence
    assert [one.name for one in outcome.left] == [
        one.backup.path.name for one in backups.listed(path)
    ]


def test_a_backup_that_does_not_open_is_left_as_it_is(path: Path) -> None:
    [backup] = [one.backup.path for one in backups.listed(path)]
    backup.write_bytes(b"SQLite format 3\0" + bytes(5000))

    outcome = encrypting.recode(path, FIRST, remove_old=True)

    assert list(outcome.left) == [backup]
    assert backup.read_bytes() == b"SQLite format 3\0" + bytes(5000)


def test_one_that_is_in_use_is_left_alone(path: Path) -> None:
    before = path.read_bytes()
    with open_newsroom(path) as newsroom:
        newsroom.revision()
        with pytest.raises(LibraryError):
            encrypting.recode(path, FIRST, remove_old=True)
        decisions.decide(newsroom, queue.find(newsroom, Query()), Verdict.SPAM)

    assert before[:16] == path.read_bytes()[:16]


class _StopAt(Progress):
    """Says stop after so many questions."""

    def __init__(self, times: int) -> None:
        self._left = times

    def tell(self, done: int, total: int | None, words: str) -> None:
        """Nobody looks."""

    def stop_asked(self) -> bool:
        self._left -= 1
        return self._left < 0


@pytest.mark.parametrize("times", [0, 1, 100, 300])
def test_stopped_it_is_as_it_was(path: Path, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recoding, "_EVERY", 1)
    before = _told(path)
    files = {one.name for one in path.parent.iterdir()}

    with pytest.raises(Cancelled):
        encrypting.recode(path, FIRST, remove_old=True, progress=_StopAt(times))

    assert _told(path) == before
    assert not encrypting.is_encrypted(path)
    assert {one.name for one in path.parent.iterdir()} == files


@pytest.mark.parametrize("weak", ["", " \u00a0", "seven77", "two\nlines of it", "tab\there it is"])
def test_a_passphrase_that_anybody_would_try_is_refused(path: Path, weak: str) -> None:
    with pytest.raises(WeakPassphrase):
        encrypting.recode(path, weak, remove_old=True)

    assert not encrypting.is_encrypted(path)


def test_after_a_change_the_old_passphrase_opens_it_no_more(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encrypting.recode(path, FIRST, remove_old=True)
    encrypting.recode(path, SECOND, remove_old=True)
    monkeypatch.setattr(keys, "_known", {})

    with pytest.raises(EncryptedNewsroom) as told:
        open_newsroom(path)
    assert not told.value.is_wrong
    with pytest.raises(EncryptedNewsroom) as told:
        open_newsroom(path, passphrase=FIRST)
    assert told.value.is_wrong
    open_newsroom(path, passphrase=SECOND).close()
    # The backup was made anew, with the same.
    assert [one.good for one in backups.listed(path)] == [True]


def test_copies_are_encrypted_or_say_that_they_are_not(path: Path, tmp_path: Path) -> None:
    encrypting.recode(path, FIRST, remove_old=True)
    with open_newsroom(path) as newsroom:
        same = copy_to(newsroom, tmp_path / "copy.commentdesk", "sqlite")
        text = copy_to(newsroom, tmp_path / "copy.jsonl", "jsonl")
        receipt = export(newsroom, tmp_path / "out.json", "json")

    assert (same.is_encrypted, text.is_encrypted) == (True, False)
    assert not _is_readable(same.file)
    assert "this file is not" in receipt.as_text()


@pytest.mark.parametrize("name", ["copy.commentdesk", "copy.commentdesk.gz", "copy.jsonl.gz"])
def test_what_is_restored_over_an_encrypted_newsroom_is_encrypted(
    path: Path, tmp_path: Path, name: str
) -> None:
    with open_newsroom(path) as newsroom:
        copy = copy_to(newsroom, tmp_path / name, "jsonl" if "jsonl" in name else "sqlite")
    encrypting.recode(path, FIRST, remove_old=True)
    before = _told(path)

    outcome = restore(path, copy.file)

    assert outcome.is_encrypted
    assert not _is_readable(path)
    assert {name: rows for name, rows in _told(path).items() if name != "migration"} == {
        name: rows for name, rows in before.items() if name != "migration"
    }


def test_an_encrypted_backup_wants_its_passphrase(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encrypting.recode(path, FIRST, remove_old=True)
    with open_newsroom(path) as newsroom:
        copy = copy_to(newsroom, tmp_path / "copy.commentdesk.gz", "sqlite").file
    other = tmp_path / "other.commentdesk"
    monkeypatch.setattr(keys, "_known", {})

    with pytest.raises(EncryptedNewsroom) as told:
        restore(other, copy)
    assert told.value.path == copy
    encrypting.unlock(copy, FIRST)
    outcome = restore(other, copy)

    assert outcome.has_other_key
    assert "passphrase of the backup" in outcome.sentence


@pytest.mark.parametrize("seed", range(6))
def test_salvage_brings_out_what_is_left_and_keeps_it_encrypted(path: Path, seed: int) -> None:
    encrypting.recode(path, FIRST, remove_old=True)
    raw = bytearray(path.read_bytes())
    pages = len(raw) // 4096
    for at in {0: range(1), 1: range(pages - 3, pages)}.get(seed, range(seed, pages, 29)):
        raw[at * 4096 + 100 : at * 4096 + 200] = bytes(100)
    path.write_bytes(raw)

    outcome = salvage(path)

    made = Path(outcome.file)
    assert encrypting.is_encrypted(made)
    assert not _is_readable(made)
    read, lost = outcome.tables["comment"]
    assert read + lost >= 131
    assert read >= 60
    with open_newsroom(made) as newsroom:
        assert queue.tally(newsroom).total == read


def test_a_newsroom_is_made_encrypted_from_its_first_byte(
    tmp_path: Path, open_desk: Callable[..., object]
) -> None:
    path = tmp_path / "new.commentdesk"

    with open_newsroom(path, create=True, passphrase=FIRST) as newsroom:
        assert newsroom.is_encrypted

    assert path.read_bytes()[:4] == keys.MARK
    assert path.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob(".*"))
