"""What a site answers of one comment or one article, as drafts for intake; nothing is opened.

A comment of the site is `Told`: its number, how it stands in our words, and a digest by which a
change of its fields is seen.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from db.site_rows import GONE, Conflict
from db.words import Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.json_values import Row, mapping, text_of, told_moment
from moderation.exchange.source import NO_WISHES, Notes
from moderation.exchange.wordpress_rest import STATUSES, article_of, comment_of
from moderation.exchange.wxr_values import shown, slug

# Asking for these alone halves what WordPress has to do (no avatars, no links).
COMMENT_FIELDS = (
    "id,post,parent,author,author_name,author_email,author_url,author_ip,author_user_agent,date,"
    "date_gmt,content,link,status,type"
)
POST_FIELDS = "id,title,link,slug,date_gmt,content,status,comment_status,password"
_KEY = re.compile(r"\(key ([0-9a-f]{32})\)")
# What of a comment may be edited on either side.
EDITED = ("name", "email", "url", "body")
# How the site calls each status of ours; what is rejected here lies in its trash.
WORDS = {
    Status.PENDING.value: "hold",
    Status.APPROVED.value: "approved",
    Status.REJECTED.value: "trash",
    Status.SPAM.value: "spam",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A comment as the site tells it; `key` is ours, if we sent it there."""

    number: int
    post: str
    status: str
    digest: str
    key: str = ""
    record: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def external_id(self) -> str:
        """What an export of the site calls it."""
        return f"{self.post}/{self.number}"

    def fields(self) -> dict[str, str]:
        """What may be edited of it, as the site has it."""
        found = draft(self, Notes())
        return {name: getattr(found, name) for name in EDITED}


def read(record: object) -> Told | None:
    """The comment in a record of the site's answer; None if it is none."""
    told = mapping(record)
    number = told.get("id")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        return None
    if not isinstance(told.get("status"), str) or not isinstance(told.get("content"), dict):
        return None
    found = _KEY.search(text_of(told.get("author_user_agent"))[:500])
    return Told(
        number=number,
        post=text_of(told.get("post")) or "0",
        status=STATUSES.get(text_of(told.get("status")).strip().lower(), Status.PENDING).value,
        digest=_digest(told),
        key=found[1] if found else "",
        record=told,
    )


def gone(number: int) -> Told:
    """What is told of a comment that the site does not have any more."""
    return Told(number, "0", GONE, "")


def of_conflict(conflict: Conflict) -> Told:
    """The comment as the site had it when it and we were found to differ."""
    told = conflict.told
    record = {
        "author_name": told.get("name", ""),
        "author_email": told.get("email", ""),
        "author_url": told.get("url", ""),
        "content": {"raw": told.get("body", "")},
        "status": WORDS.get(conflict.status, ""),
    }
    return Told(conflict.number, "0", conflict.status, conflict.digest, record=record)


def draft(told: Told, notes: Notes) -> CommentDraft:
    """The comment for intake."""
    return comment_of(Row(told.record, told.number, notes, NO_WISHES), told.post)


def article(told: Told, notes: Notes) -> ArticleDraft | None:
    """The article as far as a comment under it tells; None if it stands under none."""
    if told.post == "0":
        return None
    return article_of(Row(told.record, told.number, notes, NO_WISHES))


def post(record: object) -> ArticleDraft | None:
    """The article in a record of the site's answer; None if it is none."""
    told = mapping(record)
    number = text_of(told.get("id"))
    title, content = mapping(told.get("title")), mapping(told.get("content"))
    if not number.isdigit():
        return None
    moment = told_moment(told.get("date_gmt"))
    return ArticleDraft(
        external_id=number,
        title=shown(text_of(title.get("raw")) or text_of(title.get("rendered"))).strip() or number,
        url=text_of(told.get("link")),
        slug=slug(text_of(told.get("slug"))),
        published_at=_aware(moment),
        body=text_of(content.get("raw")) or text_of(content.get("rendered")),
        open=told.get("comment_status") != "closed",
        public=told.get("status") == "publish",
        protected=bool(text_of(told.get("password"))),
    )


def _aware(moment: datetime | None) -> datetime | None:
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _digest(told: Mapping[str, object]) -> str:
    content = mapping(told.get("content"))
    body = text_of(content.get("raw")) or text_of(content.get("rendered"))
    names = ("author_name", "author_email", "author_url")
    whole = json.dumps([*(text_of(told.get(name)) for name in names), body])
    return hashlib.blake2b(whole.encode(), digest_size=12).hexdigest()
