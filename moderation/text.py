"""A comment's body as plain text: for the list, the index, blankness and counting links.

The raw body is kept as it came; what is made here is derived and can be made again. For reading,
with its markup, see `moderation.markup`.
"""

import html
import re

import nh3

from db.words import BodyFormat
from moderation.blank import is_blank, storable
from moderation.excerpts import excerpt
from moderation.links import BARE
from moderation.markup import (
    is_too_much,
    rendered_markdown,
    safe_html,
    without_attributes,
    without_tags,
)

__all__ = ["count_links", "excerpt", "is_blank", "plain", "safe_html"]

_CLEANER = nh3.Cleaner(tags=set(), clean_content_tags={"script", "style", "template", "title"})
_BREAK = re.compile(r"<br\b[^<>]*>\n?", re.IGNORECASE)
_BLOCK = re.compile(
    r"<(?P<close>/?)(?:(?P<row>li|dt|dd|tr)|(?P<cell>td|th)|p|div|blockquote|ul|ol|dl|pre|table"
    r"|h[1-6]|hr|figure|figcaption|section|article|header|footer|aside|address|details|summary"
    r"|center)\b[^<>]*>",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# The look behind keeps a run of a million spaces from being tried from each of them.
_PADDED_LINE_END = re.compile(r"(?<![ \t\xa0])[ \t\xa0]+\n")
_MANY_BREAKS = re.compile(r"\n{3,}")
_TAG_OR_ADDRESS = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z][^\s<>/]*)(?P<attributes>[^<>]*)>|" + BARE.pattern,
    re.IGNORECASE,
)
_WEB_HREF = re.compile(r"""\bhref\s*=\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)


def plain(body: str, body_format: BodyFormat) -> str:
    """The text that a reader of `body` would see, with its line breaks, without its markup.

    Breaks and the ends of paragraphs are newlines, never more than two together; a picture is
    its alternative text; scripts and styles are gone. NUL and lone surrogates are U+FFFD, other
    control characters are dropped. Never raises; the time is linear in the length.
    """
    body = storable(body)
    if body_format is BodyFormat.MARKDOWN:
        body = rendered_markdown(body)
    if body_format is not BodyFormat.TEXT:
        body = _without_markup(body)
    return _tidy(body)


def count_links(body: str, body_format: BodyFormat) -> int:
    """How many links a reader would see: marked ones to the web, and bare addresses in the text.

    An address that is the text of its own link counts once.
    """
    lowered = body.lower()
    if "//" not in body and "www." not in lowered:
        return 0
    if body_format is not BodyFormat.HTML:
        return sum(1 for _found in BARE.finditer(body))
    return _count_in_markup(body)


def _count_in_markup(body: str) -> int:
    count = 0
    inside = False
    for found in _TAG_OR_ADDRESS.finditer(body):
        tag = found["tag"]
        if tag is None:
            count += not inside
        elif tag in {"a", "A"}:
            inside = not found["close"] and _WEB_HREF.search(found["attributes"]) is not None
            count += inside
    return count


def _without_markup(body: str) -> str:
    if "<" not in body:
        return html.unescape(body) if "&" in body else body
    if is_too_much(body):
        return without_tags(body)
    body = _BLOCK.sub(_block_break, _BREAK.sub("\n", body))
    body = _PICTURE.sub(_alternative_text, body)
    # The cleaner escapes these four and nothing else.
    text = _CLEANER.clean(without_attributes(body)).replace("&lt;", "<").replace("&gt;", ">")
    return text.replace("&nbsp;", "\xa0").replace("&amp;", "&")


def _block_break(tag: re.Match[str]) -> str:
    """The tag, with the break before it that a reader sees: rows and cells stay together."""
    if tag["cell"]:
        return " " + tag[0]
    if tag["row"]:
        return tag[0] if tag["close"] else "\n" + tag[0]
    return "\n\n" + tag[0]


def _alternative_text(tag: re.Match[str]) -> str:
    found = _ALT.search(tag[0])
    return (found[1] or found[2] or found[3] or "") if found else ""


def _tidy(text: str) -> str:
    if text.isprintable():
        return text.strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text)
    if "\n" in text:
        text = _MANY_BREAKS.sub("\n\n", _PADDED_LINE_END.sub("\n", text))
    return text.strip()
