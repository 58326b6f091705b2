"""JSON in a stream: records wherever they stand, bounds that hold, and faults with their line."""

import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.errors import ImportRefused
from moderation.exchange.json_stream import Names, Path, at, paths, place, place_of, records
from moderation.exchange.source import Notes
from tests.told import as_json, as_lines, packed

TOP = at(())


def read(raw: bytes, names: Names = TOP, notes: Notes | None = None) -> list[object]:
    """The records' values."""
    return [found.value for found in records(io.BytesIO(raw), notes or Notes(), names)]


ROWS = [{"a": 1}, {"a": [2, {"b": None}]}, {"a": "ü 😀"}]


@pytest.mark.parametrize(
    "raw",
    [
        as_json(ROWS),
        as_lines(ROWS),
        b"".join(map(as_json, ROWS)),
        as_json(ROWS[:1]) + b"\n" + as_json(ROWS[1:]),
        as_json([ROWS[:2], ROWS[2:]]),
        packed(as_lines(ROWS)),
        b"\xef\xbb\xbf" + as_json(ROWS),
        as_json(ROWS).decode().encode("utf-16"),
        b'#filetype:JSON-streaming {"type":"Class","class":"Comment"}\n' + as_lines(ROWS),
    ],
    ids=["array", "lines", "back to back", "pages", "pages in an array", "packed", "BOM",
         "UTF-16", "LeanCloud"],
)  # fmt: skip
def test_records_at_the_top_are_read_however_they_stand_together(raw: bytes) -> None:
    assert read(raw) == ROWS


def test_records_below_keys_are_told_by_their_path_and_number() -> None:
    raw = as_lines([{"x": {"rows": ROWS[:2]}, "other": [{"rows": 1}]}, {"x": {"rows": ROWS[2]}}])
    found = list(records(io.BytesIO(raw), Notes(), at(("x", "rows"), "row")))

    assert [one.value for one in found] == ROWS
    assert [(one.name, one.top, one.number) for one in found] == [
        ("row", 1, 1), ("row", 1, 2), ("row", 2, 3),
    ]  # fmt: skip


def test_what_is_no_object_is_told_too_but_nothing_is_not() -> None:
    assert read(b'{"rows": [1, null, "x", {}]}', at(("rows",))) == [1, None, "x", {}]
    assert read(b'{"rows": null}', at(("rows",))) == []
    assert read(b'{"rows": "x"}', at(("rows",))) == ["x"]


def test_a_key_told_twice_is_noted_with_its_place() -> None:
    notes = Notes()

    assert read(b'[{"a": 1}, {"a": 1, "a": 2}]', notes=notes) == [{"a": 1}, {"a": 2}]
    [warned] = notes.warnings()
    assert (warned.kind, warned.places) == ("field-twice", [place(2)])


@pytest.mark.parametrize(
    ("raw", "line", "sentence"),
    [
        (b'[{"a": 1},\n{"a": }]', 2, "broken"),
        (b'[{"a": 1},\n\n{"a":', 3, "ends in the middle"),
        (b'[{"a": 1},\n\n{"a": 1}', 3, "ends in the middle"),
        (b"", 1, "ends in the middle"),
        (b'{"a": 1}\n]', 2, "broken"),
        (b'{"a": 1}\nNaN', 2, "broken"),
        (b'\n\n{"a": ' + b"9" * 6000 + b"}", 3, "too large"),
        (b'\n\n{"a": 1e' + b"9" * 40 + b"}", 3, "too large"),
        (b"<html>", 1, "broken"),
        (b'{"a": "a premature EOF, an overflow"}\n]', 2, "unallowed token"),
    ],
)
def test_a_fault_is_refused_with_its_line(raw: bytes, line: int, sentence: str) -> None:
    for before in (b"", b"".join(as_lines([{"text": "x" * 500}]) for _each in range(300))):
        with pytest.raises(ImportRefused, match=sentence) as refused:
            read(before + raw if raw else raw)

        lines = before.count(b"\n") if raw else 0
        assert refused.value.where == f"line {line + lines}"
        assert refused.value.way_out


@pytest.mark.parametrize(
    "raw",
    [b"[" * 1_000_000, b'{"a":' * 1_000_000, b'[{"a":' * 500_000, b'{"a":[' * 500_000],
    ids=["arrays", "objects", "both", "both inside"],
)
def test_what_is_nested_without_end_is_refused(raw: bytes) -> None:
    for names in (TOP, at(("b",))):
        with pytest.raises(ImportRefused, match="nested deeper"):
            read(raw, names)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b'[{"a": "' + b"x" * 20_000_000 + b'"}]', "larger than 8 MB"),
        (b'[{"a": "\xf0\x9f\x98\x80' + b"x" * 20_000_000 + b'"}]', "larger than 8 MB"),
        (b'{"' + b"x" * 20_000_000 + b'": 1}', "larger than 8 MB"),
        (b'[{"a": [' + b"1," * 3_000_000 + b"1]}]", "more values"),
    ],
    ids=["text", "wide text", "key", "values"],
)
def test_a_record_without_end_is_refused_in_little_memory(raw: bytes, sentence: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ImportRefused, match=sentence):
            read(raw)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


def test_a_packed_file_without_end_is_refused() -> None:
    raw = packed(as_json([{"a": "b"}]) + b" " * 30_000_000)

    with pytest.raises(ImportRefused, match="larger than 8 MB"):
        read(raw)


def test_many_records_take_up_no_more_memory_than_few() -> None:
    class Endless(io.BytesIO):
        """Many rows that are made when they are read."""

        left = 20_000

        def read(self, size: int | None = -1) -> bytes:
            if self.left <= 0:
                return b""
            rows = min(self.left, max((size or 0) // 1000, 1))
            self.left -= rows
            return b'{"text": "' + (b"x" * 980 + b'"}\n{"text": "') * (rows - 1) + b'y"}\n'

    tracemalloc.start()
    try:
        count = sum(1 for _each in records(Endless(), Notes(), TOP))
        assert count > 19_990
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_bytes_of_windows_are_read_and_noted() -> None:
    notes = Notes()

    assert read('[{"a": "“déjà”"}]'.encode("cp1252"), notes=notes) == [{"a": "“déjà”"}]
    assert [(one.kind, one.count) for one in notes.warnings()] == [("encoding", 4)]


def test_a_head_is_told_by_its_paths_even_where_it_is_cut() -> None:
    raw = as_json([{"a": {"b": 1}, "c": [{"d": 2}]}, {"e": 3}])

    assert paths(raw) == {("a",), ("a", "b"), ("c",), ("c", "d"), ("e",)}
    assert paths(raw[:20]) == {("a",), ("a", "b"), ("c",)}
    assert paths(packed(raw)) == paths(raw)
    assert paths(b"#x\n" + raw) == paths(raw)
    assert paths(b"no JSON") == paths(b"") == paths(b"[" * 60_000) == frozenset()


def test_rows_are_found_by_their_fields() -> None:
    raw = as_json({"x": [{"a": 1, "b": 2}], "y": {"z": [{"a": 1, "c": 2}]}})

    assert place_of(raw, "a", "b") == ("x",)
    assert place_of(raw, "a", "c") == ("y", "z")
    assert place_of(raw, "b", "c") is None


values = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**63, 2**63 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


@settings(max_examples=40)
@given(st.lists(st.dictionaries(st.text(max_size=5), values), max_size=5))
def test_every_record_comes_as_it_was_written(rows: list[dict[str, object]]) -> None:
    assert read(as_json(rows)) == rows


@given(st.binary(max_size=200))
def test_any_bytes_give_records_or_a_refusal(raw: bytes) -> None:
    def everywhere(path: Path) -> str | None:
        return "it" if path else None

    for begun in (b"", b'{"a": [', b'[{"a": "', b"#"):
        paths(begun + raw)
        for names in (TOP, everywhere):
            try:
                read(begun + raw, names)
            except ImportRefused as refused:
                told = refused.sentence
            else:
                told = "read"
            assert told
