"""How text can be written so that a person overlooks an address and a machine does not.

A view is the text with some of its disguises taken off; it knows for each of its characters which
characters of the source it came from.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

# A piece of decoded text, and how many characters of the source it stands for.
Piece = tuple[str, int]


@dataclass(frozen=True, slots=True)
class View:
    """Text that was decoded: character `n` came from `starts[n]` to `ends[n]` of the source."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that this (not empty) span of the view came from."""
        first, last = start, end - 1
        # A view that is turned round begins with the end of its source.
        if self.starts[first] > self.starts[last]:
            first, last = last, first
        return self.starts[first], self.ends[last]

    def turned(self) -> "View":
        """Backwards: as people write an address that a sign or a style sheet turns round."""
        return View(self.text[::-1], self.starts[::-1], self.ends[::-1])


@dataclass(frozen=True, slots=True)
class Disguise:
    """One way to write text otherwise: what it looks like, and what it stands for.

    Where the text has no `sign` at all, nothing is looked for.
    """

    sign: str
    pattern: re.Pattern[str]
    pieces: Callable[[re.Match[str]], Iterable[Piece]]

    def off(self, view: View) -> View:
        """The view without this disguise; the very same view if there was none."""
        if self.sign not in view.text:
            return view
        found = list(self.pattern.finditer(view.text))
        return _replaced(view, ((match, self.pieces(match)) for match in found)) if found else view


def plain_view(text: str) -> View:
    """The text as it stands."""
    return View(text, range(len(text)), range(1, len(text) + 1))


def _replaced(view: View, found: Iterable[tuple[re.Match[str], Iterable[Piece]]]) -> View:
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for match, pieces in found:
        text.append(view.text[place : match.start()])
        starts.extend(view.starts[place : match.start()])
        ends.extend(view.ends[place : match.start()])
        place = match.start()
        for piece, width in pieces:
            text.append(piece)
            starts.extend([view.starts[place]] * len(piece))
            ends.extend([view.ends[place + width - 1]] * len(piece))
            place += width
    text.append(view.text[place:])
    starts.extend(view.starts[place:])
    ends.extend(view.ends[place:])
    return View("".join(text), starts, ends)


def _bytes(digits: str, width: int) -> Iterator[Piece]:
    """Bytes in hexadecimal, each written with `width` characters, read as UTF-8."""
    # A byte that is no UTF-8 becomes one character, so that the widths still add up.
    for char in bytes.fromhex(digits).decode("utf-8", "surrogateescape"):
        yield char, width * len(char.encode("utf-8", "surrogateescape"))


def _percent(match: re.Match[str]) -> Iterable[Piece]:
    return _bytes(match[0].replace("%", ""), 3)


def _entity(match: re.Match[str]) -> Iterable[Piece]:
    char = html.unescape(match[0])
    return [(one, 1) for one in char] if char == match[0] else [(char, len(match[0]))]


_LETTER_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _backslash(match: re.Match[str]) -> Iterable[Piece]:
    if match["high"]:
        # Two halves of one character, as JSON writes what lies beyond the first 65,536.
        halves = bytes.fromhex(match["high"] + match["low"])
        return [(halves.decode("utf-16-be"), len(match[0]))]
    digits = match["four"] or match["two"] or match["any"]
    code = int(digits, 16) if digits else int(match["octal"], 8) if match["octal"] else None
    if code is None:
        return [(_LETTER_ESCAPES.get(match["letter"], match["letter"]), len(match[0]))]
    return [(chr(code) if code <= 0x10FFFF else "\ufffd", len(match[0]))]


def _quoted_printable(match: re.Match[str]) -> Iterable[Piece]:
    if match[0][1] in "\r\n":
        return [("", len(match[0]))]
    return _bytes(match[0].replace("=", ""), 3)


# Tags that stand within a line; what they hold reads on as if they were not there.
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
    "wbr",
})  # fmt: skip


def is_inline(tag: str) -> bool:
    """Whether what stands around this tag (`<b>`, `</b>`, a comment) reads on as one."""
    name = re.match(r"</?([A-Za-z]+)", tag)
    return name is None or name[1].lower() in _INLINE


def _tag(match: re.Match[str]) -> Iterable[Piece]:
    return [("" if is_inline(match[0]) else "\n", len(match[0]))]


def _one(char: str) -> Callable[[re.Match[str]], Iterable[Piece]]:
    return lambda match: [(char, len(match[0]))]


# Each pattern is bounded, so that no text makes a search of it slow.
# A tag with its quotes closed, and if it has none such, up to the next bracket; a comment; and the
# seam of two CDATA sections, which is how XML writes ]]> in text.
TAGS = Disguise(
    "<",
    re.compile(
        r"""</?[A-Za-z](?:[^<>"']++|"[^"]{0,500}+"|'[^']{0,500}+'){0,20}+>|</?[A-Za-z][^<>]{0,1000}>"""
        r"|<!--(?s:.{0,1000}?)-->|\]\]><!\[CDATA\["
    ),
    _tag,
)
PERCENT = Disguise("%", re.compile(r"(?:%[0-9A-Fa-f]{2})+"), _percent)
ENTITIES = Disguise(
    "&",
    re.compile(r"&(?:#0*[0-9]{1,7}|#[xX]0*[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?"),
    _entity,
)
BACKSLASHES = Disguise(
    "\\",
    re.compile(
        r"\\u(?P<high>[dD][89abAB][0-9A-Fa-f]{2})\\u(?P<low>[dD][c-fC-F][0-9A-Fa-f]{2})"
        r"|\\(?:u(?P<four>[0-9A-Fa-f]{4})|x(?P<two>[0-9A-Fa-f]{2})|u\{(?P<any>[0-9A-Fa-f]{1,6})\}"
        r"|(?P<octal>[0-3][0-7]{2})|(?P<letter>[nrtbf\"'/\\]))"
    ),
    _backslash,
)
QUOTED_PRINTABLE = Disguise("=", re.compile(r"=\r?\n|(?:=[0-9A-Fa-f]{2})+"), _quoted_printable)

# As they read once they are folded: an umlaut is the letter without its dots.
_AT = "at|arroba|chez|@"
_DOT = r"dot|punkt|punto|point|ponto|\."
_B = r"\s{0,8}"
BRACKETED_AT = Disguise("", re.compile(rf"{_B}[\[({{<]{_B}(?:{_AT}){_B}[\])}}>]{_B}"), _one("@"))
BRACKETED_DOT = Disguise("", re.compile(rf"{_B}[\[({{<]{_B}(?:{_DOT}){_B}[\])}}>]{_B}"), _one("."))
BARE_AT = Disguise("", re.compile(rf"\s{{1,8}}(?:{_AT})\s{{1,8}}|[_-]at[_-]|{_B}@{_B}"), _one("@"))
BARE_DOT = Disguise(
    "", re.compile(rf"\s{{1,8}}(?:{_DOT})\s{{1,8}}|[_-]dot[_-]|{_B}\.{_B}"), _one(".")
)

_ROUNDS = 5


def views(start: View) -> Iterator[View]:
    """A view as it stands, and then without the encodings that machines take off.

    Each encoding alone, those of a page together, those of a page within JSON, and either with
    quoted-printable within or around it; encodings of encodings up to five deep.
    """
    page = (ENTITIES, PERCENT, TAGS)
    chains: list[tuple[Disguise, ...]] = [
        (each,) for each in (*page, BACKSLASHES, QUOTED_PRINTABLE)
    ]
    # Without the tags as well, for a tag takes along what stands in its quotes.
    chains += [page, (BACKSLASHES, *page), (ENTITIES, PERCENT, QUOTED_PRINTABLE, BACKSLASHES)]
    chains += [(QUOTED_PRINTABLE, BACKSLASHES, *page), (BACKSLASHES, *page, QUOTED_PRINTABLE)]
    seen = {start.text}
    yield start
    for chain in chains:
        for view in _taken_off(start, chain):
            if view.text not in seen:
                seen.add(view.text)
                yield view


def _taken_off(view: View, chain: Sequence[Disguise]) -> Iterator[View]:
    """The view after each disguise that was taken off: the next one may take too much."""
    for _round in range(_ROUNDS):
        before = view
        for disguise in chain:
            undisguised = disguise.off(view)
            if undisguised is not view:
                view = undisguised
                yield view
        if view is before:
            break


def spoken(view: View) -> tuple[View, View]:
    """A folded view with "(at)" and "(dot)" as signs, and with " at " and " dot " as well."""
    clear = BRACKETED_DOT.off(BRACKETED_AT.off(view))
    return clear, BARE_DOT.off(BARE_AT.off(clear))
