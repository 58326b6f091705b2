"""What must never be shown: every stored e-mail address and IP address, ready to be asked for.

Half a million of each take about 150 MB, so they are read when first asked for, not before: most
comments hold nothing that looks like an address, and a page of them never asks.
"""

import hashlib
import ipaddress
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from moderation.folding import folded
from moderation.ip_spellings import pack_ip

# What the library holds: pairs of an e-mail address and an IP address, either may be empty.
Values = Callable[[], Iterable[tuple[str, str]]]

# The hash functions that the guard knows, by the number of hexadecimal digits they give.
HASHES = {32: "md5", 40: "sha1", 56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}
# Longer than any address there is; what is longer would reach beyond its surroundings.
_LONGEST = 500


class AddressSet:
    """E-mail addresses, folded; finds the longest one around an @-sign."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._whole: set[str] = set()
        self._domains: set[str] = set()
        for address in addresses:
            for spelling in _spellings(address.strip()):
                self._whole.add(spelling)
                self._domains.add(spelling.rpartition("@")[2])
        lengths = {(whole.rfind("@"), len(whole)) for whole in self._whole}
        self._names = sorted({at for at, _length in lengths}, reverse=True)
        self._ends = sorted({length - at - 1 for at, length in lengths}, reverse=True)
        # What stands to both sides of some @-sign: most that are not ours are told by this.
        self._about = {
            (whole[whole.rfind("@") - 1], whole[whole.rfind("@") + 1]) for whole in self._whole
        }

    def __len__(self) -> int:
        return len(self._whole)

    def around(self, text: str, at: int) -> tuple[int, int] | None:
        """Where the longest address around the @-sign at `at` begins and ends in folded text."""
        if (text[at - 1 : at], text[at + 1 : at + 2]) not in self._about:
            return None
        for end in (at + 1 + length for length in self._ends):
            if end > len(text) or text[at + 1 : end] not in self._domains:
                continue
            for start in (at - length for length in self._names):
                if start >= 0 and text[start:end] in self._whole:
                    return start, end
        return None


class KnownPrivate:
    """The stored e-mail and IP addresses, and their hashes; `values` is called to read them.

    An e-mail counts as an address if it has an @-sign with something on both sides, an IP if
    Python's `ipaddress` reads it; what a commenter typed instead ("none") is no address.
    """

    def __init__(self, values: Values) -> None:
        self._values = values
        self._digests: dict[int, array[int]] = {}

    @classmethod
    def of(cls, *pairs: tuple[str, str]) -> "KnownPrivate":
        """These pairs of e-mail and IP address and no others."""
        return cls(lambda: pairs)

    @cached_property
    def emails(self) -> AddressSet:
        """All e-mail addresses."""
        return AddressSet(email for email, _ip in self._values() if _is_address(email))

    @cached_property
    def ips(self) -> frozenset[bytes]:
        """All IP addresses, packed; `0.0.0.0` and `::` are nobody's."""
        packed = (pack_ip(ip) for _email, ip in self._values() if ip)
        return frozenset(one for one in packed if one is not None and any(one))

    def has_hash(self, digits: str) -> bool:
        """Whether these hexadecimal digits are a hash of a stored address.

        Hashed as typed, without blanks around it, in lower and in upper case, with its domain in
        either spelling, with `mailto:` before it; and an IP as Python writes it.
        """
        if len(digits) not in HASHES:
            return False
        known = self._digests.get(len(digits))
        if known is None:
            known = self._digests[len(digits)] = self._hash_all(HASHES[len(digits)])
        wanted = int(digits[:16], 16)
        place = bisect_left(known, wanted)
        return place < len(known) and known[place] == wanted

    def _hash_all(self, name: str) -> "array[int]":
        # Eight bytes of each are enough to tell them apart, and sorted they take no more room.
        first = (
            hashlib.new(name, text.encode(errors="surrogatepass"), usedforsecurity=False).digest()
            for text in self._spelled()
        )
        return array("Q", sorted(int.from_bytes(digest[:8], "big") for digest in first))

    def _spelled(self) -> Iterator[str]:
        for email, ip in self._values():
            if _is_address(email):
                yield from _hashed_as(email)
            if ip and (packed := pack_ip(ip)) is not None and any(packed):
                yield from {ip, ip.strip(), str(ipaddress.ip_address(packed))}


def _is_address(email: str) -> bool:
    name, at, domain = email.strip().rpartition("@")
    return bool(name and at and domain) and len(email) <= _LONGEST


def _spellings(address: str) -> set[str]:
    """The address folded, and with its domain as the name system writes it or as people do."""
    name, _at, domain = address.rpartition("@")
    return {folded(address), *(folded(f"{name}@{one}") for one in _other_domains(domain))}


def _other_domains(domain: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", domain).casefold()
    try:
        if not plain.isascii():
            yield plain.encode("idna").decode()
        elif "xn--" in plain:
            yield plain.encode().decode("idna")
    except UnicodeError:
        pass  # no domain that could be written otherwise


def _hashed_as(email: str) -> set[str]:
    """What programs make of an address before they hash it."""
    typed = email.strip()
    name, _at, domain = typed.rpartition("@")
    lower = typed.lower()
    known = {email, typed, lower, typed.upper(), typed.casefold(), f"{name}@{domain.lower()}"}
    for other in _other_domains(domain):
        known |= {f"{name}@{other}", f"{name.lower()}@{other}"}
    # As links and as `echo` write it.
    return known | {f"mailto:{lower}", f"{lower}\n"}
