"""Disqus' exports: who is spam, who is gone, and which threads are one page."""

import gzip
import io
from datetime import UTC, datetime

import pytest

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import ordering
from moderation.exchange.source import Notes
from moderation.exchange.xml_elements import Elements, Shape, top_level
from tests.reading import read

ROOT = (
    '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">'
    '<category dsq:id="1"><forum>courier</forum></category>\n'
)


def thread(number: int, link: str = "https://courier.example.org/bridge", more: str = "") -> str:
    return (
        f'<thread dsq:id="{number}"><id/><forum>courier</forum><link>{link}</link>'
        f"<createdAt>2025-06-16T06:00:00Z</createdAt>{more or '<title>Bridge</title>'}</thread>\n"
    )


def post(number: int, thread: int = 2, more: str = "", **fields: str) -> str:
    told = {
        "message": "<![CDATA[<p>It opened.</p>]]>",
        "createdAt": "2025-06-16T07:00:00Z",
        "isDeleted": "false",
        "isSpam": "false",
        **fields,
    }
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in told.items() if value != "-")
    return (
        f'<post dsq:id="{number}"><id/>{inside}<author><name>Ana &amp; Jon</name>'
        f'<username>ana</username></author><thread dsq:id="{thread}"/>{more}</post>\n'
    )


def export(*parts: str) -> bytes:
    return f'<?xml version="1.0"?>\n{ROOT}{"".join(parts)}</disqus>\n'.encode()


def test_a_thread_and_a_post_are_read_with_every_field() -> None:
    raw = export(
        thread(2, more="<title>Bridge &amp; sea</title><isClosed>true</isClosed>"),
        post(5),
        post(6, more='<parent dsq:id="5"/>', ipAddress="192.0.2.1").replace(
            "<name>", "<email>ana@example.org</email><name>"
        ),
    )

    told = read(raw, "disqus")

    assert (told.reading.format, told.reading.source) == ("disqus", "disqus:courier")
    assert told.articles == [
        ArticleDraft(
            external_id="courier.example.org/bridge",
            title="Bridge & sea",
            url="https://courier.example.org/bridge",
            published_at=datetime(2025, 6, 16, 6, tzinfo=UTC),
            open=False,
            where="line 3",
        )
    ]
    assert told.comments[1] == CommentDraft(
        article="courier.example.org/bridge",
        name="Ana & Jon",
        email="ana@example.org",
        body="<p>It opened.</p>",
        ip="192.0.2.1",
        body_format=BodyFormat.HTML,
        status=Status.APPROVED,
        submitted_at=datetime(2025, 6, 16, 7, tzinfo=UTC),
        external_id="6",
        parent="5",
        where="line 5",
        extra={"username": "ana"},
    )
    assert not told.warnings
    assert read(gzip.compress(raw), "disqus").comments == told.comments


@pytest.mark.parametrize(
    ("flags", "status", "noted"),
    [
        ({}, Status.APPROVED, False),
        ({"isApproved": "true"}, Status.APPROVED, False),
        ({"isApproved": "false"}, Status.PENDING, False),
        ({"isSpam": "true"}, Status.SPAM, False),
        ({"isDeleted": "true"}, Status.REJECTED, False),
        ({"isSpam": "true", "isDeleted": "true"}, Status.SPAM, False),
        ({"isSpam": "true", "isDeleted": "maybe"}, Status.SPAM, False),
        ({"isSpam": " TRUE "}, Status.SPAM, False),
        ({"isSpam": "123"}, Status.PENDING, True),
        ({"isSpam": "-"}, Status.PENDING, True),
        ({"isDeleted": ""}, Status.PENDING, True),
    ],
)
def test_spam_and_deleted_posts_never_come_in_as_approved(
    flags: dict[str, str], status: Status, noted: bool
) -> None:
    told = read(export(thread(2), post(5, 2, "", **flags)), "disqus")

    assert [one.status for one in told.comments] == [status]
    assert ("unknown-status" in told.warnings) is noted


def test_what_is_said_in_a_deleted_thread_is_not_live() -> None:
    told = read(export(thread(2, more="<isDeleted>true</isDeleted>"), post(5)), "disqus")

    assert [one.status for one in told.comments] == [Status.REJECTED]


def test_threads_of_one_page_are_one_article_and_those_without_comments_are_left_out() -> None:
    told = read(
        export(
            thread(2, more="<title/>"),
            thread(3, "http://www.courier.example.org/bridge/?utm_source=x"),
            thread(4, "http://courier.example.org/other"),
            post(5, 2),
            post(6, 3),
        ),
        "disqus",
    )

    assert [(one.external_id, one.title) for one in told.articles] == [
        ("courier.example.org/bridge", "Bridge")
    ]
    assert len(told.comments) == 2


def test_a_post_before_its_thread_waits_and_one_without_any_gets_an_article() -> None:
    told = read(export(post(5), post(6, 99), thread(2)), "disqus")

    assert [(one.external_id, one.title) for one in told.articles] == [
        ("courier.example.org/bridge", "Bridge"),
        ("thread:99", "Thread 99"),
    ]
    assert [one.external_id for one in told.comments] == ["5", "6"]
    assert told.warnings == {"no-thread": ["Thread 99"]}


def test_not_more_wait_than_fit_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "_WAITING", 2)

    told = read(export(post(5), post(6), post(7), thread(2), post(8)), "disqus")

    assert [one.article for one in told.comments] == ["thread:2"] * 4


def test_an_address_that_disqus_made_up_is_none() -> None:
    raw = export(thread(2), post(5)).replace(b"<name>", b"<email>user-1@disqus.com</email><name>")

    told = read(raw, "disqus")

    assert told.comments[0].email == ""
    assert told.warnings == {"placeholder": ["line 4"]}


def test_a_post_without_an_id_or_with_an_odd_date_is_read_all_the_same() -> None:
    raw = export(thread(2), post(5, createdAt="2011-x09-30")).replace(
        b'<post dsq:id="5">', b"<post>"
    )

    [comment] = read(raw, "disqus").comments

    assert (comment.external_id, comment.submitted_at) == (None, None)
    assert comment.extra["createdAt"] == "2011-x09-30"


def test_stray_bytes_and_a_last_post_without_quotes_are_mended() -> None:
    raw = b"`" + export(thread(2), post(5)).replace(b'<thread dsq:id="2"/>', b"<thread dsq:id=2/>")

    told = read(raw, "disqus")

    assert len(told.comments) == 1
    assert told.warnings == {"junk": ["line 1"], "unquoted": ["line 4"]}


def test_posts_after_the_end_are_not_lost_in_silence() -> None:
    with pytest.raises(ImportRefused, match="second export"):
        read(export(thread(2)) + post(5).encode(), "disqus")


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.98])
def test_a_file_cut_off_is_refused(share: float) -> None:
    raw = export(thread(2), post(5))

    with pytest.raises(ImportRefused, match="ends in the middle"):
        read(raw[: int(len(raw) * share)], "disqus")


def test_memory_stays_flat_however_many_posts_there_are() -> None:
    raw = export(thread(2), *(post(number) for number in range(20_000)))
    shape = Shape("disqus", ("{*}category", "{*}thread", "{*}post"), ImportRefused)
    rows = top_level(Elements(io.BytesIO(raw), Notes(), shape))
    held = [sum(1 for _one in row.itersiblings(preceding=True)) for row in rows]

    assert len(held) == 20_002
    # What the parser has read ahead, and no more.
    assert max(held) < 1_000


def test_the_custom_format_is_known_by_its_identifiers() -> None:
    raw = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dsq="http://www.disqus.com/" xmlns:wp="http://wordpress.org/export/1.0/"><channel><item>
<title>Bridge</title><link>https://courier.example.org/bridge</link>
<content:encoded><![CDATA[It opened.]]></content:encoded>
<dsq:thread_identifier>bridge-7</dsq:thread_identifier>
<dsq:thread_identifier>bridge-7</dsq:thread_identifier><wp:post_date_gmt></wp:post_date_gmt>
<wp:comment><dsq:remote><dsq:id>ana@example.org</dsq:id><dsq:avatar/></dsq:remote>
<wp:comment_id>65</wp:comment_id><wp:comment_author>Ana</wp:comment_author>
<wp:comment_author_email>ana@example.org</wp:comment_author_email>
<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>
<wp:comment_date_gmt>2025-06-16 07:00:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[Hello]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>64</wp:comment_parent>
</wp:comment></item></channel></rss>"""

    told = read(raw, "disqus-import")

    assert told.reading.source == "disqus-import:courier.example.org"
    assert [(one.external_id, one.body) for one in told.articles] == [("bridge-7", "It opened.")]
    assert told.comments == [
        CommentDraft(
            article="bridge-7",
            name="Ana",
            email="ana@example.org",
            body="Hello",
            ip="192.0.2.1",
            status=Status.APPROVED,
            submitted_at=datetime(2025, 6, 16, 7, tzinfo=UTC),
            external_id="bridge-7/65",
            parent="bridge-7/64",
            where="line 8",
        )
    ]
    assert not told.warnings
