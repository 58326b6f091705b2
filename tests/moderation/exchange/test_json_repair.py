"""Tests for moderation.exchange.json_repair, and for numbers beyond all bounds."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moderation import queue
from moderation.errors import ImportRefused
from moderation.exchange.json_repair import whole_characters
from moderation.exchange.source import Notes
from moderation.importing import import_file
from moderation.newsroom import Newsroom

ROW = ('{"id": %s, "author": "Ana", "email": "a@example.org", "text": "%s",'
       ' "created": "2024-01-01 00:00:00"}')  # fmt: skip
THREAD = '[{"id": "/a", "title": "A", "comments": [%s]}]'


def mended(raw: bytes, piece: int = 64 * 1024) -> tuple[bytes, list[str]]:
    notes = Notes()
    pieces = (raw[at : at + piece] for at in range(0, len(raw), piece))
    whole = b"".join(whole_characters(pieces, notes))
    return whole, [where for one in notes.warnings() for where in one.places]


def test_half_a_character_is_one_sign_and_its_line_is_told() -> None:
    raw = b'["a\\ud83d\\ude00",\n"b\\ud83d c", "\\\\ud83d", "\\DC00",\n"\\udc00\\ud83d"]'

    whole, places = mended(raw)

    assert whole == (
        b'["a\\ud83d\\ude00",\n"b\\ufffd c", "\\\\ud83d", "\\DC00",\n"\\ufffd\\ufffd"]'
    )
    assert places == ["line 2", "line 3", "line 3"]


@given(st.lists(st.sampled_from(
    ["\\", "\\\\", "\\ud83d", "\\ude00", "\\uD800", "u", "d", "8", '\\"', "a", "\n", "\\u00e9"]
)), st.integers(1, 9))  # fmt: skip
@example(["\\ud83d", "\\ude00", "a"], 1)
@example(["\\ud83d", "\\ude00", "\\\\"], 1)
def test_it_is_the_same_wherever_the_pieces_meet(parts: list[str], piece: int) -> None:
    raw = "".join(parts).encode()

    assert mended(raw, piece) == mended(raw)


@given(st.lists(st.characters(codec="utf-8") | st.sampled_from('😀\ud83d\udc00\\"u'), max_size=9))
def test_what_json_writes_is_otherwise_left_alone(letters: list[str]) -> None:
    text = "".join(letters)
    whole, _places = mended(json.dumps([text]).encode())

    there = json.loads(whole)[0]
    assert len(there) == len(json.loads(json.dumps(text)))
    there.encode("utf-8")


def test_one_half_of_an_emoji_does_not_keep_a_file_out(newsroom: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "comments.json"
    rows = ", ".join((ROW % (1, "cut \\ud83d"), ROW % (2, "whole \\ud83d\\ude00")))
    path.write_text(THREAD % rows)

    report = import_file(newsroom, path)

    assert report.added == 2
    assert [one.kind for one in report.warnings if one.kind == "half-character"]
    assert {queue.comment(newsroom, one).body for one in (1, 2)} == {"cut \ufffd", "whole 😀"}


def test_a_number_beyond_64_bits_is_kept_digit_by_digit(newsroom: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "comments.json"
    first, second = 2**63, 10**40 + 1
    path.write_text(THREAD % ", ".join(ROW % (one, "Hm") for one in (7, first, second)))

    report = import_file(newsroom, path)
    again = import_file(newsroom, path)

    assert (report.added, report.refused, again.added, again.unchanged) == (3, 0, 0, 3)


@pytest.mark.parametrize("number", ["9" * 5000, "1e999"])
def test_a_number_beyond_all_bounds_is_refused_with_its_line(
    newsroom: Newsroom, tmp_path: Path, number: str
) -> None:
    path = tmp_path / "comments.json"
    path.write_text(THREAD % (ROW % (1, "Hm") + ",\n" + ROW % (number, "Hm")))

    with pytest.raises(ImportRefused, match="line 2"):
        import_file(newsroom, path)
