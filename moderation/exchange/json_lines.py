"""Public JSON Lines: one comment a line, each with its article, for what reads line by line."""

import json
from typing import BinaryIO

from db.rows import PublicArticle
from moderation.exchange.json_file import comment_fields
from moderation.exchange.public_site import PublicComment, PublicSite, Written


def write(out: BinaryIO, site: PublicSite) -> Written:
    """Write every comment as a line, in thread order; UTF-8, times in UTC."""
    written = Written()
    for page in site.pages:
        for comment in page.comments:
            value = _line(comment, page.article)
            out.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")
            written += Written(comments=1, masked=comment.masked)
        written += Written(articles=1, masked=page.masked)
    return written


def _line(comment: PublicComment, article: PublicArticle) -> dict[str, object]:
    told = comment_fields(comment, article.key)
    return {**told, "article_title": article.title, "article_url": article.url}
