"""A stream of XML that was written carelessly, mended so far that a strict parser takes it.

Only what has one meaning is mended, and each mending is noted with its line: characters that XML
forbids are dropped; `&` and `<` that begin nothing are escaped; HTML's entities are resolved;
attributes without quotes get them; `]]>` inside a CDATA section is split; what stands around the
root is left out. Line breaks stay where they were, so that the parser's line numbers are the
file's. All else is left for the parser to refuse.
"""

import re
from collections.abc import Generator, Iterator

from moderation.errors import ImportRefused
from moderation.exchange.cdata import END, START, Part, markup_of, parts_of
from moderation.exchange.source import Notes
from moderation.exchange.xml_prologue import (
    LONGEST,
    check_prologue,
    declared_root,
    find_root,
    root_start,
)
from moderation.exchange.xml_text import is_clean, mended
from resources.translation import _

# A single value may be so long; the whole of one has to be held.
LONGEST_VALUE = 64 * 1024 * 1024

_CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0D})
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]+|(?:\xef\xbf[\xbe\xbf])+")
# A section as exporters end it.
_CLOSED = re.compile(rb"\]\]>\s*</[^<>]+>")
_TRIES = 100
_HOPE = 1024 * 1024


class NoRoot(ImportRefused):
    """The root's start tag is not in the first megabyte; `head` is what is there instead."""

    def __init__(self, head: bytes) -> None:
        super().__init__(_("The file does not begin as it should."))
        self.head = head


def repaired(
    pieces: Iterator[bytes], root: str, notes: Notes, rows: tuple[str, ...] = ("item",)
) -> Iterator[bytes]:
    """UTF-8 XML with a root element called `root`, as bytes that a parser takes.

    `root` may be several names with bars between; `rows` are the elements that make a second
    document of what stands after the root. `NoRoot` where no such element begins in the first
    megabyte; `ImportRefused` where entities are defined, a second document follows, or one value
    is longer than 64 MiB.
    """
    return _Repair(root, rows, notes).run(_allowed(pieces, notes))


def _allowed(pieces: Iterator[bytes], notes: Notes) -> Iterator[bytes]:
    """The pieces without the characters that XML 1.0 forbids."""
    line = 1
    message = _("Characters that XML forbids were dropped.")
    for piece in pieces:
        kept = piece
        if (
            len(piece.translate(None, _CONTROLS)) < len(piece)
            or b"\xef\xbf\xbe" in piece
            or b"\xef\xbf\xbf" in piece
        ):
            offsets = [found.start() for found in _FORBIDDEN.finditer(piece)]
            notes.warn_of_lines("control-characters", message, piece, offsets, line)
            kept = _FORBIDDEN.sub(b"", piece)
        line += piece.count(b"\n")
        yield kept


class _Repair:
    """Where we are: the line of the next byte, and whether the root has ended."""

    def __init__(self, root: str, rows: tuple[str, ...], notes: Notes) -> None:
        self._notes = notes
        self._root = root_start(root.encode())
        self._end = re.compile(rb"</(?:" + root.encode() + rb")\s*>")
        self._second = re.compile(rb"<(?:" + "|".join((*rows, root)).encode() + rb")[\s>]")
        self._line = 1
        self._over = False

    def run(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The whole stream, mended."""
        carry = yield from self._prologue(pieces)
        waiting: list[bytes] = []
        size = 0
        for piece in pieces:
            waiting.append(piece)
            size += len(piece)
            # As much again each time: a long value must not be looked through again and again.
            if size >= len(carry):
                data = carry + b"".join(waiting)
                waiting, size = [], 0
                cut = _safe_cut(data)
                left = yield from self._block(data[:cut], last=False)
                carry = left + data[cut:]
                self._check_length(carry)
        yield from self._block(carry + b"".join(waiting), last=True)

    def _prologue(self, pieces: Iterator[bytes]) -> Generator[bytes, None, bytes]:
        """Yield up to the root's start tag; the answer is what has been read beyond it."""
        head = b""
        for piece in pieces:
            head += piece
            if found := find_root(head, self._root):
                before = head[: found.start()]
                check_prologue(before, self._notes)
                self._line += head.count(b"\n", 0, found.end())
                self._over = found[1].endswith(b"/>")
                yield b"\n" * before.count(b"\n") + declared_root(found[1])
                return head[found.end() :]
            if len(head) > LONGEST:
                break
        raise NoRoot(head)

    def _block(self, block: bytes, *, last: bool) -> Generator[bytes, None, bytes]:
        """Yield a block mended; the answer is what is left over from its end."""
        if self._over:
            self._look_beyond(block)
            return b""
        markup = markup_of(block)
        if markup is not None and is_clean(markup) and not self._end.search(markup):
            self._line += block.count(b"\n")
            yield block
            return b""
        parts, left = parts_of(block, last=last)
        for part in parts:
            yield self._part(part)
        return left

    def _part(self, part: Part) -> bytes:
        if self._over:
            self._look_beyond(part.text)
            return b""
        if not part.is_section:
            return self._markup(part.text)
        self._note_section(mended=part.mended)
        self._line += part.text.count(b"\n")
        return part.text

    def _markup(self, markup: bytes) -> bytes:
        end = self._end.search(markup)
        inside = markup[: end.end()] if end else markup
        text = inside
        if END in inside or not is_clean(inside):
            text = mended(inside, self._line, self._notes)
        self._line += inside.count(b"\n")
        if end:
            self._over = True
            self._look_beyond(markup[end.end() :])
        return text

    def _note_section(self, *, mended: bool) -> None:
        if mended:
            told = _("A text was not closed as its element is; it was read up to there.")
            self._notes.warn("cdata", told, self._where())

    def _look_beyond(self, text: bytes) -> None:
        """What stands after the root is left out and noted, but never a second export."""
        if found := self._second.search(text):
            self._line += text.count(b"\n", 0, found.start())
            raise ImportRefused(
                _("A second export begins in this file after the end of the first."),
                _("Part the file in two and import each."),
                self._where(),
            )
        if stripped := text.strip():
            line = self._line + text.count(b"\n", 0, text.index(stripped))
            told = _("Something stands after the end of the export; it was left out.")
            self._notes.warn("junk-after", told, _("line {number}").format(number=line))
        self._line += text.count(b"\n")

    def _check_length(self, carry: bytes) -> None:
        if len(carry) > LONGEST_VALUE:
            raise ImportRefused(
                _("A text that begins here is longer than {limit} MB; no comment is.").format(
                    limit=LONGEST_VALUE // (1024 * 1024)
                ),
                _("Look at that line in an editor; an end may be missing."),
                self._where(),
            )

    def _where(self) -> str:
        return _("line {number}").format(number=self._line)


def _safe_cut(data: bytes) -> int:
    """Where to cut so that no tag and no section is cut in two, even if it ends wrongly.

    `data` begins in markup. Best is behind a section that its element's end follows; one that
    ends otherwise may go on, and waits for more, up to a megabyte.
    """
    first = data.find(START)
    if first < 0:
        cut = data.rfind(b">") + 1
        # A section may be about to begin; it must stay with its element's tag.
        return max(data.rfind(b"<", 0, cut), 0) if START.startswith(data[cut:].strip()) else cut
    end = len(data)
    for _try in range(_TRIES):
        end = data.rfind(END, 0, end)
        if end < 0:
            break
        if closed := _CLOSED.match(data, end):
            return closed.end()
    start = first if len(data) < _HOPE else data.rfind(START)
    return max(data.rfind(b"<", 0, start), 0)
