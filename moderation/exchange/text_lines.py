"""A file of text line by line, with the lines' numbers; a line without end is refused."""

from collections.abc import Iterator
from typing import BinaryIO

from moderation.errors import ImportRefused
from moderation.exchange.encoding import utf8_file
from moderation.exchange.source import Notes
from resources.translation import _

# A single value may be so long, in bytes; the whole of one has to be held.
LONGEST_VALUE = 64 * 1024 * 1024


def lines_of(file: BinaryIO, notes: Notes) -> Iterator[tuple[int, str]]:
    """Each line without its end, and its number; whatever the encoding, and the ends' kind."""
    text = utf8_file(file, notes)
    number = 0
    while line := text.readline(LONGEST_VALUE + 1):
        number += 1
        refuse_too_long(len(line), number)
        yield number, line.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")


def refuse_too_long(size: int, line: int) -> None:
    """`ImportRefused` where a value that begins on this line has grown beyond reason."""
    if size > LONGEST_VALUE:
        raise ImportRefused(
            _("A text that begins here is longer than {limit} MB; no comment is.").format(
                limit=LONGEST_VALUE // (1024 * 1024)
            ),
            _("Look at that line in an editor; an end may be missing."),
            _("line {number}").format(number=line),
        )
