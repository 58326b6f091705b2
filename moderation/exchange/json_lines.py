"""Public JSON Lines: one comment a line, each with its article, for what reads line by line."""

from json.encoder import encode_basestring as quoted
from typing import BinaryIO

from db.rows import PublicArticle
from moderation.exchange.json_file import comment_members
from moderation.exchange.public_site import PublicComment, PublicSite, Written


def write(out: BinaryIO, site: PublicSite) -> Written:
    """Write every comment as a line, in thread order; UTF-8, times in UTC."""
    written = Written()
    for page in site.pages:
        comments = masked = 0
        for comment in page.comments:
            out.write(_line(comment, page.article).encode())
            comments += 1
            masked += comment.masked
        written += Written(articles=1, comments=comments, masked=masked + page.masked)
    return written


def _line(comment: PublicComment, article: PublicArticle) -> str:
    told = comment_members(comment, article.key)
    title, url = quoted(article.title), quoted(article.url)
    return f'{{{told}, "article_title": {title}, "article_url": {url}}}\n'
