"""Tests for moderation.exchange.charset: texts that do not tell their encoding."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation import queue
from moderation.exchange.charset import guessed
from moderation.exchange.encoding import utf8_file
from moderation.exchange.source import Notes
from moderation.importing import import_file
from moderation.newsroom import Newsroom

RUSSIAN = "Мост открыли утром, и все пошли смотреть. Очень хорошо, спасибо!"
JAPANESE = "橋が開通しました。とても嬉しいです。ありがとうございます。"
TEXTS = [
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8_r"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    ("大桥今天开通了，大家都很高兴，谢谢。", "gb18030"),
    ("大橋今天開通了，大家都很高興，謝謝。", "big5"),
    ("다리가 오늘 개통되었습니다. 정말 기쁩니다.", "euc_kr"),
    ("Η γέφυρα άνοιξε σήμερα το πρωί.", "cp1253"),
    ("Most otwarto dziś rano. Bardzo się cieszę, że można już iść na drugą stronę.", "cp1250"),
]


@pytest.mark.parametrize(("text", "name"), TEXTS, ids=[name for _text, name in TEXTS])
def test_a_table_that_does_not_tell_its_encoding_is_read_in_it_and_that_is_told(
    newsroom: Newsroom, tmp_path: Path, text: str, name: str
) -> None:
    path = tmp_path / "comments.csv"
    rows = "".join(f'{number},"{text}",2026-01-0{number}\r\n' for number in (1, 2, 3))
    path.write_bytes(f"author,comment,date\r\n{rows}".encode(name))

    report = import_file(newsroom, path)

    assert report.added == 3
    told = [one for one in report.warnings if one.kind == "encoding-guessed"]
    assert len(told) == 1
    assert name in told[0].message
    assert {queue.comment(newsroom, number).body for number in (1, 2, 3)} == {text}


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_need_no_mark(name: str) -> None:
    text = '{"author": "Ana", "text": "Müller 😀"}\n'

    assert utf8_file(io.BytesIO(text.encode(name)), Notes()).read().decode() == text


@pytest.mark.parametrize(
    "text", ["Die Brücke ist offen, schöne Grüße!", "C’est très bien; déjà.", "Grüße"]
)
def test_western_letters_are_left_to_windows_1252(text: str) -> None:
    assert guessed(text.encode("cp1252")) == "utf-8"
    notes = Notes()
    assert utf8_file(io.BytesIO(text.encode("cp1252")), notes).read().decode() == text
    assert [one.kind for one in notes.warnings()] == ["encoding"]


@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE, "Grüße 😀", "plain", ""])
def test_utf_8_is_utf_8_also_where_some_bytes_are_wrong_or_its_end_is_cut(text: str) -> None:
    raw = text.encode() * 20
    for cut in range(4):
        assert guessed(raw[: len(raw) - cut]) == "utf-8"
    if not text.isascii():
        assert guessed(raw + b"\xe9\xff" + raw) == "utf-8"


@given(st.binary(max_size=200))
def test_any_bytes_have_an_encoding_that_python_knows(raw: bytes) -> None:
    raw.decode(guessed(raw), "replace")
