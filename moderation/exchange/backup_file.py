"""Our own lossless backup: JSON Lines with every row of every table, private data and all.

The first line says what it is and that it is private; then a row a line, as `{"comment": {…}}`;
the last line counts the rows by table and seals all that came before with its SHA-256. So a file
that was cut or edited is told from a whole one.
"""

import gzip
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from moderation.errors import ImportRefused
from resources.translation import _

SIGN = "commentdesk-backup"
VERSION = 1
# English whatever the language: it is read by whoever finds the file.
PRIVATE = (
    "Holds readers' e-mail and IP addresses, notes and history: for the newsroom alone, never to"
    " be published."
)
_GZIP = b"\x1f\x8b"
# No row is longer; a file of another kind may be one line of any length.
_LONGEST = 256 * 1024 * 1024
_END = "end"


@dataclass(frozen=True, slots=True)
class Head:
    """The first line: the schema of the rows, the newest operation with its seal, and whence.

    `sources` are those of the comments; `library` is the seal of the first operation, by which
    one newsroom is told from another; both may be empty.
    """

    schema: int
    operation: int
    seal: str
    made_at: str
    library: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One row, its place in the file, and for a reply the source and id of what it answers."""

    table: str
    row: Mapping[str, object]
    number: int
    answers: tuple[str, str | None] | None = None


class Writer:
    """Writes a backup: the head at once, then rows, then `end`."""

    def __init__(self, out: IO[bytes], head: Head) -> None:
        self._out = out
        self._sum = hashlib.sha256()
        self.counts: Counter[str] = Counter()
        self._put(
            {
                SIGN: VERSION, "private": PRIVATE, "schema": head.schema, "made_at": head.made_at,
                "operation": head.operation, "seal": head.seal, "library": head.library,
                "sources": head.sources,
            }
        )  # fmt: skip

    def row(
        self,
        table: str,
        row: Mapping[str, object],
        answers: tuple[str, str | None] | None = None,
    ) -> None:
        """Write one row."""
        self.counts[table] += 1
        self._put({table: row} if answers is None else {table: row, "answers": answers})

    def end(self) -> str:
        """Write the last line; the SHA-256 that is in it."""
        digest = self._sum.hexdigest()
        self._put({_END: SIGN, "rows": dict(self.counts), "sha256": digest})
        return digest

    def _put(self, value: object) -> None:
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_hexadecimal)
        # A text that is no Unicode cannot be in a library; it would be our own fault to lose it.
        data = line.encode("utf-8") + b"\n"
        self._sum.update(data)
        self._out.write(data)


def _hexadecimal(value: object) -> object:
    """Bytes, which no program of ours puts into a library, are kept all the same."""
    assert isinstance(value, bytes)
    return {"hex": value.hex()}


def looks_like(head: bytes) -> bool:
    """Whether this is the beginning of such a backup, packed or not."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(31).decompress(head, 4096)
        except zlib.error:
            return False
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b'{"' + SIGN.encode() + b'"')


def read(file: BinaryIO) -> tuple[Head, Iterator[Line]]:
    """The head and the rows, lazily; packed or not.

    `ImportRefused` where it is no such file, of a newer program, cut or edited: what is wrong with
    its end is known at its end only, so whoever draws the rows keeps none of them before that.
    """
    start = file.read(2)
    file.seek(0)
    plain = cast(IO[bytes], gzip.GzipFile(fileobj=file)) if start == _GZIP else file
    summed = hashlib.sha256()
    first = _line(plain)
    summed.update(first)
    head = _head(first)
    return head, _rows(plain, summed)


def _head(first: bytes) -> Head:
    told = _object(first, 1)
    if SIGN not in told:
        raise ImportRefused(_("This is no backup of Commentdesk."), where=_place(1))
    version = told[SIGN]
    if not isinstance(version, int) or version > VERSION:
        raise newer()
    try:
        return Head(
            schema=int(str(told["schema"])),
            operation=int(str(told["operation"])),
            seal=str(told["seal"]),
            made_at=str(told["made_at"]),
            library=str(told["library"]),
            sources=tuple(str(one) for one in cast("list[object]", told["sources"])),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise _edited(1) from error


def newer() -> ImportRefused:
    """The refusal of a backup that a newer program wrote."""
    return ImportRefused(
        _("This backup was written by a newer Commentdesk."),
        _("Install the newer version to read it."),
        where=_place(1),
    )


def _rows(plain: IO[bytes], summed: "hashlib._Hash") -> Iterator[Line]:
    counts: Counter[str] = Counter()
    number = 1
    while True:
        number += 1
        data = _line(plain)
        if not data.endswith(b"\n"):
            raise _cut(number)
        told = _object(data, number)
        if _END in told:
            _look_at_end(told, counts, summed.hexdigest(), number)
            if _line(plain):
                raise _edited(number + 1)
            return
        summed.update(data)
        line = _row(told, number)
        counts[line.table] += 1
        yield line


def _row(told: Mapping[str, object], number: int) -> Line:
    table, row = next(iter(told.items()), ("", None))
    answers = told.get("answers")
    if not isinstance(row, dict) or set(told) - {table, "answers"}:
        raise _edited(number)
    values = {name: _value(value, number) for name, value in row.items()}
    if answers is None:
        return Line(table, values, number)
    if not isinstance(answers, list) or len(answers) != 2:
        raise _edited(number)
    source, external = answers
    return Line(table, values, number, (str(source), None if external is None else str(external)))


def _value(value: object, number: int) -> object:
    if isinstance(value, dict):
        try:
            return bytes.fromhex(value["hex"])
        except (KeyError, ValueError, TypeError) as error:
            raise _edited(number) from error
    if isinstance(value, list | bool):
        raise _edited(number)
    return value


def _look_at_end(
    told: Mapping[str, object], counts: Mapping[str, int], digest: str, number: int
) -> None:
    if told.get("sha256") != digest or told.get("rows") != dict(counts):
        raise _edited(number)


def _line(plain: IO[bytes]) -> bytes:
    try:
        data = plain.readline(_LONGEST)
    except EOFError as error:
        raise _cut(None) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise ImportRefused(_("The backup is packed (gzip), and damaged.")) from error
    if len(data) == _LONGEST:
        raise ImportRefused(_("This is no backup of Commentdesk: one of its lines has no end."))
    return data


def _object(data: bytes, number: int) -> Mapping[str, object]:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _edited(number) from error
    if not isinstance(told, dict):
        raise _edited(number)
    return told


def _cut(number: int | None) -> ImportRefused:
    return ImportRefused(
        _("The backup is cut off: its end is missing."),
        _("Take another copy of it. Nothing of it was kept."),
        where="" if number is None else _place(number),
    )


def _edited(number: int) -> ImportRefused:
    return ImportRefused(
        _("The backup is not as it was written: it was changed, or damaged."),
        _("Take another copy of it. Nothing of it was kept."),
        where=_place(number),
    )


def _place(number: int) -> str:
    return _("line {number}").format(number=number)
