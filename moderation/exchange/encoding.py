"""A file of text as UTF-8, whatever it was written in, unpacked if it is packed.

Nothing is dropped: a byte that is wrong in its encoding is read as Windows-1252, from which such
bytes mostly come, and every repair is noted with its line.
"""

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from moderation.errors import ImportRefused
from moderation.exchange.charset import guessed
from moderation.exchange.source import Notes
from resources.translation import _

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE = 64 * 1024
# So much of a text is looked through for what is not ASCII, to guess its encoding by.
_GUESSED_FROM = 256 * 1024
_TELLS = 64 * 1024
# gzip makes text 5 to 20 times smaller; a file that grows more, and beyond this, is a trap.
_BOMB_RATIO = 200
_BOMB_SIZE = 256 * 1024 * 1024


def grows_beyond_reason(unpacked: int, packed: int) -> bool:
    """Whether a packed file is a trap: so much larger inside that no text is."""
    return unpacked > max(_BOMB_SIZE, _BOMB_RATIO * packed)


_GZIP = b"\x1f\x8b"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
    (b"<\x00r\x00", "utf-16-le"),
    (b"\x00<\x00r", "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
# Charsets of text. Python knows more codecs (rot13, unicode_escape), and they are none.
_CHARSET = re.compile(r"(?:iso8859|cp\d|koi8|gb|big5|euc|shift_jis|mac|tis|johab|iso2022|hz$)")
_LOST = "\N{REPLACEMENT CHARACTER}"
# What a wrong byte becomes in `surrogateescape`, and three of them that were a lone surrogate.
_WRONG = re.compile("\udced[\udca0-\udcbf][\udc80-\udcbf]|[\udc80-\udcff]")


def utf8_pieces(file: BinaryIO, notes: Notes) -> Iterator[bytes]:
    """The text of `file` (seekable) in pieces of whole UTF-8 characters, without a BOM.

    A gzip'd file is unpacked; one that is damaged, or grows beyond reason, is refused with
    `ImportRefused`. Without a BOM the XML declaration names the encoding; where nothing does, it is
    UTF-8, or what it looks like.
    """
    raw = raw_pieces(file)
    ahead = _beginning(raw)
    first = b"".join(ahead)
    encoding = encoding_of(first)
    if encoding == "utf-8" and (found := guessed(first)) != "utf-8":
        told = _("The file does not tell its encoding; it was read as {name}.")
        notes.warn("encoding-guessed", told.format(name=found))
        encoding = found
    if encoding == "utf-8":
        yield from _checked(_from(codecs.BOM_UTF8, ahead, raw), notes)
    else:
        yield from _recoded(_from(b"", ahead, raw), encoding, notes)


def raw_pieces(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of `file` (seekable) in pieces, unpacked if it is gzip'd; errors as above."""
    file.seek(0)
    head = file.read(len(_GZIP))
    file.seek(0)
    return _unpacked(file) if head == _GZIP else iter(lambda: file.read(PIECE), b"")


def utf8_file(file: BinaryIO, notes: Notes) -> BinaryIO:
    """The same as a file to be read once, from its beginning, without a BOM; errors alike."""
    return as_file(utf8_pieces(file, notes))


def as_file(pieces: Iterator[bytes]) -> BinaryIO:
    """Pieces of bytes as a file to be read once, from its beginning."""
    return io.BufferedReader(_Pieces(pieces), PIECE)


class _Pieces(io.RawIOBase):
    """Pieces of bytes, as a file that is read from beginning to end."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        room = memoryview(buffer).cast("B")
        taken = self._rest[: len(room)]
        room[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


def head_text(head: bytes) -> str:
    """The beginning of a file, unpacked, as text to recognise a format by; never raises."""
    plain = unpacked_head(head)
    encoding = encoding_of(plain)
    if encoding == "utf-8":
        encoding = guessed(plain)
    text = plain.decode("utf-8-sig" if encoding == "utf-8" else encoding, "replace")
    return text.removeprefix("\ufeff")


def unpacked_head(head: bytes) -> bytes:
    """The beginning of a file as it is inside, for whoever recognises formats; never raises."""
    if not head.startswith(_GZIP):
        return head
    try:
        return zlib.decompressobj(wbits=31).decompress(head, PIECE)
    except zlib.error:
        return b""


def encoding_of(head: bytes) -> str:
    """The encoding that the first bytes of an XML file tell: of their BOM, pattern or words."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    declared = _DECLARED.search(head[:4096])
    if declared is None:
        return "utf-8"
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError:
        return "utf-8"
    # Who declares Latin-1 mostly writes its superset; HTML reads it so, too.
    if name == "iso8859-1":
        return "cp1252"
    return name if _CHARSET.match(name) else "utf-8"


def _beginning(raw: Iterator[bytes]) -> list[bytes]:
    """The first pieces, up to where something tells the encoding."""
    pieces: list[bytes] = []
    size, plain = 0, True
    for piece in raw:
        pieces.append(piece)
        size += len(piece)
        plain = plain and piece.isascii()
        if size >= (_GUESSED_FROM if plain else _TELLS):
            break
    return pieces


def _from(mark: bytes, ahead: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    """All pieces, without the mark before the first; those read ahead are let go one by one."""
    ahead.reverse()
    if ahead:
        yield ahead.pop().removeprefix(mark)
    while ahead:
        yield ahead.pop()
    yield from rest


def _unpacked(file: BinaryIO) -> Iterator[bytes]:
    grown = 0
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as inside:
            while piece := inside.read(PIECE):
                grown += len(piece)
                if grows_beyond_reason(grown, file.tell()):
                    raise ImportRefused(
                        _("The compressed file grows without end; no export does that."),
                        _("Unpack it yourself, and see whether it is what you expect."),
                    )
                yield piece
    except (EOFError, OSError, zlib.error) as error:
        raise ImportRefused(
            _("The compressed file is damaged, or it ends in the middle."),
            _("Download it again."),
        ) from error


def _checked(raw: Iterator[bytes], notes: Notes) -> Iterator[bytes]:
    """UTF-8 as it should be; wrong bytes are mended."""
    carry, line = b"", 1
    for piece in raw:
        data = carry + piece
        cut = len(data) - _unfinished(data)
        whole, carry = data[:cut], data[cut:]
        yield _mended(whole, line, notes)
        line += whole.count(b"\n")
    if carry:
        yield _mended(carry, line, notes)


def _unfinished(data: bytes) -> int:
    """How many bytes at the end begin a character whose other bytes are still to come."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte < 0x80:
            return 0
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if back < length else 0
    return 0


def _mended(data: bytes, line: int, notes: Notes) -> bytes:
    if data.isascii():
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _without_wrong_bytes(data, line, notes)
    return data


def _without_wrong_bytes(data: bytes, line: int, notes: Notes) -> bytes:
    text = data.decode("utf-8", "surrogateescape")
    offsets = [wrong.start() for wrong in _WRONG.finditer(text)]
    message = _("A byte is wrong in this encoding; it was read as Windows-1252.")
    notes.warn_of_lines("encoding", message, text, offsets, line)
    return _WRONG.sub(_as_windows, text).encode("utf-8")


def _as_windows(wrong: re.Match[str]) -> str:
    raw = wrong[0].encode("utf-8", "surrogateescape")
    return raw.decode("cp1252", "replace") if len(raw) == 1 else _LOST


def _recoded(raw: Iterator[bytes], encoding: str, notes: Notes) -> Iterator[bytes]:
    """Another encoding as UTF-8; what is wrong in it is U+FFFD, and noted."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    line = 1
    for piece in raw:
        text = decoder.decode(piece)
        _note_lost(text, line, notes)
        line += text.count("\n")
        yield text.encode("utf-8", "replace")
    text = decoder.decode(b"", final=True)
    _note_lost(text, line, notes)
    yield text.encode("utf-8", "replace")


def _note_lost(text: str, line: int, notes: Notes) -> None:
    if _LOST in text:
        offsets = [at for at, character in enumerate(text) if character == _LOST]
        message = _("A character is wrong in the file’s encoding and was replaced by �.")
        notes.warn_of_lines("encoding-lost", message, text, offsets, line)
