"""Everything that is shown about one comment, gathered by one worker in one go; no Qt here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

from db.rows import Article, Card, Comment, Note
from db.words import BodyFormat
from desktop.reading.readable import beginning, readable
from moderation import notes, queue, text
from moderation.assist.numbers import Found
from moderation.hiding import numbers_in
from moderation.known import KnownPrivate
from moderation.masking import Masking
from moderation.newsroom import Newsroom
from moderation.why_here import Why, why_here

# What is longer is laid out only when somebody asks for all of it: this much takes a frame or two.
LONGEST, LONGEST_ARTICLE = 16_000, 60_000
# Who hides an address in more than this would not be read anyway; the public view masks it all.
_SEARCHED = 70_000

# Without the stored addresses: what is clearly an address is masked, stored or not.
_AS_FOR_READERS = Masking(KnownPrivate.of(), typed=True)

_HREF = re.compile(r"""\bhref="([^"]*)\"""")


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One comment with its article, as they stood at one moment.

    `html` and `article_html` are sanitised and fit to be laid out; `cut` and `article_cut` tell
    that there is more. `addresses` counts the e-mail addresses that the commenter typed where
    readers would see them. `why` are the reasons why rules held it, `notes` those on the comment
    and on its commenter.
    """

    card: Card
    comment: Comment
    html: str
    cut: bool
    domains: Sequence[str]
    addresses: int
    article: Article
    article_html: str
    article_cut: bool
    why: Sequence[Why] = ()
    notes: Sequence[Note] = ()
    # Telephone, account and card numbers that readers would see.
    numbers: Sequence[Found] = ()


def look_at(newsroom: Newsroom, comment_id: int) -> LookedAt:
    """Gather what is shown about that comment; `NotFound` if there is none.

    Its thread is asked for apart: a long one takes its time, and the comment need not wait for it.
    """
    comment = queue.comment(newsroom, comment_id)
    html, cut = body_html(comment)
    article = queue.article(newsroom, comment.article)
    article_html, article_cut = article_html_of(article.body, article.body_format)
    return LookedAt(
        card=queue.cards(newsroom, [comment_id])[0],
        comment=comment,
        html=html,
        cut=cut,
        domains=domains(html),
        addresses=typed_addresses(comment),
        article=article,
        article_html=article_html,
        article_cut=article_cut,
        why=why_here(newsroom, comment_id),
        notes=notes.of(newsroom, comment_id),
        numbers=numbers_in(newsroom, comment.text),
    )


@lru_cache(maxsize=16)
def article_html_of(body: str, body_format: BodyFormat, *, whole: bool = False) -> tuple[str, bool]:
    """The article's sanitised HTML, and whether it was cut because nobody reads so far.

    It is asked for again with every comment under the same article.
    """
    html = text.safe_html(body, body_format)
    html, cut = (html, False) if whole else beginning(html, LONGEST_ARTICLE)
    return readable(html), cut


def body_html(comment: Comment, *, whole: bool = False) -> tuple[str, bool]:
    """The comment's sanitised HTML, and whether it was cut because nobody reads so far."""
    if whole or len(comment.body) <= LONGEST:
        return readable(text.safe_html(comment.body, comment.body_format)), False
    return readable(text.safe_html(comment.text[:LONGEST] + "…", BodyFormat.TEXT)), True


def domains(html: str) -> list[str]:
    """Where the links of a sanitised text lead: each domain once, in order."""
    hosts = (_host(unescape(href)) for href in _HREF.findall(html))
    return list(dict.fromkeys(host for host in hosts if host))


def _host(href: str) -> str:
    try:
        host = (urlsplit(href).hostname or "").removeprefix("www.")
        encoded = host.encode("idna").decode("ascii")
    except ValueError:  # a port, a bracket or a name that is none: nobody could follow it
        return ""
    # Letters of one script can pass for those of another; their encoding cannot.
    return host if host.isascii() else f"{host} ({encoded})"


def typed_addresses(comment: Comment) -> int:
    """How many e-mail addresses the commenter typed into name, website or comment."""
    typed = "\n".join((comment.name, comment.url, comment.text[:_SEARCHED]))
    return _AS_FOR_READERS.text(typed)[1]
