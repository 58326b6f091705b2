"""The text that Movable Type exports, in its parts: entries, and the sections of each.

An entry ends with a line of eight dashes, a section with one of five; the fields of an entry are
its first section. A line of dashes that belongs to a text has a tab behind it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from moderation.exchange.source import Notes
from moderation.exchange.text_lines import refuse_too_long
from resources.translation import _

SECTION_END = "-----"
ENTRY_END = "--------"
# The first section of an entry has no name.
FIELDS = ""

_FIELD = re.compile(r"([A-Z][A-Z0-9 _-]{0,30}):(?:\s+(.*)|\s*)")
_NAME = re.compile(r"([A-Z][A-Z ]{1,30}):\s*")
# What a comment or a ping tells before its text begins.
_OF_COMMENTS = frozenset(
    {"AUTHOR", "EMAIL", "IP", "URL", "DATE", "TITLE", "BLOG NAME", "SECRET", "PASS"}
)


@dataclass(slots=True)
class Section:
    """A section: its name, its lines, and the number of its first line; `last` ends an entry."""

    name: str
    line: int
    lines: list[str] = field(default_factory=list)
    last: bool = False


def sections(lines: Iterable[tuple[int, str]], notes: Notes) -> Iterator[Section]:
    """The sections of all entries, one after another; `last` and empty where an entry ends."""
    current: Section | None = None
    size = number = 0
    for number, line in lines:
        end = line.rstrip(" ")
        if end in {SECTION_END, ENTRY_END}:
            if current is not None:
                yield current
            current, size = None, 0
            if end == ENTRY_END:
                yield Section(FIELDS, number, last=True)
        elif current is not None:
            size += len(line) + 1
            refuse_too_long(size, current.line)
            current.lines.append(_unescaped(line))
        elif line.strip():
            current = _begun(number, line)
    if current is not None:
        told = _("The file ends within a text; what is there of it was taken.")
        notes.warn("cut-off", told, _("line {number}").format(number=current.line))
        yield current
    yield Section(FIELDS, number, last=True)


def _unescaped(line: str) -> str:
    """A line of dashes without the tab that marks it as text; any other line as it is."""
    dashes = line.rstrip("\t")
    return line if dashes.strip("-") or len(dashes) < len(SECTION_END) else dashes


def _begun(number: int, line: str) -> Section:
    named = _NAME.fullmatch(line)
    if named is not None and named[1] in {
        "BODY", "EXTENDED BODY", "EXCERPT", "KEYWORDS", "COMMENT", "PING",
    }:  # fmt: skip
        return Section(named[1], number)
    return Section(FIELDS, number, [line])


def fields_of(lines: Sequence[str]) -> Mapping[str, str]:
    """The fields of an entry; of one told twice the first stays, lines that are none are left."""
    found: dict[str, str] = {}
    for line in lines:
        if told := _FIELD.fullmatch(line.strip()):
            found.setdefault(told[1], (told[2] or "").strip())
    return found


def fields_and_text(lines: Sequence[str]) -> tuple[Mapping[str, str], str]:
    """The fields of a comment, each at most once, and the text behind them."""
    found: dict[str, str] = {}
    for at, line in enumerate(lines):
        told = _FIELD.fullmatch(line.strip())
        if told is None or told[1] not in _OF_COMMENTS or told[1] in found:
            return found, "\n".join(lines[at:]).strip("\n")
        found[told[1]] = (told[2] or "").strip()
    return found, ""
