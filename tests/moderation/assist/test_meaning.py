"""The sentence encoder is asked where it is there; where it is not, or is broken, that is said."""

from pathlib import Path

import pytest

from moderation.assist import meaning, meaning_file
from moderation.assist.meaning import NoMeaning
from moderation.assist.meaning_file import Meanings
from tests.encoders import stand_in

pytestmark = pytest.mark.usefixtures("no_network")

TRAM = "The tram was late again this evening."
ODD = ["", "!", "😀" * 300, "a" * 100_000, "aЖ中 " * 9_000, "\u200b\u200b", "\x00", "half \ud800"]


@pytest.fixture
def unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was found out about the encoder yet, nor is afterwards."""
    monkeypatch.setattr(meaning, "_broken", [])
    meaning._encoder.cache_clear()


def test_what_means_the_same_is_near_in_another_language_too(encoder: None, unknown: None) -> None:
    told = meaning.vectors([
        TRAM, "Die Straßenbahn kam heute Abend wieder zu spät.", "Buy cheap watches here.", *ODD,
    ])  # fmt: skip

    assert told.shape == (3 + len(ODD), meaning.COLUMNS)
    assert told[0] @ told[1] > told[0] @ told[2] + 0.2


def test_without_the_package_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoMeaning) as missing:
        meaning.vectors([TRAM])

    assert missing.value.reason == "absent"


@pytest.mark.parametrize("fault", ["raises", "narrow", "nan", "long"])
def test_a_broken_one_is_asked_once(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    stand_in(monkeypatch, fault)

    for _turn in range(2):
        with pytest.raises(NoMeaning) as broken:
            meaning.vectors([TRAM])
        assert broken.value.reason == "broken"
    assert len(meaning._broken) == 1
    meaning._encoder.cache_clear()


def test_each_text_is_asked_about_once_whoever_asks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = stand_in(monkeypatch)
    path = meaning_file.beside(tmp_path / "newsroom")
    here, there = Meanings(path, "one"), Meanings(path, "one")
    first = here.of(["a", "bb", "a"])
    second = there.of(["bb", "ccc"])
    third = here.of(["ccc", "a"])

    assert other.asked == ["a", "bb", "ccc"]
    assert first is not None
    assert second is not None
    assert third is not None
    assert (first[1] == second[0]).all()
    assert (third[1] == first[0]).all()
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"ccc" not in path.read_bytes()


@pytest.mark.parametrize("spoil", ["cut", "bit", "gone", "foreign"])
def test_what_is_damaged_is_asked_about_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spoil: str
) -> None:
    other = stand_in(monkeypatch)
    path = tmp_path / "kept"
    whole = Meanings(path, "one").of(["a", "bb"])
    told = bytearray(path.read_bytes())
    told[40] ^= spoil == "bit"
    if spoil == "gone":
        path.unlink()
    else:
        path.write_bytes(told[:-7] if spoil == "cut" else told)
    other.asked.clear()

    again = Meanings(path, "two" if spoil == "foreign" else "one").of(["a", "bb"])

    assert whole is not None
    assert again is not None
    assert (whole == again).all()
    assert other.asked == {"cut": ["bb"], "bit": ["a"]}.get(spoil, ["a", "bb"])
    other.asked.clear()
    Meanings(path, "two" if spoil == "foreign" else "one").of(["a", "bb"])
    assert other.asked == []


def test_stopped_between_two_batches_it_keeps_what_it_knows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = stand_in(monkeypatch)
    monkeypatch.setattr(meaning_file, "_BATCH", 2)
    made = Meanings(tmp_path / "kept", "one")

    assert made.of(["a", "bb", "ccc"], go_on=lambda done: done < 2) is None
    assert made.of(["a", "bb", "ccc"]) is not None
    assert other.asked == ["a", "bb", "ccc"]


def test_where_nothing_may_lie_on_the_disk_it_is_held(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = stand_in(monkeypatch)
    made = Meanings(None, "one")
    made.of(["a"])
    made.of(["a"])

    assert other.asked == ["a"]
    assert list(tmp_path.iterdir()) == []
