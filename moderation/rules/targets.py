"""Where a comment's links lead: every target with its host, and where it can be read."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from db.rows import Span
from db.words import BodyFormat
from moderation.links import BARE, trimmed

_HREF = re.compile(
    r"""<a\b[^<>]{0,2000}?\bhref\s{0,8}=\s{0,8}(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\]\(\s{0,8}<?((?:https?:)?//[^\s<>()]+)", re.IGNORECASE)
_WEB = re.compile(r"(?:https?:)?//|www\.", re.IGNORECASE)
_MOST = 500


@dataclass(frozen=True, slots=True)
class Target:
    """Where one link leads; `span` is where that can be read, and `at` where in it it begins."""

    address: str
    host: str
    span: Span


def targets(body: str, body_format: BodyFormat, text: str, url: str) -> list[Target]:
    """Where the comment's links and its commenter's site lead, each address once.

    One that stands in the text is told there; of one behind other words the target is the piece.
    """
    found: dict[str, Target] = {}
    for one in BARE.finditer(text):
        address = trimmed(one[0])
        span = Span("text", one.start(), one.start() + len(address))
        found.setdefault(address, Target(address, host(address), span))
    for address in _hidden(body, body_format):
        span = Span("link", 0, len(address), address)
        found.setdefault(address, Target(address, host(address), span))
        if len(found) > _MOST:
            break
    if url:
        found["\n"] = Target(url, host(url), Span("url", 0, len(url)))
    return list(found.values())


def host(address: str) -> str:
    """The name of the site, folded as names of sites are; empty where there is none."""
    whole = address if "//" in address else f"//{address}"
    try:
        named = urlsplit(whole).hostname or ""
    except ValueError:
        return ""
    return domain(named)


def domain(name: str) -> str:
    """A domain as it is compared: small letters, in the form that the wire has."""
    name = name.strip().strip(".").casefold()
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def is_below(name: str, wanted: str) -> bool:
    """Whether a domain is the wanted one or below it; `*.top` and `top` mean all that end so."""
    wanted = wanted.removeprefix("*").strip(".")
    return name == wanted or name.endswith(f".{wanted}")


def place_of_host(target: Target) -> Span:
    """The characters of the host alone, within where the address can be read."""
    at = target.address.casefold().find(target.host)
    if at < 0:
        return target.span
    start = target.span.start + at
    return Span(target.span.field, start, start + len(target.host), target.span.piece)


def _hidden(body: str, body_format: BodyFormat) -> Iterator[str]:
    if body_format is BodyFormat.HTML and "href" in body.casefold():
        for one in _HREF.finditer(body):
            address = html.unescape(one[1] or one[2] or one[3] or "").strip()
            if _WEB.match(address):
                yield address
    elif body_format is BodyFormat.MARKDOWN:
        for one in _MARKED.finditer(body):
            yield one[1]
