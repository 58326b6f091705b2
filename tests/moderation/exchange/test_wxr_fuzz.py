"""The WordPress reader against what nobody foresaw: generated exports, and broken ones."""

import io
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from db.words import Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import wxr
from moderation.exchange.source import Notes, Refusal
from tests.moderation.exchange.mutations import Mutation, mutated, mutations

# What XML 1.0 can hold; it has no way to write a carriage return that is kept.
_LETTERS = st.characters(
    codec="utf-8", exclude_characters=[*map(chr, range(32)), "\ufffe", "\uffff"]
)
_HOSTILE = [
    "]]>",
    "<![CDATA[",
    "</wp:comment>",
    "</item>",
    "</rss>",
    "&",
    "&amp;",
    "<b>",
    "\n",
    "%",
]
texts = st.lists(st.text(_LETTERS, max_size=8) | st.sampled_from(_HOSTILE), max_size=6).map("".join)
comments = st.lists(
    st.fixed_dictionaries(
        {
            "author": texts,
            "author_email": texts,
            "author_url": texts,
            "author_IP": texts,
            "content": texts,
            "approved": st.sampled_from(["1", "0", "trash", "spam", "odd"]),
            "type": texts,
            "parent": st.integers(0, 5).map(str),
        }
    ),
    max_size=6,
)


def section(text: str) -> str:
    """A text as WordPress writes it."""
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def export(told: list[dict[str, str]], title: str) -> bytes:
    """An export as WordPress writes it."""
    rows = "".join(
        "<wp:comment>\n\t"
        + f"<wp:comment_id>{number}</wp:comment_id>"
        + "<wp:comment_date_gmt>2025-06-16 07:00:00</wp:comment_date_gmt>"
        + "".join(
            f"<wp:comment_{name}>{escape(text) if name == 'author_url' else section(text)}"
            f"</wp:comment_{name}>\n"
            for name, text in fields.items()
        )
        + "</wp:comment>"
        for number, fields in enumerate(told, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss xmlns:wp="http://wordpress.org/export/1.2/">'
        "<channel><wp:wxr_version>1.2</wp:wxr_version>"
        f"<item><title>{section(title)}</title><wp:post_id>1</wp:post_id>{rows}</item>"
        "</channel></rss>\n"
    ).encode()


def read(raw: bytes) -> tuple[list[ArticleDraft | CommentDraft | Refusal], Notes]:
    """All drafts, and what was noted."""
    notes = Notes()
    return list(wxr.read(io.BytesIO(raw), notes).drafts), notes


@given(comments, texts)
def test_what_wordpress_writes_is_read_back_to_the_letter(
    told: list[dict[str, str]], title: str
) -> None:
    drafts, notes = read(export(told, title))
    rows = [draft for draft in drafts if isinstance(draft, CommentDraft)]

    assert [(row.body, row.ip, row.url) for row in rows] == [
        (one["content"], one["author_IP"].strip(), one["author_url"].strip()) for one in told
    ]
    assert [row.parent for row in rows] == [
        None if one["parent"] == "0" else f"1/{one['parent']}" for one in told
    ]
    assert [row.status is Status.APPROVED for row in rows] == [
        one["approved"] == "1" for one in told
    ]
    assert {row.submitted_at for row in rows} <= {datetime(2025, 6, 16, 7, tzinfo=UTC)}
    assert {one.kind for one in notes.warnings()} <= {"status", "placeholder"}


_WHOLE = export(
    [
        {"author": "Ana", "author_url": "http://x.example/?a&b", "content": "a ]]> b\n<i>c</i>"},
        {"author": "Zoë 😀", "approved": "1", "parent": "1", "content": "d" * 300},
    ],
    "Bridge",
)
_THROWN_IN = [
    b"]]>", b"<![CDATA[", b"<", b">", b"&", b"&x;", b"</item>", b"<item>", b"</rss>", b"<rss>",
    b"<!--", b"<?", b"<!DOCTYPE a [", b"<!ENTITY a 'b'>", b"\x00", b"\xff", b"\xfe\xff", b'"',
    b"<wp:comment>", b"</wp:comment>", b"&#0;", b"\xed\xa0\x80", b"\x1f\x8b", b"=", b"<a:b:c/>",
]  # fmt: skip


@settings(max_examples=400)
@given(mutations(_THROWN_IN))
def test_a_broken_export_is_read_or_refused_with_a_sentence(
    changes: list[Mutation],
) -> None:
    raw = mutated(_WHOLE, changes)
    wxr.looks_like(raw)
    try:
        drafts, _notes = read(raw)
    except ImportRefused as refused:
        told = refused
    else:
        assert all(draft.where for draft in drafts)
        return
    assert told.sentence
    assert told.way_out


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_refused(raw: bytes) -> None:
    for start in (b"", b"<rss>", b"\x1f\x8b", b"\xff\xfe"):
        try:
            read(start + raw)
        except ImportRefused as refused:
            sentence = refused.sentence
        else:
            sentence = ""
        assert sentence
