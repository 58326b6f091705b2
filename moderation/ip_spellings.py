"""The many ways to write an IP address, and what each means."""

import ipaddress
import re
from collections.abc import Iterator

_PART = r"(?:0x[0-9a-f]{1,2}|[0-9]{1,4})"
_IP4 = re.compile(rf"(?<![0-9])(?<![0-9]\.){_PART}(?:\.{_PART}){{3}}(?![0-9])(?!\.[0-9])")
# One to four numbers as the host of a URL, as the C library reads them.
_HOST = re.compile(
    r"(?<=//)(?:0x[0-9a-f]{1,8}|[0-9]{1,12})(?:\.(?:0x[0-9a-f]{1,8}|[0-9]{1,12})){0,3}"
)
_HEX_NUMBER = re.compile(r"0x[0-9a-f]{8}(?![0-9a-f])")
_IP6 = re.compile(r"(?<![0-9a-f:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,8}(?:(?:\.[0-9]{1,3}){3})?")
# As names are looked up from addresses, and as Windows names an address.
_TURNED = re.compile(
    r"(?<![0-9a-f.])((?:[0-9a-f]{1,3}\.){4}|(?:[0-9a-f]\.){32})(?:in-addr|ip6)\.arpa"
)
_LITERAL = re.compile(r"(?<![0-9a-f-])([0-9a-f]{0,4}(?:-[0-9a-f]{0,4}){2,7})\.ipv6-literal\.net")

# Where IPv6 holds an IPv4 address: ::a.b.c.d, and the prefix of RFC 6052; then 6to4 (RFC 3056).
_AT_THE_END = (bytes(12), b"\x00\x64\xff\x9b" + bytes(8))
_6TO4 = b"\x20\x02"


def pack_ip(text: str) -> bytes | None:
    """The address in its packed form, IPv4 inside IPv6 as IPv4; None if it is none."""
    try:
        address = ipaddress.ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    inner = getattr(address, "ipv4_mapped", None)
    return address.packed if inner is None else bytes(inner.packed)


def ip_spellings(text: str) -> Iterator[tuple[int, int, bytes]]:
    """Spans of folded text that read as an IP address, each packed; one may mean several."""
    for match in _IP4.finditer(text):
        for octal in (False, True):
            yield from _meant(match.span(), ".".join(_numbers(match[0], octal=octal)))
    for pattern in (_HOST, _HEX_NUMBER):
        for match in pattern.finditer(text):
            packed = _of_few_parts(match[0])
            if packed is not None:
                yield *match.span(), packed
    for match in _IP6.finditer(text):
        spelling = match[0]
        yield from _meant(match.span(), spelling)
        if spelling.endswith(":") and not spelling.endswith("::"):
            yield from _meant((match.start(), match.end() - 1), spelling[:-1])
    yield from _as_names(text)


def _as_names(text: str) -> Iterator[tuple[int, int, bytes]]:
    for match in _TURNED.finditer(text):
        parts = match[1].rstrip(".").split(".")[::-1]
        whole = "".join(parts)
        by_four = ":".join(whole[at : at + 4] for at in range(0, 32, 4))
        yield from _meant(match.span(), ".".join(parts) if len(parts) == 4 else by_four)
    for match in _LITERAL.finditer(text):
        yield from _meant(match.span(), match[1].replace("-", ":"))


def _meant(span: tuple[int, int], spelling: str) -> Iterator[tuple[int, int, bytes]]:
    packed = pack_ip(spelling)
    if packed is None:
        return
    yield *span, packed
    if packed[:12] in _AT_THE_END:
        yield *span, packed[12:]
    elif packed[:2] == _6TO4 and len(packed) == 16:
        yield *span, packed[2:6]


def _numbers(spelling: str, *, octal: bool) -> Iterator[str]:
    """The parts of a dotted address; a leading zero means octal to some and nothing to others."""
    for part in spelling.split("."):
        yield str(_number(part, octal=octal))


def _number(part: str, *, octal: bool) -> int:
    if part.startswith("0x"):
        return int(part, 16)
    if octal and part.startswith("0") and not set(part) & set("89"):
        return int(part, 8)
    return int(part)


def _of_few_parts(spelling: str) -> bytes | None:
    """What inet_aton makes of it: the last part fills all the bytes that are left."""
    *parts, last = (_number(part, octal=True) for part in spelling.split("."))
    left = 4 - len(parts)
    if last >= 256**left or any(part > 255 for part in parts):
        return None
    return bytes(parts) + last.to_bytes(left, "big")
