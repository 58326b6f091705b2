"""How a file is broken: flipped, cut, repeated, nested, joined, written in another encoding."""

import gzip
import io
import random
import zipfile
from collections.abc import Callable

_BLOCK = 400
_MOST = 2_000_000

THROWN_IN = [
    b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9f\x98",
    b"<", b">", b"&", b"&#0;", b"&#xD800;", b"&x;", b"]]>", b"<![CDATA[", b"<!--", b"<?", b"<a:b/>",
    b"<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;&x;&x;'>]>", b"</item>", b"<item>",
    b"<wp:comment>", b"</wp:comment>", b"</post>", b"<entry>", b"</feed>", b'"', b"'", b"\\",
    b"\\ud800", b"\\u0000", b"{", b"}", b"[", b"]", b",", b":", b";", b"\t", b"\r", b"\n", b"\r\n",
    b"null", b"true", b"NaN", b"Infinity", b"1e999", b"-1", b"9" * 25, b"9" * 5000, b"0x10", b"1_0",
    b"0000-00-00", b"9999-12-31T23:59:59-23:59", b"0001-01-01T00:00:00+14:00", b"http://[", b"//[",
    b"http://a:99999/", b"&a", b"*a", b"!!python/object:os.system", b"- ", b": ", b"|\n", b"---\n",
    b"[" * 600, b'{"a":' * 600, b"<a>" * 600, b"\x1f\x8b", b"PK\x03\x04", b"SQLite format 3\x00",
    b"\n-----\n", b"\n--------\n", b"\nCOMMENT:\n", b"sep=,\n", b"=1+1",
]  # fmt: skip
_ENCODINGS = (
    "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso8859-15", "cp1251", "koi8-r",
    "shift_jis", "euc-jp", "gb18030", "big5", "utf-7", "utf-8-sig",
)  # fmt: skip

Change = Callable[[random.Random, bytes, bytes], bytes]


def mutated(chance: random.Random, raw: bytes, other: bytes) -> bytes:
    """`raw` with one to six things done to it; `other` is a file to mix it with."""
    for _time in range(chance.choice((1, 1, 1, 2, 3, 6))):
        raw = chance.choice(_CHANGES)(chance, raw, other)[:_MOST]
    return raw


def _span(chance: random.Random, raw: bytes) -> tuple[int, int]:
    start = chance.randrange(len(raw) + 1)
    return start, min(len(raw), start + chance.randint(1, _BLOCK))


def _flip(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    changed = bytearray(raw)
    for _time in range(chance.randint(1, 8) if raw else 0):
        changed[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    start, end = _span(chance, raw)
    return raw[:start] + raw[end:]


def _cut_off(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def _repeat(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    start, end = _span(chance, raw)
    return raw[:start] + raw[start:end] * chance.choice((2, 3, 50)) + raw[end:]


def _nest(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    start, end = _span(chance, raw)
    middle = (start + end) // 2
    return raw[:middle] + raw[start:end] + raw[middle:]


def _throw_in(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    start, end = _span(chance, raw)
    return raw[:start] + chance.choice(THROWN_IN) + raw[chance.choice((start, end)) :]


def _swap(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    start, end = _span(chance, raw)
    later, last = _span(chance, raw[end:])
    rest = raw[end:]
    return raw[:start] + rest[later:last] + rest[:later] + raw[start:end] + rest[last:]


def _mix(chance: random.Random, raw: bytes, other: bytes) -> bytes:
    start, end = _span(chance, other)
    place = chance.randrange(len(raw) + 1)
    return raw[:place] + other[start:end] + raw[place:]


def _join(_chance: random.Random, raw: bytes, other: bytes) -> bytes:
    return raw + other


def _recode(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    return raw.decode("utf-8", "replace").encode(chance.choice(_ENCODINGS), "replace")


def _pack(chance: random.Random, raw: bytes, other: bytes) -> bytes:
    if chance.random() < 0.5:
        return gzip.compress(raw, 1, mtime=0)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("a/b.json", raw), ("../c.yml", other)):
            archive.writestr(zipfile.ZipInfo(name), content[:100_000])
    return out.getvalue()


# What breaks little is done often: a file that is no file any more is refused at once.
_CHANGES: list[Change] = [
    *[_flip, _cut, _repeat, _nest, _throw_in, _mix, _swap] * 4, _throw_in, _throw_in,
    _cut_off, _join, _recode, _pack,
]  # fmt: skip
