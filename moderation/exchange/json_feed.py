"""Public JSON Feed 1.1 (jsonfeed.org/version/1.1): one item a comment."""

import json
from typing import BinaryIO

from db.rows import PublicArticle
from moderation.exchange import identities
from moderation.exchange.public_site import PublicComment, PublicSite, Written, utc

VERSION = "https://jsonfeed.org/version/1.1"


def write(out: BinaryIO, site: PublicSite) -> Written:
    """Write every comment as an item, in thread order; threads stand in `_commentdesk`."""
    written = Written()
    head: dict[str, object] = {"version": VERSION, "title": site.title}
    out.write(_line(head)[:-1] + b',\n"items": [')
    separator = b"\n"
    for page in site.pages:
        for comment in page.comments:
            out.write(separator + _line(_item(comment, page.article)))
            separator = b",\n"
            written += Written(comments=1, masked=comment.masked)
        written += Written(articles=1, masked=page.masked)
    out.write(b"\n]}\n")
    return written


def _item(comment: PublicComment, article: PublicArticle) -> dict[str, object]:
    author = {"name": comment.name, "url": comment.url}
    item: dict[str, object] = {
        # An extension, as the format has it: a name that begins with an underscore.
        "_commentdesk": {
            "id": comment.id,
            "article": article.key,
            "kind": comment.kind,
            "in_reply_to": identities.answered(comment, article),
        },
        "id": identities.of_comment(comment.id, article),
        "content_html": comment.html,
        "content_text": comment.text,
        "date_published": utc(comment.submitted_at),
    }
    if comment.edited:
        item["_commentdesk"] = {"edited_by_newsroom": True}
    if article.url:
        item["url"] = identities.of_comment(comment.id, article)
    if comment.name or comment.url:
        item["authors"] = [{name: told for name, told in author.items() if told}]
    return item


def _line(value: dict[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
