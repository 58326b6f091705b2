"""Set clean HTML in paragraphs: breaks where the writer pressed Return, links where they typed one.

Takes nh3's output (balanced tags, quoted attributes, escaped text) and nothing else. One pass
over its tokens, so the time is linear.
"""

import re
from collections.abc import Iterator

from moderation.links import BARE, is_web, trimmed

REL = "nofollow ugc noopener"

_TOKEN = re.compile(r'<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>(?:[^<>"]|"[^"]*")*)>')
_HREF = re.compile(r'\bhref="([^"]*)"')
_SRC = re.compile(r'\bsrc="([^"]*)"')
_ALT = re.compile(r'\balt="([^"]*)"')
_BLANK_LINE = re.compile(r"\n[ \t\n]*\n")

_BLOCKS = frozenset({
    "blockquote", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3",
    "h4", "h5", "h6", "li", "ol", "p", "pre", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
})  # fmt: skip
# Where loose text is set in paragraphs of its own; elsewhere a raw line break is a space.
_FLOW = frozenset({"blockquote", "div"})
_AS_TYPED = frozenset({"code", "kbd", "pre", "samp", "tt"})
_BREAK = "<br>"


def in_paragraphs(clean: str) -> str:
    """`clean` with its loose text in `<p>`, its line breaks as `<br>`, its addresses as links.

    Text inside `<p>`, lists, tables and `<pre>` keeps its lines. Links that are not http or
    https lose their `<a>`; each that stays has `rel`. A picture is a link that bears its
    alternative text, or that text alone. What was balanced stays balanced.
    """
    setter = _Setter()
    position = 0
    for tag in _TOKEN.finditer(clean):
        setter.text(clean[position : tag.start()])
        setter.tag(tag[0], tag["name"], closing=bool(tag["close"]))
        position = tag.end()
    setter.text(clean[position:])
    setter.end_run()
    return "".join(setter.done).strip()


class _Setter:
    """What is set so far (`done`), and the run of inline pieces that is not yet a paragraph."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._run: list[str] = []
        self._run_began_inside = False
        self._blocks: list[str] = []
        self._inline: list[str] = []
        # For each open <a>: whether it is written out.
        self._anchors: list[bool] = []

    def tag(self, token: str, name: str, *, closing: bool) -> None:
        """Take one tag of the clean HTML."""
        if name in _BLOCKS:
            self._block(token, name, closing=closing)
        elif name == "hr":
            self.end_run()
            self.done.append(token)
        elif name == "br":
            self._append(_BREAK)
        elif name == "img":
            self._append(self._picture(token))
        elif name == "a":
            self._anchor(token, closing=closing)
        else:
            self._append(token)
            self._count_inline(name, closing=closing)

    def text(self, text: str) -> None:
        """Take the text between two tags, escaped as it is."""
        if not text:
            return
        if self._run and self._run[-1] == _BREAK and not self._within("pre"):
            text = text.removeprefix("\n")
        if not self._in_flow():
            self._append(self._linked(text))
            return
        for number, paragraph in enumerate(_BLANK_LINE.split(text)):
            if number:
                self._part_paragraphs()
            if paragraph:
                self._lines(paragraph)

    def end_run(self) -> None:
        """Close the paragraph that is being set, if there is anything in it."""
        pieces, self._run = self._run, []
        if not self._in_flow() or self._inline or self._run_began_inside:
            self.done.extend(pieces)
        else:
            self.done.extend(_paragraph(pieces))
        self._run_began_inside = bool(self._inline)

    def _append(self, piece: str) -> None:
        self._run.append(piece)

    def _block(self, token: str, name: str, *, closing: bool) -> None:
        self.end_run()
        self.done.append(token)
        if not closing:
            self._blocks.append(name)
        elif self._blocks:
            self._blocks.pop()
            self.done.append("\n")

    def _count_inline(self, name: str, *, closing: bool) -> None:
        if not closing:
            self._inline.append(name)
        elif self._inline:
            self._inline.pop()

    def _anchor(self, token: str, *, closing: bool) -> None:
        if closing:
            if self._anchors and self._anchors.pop():
                self._append(token)
                self._count_inline("a", closing=True)
            return
        href = _HREF.search(token)
        self._anchors.append(href is not None and is_web(href[1]))
        if href and self._anchors[-1]:
            self._append(f'<a href="{href[1]}" rel="{REL}">')
            self._count_inline("a", closing=False)

    def _picture(self, token: str) -> str:
        alt, src = _ALT.search(token), _SRC.search(token)
        words = alt[1].strip() if alt else ""
        if src is None or not is_web(src[1]) or any(self._anchors):
            return words
        return _link(src[1], words or src[1].rpartition("/")[2] or src[1])

    def _in_flow(self) -> bool:
        return not self._blocks or self._blocks[-1] in _FLOW

    def _within(self, name: str) -> bool:
        return name in self._blocks

    def _part_paragraphs(self) -> None:
        if self._inline:
            self._run.extend((_BREAK, _BREAK))
        else:
            self.end_run()

    def _lines(self, paragraph: str) -> None:
        for number, line in enumerate(paragraph.split("\n")):
            if number:
                self._run.append(_BREAK)
            if line:
                self._run.append(self._linked(line))

    def _linked(self, text: str) -> str:
        if any(self._anchors) or ("//" not in text and "www." not in text.lower()):
            return text
        if self._within("pre") or not _AS_TYPED.isdisjoint(self._inline):
            return text
        return "".join(_with_links(text))


def _paragraph(pieces: list[str]) -> Iterator[str]:
    """A paragraph of these pieces without the breaks and spaces at its ends, if more is left."""
    first, last = 0, len(pieces)
    while first < last and _is_gap(pieces[first]):
        first += 1
    while last > first and _is_gap(pieces[last - 1]):
        last -= 1
    if first < last:
        yield "<p>"
        yield from pieces[first:last]
        yield "</p>\n"


def _is_gap(piece: str) -> bool:
    return piece == _BREAK or not piece.strip(" \t\n")


def _with_links(text: str) -> Iterator[str]:
    position = 0
    for found in BARE.finditer(text):
        address = trimmed(found[0])
        yield text[position : found.start()]
        yield _link(address if is_web(address) else f"http://{address}", address)
        position = found.start() + len(address)
    yield text[position:]


def _link(href: str, words: str) -> str:
    return f'<a href="{href}" rel="{REL}">{words}</a>'
