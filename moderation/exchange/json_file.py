"""Public JSON: one object, one comment a line; `docs/exports.md` tells its shape."""

import json
from json.encoder import encode_basestring as quoted
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
    separator = "\n"
    for page in site.pages:
        comments = masked = 0
        for comment in page.comments:
            out.write(f"{separator}{{{comment_members(comment, page.article.key)}}}".encode())
            separator = ",\n"
            comments += 1
            masked += comment.masked
        articles.append(_article(page.article, comments))
        written += Written(articles=1, comments=comments, masked=masked + page.masked)
    out.write(b'\n],\n"articles": [\n' + b",\n".join(map(_line, articles)) + b"\n]}\n")
    return written


def _line(value: dict[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def comment_members(comment: PublicComment, article: str) -> str:
    """What is told of a comment, as JSON writes it between braces; `article` is its article's key.

    Put together by hand, for `json.dumps` makes an encoder for each comment: a third of the time
    that a large export took.
    """
    parent = "null" if comment.parent is None else comment.parent
    return (
        f'"id": {comment.id}, "article": {quoted(article)}, "kind": {quoted(comment.kind)},'
        f' "name": {quoted(comment.name)}, "url": {quoted(comment.url)},'
        f' "submitted": "{utc(comment.submitted_at)}", "reply_to": {parent},'
        f' "depth": {comment.depth}, "text": {quoted(comment.text)}, "html": {quoted(comment.html)}'
        f"{_EDITED if comment.edited else ''}"
    )


_EDITED = ', "edited": true'


def _article(article: PublicArticle, comments: int) -> dict[str, object]:
    published = article.published_at
    return {
        "key": article.key,
        "title": article.title,
        "url": article.url,
        "published": utc(published) if published else None,
        "comments": comments,
    }
