"""The parser's side of a WordPress export: its items and comments, each once it is whole.

libxml2 reads in recovery, so that an undeclared prefix passes; every other fault is refused. The
entities of a file, its document type and the network are never looked at.
"""

from collections.abc import Callable, Iterator
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


class Elements:
    """The items and comments of a file, in the order of their ends; `root` once all are drawn."""

    def __init__(self, file: BinaryIO, notes: Notes) -> None:
        self._file = file
        self._blocks = repaired(utf8_pieces(file, notes), "rss", notes)
        self._notes = notes
        self._faults = 0
        self._parser = etree.XMLPullParser(
            events=("end",),
            tag=("item", "{*}comment"),
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
            raise _nothing(self._beginning(error.head)) from error
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


def _nothing(head: bytes) -> ImportRefused:
    return ImportRefused(
        _("This is no export of WordPress: it looks like {what}.").format(what=appearance(head)),
        _("In WordPress, an export is made under Tools, Export."),
        where=_("line {number}").format(number=1),
    )


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
