"""A spy who wants the addresses out of a file, and tries everything that a machine can undo.

Written without a look at `moderation.traces`: whole texts, the standard library's own decoders, in
any order, up to four deep, and then a plain look for what is stored. Slow, and that is its use.
"""

import base64
import hashlib
import html
import ipaddress
import quopri
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import unquote

_DEPTH = 4
_MOST_READINGS = 150


def _escapes(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = int(match[1] or match[2] or match[3], 16) if not match[4] else int(match[4], 8)
        return chr(code) if code < 0x110000 else match[0]

    undone = re.sub(
        r"\\+(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|([0-3][0-7]{2}))",
        one,
        text,
    )
    return undone.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _quoted_printable(text: str) -> str:
    if "=" not in text:
        return text
    return quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")


def _without_tags(text: str) -> str:
    text = re.sub(r"<!--.*?-->|\]\]><!\[CDATA\[", "", text, flags=re.DOTALL)
    return re.sub(r"""</?[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""", "", text)


def _seen(text: str) -> str:
    """As it looks: one style of letters, no marks, nothing that takes no room."""
    plain = unicodedata.normalize("NFKD", text).replace("。", ".")
    return "".join(
        char for char in plain if unicodedata.category(char) not in {"Cf", "Mn", "Me"}
    ).casefold()


def _spoken(text: str) -> str:
    text = re.sub(r"\s*(?:[\[({<]\s*at\s*[\])}>]|\sat\s|_at_|\s@\s)\s*", "@", text, flags=re.I)
    return re.sub(
        r"\s*(?:[\[({<]\s*(?:dot|\.)\s*[\])}>]|\sdot\s|_dot_|\s\.\s)\s*", ".", text, flags=re.I
    )


def _base64(text: str) -> str:
    """What is in base64 in it, from each place, one after the other; line breaks are nothing."""
    found = []
    for run in re.findall(
        r"[A-Za-z0-9+/_-]{6,}", re.sub(r"(?<=[A-Za-z0-9+/])\r?\n(?=[A-Za-z0-9+/])", "", text)
    ):
        plain = run.replace("-", "+").replace("_", "/")
        for offset in range(4):
            piece = plain[offset : offset + (len(plain) - offset) // 4 * 4 or None]
            found.append(_decoded(piece))
            found.append(_decoded(plain[offset:]))
    return "\n".join(found)


def _decoded(piece: str) -> str:
    try:
        return base64.b64decode(piece + "=" * (-len(piece) % 4)).decode("utf-8", "replace")
    except ValueError:
        return ""


_WAYS: tuple[Callable[[str], str], ...] = (
    html.unescape, unquote, _escapes, _quoted_printable, _without_tags, _seen, _spoken, _base64,
    lambda text: text[::-1],
)  # fmt: skip


@lru_cache(maxsize=4)
def readings(text: str) -> tuple[str, ...]:
    """Everything that can be read out of a text, in lower case."""
    known = dict.fromkeys([text])
    newest = [text]
    for _round in range(_DEPTH):
        fresh = []
        for one in newest:
            for way in _WAYS:
                read = way(one)
                if read and read not in known and len(known) < _MOST_READINGS:
                    known[read] = None
                    fresh.append(read)
        newest = fresh
    return tuple(one.lower() for one in known)


def finds_email(email: str, text: str) -> bool:
    """Whether the address can be had out of the text."""
    wanted = {email.strip().lower(), _seen(email.strip()), *_other_domains(email)}
    if any(one in read for read in readings(text) for one in wanted):
        return True
    return not _digests(email).isdisjoint(_all_hex(text))


def finds_ip(ip: str, text: str) -> bool:
    """Whether the IP address can be had out of the text."""
    hashes = {hashlib.new(name, ip.encode()).hexdigest() for name in _NAMES}
    return ipaddress.ip_address(ip) in _all_ips(text) or not hashes.isdisjoint(_all_hex(text))


@lru_cache(maxsize=4)
def _all_ips(text: str) -> frozenset[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    return frozenset(ip for read in readings(text) for ip in _ips(read))


@lru_cache(maxsize=4)
def _all_hex(text: str) -> frozenset[str]:
    return frozenset(run for read in readings(text) for run in _hex(read))


_NAMES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


def _other_domains(email: str) -> Iterator[str]:
    name, _at, domain = email.strip().lower().rpartition("@")
    yield f"{name}@{domain.encode('idna').decode()}"


@lru_cache
def _digests(email: str) -> frozenset[str]:
    name, _at, domain = email.rpartition("@")
    forms = {
        email, email.strip(), email.strip().lower(), email.strip().upper(), email.casefold(),
        f"{name}@{domain.lower()}", *_other_domains(email), f"mailto:{email.lower()}",
        email.lower() + "\n",
    }  # fmt: skip
    return frozenset(hashlib.new(how, one.encode()).hexdigest() for how in _NAMES for one in forms)


def _hex(text: str) -> set[str]:
    return set(re.findall(r"[0-9a-f]{32,}", text))


def _ips(text: str) -> Iterator[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    for run in re.findall(r"(?<![0-9.:])[0-9a-fx.:]{6,90}", text):
        for one in (run, run.strip("x"), run.strip(".:"), run.rstrip(":"), run.rsplit(":", 1)[0]):
            yield from _meant(one)
    for number in re.findall(r"//([0-9a-fx.]+)", text):
        yield from _dotted(number)
    for run in re.findall(r"((?:[0-9a-f]+\.){4,32})(?:in-addr|ip6)\.arpa", text):
        parts = run.rstrip(".").split(".")[::-1]
        whole = (
            ".".join(parts)
            if len(parts) == 4
            else ":".join("".join(parts[at : at + 4]) for at in range(0, 32, 4))
        )
        yield from _meant(whole)
    for run in re.findall(r"([0-9a-f-]+)\.ipv6-literal\.net", text):
        yield from _meant(run.replace("-", ":"))
    for run in re.findall(r"0x[0-9a-f]{8}", text):
        yield ipaddress.IPv4Address(int(run, 16))


def _meant(spelled: str) -> Iterator[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        address = ipaddress.ip_address(spelled)
    except ValueError:
        yield from _dotted(spelled)
        return
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        within = (address.ipv4_mapped, address.sixtofour)
        yield from (one for one in within if one is not None)
        if address.packed[:12] in {bytes(12), b"\x00\x64\xff\x9b" + bytes(8)}:
            yield ipaddress.IPv4Address(address.packed[12:])


def _dotted(spelled: str) -> Iterator[ipaddress.IPv4Address]:
    """As the C library's inet_aton reads it, and with zeros that mean nothing."""
    parts = spelled.split(".")
    for octal in (True, False):
        try:
            numbers = [
                int(part, 16 if part.startswith("0x") else 8 if octal and part[:1] == "0" else 10)
                for part in parts
            ]
        except ValueError:
            continue
        if not 1 <= len(numbers) <= 4 or any(one > 255 for one in numbers[:-1]):
            continue
        whole = sum(one << (24 - 8 * n) for n, one in enumerate(numbers[:-1])) + numbers[-1]
        if numbers[-1] < 256 ** (5 - len(numbers)) and whole < 2**32:
            yield ipaddress.IPv4Address(whole)
