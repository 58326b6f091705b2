"""Files in every encoding, packed or not, as UTF-8."""

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.errors import ImportRefused
from moderation.exchange import encoding
from moderation.exchange.encoding import encoding_of, unpacked_head, utf8_pieces
from moderation.exchange.source import Notes


def read(raw: bytes) -> tuple[bytes, dict[str, list[str]]]:
    """What a file is as UTF-8, and the warnings' places."""
    notes = Notes()
    text = b"".join(utf8_pieces(io.BytesIO(raw), notes))
    return text, {one.kind: one.places for one in notes.warnings()}


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-32", ""),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
        ("utf-16", ' encoding="UTF-16"'),
        ("cp1252", " encoding='windows-1252'"),
        ("cp1252", ' encoding="ISO-8859-1"'),
        ("iso8859-15", ' encoding="ISO-8859-15"'),
    ],
)
def test_a_file_is_read_in_the_encoding_it_tells(name: str, declared: str) -> None:
    text = f'<?xml version="1.0"{declared}?>\n<rss>Müller €</rss>'

    assert read(text.encode(name)) == (text.encode(), {})


def test_cyrillic_and_japanese_encodings_are_known() -> None:
    for name, word in (("koi8-r", "Привет"), ("Shift_JIS", "港"), ("GB18030", "桥")):
        text = f'<?xml version="1.0" encoding="{name}"?><rss>{word}</rss>'
        assert read(text.encode(name))[0] == text.encode()


@pytest.mark.parametrize("name", ["rot13", "unicode_escape", "no-such", "utf-16", "hex", "UTF-8"])
def test_what_is_no_charset_of_this_file_is_read_as_utf8(name: str) -> None:
    text = f'<?xml version="1.0" encoding="{name}"?><rss>Müller \\u0041</rss>'

    assert read(text.encode())[0] == text.encode()


def test_bytes_that_are_no_utf8_are_read_as_windows_1252_and_told() -> None:
    text, told = read("Müller\nna€\n".encode() + "Jürgen\n".encode("cp1252") + b"\x81 \xed\xa0\x80")

    assert text.decode() == "Müller\nna€\nJürgen\n� �"
    assert told == {"encoding": ["line 3", "line 4", "line 4"]}


def test_what_is_wrong_in_another_encoding_is_marked_and_told() -> None:
    raw = "<rss>ab</rss>\n".encode("utf-16") + b"\x00\xd8a\x00"

    text, told = read(raw)

    assert "�" in text.decode()
    assert told == {"encoding-lost": ["line 2"]}


@given(st.text(max_size=40), st.integers(1, 7))
def test_no_character_is_torn_where_pieces_meet(text: str, piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoding, "PIECE", piece)
        file = io.BytesIO(b"<rss>" + text.encode())
        pieces = list(utf8_pieces(file, notes := Notes()))

    assert b"".join(pieces) == b"<rss>" + text.encode()
    assert not notes.warnings()
    for part in pieces:
        part.decode()


@given(st.binary(max_size=200).filter(lambda raw: not raw.startswith(b"\x1f\x8b")))
def test_any_bytes_become_utf8(raw: bytes) -> None:
    read(raw)[0].decode("utf-8")


@given(st.binary(max_size=200))
def test_recognising_a_beginning_never_raises(raw: bytes) -> None:
    encoding_of(raw)
    unpacked_head(raw)
    unpacked_head(b"\x1f\x8b" + raw)


def test_a_packed_file_is_unpacked_and_its_beginning_recognised() -> None:
    raw = gzip.compress(b"<rss>" + b"x" * 1_000_000)

    assert read(raw)[0] == b"<rss>" + b"x" * 1_000_000
    assert unpacked_head(raw[:100]).startswith(b"<rss>")
    assert unpacked_head(b"<rss>") == b"<rss>"
    assert unpacked_head(b"\x1f\x8bnot so") == b""


def test_a_packed_file_that_is_cut_or_damaged_is_refused() -> None:
    raw = gzip.compress(bytes(range(256)) * 4000)

    for broken in (raw[: len(raw) // 2], raw[:-4] + b"xxxx", b"\x1f\x8b"):
        with pytest.raises(ImportRefused, match="damaged"):
            read(broken)


def test_a_packed_file_that_grows_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "_BOMB_SIZE", 1_000_000)

    with pytest.raises(ImportRefused, match="grows without end"):
        read(gzip.compress(b"\x00" * 20_000_000))
