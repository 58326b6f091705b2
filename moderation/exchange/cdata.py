"""CDATA sections: told from the markup around them, mended where `]]>` stands in them unsplit.

Exporters write `<name><![CDATA[…]]></name>`. An end of a section that is not followed by its
element's end (or by the next section, as in a split `]]>`) stands in the text itself.
"""

import re
from dataclasses import dataclass

START = b"<![CDATA["
END = b"]]>"
_SPLIT_END = b"]]]]><![CDATA[>"

_SECTION = re.compile(rb"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_NAME = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_SPACE = re.compile(rb"\s*")
# An opening tag is looked for so far before its section.
_TAG_WINDOW = 1024


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a block: markup, or one section with its brackets; `mended` if it was broken."""

    text: bytes
    is_section: bool
    mended: bool = False


def markup_of(block: bytes) -> bytes | None:
    """The markup of a block, joined by NULs, if all its sections are surely sound; else None."""
    first, *sections = block.split(START)
    after = [section.partition(END)[2] for section in sections]
    markup = b"\x00".join([first, *after])
    # A section without an end leaves nothing behind it, and so does one that another touches.
    if END in markup or not all(
        rest or section.endswith(END) for rest, section in zip(after, sections, strict=True)
    ):
        return None
    return markup


def parts_of(block: bytes, *, last: bool) -> tuple[list[Part], bytes]:
    """A block in parts, its broken sections mended, and what is left over from its end.

    Left over is what begins with the tag of a section whose end is not in this block, unless the
    block is the `last`: then it is a part, too, for the parser to refuse. The time is linear.
    """
    return _Parting(block, last=last).run()


class _Parting:
    def __init__(self, block: bytes, *, last: bool) -> None:
        self._block = block
        self._last = last
        self._parts: list[Part] = []
        self._name: bytes | None = None
        # Where an element ends next, and where its text does if that ends in `]]>`, by its name.
        self._closings: dict[bytes, tuple[int, int]] = {}

    def run(self) -> tuple[list[Part], bytes]:
        at = 0
        while (start := self._block.find(START, at)) >= 0:
            self._name_of_element(at, start)
            found = self._section(start)
            if found is None and not self._last:
                opening = max(self._block.rfind(b"<", at, start), at)
                self._take(at, opening)
                return self._parts, self._block[opening:]
            self._take(at, start)
            if found is None:
                self._parts.append(Part(self._block[start:], is_section=True))
                return self._parts, b""
            part, at = found
            self._parts.append(part)
        self._take(at, len(self._block))
        return self._parts, b""

    def _take(self, start: int, end: int) -> None:
        if start < end:
            self._parts.append(Part(self._block[start:end], is_section=False))

    def _name_of_element(self, at: int, start: int) -> None:
        """Whose text the section is; that of the one before it where they touch."""
        if start == at and self._parts:
            return
        before = self._block[max(at, start - _TAG_WINDOW) : start].rstrip()
        opening = before.rfind(b"<")
        found = _NAME.match(before, opening) if opening >= 0 and before.endswith(b">") else None
        self._name = found[1] if found else None

    def _section(self, start: int) -> tuple[Part, int] | None:
        """The section that starts here and where it ends; None if its end is not in the block."""
        end = self._block.find(END, start + len(START))
        if end >= 0 and (self._name is None or self._is_followed_well(end + len(END))):
            return self._sound(start, end)
        if self._name is None:
            return None
        closing, text_end = self._closing(self._name, start)
        if closing >= 0 and (end < 0 or closing < end):
            return self._mended(start, closing, closing) if end >= 0 or self._last else None
        if end < 0 or (closing < 0 and not self._last):
            return None
        if text_end > start and not _is_legal(self._block[start:text_end]):
            return self._mended(start, text_end - len(END), text_end)
        return self._sound(start, end)

    def _is_followed_well(self, at: int) -> bool:
        found = _SPACE.match(self._block, at)
        after = found.end() if found else at
        closing = b"</%s" % (self._name or b"")
        return self._block.startswith(START, at) or self._block.startswith(closing, after)

    def _closing(self, name: bytes, start: int) -> tuple[int, int]:
        """Where `</name>` stands next, and the end of a `]]>` right before it; -1 if none."""
        known = self._closings.get(name)
        if known is None or -1 < known[0] < start:
            closing = self._block.find(b"</%s>" % name, start)
            known = (closing, self._end_before(closing))
            self._closings[name] = known
        return known

    def _end_before(self, closing: int) -> int:
        if closing < 0:
            return -1
        at = closing
        while at and self._block[at - 1 : at].isspace():
            at -= 1
        return at if self._block.endswith(END, 0, at) else -1

    def _sound(self, start: int, end: int) -> tuple[Part, int]:
        stop = end + len(END)
        return Part(self._block[start:stop], is_section=True), stop

    def _mended(self, start: int, end: int, stop: int) -> tuple[Part, int]:
        content = self._block[start + len(START) : end].replace(_SPLIT_END, END)
        text = START + content.replace(END, _SPLIT_END) + END
        return Part(text, is_section=True, mended=True), stop


def _is_legal(text: bytes) -> bool:
    """Whether sections and loose text between them are as XML allows them, with no tag between."""
    loose = _SECTION.sub(b"", text)
    return END not in loose and b"<" not in loose
