"""The readers of XML and text against broken files: read, or refused with a sentence."""

import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.drafts import CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import readers
from moderation.exchange.source import NO_WISHES, Draft, Notes, Refusal
from tests.fuzzing.seeds import WHOLE
from tests.moderation.exchange.mutations import Mutation, mutated, mutations

THROWN_IN = [
    b"]]>", b"<![CDATA[", b"<", b">", b"&", b"&x;", b"</post>", b"<post>", b"</entry>", b"<entry>",
    b"</feed>", b"</disqus>", b"<!--", b"<?", b"<!DOCTYPE a [", b"\x00", b"\xff", b"\xfe\xff", b'"',
    b"&#0;", b"\xed\xa0\x80", b"\x1f\x8b", b"=", b"<a:b:c/>", b" x=1>", b"\n-----\n", b"\n",
    b"\n--------\n", b":9", b"\nCOMMENT:\n", b'","', b"\\", b"\n[comment a,b]\n", b"http://[",
    b"9999-12-31T23:59:59-14:00", b"0001-01-01T00:00:00+14:00", b"\xf0\x9f\x98", b"#comment-2",
]  # fmt: skip


def read_as(name: str, raw: bytes) -> list[Draft]:
    """All drafts of the format of that name; nothing but a refusal may be raised."""
    readers.of_file(raw[: readers.HEAD], name)
    module = next(one for one in readers.FILES if one.name == name).of_files
    module.looks_like(raw)
    return list(module.read(io.BytesIO(raw), Notes(), NO_WISHES).drafts)


def drafts_or_refusal(name: str, raw: bytes) -> list[Draft] | ImportRefused:
    """The drafts, or why it was refused."""
    try:
        return read_as(name, raw)
    except ImportRefused as refused:
        return refused


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_whole_is_recognised_and_read(name: str) -> None:
    raw = WHOLE[name].encode()

    assert readers.of_file(raw).name == name
    assert any(isinstance(one, CommentDraft) for one in read_as(name, raw))


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=100)
@given(changes=mutations(THROWN_IN))
def test_a_broken_file_is_read_or_refused_with_a_sentence(
    name: str, changes: list[Mutation]
) -> None:
    drafts = drafts_or_refusal(name, mutated(WHOLE[name].encode(), changes))
    if isinstance(drafts, ImportRefused):
        assert drafts.sentence
        assert drafts.way_out
        return
    told = {one.external_id for one in drafts if not isinstance(one, CommentDraft | Refusal)}
    for one in drafts:
        if isinstance(one, CommentDraft):
            assert one.where
            assert one.article in told
            assert one.submitted_at is None or one.submitted_at.utcoffset() is not None


@pytest.mark.parametrize("name", WHOLE)
@given(raw=st.binary(max_size=200))
def test_any_bytes_at_all_raise_nothing_else(name: str, raw: bytes) -> None:
    start = WHOLE[name].encode()
    for before in (b"", start[:40], start[: len(start) // 2], b"\x1f\x8b", b"\xff\xfe"):
        told = drafts_or_refusal(name, before + raw)
        assert isinstance(told, list) or told.sentence


HOSTILE = {
    "disqus": (b"<disqus xmlns='http://disqus.com'>", [
        b"<post>" , b"<post><thread/></post>", b"<a>", b"<post a=b ", b"<![CDATA[", b"&", b"=a",
    ]),
    "feed": (b"<feed><!--/comments/feed-->", [b"<entry>", b"<a b='c'>", b"<in-reply-to/>"]),
    "dotclear": (b"///DOTCLEAR|\n[comment a,b]\n", [b'"', b'"a",', b"\\", b"[a b]\n", b'"\\"']),
    "movable-type": (b"TITLE: a\n-----\nBODY:\n", [
        b"-", b"-----\n", b"-----\nCOMMENT:\n", b"-----\t\t\t", b"AUTHOR: ", b"\n", b"A",
    ]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "piece"), [(name, one) for name, (_start, all_) in HOSTILE.items() for one in all_]
)
def test_repetition_costs_no_more_than_its_length(name: str, piece: bytes) -> None:
    raw = HOSTILE[name][0] + piece * (600_000 // len(piece))
    started = time.monotonic()
    drafts_or_refusal(name, raw)

    # What is not linear takes minutes here; the bound leaves room for a slow machine.
    assert time.monotonic() - started < 20
