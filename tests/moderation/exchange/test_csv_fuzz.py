"""The reader of tables against what nobody foresaw: each row is told, or all is refused."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from db.words import Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import csv_table
from moderation.exchange.source import Draft, Notes, Refusal, Wishes
from tests.moderation.exchange.mutations import Mutation, mutated, mutations

_CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
_HOSTILE = st.sampled_from(['"', ",", "\r\n", "\n", "'", "=1+1", "\\", "\ufeff", "NULL", "1", "0"])
cells = st.lists(_CELLS | _HOSTILE, max_size=4).map("".join)


def read(raw: bytes, wishes: Wishes) -> list[Draft]:
    return list(csv_table.read(io.BytesIO(raw), Notes(), wishes).drafts)


@given(st.lists(st.tuples(cells, cells, st.sampled_from(["1", "0", "spam", "x"])), max_size=8))
def test_what_a_spreadsheet_writes_is_read_back_to_the_letter(
    rows: list[tuple[str, str, str]],
) -> None:
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(["author", "comment", "status"])
    table.writerows(rows)

    drafts = read(out.getvalue().encode(), Wishes())
    told = [one for one in drafts if isinstance(one, CommentDraft)]

    assert [(one.body, one.status is Status.APPROVED) for one in told] == [
        ("" if body == "NULL" else body, status == "1") for _author, body, status in rows
    ]
    assert len(drafts) == len(told) + bool(told)


_WHOLE = (
    b"id;author;email;comment;date;status;parent\r\n"
    b'1;Ana;ana@example.org;"So; ""it""\r\nis";16.06.2025 09:00;1;0\r\n'
    b"2;Jon;;\xc3\x9cber;3/4/2025;spam;1\r\n3;Eva;x;Hm;1750057200;;2\r\n"
)
_THROWN_IN = [
    b'"', b";", b"\n", b"\r", b"\x00", b"\xff", b"\xfe\xff", b"\x1f\x8b", b"\\", b'"""', b"sep=,\n",
    b"99999999999999999999", b"-1", b"0000-00-00", b"\xed\xa0\x80", b"9999-12-31T23:59:59-23:59",
]  # fmt: skip
wishes = st.sampled_from(
    [Wishes(), Wishes(columns={"body": "comment"}), Wishes(columns={"body": "2", "url": ""})]
)


@settings(max_examples=300)
@given(mutations(_THROWN_IN), wishes)
def test_a_broken_table_is_read_or_refused_with_a_sentence(
    changes: list[Mutation], wished: Wishes
) -> None:
    _read_or_refused(mutated(_WHOLE, changes), wished)


@given(st.binary(max_size=200), wishes)
def test_any_bytes_at_all_are_read_or_refused(raw: bytes, wished: Wishes) -> None:
    for start in (b"", b"\x1f\x8b\x08", b"\xff\xfe", b"id,comment,date\n"):
        _read_or_refused(start + raw, wished)


def _read_or_refused(raw: bytes, wished: Wishes) -> None:
    csv_table.looks_like(raw)
    told = "read"
    drafts: list[Draft] = []
    try:
        drafts = read(raw, wished)
    except ImportRefused as refused:
        told = refused.sentence
    assert told
    assert all(one.where for one in drafts)
    assert all(isinstance(one, ArticleDraft | CommentDraft | Refusal) for one in drafts)
