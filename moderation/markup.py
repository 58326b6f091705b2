"""A body as HTML that is safe to read: cleaned by nh3, then set in paragraphs with its links.

Nothing in the result is loaded from anywhere: no picture, frame, style or script survives; a
picture becomes a link with its alternative text. The raw body stays as it came.
"""

import html
import re
from functools import cache
from typing import TYPE_CHECKING

import nh3

from db.words import BodyFormat
from moderation.blank import storable
from moderation.paragraphs import in_paragraphs

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# An HTML parser needs time with the square of the nesting (10,000 open <div> took 0.3 s, 100,000
# took 46 s), and nh3's with the length times the ampersands (10 MB with 10,000 took 1.5 s).
_MOST_TAGS = 10_000
_MOST_ENTITIES_TIMES_LENGTH = 20_000_000_000
# markdown-it-py needs time with the square of the open brackets: 60,000 took 2 s.
_MOST_BRACKETS = 2_000
_LONGEST_MARKDOWN = 100_000

_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark",
    "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt",
    "u", "var", "br",
}  # fmt: skip
_BLOCKS = {
    "blockquote", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
}  # fmt: skip
_CLEANER = nh3.Cleaner(
    tags=_INLINE | _BLOCKS,
    clean_content_tags={"script", "style", "template", "title"},
    attributes={
        "a": {"href"},
        "img": {"src", "alt"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
        "*": {"lang", "dir"},
    },
    link_rel=None,
    url_schemes={"http", "https"},
)
_ANY_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
# The elements that HTML reopens in each new paragraph. Up to the next > whatever the quotes:
# so no such element keeps an attribute, however it is written.
_REOPENED = re.compile(
    r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/][^>]*>", re.IGNORECASE
)
_LONG_LINK = re.compile(r"<a[\s/][^>]{4000,}>", re.IGNORECASE)


def safe_html(body: str, body_format: BodyFormat) -> str:
    """`body` as clean, balanced HTML for reading; never raises.

    Raw line breaks are breaks and blank lines part paragraphs, as WordPress shows them. Only
    http and https links survive, each with `rel="nofollow ugc noopener"`; bare addresses
    become links. No attribute but href, lang, dir, start, colspan and rowspan is left.
    """
    body = storable(body).replace("\r\n", "\n").replace("\r", "\n")
    if body_format is BodyFormat.TEXT:
        return in_paragraphs(html.escape(body, quote=False))
    if body_format is BodyFormat.MARKDOWN:
        return in_paragraphs(_CLEANER.clean(rendered_markdown(body)))
    if is_too_much(body):
        return in_paragraphs(html.escape(without_tags(body), quote=False))
    if "<" not in body:
        return in_paragraphs(html.escape(html.unescape(body), quote=False))
    return in_paragraphs(_CLEANER.clean(without_attributes(body)))


def is_too_much(body: str) -> bool:
    """Whether a parser would need more than about half a second for it; shown as text instead."""
    if body.count("<") > _MOST_TAGS:
        return True
    return body.count("&") * len(body) > _MOST_ENTITIES_TIMES_LENGTH


def rendered_markdown(body: str) -> str:
    """Markdown as HTML that has not been cleaned; HTML written in it is text.

    A body beyond what the parser handles in a fraction of a second is escaped and left as text.
    """
    if len(body) > _LONGEST_MARKDOWN or body.count("[") > _MOST_BRACKETS:
        return html.escape(body, quote=False)
    rendered: str = _markdown().render(body)
    return rendered


def without_attributes(body: str) -> str:
    """`body` without the attributes of those elements that HTML reopens in each paragraph.

    HTML lets three equal ones pile up, but any number that differ: 21 KB of them grew to 18 MB
    and 600 MB of memory in the parser. Links whose attributes pass 4,000 characters lose them.
    """
    end = body.rfind(">") + 1
    head = _LONG_LINK.sub("<a>", _REOPENED.sub(r"<\1>", body[:end]))
    return head + body[end:]


def without_tags(body: str) -> str:
    """The text of a body that is too much for a parser: tags cut out, entities resolved."""
    return html.unescape(_ANY_TAG.sub(" ", body))


@cache
def _markdown() -> "MarkdownIt":
    # Imported late: few sources write Markdown.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")
