"""Everything that is shown about one comment, gathered by one worker in one go; no Qt here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

from db.rows import Article, Card, Comment
from db.words import BodyFormat
from moderation import queue, text
from moderation.known import KnownPrivate
from moderation.masking import Masking
from moderation.newsroom import Newsroom
from moderation.queue import ThreadEntry

# A longer text is laid out only when somebody asks for all of it.
LONGEST = 60_000
# Who hides an address in more than this would not be read anyway; the public view masks it all.
_SEARCHED = 70_000

# Without the stored addresses: what is clearly an address is masked, stored or not.
_AS_FOR_READERS = Masking(KnownPrivate.of(), typed=True)

_HREF = re.compile(r"""\bhref="([^"]*)\"""")


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One comment with its article and its thread, as they stood at one moment.

    `html` and `article_html` are sanitised. `addresses` counts the e-mail addresses that the
    commenter typed where readers would see them.
    """

    card: Card
    comment: Comment
    html: str
    cut: bool
    domains: Sequence[str]
    addresses: int
    entries: Sequence[ThreadEntry]
    article: Article
    article_html: str


def look_at(newsroom: Newsroom, comment_id: int) -> LookedAt:
    """Gather what is shown about that comment; `NotFound` if there is none."""
    comment = queue.comment(newsroom, comment_id)
    html, cut = body_html(comment)
    entries = queue.thread(newsroom, comment_id)
    card = next((e.comment for e in entries if e.comment.id == comment_id), None)
    return LookedAt(
        card=card or queue.cards(newsroom, [comment_id])[0],
        comment=comment,
        html=html,
        cut=cut,
        domains=domains(html),
        addresses=typed_addresses(comment),
        entries=entries,
        article=(article := queue.article(newsroom, comment.article)),
        article_html=sanitised(article.body, article.body_format),
    )


@lru_cache(maxsize=16)
def sanitised(body: str, body_format: BodyFormat) -> str:
    """The body as sanitised HTML; asked for again with every comment of the same article."""
    return text.safe_html(body, body_format)


def body_html(comment: Comment, *, whole: bool = False) -> tuple[str, bool]:
    """The comment's sanitised HTML, and whether it was cut because nobody reads so far."""
    if whole or len(comment.body) <= LONGEST:
        return text.safe_html(comment.body, comment.body_format), False
    return text.safe_html(comment.text[:LONGEST] + "…", BodyFormat.TEXT), True


def domains(html: str) -> list[str]:
    """Where the links of a sanitised text lead: each domain once, in order."""
    hosts = (_host(unescape(href)) for href in _HREF.findall(html))
    return list(dict.fromkeys(host for host in hosts if host))


def _host(href: str) -> str:
    try:
        return (urlsplit(href).hostname or "").removeprefix("www.")
    except ValueError:  # a port or a bracket that is none: no address a reader could follow
        return ""


def typed_addresses(comment: Comment) -> int:
    """How many e-mail addresses the commenter typed into name, website or comment."""
    typed = "\n".join((comment.name, comment.url, comment.text[:_SEARCHED]))
    return _AS_FOR_READERS.text(typed)[1]
