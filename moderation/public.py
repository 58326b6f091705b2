"""What a reader may see: approved comments, cleaned and masked, in thread order.

Read through the public connection, which SQLite refuses every private table. The stored addresses
are read apart from it, only to know what to mask.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import overload
from weakref import WeakKeyDictionary

from db import articles, comments, published
from db.library import PublicReading
from db.rows import ArticleId, PublicArticle, PublicRow
from db.words import BodyFormat
from moderation import queue
from moderation.anchors import suspicious
from moderation.errors import NotFound
from moderation.exchange.public_site import PublicComment, PublicPage, PublicSite
from moderation.known import KnownPrivate
from moderation.markup import safe_html
from moderation.masking import Masking, can_hide
from moderation.newsroom import Newsroom
from moderation.public_threads import Placed, thread_order
from moderation.unmarked import rendered
from resources.translation import _

__all__ = ["PublicComment", "PublicPage", "PublicSite", "public_comments", "readers_page"]

_BATCH = 500
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def public_comments(newsroom: Newsroom, article_id: int) -> list[PublicComment]:
    """The article's approved comments in thread order, cleaned and masked; none if there are none.

    Siblings stand oldest first. A reply to a comment that is not public follows the nearest one
    above it that is, or stands by itself.
    """
    with newsroom.public_read() as reading:
        return list(Cleaning(known_private(newsroom)).comments(reading, ArticleId(article_id)))


def readers_page(newsroom: Newsroom, article_id: int) -> PublicPage:
    """The article as the public sees it: sanitised, masked, with its approved comments.

    Raises NotFound if there is no such article.
    """
    key = queue.article(newsroom, article_id).key
    with newsroom.public_read() as reading:
        page = Cleaning(known_private(newsroom)).page(reading, _only(reading, key))
        return replace(page, comments=tuple(page.comments))


def _only(reading: PublicReading, key: str) -> PublicArticle:
    for article in articles.public(reading, [key]):
        return article
    raise NotFound(_("There is no article with the key “{key}”.").format(key=key))


_KNOWN: "WeakKeyDictionary[Newsroom, tuple[int, KnownPrivate]]" = WeakKeyDictionary()


def known_private(newsroom: Newsroom) -> KnownPrivate:
    """What is stored of addresses now; kept until something is written, read when asked for."""
    revision = newsroom.revision()
    kept = _KNOWN.get(newsroom)
    if kept is None or kept[0] != revision:
        kept = _KNOWN[newsroom] = (revision, KnownPrivate(lambda: _values(newsroom)))
    return kept[1]


def _values(newsroom: Newsroom) -> Iterator[tuple[str, str]]:
    with newsroom.read() as reading:
        yield from comments.private_values(reading)


def _nothing(_count: int) -> None:
    pass


@dataclass(slots=True)
class Cleaning:
    """Makes public rows fit to be seen; `standing` gathers the addresses that moderators let stand.

    What is typed into a comment is masked whoever it belongs to; in an article, which is the
    newsroom's own, only what is stored. `seen` is told of comments by the batch.
    """

    known: KnownPrivate
    standing: set[str] = field(default_factory=set)
    seen: Callable[[int], None] = _nothing

    def page(self, reading: PublicReading, article: PublicArticle) -> PublicPage:
        """The article cleaned; its comments are read and cleaned as they are asked for."""
        return replace(self.head(article), comments=self.comments(reading, article.id))

    def head(self, article: PublicArticle) -> PublicPage:
        """The article cleaned, without its comments."""
        masking = Masking(self.known, typed=False)
        title, in_title = masking.text(_one_line(article.title))
        key, in_key = masking.text(article.key)
        url, in_url = masking.url(_web_address(article.url))
        body, in_body = masking.html(safe_html(article.body, article.body_format))
        cleaned = replace(
            article, title=title, key=key, url=url, body=body, body_format=BodyFormat.HTML
        )
        return PublicPage(cleaned, (), in_title + in_key + in_url + in_body)

    def comments(
        self, reading: PublicReading, article: ArticleId, only: Container[int] | None = None
    ) -> "Sequence[PublicComment]":
        """The article's comments in thread order, read while `reading` is open.

        With `only` those of them; a reply then follows the nearest comment above that is there.
        """
        links = published.links(reading, article)
        if only is not None:
            links = [(one, parent, public and one in only) for one, parent, public in links]
        order = thread_order(links)
        return _Comments(reading, order, self)

    def batch(
        self, rows: Mapping[int, PublicRow], order: Sequence[Placed]
    ) -> Iterator[PublicComment]:
        """Some comments as readers see them, in that order."""
        self.seen(len(order))
        clean = [_cleaned(rows[one.id], one) for one in order]
        for number in _to_be_masked(clean):
            clean[number] = self._masked(clean[number], rows[order[number].id].address_stands)
        return iter(clean)

    def _masked(self, comment: PublicComment, stands: bool) -> PublicComment:
        masking = Masking(self.known, stands=stands)
        if stands:
            self.standing |= masking.standing(comment.html, *_texts(comment))
        return _masked(comment, masking)


def _cleaned(row: PublicRow, placed: Placed) -> PublicComment:
    html, text = rendered(row.body, row.body_format)
    return PublicComment(
        id=row.id,
        article=row.article,
        parent=placed.parent,
        kind=_one_line(row.kind),
        depth=placed.depth,
        name=_one_line(row.name),
        url=_web_address(row.url),
        submitted_at=row.submitted_at,
        html=html,
        text=text,
        masked=0,
        edited=row.edited,
    )


def _texts(comment: PublicComment) -> tuple[str, str, str, str]:
    return comment.name, comment.url, comment.kind, comment.text


def _to_be_masked(comments: Sequence[PublicComment]) -> Iterator[int]:
    """The places of those that may hold an address."""
    plain = []
    for number, comment in enumerate(comments):
        if can_hide(comment.html):
            yield number
        else:
            plain.append(number)
    yield from _suspicious(comments, plain)


def _suspicious(comments: Sequence[PublicComment], numbers: Sequence[int]) -> Iterator[int]:
    """Those with a sign of an address: looked for in all at once, then in ever smaller parts."""
    told = [
        text for number in numbers for text in (comments[number].html, *_texts(comments[number]))
    ]
    if not suspicious("\n".join(told)):
        return
    if len(numbers) == 1:
        yield numbers[0]
        return
    part = -(-len(numbers) // 8)
    for start in range(0, len(numbers), part):
        yield from _suspicious(comments, numbers[start : start + part])


def _masked(comment: PublicComment, masking: Masking) -> PublicComment:
    name, in_name = masking.text(comment.name)
    url, in_url = masking.url(comment.url)
    kind, in_kind = masking.text(comment.kind)
    markup, in_markup = masking.html(comment.html)
    text, in_text = masking.text(comment.text)
    # Body and text say the same: what is masked in both was one address.
    masked = in_name + in_url + in_kind + max(in_markup, in_text)
    return replace(comment, name=name, url=url, kind=kind, html=markup, text=text, masked=masked)


class _Comments(Sequence[PublicComment]):
    """Comments in thread order, read a batch at a time, so that a million need little memory."""

    def __init__(self, reading: PublicReading, order: Sequence[Placed], cleaning: Cleaning) -> None:
        self._reading = reading
        self._order = order
        self._cleaning = cleaning

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[PublicComment]:
        return self._read(self._order)

    @overload
    def __getitem__(self, index: int) -> PublicComment: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[PublicComment]: ...

    def __getitem__(self, index: int | slice) -> PublicComment | Sequence[PublicComment]:
        if isinstance(index, slice):
            return _Comments(self._reading, self._order[index], self._cleaning)
        return next(self._read([self._order[index]]))

    def _read(self, order: Sequence[Placed]) -> Iterator[PublicComment]:
        waiting = iter(order)
        while batch := list(islice(waiting, _BATCH)):
            rows = published.rows(self._reading, [placed.id for placed in batch])
            yield from self._cleaning.batch(rows, batch)


def _one_line(text: str) -> str:
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(_UNSEEN.sub(" ", text).split())


def _web_address(url: str) -> str:
    """The URL if it is one of a page that a browser would open; nothing otherwise."""
    return url if url and _WEB_ADDRESS.fullmatch(url) else ""
