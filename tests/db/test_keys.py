"""An encrypted library: what opens it, what does not, and what its bytes tell."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from db import drivers, keys, opening, trouble
from db.connecting import connect
from tests.encrypted import PASSPHRASE, a_key

pytest.importorskip("sqlcipher3", reason="the extra `encrypted` is not installed")

_SECRET = "kittiwake"


@pytest.fixture
def encrypted(tmp_path: Path) -> Path:
    """An encrypted library in which a secret word is kept."""
    path = tmp_path / "newsroom.commentdesk"
    made = opening.open_library(path, create=True, key=a_key())
    with made.write() as writing:
        writing.run("INSERT INTO setting (key, value) VALUES (?, ?)", (_SECRET, _SECRET * 99))
    made.close()
    return path


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test unlocks stays unlocked in that test alone."""
    monkeypatch.setattr(keys, "_known", dict(keys._known))


def _forget() -> None:
    keys._known.clear()


def test_no_byte_of_it_is_readable(encrypted: Path) -> None:
    opened = opening.open_library(encrypted)
    with opened.write() as writing:
        writing.run("INSERT INTO setting (key, value) VALUES ('a', ?)", (_SECRET * 99,))
    opened.back_up(encrypted.with_name("copy.commentdesk"))
    # The log is there as long as it is open.
    files = [one for one in encrypted.parent.iterdir() if one.is_file()]
    assert {one.name.rpartition("-")[2] for one in files} >= {"wal", "copy.commentdesk"}

    for one in files:
        raw = one.read_bytes()
        assert _SECRET.encode() not in raw, one.name
        assert b"SQLite format" not in raw, one.name
        assert b"CREATE TABLE" not in raw, one.name
    opened.close()


def test_it_opens_with_its_passphrase_once_told(encrypted: Path) -> None:
    _forget()
    with pytest.raises(trouble.NeedsPassphrase):
        opening.open_library(encrypted)

    keys.unlock(encrypted, PASSPHRASE)

    opened = opening.open_library(encrypted)
    with opened.read() as reading:
        assert reading.quick("SELECT count(*) FROM setting").fetchone()[0]
    opened.close()


def test_the_same_letters_typed_as_other_signs_open_it(tmp_path: Path) -> None:
    path = tmp_path / "newsroom.commentdesk"
    opening.open_library(path, create=True, key=keys.new("café au lait")).close()
    _forget()

    keys.unlock(path, "cafe\u0301 au lait")

    opening.open_library(path).close()


@pytest.mark.parametrize("wrong", ["", PASSPHRASE.title(), f"{PASSPHRASE} ", "x" * 10_000])
def test_another_passphrase_is_said_to_be_wrong(encrypted: Path, wrong: str) -> None:
    _forget()
    before = encrypted.read_bytes()

    with pytest.raises(trouble.WrongPassphrase):
        keys.unlock(encrypted, wrong)

    assert keys.is_locked(encrypted)
    assert encrypted.read_bytes() == before


@pytest.mark.parametrize("at", [20, 2000, 4090])
def test_a_damaged_beginning_is_told_from_a_wrong_passphrase(encrypted: Path, at: int) -> None:
    _forget()
    raw = bytearray(encrypted.read_bytes())
    raw[at] ^= 1
    encrypted.write_bytes(raw)

    with pytest.raises(trouble.WrongPassphrase):
        keys.unlock(encrypted, "another one")
    keys.unlock(encrypted, PASSPHRASE)
    with pytest.raises(trouble.DamagedLibrary):
        opening.open_library(encrypted)


def test_a_library_without_its_first_page_is_known_by_a_backup(encrypted: Path) -> None:
    folder = trouble.backup_folder(encrypted)
    folder.mkdir()
    shutil.copy(encrypted, folder / "monday.commentdesk")
    raw = encrypted.read_bytes()
    encrypted.write_bytes(bytes(4096) + raw[4096:])
    _forget()

    with pytest.raises(trouble.NeedsPassphrase):
        opening.open_library(encrypted)
    keys.unlock(encrypted, PASSPHRASE)
    with pytest.raises(trouble.DamagedLibrary):
        opening.open_library(encrypted)


def test_a_single_flipped_bit_is_found_wherever_it_is(encrypted: Path) -> None:
    raw = bytearray(encrypted.read_bytes())
    raw[len(raw) // 2] ^= 1
    encrypted.write_bytes(raw)

    with closing(connect(encrypted)) as connection:
        try:
            found = connection.execute("PRAGMA integrity_check").fetchall()
        except drivers.errors("DatabaseError") as error:
            found = [(str(error),)]

    assert found != [("ok",)]


def test_who_has_not_installed_the_extra_is_told_so(
    encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drivers, "has_cipher", lambda: False)

    with pytest.raises(trouble.NoCipher) as told:
        opening.open_library(encrypted)

    assert "pip install 'commentdesk[encrypted]'" in told.value.way_out


def test_sqlciphers_own_shell_opens_it_with_the_passphrase(encrypted: Path) -> None:
    with closing(drivers.driver(encrypted=True).connect(str(encrypted))) as other:
        other.execute(f"PRAGMA key = '{PASSPHRASE}'")

        assert other.execute("SELECT count(*) FROM operation").fetchone() == (0,)


def test_a_key_never_shows_itself() -> None:
    key = a_key()

    assert repr(key) == "Key()"
    assert key.raw.hex() not in str(key)


def test_what_is_no_library_is_not_taken_for_an_encrypted_one(tmp_path: Path) -> None:
    noise = tmp_path / "noise.commentdesk"
    noise.write_bytes(bytes(range(256)) * 64)

    assert keys.salt_of(noise) is None
    with pytest.raises(trouble.NotALibrary):
        opening.open_library(noise)
