"""Public JSON: one object, one comment a line; `docs/exports.md` tells its shape."""

import json
from typing import BinaryIO

from db.rows import PublicArticle
from moderation.exchange.public_site import PublicComment, PublicSite, Written, utc

FORMAT, VERSION = "commentdesk-comments", 1


def write(out: BinaryIO, site: PublicSite) -> Written:
    """Write the site's comments in thread order, and then its articles; UTF-8, times in UTC."""
    written = Written()
    articles: list[dict[str, object]] = []
    head = {"format": FORMAT, "version": VERSION, "title": site.title, "made": utc(site.made_at)}
    out.write(_line(head)[:-1] + b',\n"comments": [')
    separator = b"\n"
    for page in site.pages:
        before = written.comments
        for comment in page.comments:
            out.write(separator + _line(comment_fields(comment, page.article.key)))
            separator = b",\n"
            written += Written(comments=1, masked=comment.masked)
        articles.append(_article(page.article, written.comments - before))
        written += Written(articles=1, masked=page.masked)
    out.write(b'\n],\n"articles": [\n' + b",\n".join(map(_line, articles)) + b"\n]}\n")
    return written


def _line(value: dict[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def comment_fields(comment: PublicComment, article: str) -> dict[str, object]:
    """What is told of a comment, by the documented names; `article` is the key of its article."""
    return {
        "id": comment.id,
        "article": article,
        "kind": comment.kind,
        "name": comment.name,
        "url": comment.url,
        "submitted": utc(comment.submitted_at),
        "reply_to": comment.parent,
        "depth": comment.depth,
        "text": comment.text,
        "html": comment.html,
    }


def _article(article: PublicArticle, comments: int) -> dict[str, object]:
    published = article.published_at
    return {
        "key": article.key,
        "title": article.title,
        "url": article.url,
        "published": utc(published) if published else None,
        "comments": comments,
    }
