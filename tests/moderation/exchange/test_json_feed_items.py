"""JSON Feed: what is a comment in it comes in, and a feed of articles is refused."""

import io
import json

import pytest

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import readers
from moderation.exchange.json_feed_items import looks_like, read
from moderation.exchange.source import Notes

ITEM: dict[str, object] = {
    "id": "https://example.org/bridge/#comment-7",
    "url": "https://example.org/bridge/#comment-7",
    "content_html": "<p>It opened.</p>",
    "date_published": "2025-06-16T08:30:00+02:00",
    "authors": [{"name": "Ana", "url": "https://ana.example"}],
}


def feed(*items: dict[str, object]) -> bytes:
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "Comments", "items": items}
    return json.dumps(told).encode()


def test_an_item_is_a_comment_under_its_page() -> None:
    raw = feed(ITEM, {**ITEM, "id": "x", "content_html": "", "content_text": "Plain & simple"})

    assert readers.of_file(raw).name == "json-feed"
    article, first, second = list(read(io.BytesIO(raw), Notes()).drafts)
    assert isinstance(article, ArticleDraft)
    assert article.url == "https://example.org/bridge/"
    assert isinstance(first, CommentDraft)
    assert (first.name, first.url, first.status) == ("Ana", "https://ana.example", Status.APPROVED)
    assert first.submitted_at is not None
    assert first.submitted_at.isoformat() == "2025-06-16T06:30:00+00:00"
    assert isinstance(second, CommentDraft)
    assert (second.body, second.body_format) == ("Plain & simple", BodyFormat.TEXT)


def test_what_our_own_feeds_tell_of_threads_is_heeded() -> None:
    own = {"article": "bridge", "kind": "pingback", "in_reply_to": ITEM["id"]}
    top = {"article": "bridge", "in_reply_to": "https://example.org/bridge/"}
    raw = feed({**ITEM, "_commentdesk": top}, {**ITEM, "id": "y", "_commentdesk": own})

    comments = [
        one for one in read(io.BytesIO(raw), Notes()).drafts if isinstance(one, CommentDraft)
    ]
    assert [one.parent for one in comments] == [None, ITEM["id"]]
    assert [one.kind for one in comments] == ["comment", "pingback"]


def test_a_feed_of_articles_is_none_of_comments() -> None:
    raw = feed({**ITEM, "id": "a", "url": "https://example.org/bridge/"})

    assert not looks_like(raw)
    with pytest.raises(ImportRefused):
        readers.of_file(raw)
