"""Public HTML: pages that stand alone, without script and without anything remote.

The templates are in `resources/templates`; every value is escaped there but bodies, which were
sanitised. Comments are marked up as schema.org `Comment` and microformats `h-cite`.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import resources
from db.rows import PublicArticle
from moderation.exchange.public_site import (
    Files,
    PublicComment,
    PublicPage,
    PublicSite,
    Written,
    utc,
)
from moderation.exchange.static_fields import file_names
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(resources.__file__).parent / "templates"
_PIECE = 64 * 1024
_INDEX = "index.html"


def write(out: BinaryIO, site: PublicSite, *, index: str = "") -> Written:
    """Write all pages of the site into one file, one comment after another as they come.

    `index` is the file that the page leads back to, if it is one of several.
    """
    told = _Telling(site.pages)
    title = site.contents[0].title if len(site.contents) == 1 else site.title
    _render(
        out, "page.html", site, pages=told.pages(), told=told.comments, title=title, index=index
    )
    return told.written


def write_folder(files: Files, site: PublicSite) -> Written:
    """Write a page for each article, and an `index.html` that leads to them."""
    whole = Written()
    listed: list[tuple[str, PublicArticle, int]] = []
    names = page_names(site.contents)
    for name, page in zip(names, site.pages, strict=True):
        one = replace(site, contents=[page.article], pages=[page])
        written = files.add(name, partial(write, site=one, index=_INDEX))
        listed.append((name, page.article, written.comments))
        whole += written
    files.add(_INDEX, lambda out: write_index(out, site, listed))
    return whole


def page_names(found: Sequence[PublicArticle]) -> list[str]:
    """A file name for each article, made of its key, each name once whatever the case."""
    return [f"{name}.html" for name in file_names(found, "index")]


def write_index(
    out: BinaryIO, site: PublicSite, files: Sequence[tuple[str, PublicArticle, int]]
) -> None:
    """Write the page that leads to the others: their files, articles and numbers of comments."""
    _render(out, "index.html", site, files=files)


def _render(out: BinaryIO, template: str, site: PublicSite, **values: object) -> None:
    style = _style()
    pieces = (
        _environment()
        .get_template(template)
        .generate(
            site=site,
            style=style,
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            clock=clock_in(site.zone),
            utc=utc,
            heading=heading,
            # Translators: the code of this language, such as "de", and "rtl" if it is written so.
            language=_("en"),
            direction=_("ltr"),
            **values,
        )
    )
    for piece in _gathered(pieces):
        out.write(piece)


def _gathered(pieces: Iterable[str]) -> Iterator[bytes]:
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size > _PIECE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


class _Telling:
    """Hands pages and comments to the template, and counts what it handed out."""

    def __init__(self, pages: Iterable[PublicPage]) -> None:
        self._pages = pages
        self.written = Written()

    def pages(self) -> Iterator[PublicPage]:
        for page in self._pages:
            self.written += Written(articles=1, masked=page.masked)
            yield page

    def comments(self, page: PublicPage) -> Iterator[tuple[PublicComment, str]]:
        """Each comment with the name, isolated and escaped, of the one it answers."""
        above: list[str] = []
        for comment in page.comments:
            del above[comment.depth :]
            yield comment, above[-1] if above else ""
            above.append(_isolated(comment.name or _("Anonymous")))
            self.written += Written(comments=1, masked=comment.masked)


def _isolated(name: str) -> str:
    from markupsafe import Markup

    return str(Markup("<bdi>{}</bdi>").format(name))


@cache
def _environment() -> "Environment":
    # Imported late: only an export needs it.
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(_=_, ngettext=ngettext)
    return environment


@cache
def _style() -> str:
    return (_TEMPLATES / "style.css").read_text(encoding="utf-8")


def heading(count: int) -> str:
    """How many comments there are, in words."""
    if not count:
        return _("No comments yet")
    return ngettext("{count} comment", "{count} comments", count).format(count=f"{count:,}")


def clock_in(zone: tzinfo) -> Callable[[datetime], str]:
    """Tells moments as clocks of that zone do: “16 June 2025, 10:32”."""

    def clock(moment: datetime) -> str:
        here = moment.astimezone(zone)
        return _("{day} {month} {year}, {time}").format(
            day=here.day, month=_month(here.month), year=here.year, time=f"{here:%H:%M}"
        )

    return clock


def _month(number: int) -> str:
    names = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
        _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    return names[number - 1]
