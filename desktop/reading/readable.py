"""Makes sanitised HTML fit to be laid out: what would freeze a window is broken up.

Laying out takes time that grows with the square of a word's length and of how deep blocks are
nested; nobody reads either, and some send them to see what happens. Pure, without Qt.
"""

import re

from db.words import BodyFormat
from moderation import text

# Deeper than any quotation that a person made.
_DEEPEST = 40
# A word longer than this may be broken inside, after every so many characters.
_WORD = 60

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)[^<>]*>")
_LONG_WORD = re.compile(rf"(?:&[a-z0-9#]+;|[^\s<>&\u200b]){{{_WORD}}}(?=\S)", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "wbr", "col"})
_MAY_BREAK = "\u200b"


def readable(html: str) -> str:
    """The same text, with chances to break in endless words, and flat where it nests too deep.

    Expects what `text.safe_html` gives: balanced tags in lower case. The time is linear.
    """
    if _is_too_deep(html):
        html = text.safe_html(text.plain(html, BodyFormat.HTML), BodyFormat.TEXT)
    parts = []
    end = 0
    for tag in _TAG.finditer(html):
        parts += [_broken(html[end : tag.start()]), tag[0]]
        end = tag.end()
    return "".join([*parts, _broken(html[end:])])


def beginning(html: str, longest: int) -> tuple[str, bool]:
    """The first `longest` characters of sanitised HTML, balanced, and whether that cut it."""
    if len(html) <= longest:
        return html, False
    # Not inside a tag or a character reference: what is before the last one is whole.
    end = max(html.rfind(">", 0, longest), html.rfind(" ", 0, longest)) + 1 or longest
    return text.safe_html(html[:end] + "…", BodyFormat.HTML), True


def _broken(words: str) -> str:
    if len(words) <= _WORD:
        return words
    return _LONG_WORD.sub(lambda run: run[0] + _MAY_BREAK, words)


def _is_too_deep(html: str) -> bool:
    depth = 0
    for tag in _TAG.finditer(html):
        if tag["name"] in _VOID:
            continue
        depth += -1 if tag["close"] else 1
        if depth > _DEEPEST:
            return True
    return False
