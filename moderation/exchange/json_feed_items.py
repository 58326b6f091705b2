"""A JSON Feed of comments (jsonfeed.org), ours or another's: one item a comment.

A feed's item is a comment where its address leads to a place within an article, or where it says
what it answers; a feed of articles is none of ours. Whoever could read it could read them all, so
all are approved; there are no e-mail addresses in the format.
"""

import re
from collections.abc import Mapping
from typing import BinaryIO

from db.words import BodyFormat, Kind, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange import identities
from moderation.exchange.encoding import head_text
from moderation.exchange.json_rows import Sign, article_at, drafts, rows
from moderation.exchange.json_values import Row, mapping, text_of
from moderation.exchange.source import NO_WISHES, Notes, Reading, Wishes

FORMAT = "json-feed"

_SIGN = Sign(("id", "date_published"), one_of=("content_html", "content_text"), deepest=1)
_FIELDS = frozenset({"id", "content_html", "content_text"})
_VERSION = re.compile(r'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/version/')
_OF_COMMENTS = re.compile(r'"in_reply_to"|#comment')
_EXTENSION = "_commentdesk"


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of such a feed."""
    text = head_text(head)
    is_feed = _VERSION.search(text) is not None and _OF_COMMENTS.search(text) is not None
    return is_feed and _SIGN.place(head) is not None


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read a feed (seekable, gzip'd or not); its comments come lazily.

    `ImportRefused` where there are none, or the file is broken.
    """
    told = rows(file, notes, wishes, _SIGN.names(file), _FIELDS)
    return Reading(FORMAT, f"{FORMAT}:", "", drafts(told, _article, _comment))


def _article(row: Row) -> ArticleDraft | None:
    """The page that the comment stands on; our own feeds tell its key besides."""
    page, _hash, place = row.line("url", "external_url").partition("#")
    key = text_of(row.inner(_EXTENSION).get("article"))
    return article_at(page if place else key, where=row.where)


def _comment(row: Row, article: str) -> CommentDraft:
    told = row.inner(_EXTENSION)
    authors = row.fields.get("authors")
    author = mapping(authors[0] if isinstance(authors, list) and authors else None)
    author = author or row.inner("author")
    html = row.text("content_html")
    return CommentDraft(
        article=article,
        name=text_of(author.get("name")).strip(),
        email="",
        body=html or row.text("content_text"),
        url=text_of(author.get("url")).strip(),
        kind=text_of(told.get("kind")).strip() or Kind.COMMENT,
        body_format=BodyFormat.HTML if html else BodyFormat.TEXT,
        status=Status.APPROVED,
        submitted_at=row.moment("date_published"),
        external_id=row.identity("id") or None,
        parent=_answered(told),
        where=row.where,
        extra=row.extra,
    )


def _answered(told: Mapping[str, object]) -> str | None:
    """The comment that is answered; what answers the article itself answers none."""
    answered = text_of(told.get("in_reply_to")).strip()
    article = identities.name_of_article(text_of(told.get("article")))
    is_comment = "#" in answered or (answered.startswith("urn:") and answered != article)
    return answered if is_comment else None
