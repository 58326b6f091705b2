"""Puts single comments into a newsroom, each as an operation of its own, to begin a test with."""

from datetime import UTC, datetime, timedelta

from db import articles, comments, journal, staging
from db.articles import DEFAULT_SITE
from db.finding import folded_address
from db.library import Writing
from db.moments import to_stored
from db.rows import ArticleId, Comment, OperationId
from db.words import BodyFormat, Status, Verb
from moderation.arrivals import wanted_key
from moderation.drafts import ArticleDraft
from moderation.newsroom import Newsroom

MORNING = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def put_comment(
    newsroom: Newsroom,
    text: str = "I take that ferry every day.",
    *,
    name: str = "Jon",
    email: str = "jon@example.org",
    article: str = "harbour",
    reply_to: int | None = None,
    status: Status = Status.PENDING,
    minute: int = 0,
    lacks: str = "",
    links: int = 0,
    kind: str = "comment",
    ip: str = "198.51.100.7",
) -> Comment:
    """Put one comment under the article of that key, which is made if need be.

    It was submitted so many minutes after the morning began. What intake would say is not asked.
    """
    with newsroom.write() as writing:
        operation = journal.begin(writing, at=newsroom.clock(), desk=newsroom.desk, verb=Verb.ADD)
        key = folded_address(email)
        number = staging.insert_one(
            writing,
            operation=operation,
            article=_article(writing, article, operation),
            parent=reply_to,
            kind=kind,
            status=status,
            at=MORNING + timedelta(minutes=minute),
            received_at=newsroom.clock(),
            body_format=BodyFormat.TEXT,
            ip=ip,
            user_agent="Firefox",
            fields={
                "name": name, "url": "", "body": text, "text": text, "links": links,
                "lacks": lacks, "email": email, "email_key": key,
                "email_domain": key.rpartition("@")[2],
            },
        )  # fmt: skip
        journal.record_arrivals(writing, operation, number - 1)
        journal.seal(writing, operation)
        found = comments.comment(writing, number)
    assert found is not None
    return found


def _article(writing: Writing, key: str, operation: OperationId) -> ArticleId:
    known = articles.by_key(writing, key)
    if known is not None:
        return known
    draft = ArticleDraft(
        "", key.title(), f"https://example.org/{key}", published_at=MORNING,
        body=f"<p>All about {key}.</p>",
    )  # fmt: skip
    return keep_article(writing, draft, key=key, operation=operation)


def put_article(newsroom: Newsroom, draft: ArticleDraft, *, source: str = "") -> ArticleId:
    """Keep an article under the key that it wants, which must be free; no operation brought it."""
    with newsroom.write() as writing:
        return keep_article(writing, draft, key=wanted_key(draft), source=source)


def keep_article(
    writing: Writing,
    draft: ArticleDraft,
    *,
    key: str,
    source: str = "",
    operation: OperationId | None = None,
) -> ArticleId:
    """Keep an article as the draft tells it, under this key."""
    values = {
        "site_id": DEFAULT_SITE, "key": key, "source": source,
        "external_id": draft.external_id or None, "title": draft.title, "url": draft.url,
        "published_at": to_stored(draft.published_at) if draft.published_at else None,
        "body": draft.body, "body_format": draft.body_format, "open": int(draft.open),
        "public": int(draft.public), "protected": int(draft.protected), "added_by": operation,
    }  # fmt: skip
    statement = f"INSERT INTO article ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"
    return ArticleId(writing.run(statement, tuple(values.values())).lastrowid)
