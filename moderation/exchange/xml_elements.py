"""The parser's side of an export in XML: its rows (items, comments, posts), each once it is whole.

libxml2 reads in recovery, so that an undeclared prefix passes; every other fault is refused. The
entities of a file, its document type and the network are never looked at.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from lxml import etree

from moderation.errors import ImportRefused
from moderation.exchange.encoding import encoding_of, unpacked_head, utf8_pieces
from moderation.exchange.readers import appearance
from moderation.exchange.source import Notes
from moderation.exchange.xml_repair import NoRoot, repaired
from resources.translation import _

# One for each use of an undeclared prefix; they are kept in memory by the parser.
_MOST_FAULTS = 100_000
_HEAD = 4096


# The namespaces of the whole file, which come along with a piece of it.
_DECLARED = re.compile(r' xmlns(?::[\w.-]+)?="[^"]*"')


@dataclass(frozen=True, slots=True)
class Shape:
    """What a format's files look like to the parser.

    `root`: the root's name, or several with bars between; `rows`: the elements to be drawn, as
    lxml names tags (`{*}post`: in any namespace); `refusal`: the error, made of what the file
    looks like, where no such root is there.
    """

    root: str
    rows: tuple[str, ...]
    refusal: Callable[[str], ImportRefused]


class Elements:
    """The rows of a file, in the order of their ends; `root` once all are drawn."""

    def __init__(self, file: BinaryIO, notes: Notes, shape: Shape) -> None:
        self._file = file
        plain = tuple(row.rpartition("}")[2] for row in shape.rows)
        self._blocks = repaired(utf8_pieces(file, notes), shape.root, notes, plain)
        self._refusal = shape.refusal
        self._notes = notes
        self._faults = 0
        self._parser = etree.XMLPullParser(
            events=("end",),
            tag=shape.rows,
            recover=True,
            huge_tree=True,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        self.root: etree._Element | None = None

    def __iter__(self) -> Iterator[etree._Element]:
        """Draw the elements; each is to be emptied by whoever has read it.

        `ImportRefused` names the line where the file is no export, broken, or ends too early.
        """
        try:
            for block in self._blocks:
                self._parser.feed(block)
                self._look_for_faults(_broken)
                for _event, element in self._parser.read_events():
                    yield element
        except NoRoot as error:
            raise self._refusal(appearance(self._beginning(error.head))) from error
        try:
            self.root = self._parser.close()
        except etree.XMLSyntaxError as error:
            raise _cut_off(error.lineno or 1, str(error.msg)) from error
        self._look_for_faults(_cut_off)
        for _event, element in self._parser.read_events():
            yield element

    def _beginning(self, text: bytes) -> bytes:
        """The file's first bytes as they are; as `text` where they are in another encoding."""
        self._file.seek(0)
        raw = unpacked_head(self._file.read(_HEAD))
        return raw if encoding_of(raw) == "utf-8" else text

    def _look_for_faults(self, refusal: Callable[[int, str], ImportRefused]) -> None:
        log = self._parser.feed_error_log
        for fault in islice(log, self._faults, None):
            if fault.domain != etree.ErrorDomains.NAMESPACE:
                raise refusal(fault.line, fault.message)
            told = _("A prefix is used without being declared.")
            self._notes.warn("prefix", told, _("line {number}").format(number=fault.line))
        self._faults = len(log)
        if self._faults > _MOST_FAULTS:
            raise refusal(log[-1].line, log[-1].message)


def top_level(elements: Elements) -> Iterator[etree._Element]:
    """The rows right under the root (or RSS's channel), each to be read before the next is drawn.

    What was read is emptied, so that memory stays flat. What stands further in is part of a row.
    """
    for element in elements:
        parent = element.getparent()
        if parent is None or (parent.getparent() is not None and local(parent.tag) != "channel"):
            continue
        yield element
        element.clear(keep_tail=True)
        while (before := element.getprevious()) is not None:
            parent.remove(before)


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace or an undeclared prefix."""
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its plain name, whatever its namespace; empty if it is not there."""
    return next((str(told) for key, told in element.attrib.items() if local(key) == name), "")


def text_of(element: etree._Element | None) -> str:
    """The text of an element, with markup inside as it was written; empty for None."""
    if element is None:
        return ""
    return inner(element) if len(element) else element.text or ""


def inner(element: etree._Element) -> str:
    """A text that holds unescaped markup, as it was written."""
    inside = [etree.tostring(child, encoding="unicode") for child in element]
    return html.escape(element.text or "", quote=False) + _DECLARED.sub("", "".join(inside))


def _broken(line: int, reason: str) -> ImportRefused:
    sentence = _("The file is broken at line {line}, and what was meant cannot be told ({reason}).")
    return ImportRefused(
        sentence.format(line=line, reason=reason.strip()),
        _("Export it again, or mend that line in a text editor."),
        where=_("line {number}").format(number=line),
    )


def _cut_off(line: int, reason: str) -> ImportRefused:
    sentence = _("The file ends in the middle, at line {line} ({reason}).")
    return ImportRefused(
        sentence.format(line=line, reason=reason.strip()),
        _("It was cut off on the way: fetch or export the whole of it again."),
        where=_("line {number}").format(number=line),
    )
