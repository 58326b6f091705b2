"""The real exports that are shared beside the project give the counts that others found in them."""

import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from db.words import Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import wxr
from moderation.exchange.readers import HEAD
from moderation.exchange.source import Notes

IMPORTER = "WordPress__wordpress-importer/phpunit/data/"
THEME = "WordPress__theme-test-data/themeunittestdata.wordpress.xml"
# File: articles, comments, approved, held, rejected, pings, replies, with e-mail.
COUNTS = {
    THEME: (77, 33, 30, 3, 0, 4, 10, 29),
    "isso-comments__isso/isso/tests/wordpress.xml": (3, 8, 8, 0, 0, 0, 3, 8),
    "getpelican__pelican/pelican/tests/content/wordpressexport.xml": (12, 4, 3, 0, 1, 1, 2, 3),
    "joesepi__joesepi.github.io/wp-export.xml": (103, 23, 22, 1, 0, 2, 0, 21),
    "ArtalkJS__Artransfer/test/sample/WordPress.sample.xml": (2, 5, 5, 0, 0, 0, 2, 5),
    IMPORTER + "valid-wxr-1.0.xml": (6, 1, 1, 0, 0, 0, 0, 0),
    IMPORTER + "valid-wxr-1.1.xml": (2, 1, 1, 0, 0, 0, 0, 0),
    IMPORTER + "test-serialized-comment-meta.xml": (1, 1, 1, 0, 0, 0, 0, 1),
    IMPORTER + "slashes.xml": (1, 1, 1, 0, 0, 0, 0, 0),
    IMPORTER + "small-export.xml": (9, 1, 1, 0, 0, 0, 0, 0),
    "cc-archive__labs/wordpress.xml": (224, 181, 181, 0, 0, 62, 3, 119),
    IMPORTER + "crazy-cdata.xml": (1, 0, 0, 0, 0, 0, 0, 0),
    IMPORTER + "missing-tags.xml": (1, 0, 0, 0, 0, 0, 0, 0),
    IMPORTER + "missing-version-tag.xml": (0, 0, 0, 0, 0, 0, 0, 0),
}


def read(file: Path) -> tuple[list[ArticleDraft], list[CommentDraft], dict[str, int]]:
    """The articles, the comments and the counts of warnings."""
    notes = Notes()
    with file.open("rb") as opened:
        assert wxr.looks_like(opened.read(HEAD))
        drafts = list(wxr.read(opened, notes).drafts)
    return (
        [draft for draft in drafts if isinstance(draft, ArticleDraft)],
        [draft for draft in drafts if isinstance(draft, CommentDraft)],
        {one.kind: one.count for one in notes.warnings()},
    )


@pytest.mark.parametrize("name", COUNTS)
def test_each_file_gives_its_counts(samples: Path, name: str) -> None:
    articles, comments, _warnings = read(samples / name)
    statuses = Counter(one.status for one in comments)

    assert COUNTS[name] == (
        len(articles),
        len(comments),
        statuses[Status.APPROVED],
        statuses[Status.PENDING],
        statuses[Status.REJECTED],
        sum(one.kind in {"pingback", "trackback"} for one in comments),
        sum(one.parent is not None for one in comments),
        sum(bool(one.email) for one in comments),
    )
    numbers = [one.external_id for one in comments]
    assert len(set(numbers)) == len(numbers)
    assert {one.article for one in comments} <= {one.external_id for one in articles}


def test_a_thread_of_ten_stays_one(samples: Path) -> None:
    comments = {one.external_id: one for one in read(samples / THEME)[1]}

    def depth(one: CommentDraft) -> int:
        return 1 + depth(comments[one.parent]) if one.parent in comments else 1

    assert max(map(depth, comments.values())) == 10


def test_a_truncated_file_is_refused_with_its_place(samples: Path) -> None:
    with pytest.raises(ImportRefused, match="ends in the middle") as refused:
        read(samples / IMPORTER / "malformed-simple.xml")

    assert refused.value.where == "line 14"


def test_crazy_sections_are_read_as_they_were_meant(samples: Path) -> None:
    [article], _comments, warnings = read(samples / IMPORTER / "crazy-cdata.xml")

    assert article.body == "Content with nested <![CDATA[ tags ]]> :)"
    assert warnings == {"cdata": 3}


_STATUS = {"1": "approved", "0": "pending", "trash": "rejected", "post-trashed": "rejected"}


def test_every_field_is_what_wordpress_holds(samples: Path) -> None:
    truth = json.loads((samples / "wordpress-6.5-export.truth.json").read_text())
    posts = {post["ID"] for post in truth["posts"]}
    kept = {
        f"{row['comment_post_ID']}/{row['comment_ID']}": row
        for row in truth["comments"]
        if row["comment_approved"] != "spam" and row["comment_post_ID"] in posts
    }
    comments = {one.external_id: one for one in read(samples / "wordpress-6.5-export.xml")[1]}

    assert comments.keys() == kept.keys()
    for number, row in kept.items():
        assert _told(comments[number]) == _held(row), number


def _told(draft: CommentDraft) -> dict[str, object]:
    return {
        "name": draft.name,
        "email": draft.email,
        "url": draft.url,
        "ip": draft.ip,
        "body": draft.body,
        "status": draft.status.value,
        "kind": draft.kind,
        "at": draft.submitted_at and f"{draft.submitted_at:%Y-%m-%d %H:%M:%S}",
        "parent": draft.parent,
        "user": draft.extra.get("user_id", "0"),
        "meta": sorted(
            (key.removeprefix("meta:").partition("#")[0], value)
            for key, value in draft.extra.items()
            if key.startswith("meta:")
        ),
    }


def _sanitized(url: str) -> str:
    """An address as WordPress' exporter writes it: without quotes and brackets, http or https."""
    if url.startswith("javascript:"):
        return ""
    url = re.sub(r"[<>\"]", "", url)
    return url if not url or "://" in url else f"http://{url}"


def _held(row: dict[str, Any]) -> dict[str, object]:
    """The database's row as a draft should tell it. XML has no carriage returns."""
    zero = row["comment_date_gmt"].startswith("0000")
    at = row["comment_date"] if zero else row["comment_date_gmt"]
    parent = row["comment_parent"]
    return {
        "name": html.unescape(row["comment_author"]).strip(),
        "email": row["comment_author_email"].strip(),
        "url": _sanitized(row["comment_author_url"]),
        "ip": row["comment_author_IP"],
        "body": row["comment_content"].replace("\r\n", "\n").replace("\r", "\n"),
        "status": _STATUS.get(row["comment_approved"], "pending"),
        "kind": row["comment_type"] or "comment",
        "at": None if at.startswith("0000") else at,
        "parent": None if parent == "0" else f"{row['comment_post_ID']}/{parent}",
        "user": row["user_id"],
        "meta": sorted((key, value) for key, value in row["meta"]),
    }


def test_a_hundred_thousand_comments_are_read_from_their_packed_file(samples: Path) -> None:
    notes = Notes()
    with (samples / "wordpress-6.5-export-100k.xml.gz").open("rb") as file:
        statuses = Counter(
            draft.status
            for draft in wxr.read(file, notes).drafts
            if isinstance(draft, CommentDraft)
        )

    assert statuses == {Status.APPROVED: 80421, Status.PENDING: 17449, Status.REJECTED: 2266}
    assert not notes.warnings()
