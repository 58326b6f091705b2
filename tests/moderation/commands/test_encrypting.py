"""Passphrases on the command line: from a file, the environment, or whoever sits there."""

from pathlib import Path

import pytest

from db import keys
from moderation import encrypting, terminal
from moderation.commands.passphrases import VARIABLE
from moderation.newsroom import open_newsroom
from moderation.sample import fill_sample
from tests.calling import call

pytest.importorskip("sqlcipher3", reason="the extra `encrypted` is not installed")

WORDS = "four words of ours"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An encrypted newsroom of which this process does not know the passphrase."""
    path = tmp_path / "newsroom.commentdesk"
    with open_newsroom(path, create=True, passphrase=WORDS) as newsroom:
        fill_sample(newsroom)
    monkeypatch.setattr(keys, "_known", {})
    monkeypatch.setenv("COMMENTDESK_NEWSROOM", str(path))
    monkeypatch.delenv(VARIABLE, raising=False)
    return path


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits at the terminal."""
    monkeypatch.setattr(terminal, "is_somebody_there", lambda: True)


def _file(folder: Path, words: str) -> Path:
    file = folder / "passphrase.txt"
    file.write_text(words)
    file.chmod(0o600)
    return file


@pytest.mark.usefixtures("path")
def test_without_anybody_to_ask_it_says_what_to_do() -> None:
    outcome = call("list", "--json")

    assert outcome.status == 1
    assert "is encrypted" in outcome.told["error"]
    assert "--passphrase-file" in outcome.told["way_out"]


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\nsomething else\n"])
def test_a_file_tells_it_in_its_first_line(path: Path, tmp_path: Path, end: str) -> None:
    outcome = call("list", "--json", "--passphrase-file", _file(tmp_path, WORDS + end))

    assert (outcome.status, outcome.told["total"]) == (0, 131)


@pytest.mark.usefixtures("path")
def test_the_environment_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, WORDS)

    assert call("check").status == 0


@pytest.mark.usefixtures("path", "somebody")
def test_it_is_asked_for_three_times_and_never_shown() -> None:
    outcome = call("list", "--limit", "1", typed=f"wrong\nwrong again\n{WORDS}\n")

    assert outcome.status == 0
    assert outcome.err.count("does not open") == 2
    assert WORDS not in outcome.out + outcome.err

    keys._known.clear()
    assert call("list", typed="a\nb\nc\nd\n").status == 1


@pytest.mark.usefixtures("path")
def test_a_file_that_others_can_read_is_told(tmp_path: Path) -> None:
    file = _file(tmp_path, WORDS)
    file.chmod(0o644)

    assert "can read" in call("list", "--passphrase-file", file).err
    assert call("list", "--passphrase-file", tmp_path / "none.txt").status == 0  # it is open by now
    keys._known.clear()
    assert call("list", "--passphrase-file", tmp_path / "none.txt").status == 1


@pytest.mark.usefixtures("path", "somebody")
def test_a_new_one_is_asked_for_until_it_is_told_twice_alike(tmp_path: Path) -> None:
    old = _file(tmp_path, WORDS)
    typed = "short\nlong enough\nsomething else\nlong enough\nlong enough\n"

    outcome = call("passphrase", "--passphrase-file", old, "--remove-old", typed=typed)

    assert outcome.status == 0, outcome.err
    assert "are the least" in outcome.err
    assert "different" in outcome.err
    keys._known.clear()
    assert call("list", typed="long enough\n").status == 0


def test_it_is_encrypted_only_once_and_decrypted_only_then(path: Path, tmp_path: Path) -> None:
    file = _file(tmp_path, WORDS)

    assert "already" in call("encrypt", "--new-passphrase-file", file).err
    assert call("decrypt", "--passphrase-file", file, "--remove-old").status == 0
    assert not encrypting.is_encrypted(path)
    assert "is not encrypted" in call("decrypt").err
    assert call("encrypt", "--new-passphrase-file", file, "--json").told["encrypted"] is True


def test_where_there_is_none_an_encrypted_one_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new.commentdesk"

    outcome = call("encrypt", "--newsroom", path, "--new-passphrase-file", _file(tmp_path, WORDS))

    assert outcome.status == 0
    assert path.read_bytes()[:4] == keys.MARK
    assert call("passphrase", "--newsroom", tmp_path / "none.commentdesk").status == 1
