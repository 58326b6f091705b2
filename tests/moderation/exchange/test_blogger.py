"""Blogger's backups, of both kinds: comments among settings, and an e-mail that is nobody's."""

from datetime import UTC, datetime

import pytest

from db.words import Status
from moderation.drafts import CommentDraft
from moderation.errors import ImportRefused
from tests.reading import read

TAG = "tag:blogger.com,1999:blog-77"
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:thr="http://purl.org/syndication/thread/1.0">'
    f"<id>{TAG}.archive</id><title>Harbour notes</title>"
    '<link rel="alternate" href="https://notes.example.org/"/>\n'
)
KIND = "http://schemas.google.com/blogger/2008/kind#"


def entry(number: str, kind: str, inside: str = "") -> str:
    return (
        f"<entry><id>{TAG}.{number}</id><published>2025-06-16T09:00:00.500+02:00</published>"
        f'<category scheme="http://schemas.google.com/g/2005#kind" term="{KIND}{kind}"/>'
        f'<title type="text">Bridge</title><content type="html">It &lt;b&gt;opened.</content>'
        f"<author><name>Ana</name><uri>https://ana.example.org</uri>"
        f"<email>noreply@blogger.com</email></author>{inside}</entry>\n"
    )


def reply(post: int, related: str = "") -> str:
    parent = (
        f'<link rel="related" href="https://x.example/feeds/77/{post}/comments/default/{related}"/>'
    )
    return f'<thr:in-reply-to ref="{TAG}.post-{post}" href="https://notes.example.org/b"/>' + (
        parent if related else ""
    )


DRAFT = "<app:control>\n<app:draft>yes</app:draft></app:control>"


def backup(*entries: str, head: str = HEAD) -> bytes:
    return f"{head}{''.join(entries)}</feed>".encode()


def test_a_comment_is_found_among_the_settings() -> None:
    told = read(
        backup(
            entry("settings.A", "settings"),
            entry("layout", "template"),
            entry("post-1", "post", '<link rel="alternate" href="https://notes.example.org/b"/>'),
            entry("post-2", "post", DRAFT),
            entry("page-3", "page", DRAFT),
            entry("post-5", "comment", reply(1)),
            entry("post-6", "comment", reply(1, "5")),
        ),
        "blogger",
    )

    assert (told.reading.source, told.reading.title) == ("blogger:77", "Harbour notes")
    assert [(one.external_id, one.title, one.url) for one in told.articles] == [
        (f"{TAG}.post-1", "Bridge", "https://notes.example.org/b")
    ]
    assert told.comments[1] == CommentDraft(
        article=f"{TAG}.post-1",
        name="Ana",
        email="",
        url="https://ana.example.org",
        body="It <b>opened.",
        status=Status.APPROVED,
        submitted_at=datetime(2025, 6, 16, 7, 0, 0, 500_000, tzinfo=UTC),
        external_id=f"{TAG}.post-6",
        parent=f"{TAG}.post-5",
        where="line 11",
        extra={"placeholder_email": "noreply@blogger.com"},
    )
    assert told.comments[0].parent is None
    assert told.warnings.keys() == {"prefix", "placeholder"}


def test_a_draft_is_no_public_article_and_its_comments_wait_for_nobody() -> None:
    told = read(
        backup(
            entry("post-5", "comment", reply(2)),
            entry("post-6", "comment", reply(2) + DRAFT),
            entry("post-7", "comment", reply(9)),
            entry("post-2", "post", DRAFT),
        ),
        "blogger",
    )

    assert [(one.external_id, one.published_at) for one in told.articles] == [
        (f"{TAG}.post-2", None),
        (f"{TAG}.post-9", None),
    ]
    assert [one.status for one in told.comments] == [
        Status.APPROVED,
        Status.PENDING,
        Status.APPROVED,
    ]
    assert "no-article" in told.warnings


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("<blogger:status>LIVE</blogger:status><blogger:trashed/>", Status.APPROVED),
        ("<blogger:status>PENDING</blogger:status>", Status.PENDING),
        ("<blogger:status>SPAM</blogger:status>", Status.SPAM),
        ("<blogger:status>GHOSTED</blogger:status>", Status.PENDING),
        ("<blogger:status>LIVE</blogger:status><blogger:trashed>1</blogger:trashed>",
         Status.REJECTED),
    ],
)  # fmt: skip
def test_takeout_tells_statuses_and_parents_in_words_of_its_own(told: str, status: Status) -> None:
    head = HEAD.replace("<feed ", '<feed xmlns:blogger="http://schemas.google.com/blogger/2018" ')
    post = (
        f"<entry><id>{TAG}.post-1</id><blogger:type>POST</blogger:type><blogger:status>LIVE"
        "</blogger:status><title>Bridge</title><published>2025-06-16T06:00:00Z</published>"
        "<blogger:filename>/2025/06/b.html</blogger:filename></entry>"
    )
    comment = (
        f"<entry><id>{TAG}.post-6</id><blogger:parent>{TAG}.post-1</blogger:parent>"
        f"<blogger:inReplyTo>{TAG}.post-5</blogger:inReplyTo><blogger:type>COMMENT</blogger:type>"
        f"{told}<author><name>Ana</name><blogger:type>ANONYMOUS</blogger:type></author>"
        '<content type="html">Well.</content></entry>'
    )

    read_ = read(backup(post, comment, head=head), "blogger")

    assert [one.url for one in read_.articles] == ["https://notes.example.org/2025/06/b.html"]
    [row] = read_.comments
    assert (row.status, row.article, row.parent) == (status, f"{TAG}.post-1", f"{TAG}.post-5")
    assert ("unknown-status" in read_.warnings) is ("GHOSTED" in told)


def test_a_backup_that_is_cut_off_is_refused() -> None:
    with pytest.raises(ImportRefused, match="ends in the middle"):
        read(backup(entry("post-5", "comment", reply(2)))[:-30], "blogger")
