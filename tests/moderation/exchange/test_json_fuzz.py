"""Readers of JSON under fire: any bytes give drafts or a sentence, and the counts add up."""

import json
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.errors import ImportRefused
from moderation.exchange import readers
from tests.fuzzing.seeds import FORMATS
from tests.moderation.exchange.mutations import Mutation, mutated, mutations
from tests.told import as_lines, tell


def reader(name: str) -> readers.FileModule:
    return readers.of_file(b"", name).of_files


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_recognised_by_its_own_format_alone(name: str) -> None:
    row, around = FORMATS[name]
    for raw in (around([row]), around([row] * 3), around([row] * 2000)[: readers.HEAD]):
        assert [one for one in FORMATS if reader(one).looks_like(raw)] == [name]
        assert readers.of_file(raw).name == name


@pytest.mark.parametrize("name", FORMATS)
def test_a_forced_format_refuses_or_counts_the_files_of_all_others(name: str) -> None:
    for row, around in FORMATS.values():
        try:
            told = tell(reader(name), around([row, row]))
        except ImportRefused as refused:
            assert refused.way_out  # noqa: PT017  (either answer is right)
        else:
            assert len(told.comments) + len(told.refusals) <= 4


def test_our_own_backup_is_taken_for_no_ones() -> None:
    raw = as_lines([{"commentdesk-backup": 1}, {"comment": {"id": 1, "name": "Ana"}}])

    assert not any(reader(name).looks_like(raw) for name in FORMATS)


odd = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.text(max_size=6) | st.floats(
        allow_nan=False, allow_infinity=False
    ) | st.sampled_from(["0", "1", "true", "2024-01-01", "0001-01-01T00:00:00Z", "\x00", "//[", "/",
                         "https://[", "http://a:b/", "9" * 40, "anonymous", "8" * 32]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "site", "url", "iso", "$date", "self", "up", "title", "*", "value"]),
        inner, max_size=3,
    ),
    max_leaves=5,
)  # fmt: skip


@settings(max_examples=150)
@given(st.data(), st.sampled_from(sorted(FORMATS)))
def test_odd_values_are_comments_or_refusals_and_none_is_lost(
    data: st.DataObject, name: str
) -> None:
    row, around = FORMATS[name]
    fields = st.dictionaries(st.sampled_from([*row, "parent", "ACL", "_links", "_embedded"]), odd)
    # An array among them is looked through, so it would be as many rows as are in it.
    strange = odd.filter(lambda value: not isinstance(value, list) and value is not None)
    rows = data.draw(st.lists(fields.map(lambda some: row | some) | strange, max_size=4))
    raw = around([row, *rows])
    told = tell(reader(name), raw)
    metas = sum(isinstance(one, dict) and "locator" not in one for one in rows)

    read = len(told.comments) + len(told.refusals)
    assert read == len(rows) + 1 or (name == "remark42" and read + metas >= len(rows) + 1)
    assert all(map(attrgetter("where"), (*told.comments, *told.refusals)))
    assert all(one.submitted_at is None or one.submitted_at.tzinfo for one in told.comments)
    assert not any("8" * 32 in one.email for one in told.comments)
    json.dumps([dict(one.extra) for one in told.comments])


THROWN_IN = [
    b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\\u", b"\\ud800", b"\x00", b"\xff", b"\n",
    b"null", b"1e999", b"9" * 30, b"9" * 5000, b"-", b"true", b"[" * 600, b'{"a":' * 600, b"#",
    b"\xed\xa0\x80", b"\x1f\x8b", b"\xef\xbb\xbf", b'"comments":', b'"id":', b"{}", b"[]", b'""',
]  # fmt: skip


@settings(max_examples=600)
@given(mutations(THROWN_IN), st.sampled_from(sorted(FORMATS)))
def test_a_broken_file_is_read_or_refused_with_a_sentence(
    changes: list[Mutation], name: str
) -> None:
    row, around = FORMATS[name]
    raw = mutated(around([row, row | {"x": "ü😀" * 5}]), changes)
    for one in FORMATS:
        reader(one).looks_like(raw)
    try:
        told = tell(reader(name), raw)
    except ImportRefused as refused:
        sentence = refused.sentence
    else:
        sentence = "read"
        assert all(map(attrgetter("where"), (*told.comments, *told.refusals)))
    assert sentence


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_read_or_refused(raw: bytes) -> None:
    for start in (b"", b"[", b'{"comments": [{"id": "', b"\x1f\x8b", b"\xff\xfe"):
        for name in FORMATS:
            reader(name).looks_like(start + raw)
            try:
                tell(reader(name), start + raw)
            except ImportRefused as refused:
                sentence = refused.sentence
            else:
                sentence = "read"
            assert sentence
