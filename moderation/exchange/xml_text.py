"""`&` and `<` in markup that begin nothing, HTML's own entities, attributes without quotes."""

import re
from html.entities import html5

from moderation.exchange.source import Notes
from resources.translation import _

_LOOSE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_LOOSE_BRACKET = re.compile(rb"<(?![A-Za-z_:/!?])")
_NUMBER = re.compile(rb"&#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});")
_AMPERSAND = re.compile(rb"&(?:(#[0-9A-Fa-fxX]{1,9}|[A-Za-z][A-Za-z0-9]{1,31});)?")
# A tag, and in it a value that stands without quotes: `<thread dsq:id=7/>`.
_TAG = re.compile(rb"<[A-Za-z_:](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>")
_VALUE = re.compile(rb"\"[^\"]*\"|'[^']*'|(=\s*+)([^\s\"'<>=/][^\s\"'<>=]*?)(?=\s|/?>)")
# Looked for first, for it is rare in sound markup and quickly found.
_MAYBE_UNQUOTED = re.compile(rb"=\s*+[^\s\"'<>=]++[\s>]")
_OWN = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def is_clean(markup: bytes) -> bool:
    """Whether no `&`, no `<` and no attribute in this markup needs mending."""
    if _MAYBE_UNQUOTED.search(markup) and any(map(_is_unquoted, _TAG.findall(markup))):
        return False
    if _LOOSE_AMPERSAND.search(markup) or _LOOSE_BRACKET.search(markup):
        return False
    if b"&#" not in markup:
        return True
    return all(_is_character(number[1]) for number in _NUMBER.finditer(markup))


def mended(markup: bytes, line: int, notes: Notes) -> bytes:
    """The markup (it begins on `line`) with what was loose escaped; each mending is noted."""
    loose: list[int] = []
    foreign: list[int] = []

    def mend(found: re.Match[bytes]) -> bytes:
        name = found[1]
        if name in _OWN or (name and name.startswith(b"#") and _is_character(name[1:])):
            return found[0]
        known = _foreign(name) if name else b""
        (foreign if known else loose).append(found.start())
        return known or b"&amp;" + found[0][1:]

    brackets = [found.start() for found in _LOOSE_BRACKET.finditer(markup)]
    ends = [found.start() for found in re.finditer(rb"\]\]>", markup)]
    unquoted = [tag.start() for tag in _TAG.finditer(markup) if _is_unquoted(tag[0])]
    text = _AMPERSAND.sub(mend, markup)
    for kind, message, offsets in (
        ("ampersand", _("An & was not written as &amp;; it was taken for the sign itself."), loose),
        ("entity", _("An entity is none of XML’s; it was read as HTML reads it."), foreign),
        ("bracket", _("A < begins no tag; it was taken for the sign itself."), brackets),
        ("unquoted", _("An attribute stood without quotes; it got them."), unquoted),
        ("cdata", _("A ]]> stands in a text without being split; it was kept."), ends),
    ):
        notes.warn_of_lines(kind, message, markup, offsets, line)
    if unquoted:
        text = _TAG.sub(_quoted, text)
    if brackets:
        text = _LOOSE_BRACKET.sub(b"&lt;", text)
    return text.replace(b"]]>", b"]]&gt;") if ends else text


def _is_unquoted(tag: bytes) -> bool:
    return b"=" in tag and any(value[2] for value in _VALUE.finditer(tag))


def _quoted(tag: re.Match[bytes]) -> bytes:
    if b"=" not in tag[0]:
        return tag[0]
    return _VALUE.sub(
        lambda value: b'%s"%s"' % (value[1], value[2]) if value[2] else value[0], tag[0]
    )


def _foreign(name: bytes) -> bytes:
    """What HTML knows by this name or number that XML does not; empty if nothing."""
    if name.startswith(b"#"):
        return "\N{REPLACEMENT CHARACTER}".encode()
    text = html5.get(name.decode("ascii") + ";", "")
    return text.replace("&", "&amp;").replace("<", "&lt;").encode()


def _is_character(number: bytes) -> bool:
    """Whether a character reference (`65`, `x41`) is one that XML 1.0 allows."""
    digits, base = (number[1:], 16) if number[:1] == b"x" else (number, 10)
    try:
        code = int(digits, base)
    except ValueError:
        return False
    if code < 0x20:
        return code in {0x9, 0xA, 0xD}
    return code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
