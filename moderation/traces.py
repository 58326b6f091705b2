"""Traces of addresses in a text: the one finder behind the mask and the guard.

It finds, of the stored e-mail addresses: each as it stands, whatever its case or width and with
unseen characters in it; percent-encoded, as HTML entities, with backslashes as in JSON, quoted-
printable, split by tags, and these within one another; "ana (at) example (dot) org" and "ana at
example dot org"; backwards; in base64 at any place of a longer text, also of what is disguised
itself; and its MD5, SHA-1 or SHA-2. IP addresses likewise, in any spelling that means the same:
192.0.2.1, 192.000.002.001, 0300.0.2.1, http://3221225985/, 2001:DB8:0:0::1, ::ffff:192.0.2.1 (for
all of them see `ip_spellings`; base64: IPv6 from eight characters on).
What is written out of all proportion (over a thousand characters around its sign) is not found.
"""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from moderation.anchors import has_base64, neighbourhoods, suspicious
from moderation.base64_runs import Run, runs
from moderation.disguises import View, plain_view, spoken, views
from moderation.folding import fold
from moderation.ip_spellings import ip_spellings
from moderation.known import HASHES, AddressSet, KnownPrivate


class Form(Enum):
    """What was found. Not the words for a person: see `moderation.guard.Leak`."""

    EMAIL = "e-mail address"
    HIDDEN_EMAIL = "e-mail address, encoded or in disguise"
    IP = "IP address"
    HIDDEN_IP = "IP address, encoded or in disguise"
    BASE64 = "address in base64"
    HASH = "hash of an address"

    @property
    def is_email(self) -> bool:
        """Whether it is an e-mail address that can be read back."""
        return self in (Form.EMAIL, Form.HIDDEN_EMAIL)


@dataclass(frozen=True, slots=True)
class Trace:
    """From `start` to `end` of a text there is this. The address itself is never printed."""

    start: int
    end: int
    form: Form
    address: str = field(default="", repr=False)


def traces(
    text: str,
    known: KnownPrivate,
    *,
    typed: bool = False,
    allowed: AddressSet | None = None,
) -> list[Trace]:
    """All traces of stored addresses in the text, in order; they may overlap.

    With `typed`, whatever is clearly an e-mail address is found, stored or not. E-mail addresses
    that are `allowed` are passed over, but not their hashes.
    """
    # The text as it stands is looked at first: what can be read there is not called hidden.
    found: dict[tuple[int, int], Trace] = {}
    finder = _Finder(known, typed, allowed or AddressSet(()))
    data = text.encode("utf-8", "surrogatepass")
    for start, end in neighbourhoods(data):
        part = data[start:end].decode("utf-8", "surrogatepass")
        before = start if text.isascii() else len(data[:start].decode("utf-8", "surrogatepass"))
        for trace in finder.look_at(part):
            place = (trace.start + before, trace.end + before)
            found.setdefault(place, Trace(*place, trace.form, trace.address))
    return [found[place] for place in sorted(found)]


# What is clearly an address to anybody. A version (left-pad@1.2.3) is none, and a slash ends it.
_NAME = re.compile(r"[\w.+%'~!#$*^|{}-]{1,64}\Z")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,9}[^\W\d_][\w-]{1,62}")
# What reads on as one word with a stored address, and goes with it.
_WORD_BEFORE = re.compile(r"[\w.+-]{0,64}\Z")
_WORD_AFTER = re.compile(r"[\w-]{0,64}(?:\.[\w-]{1,64}){0,9}")


# Base64 of base64 of base64 is decoded too, and that is enough.
_DEEPEST = 3


class _Finder:
    def __init__(
        self, known: KnownPrivate, typed: bool, allowed: AddressSet, depth: int = 0
    ) -> None:
        self._known = known
        self._typed = typed
        self._allowed = allowed
        self._depth = depth

    def look_at(self, text: str) -> Iterator[Trace]:
        for number, view in enumerate(_all_views(text)):
            plain = fold(view)
            clear, guessed = spoken(plain)
            yield from self._emails(plain, hidden=number > 0, typed=self._typed)
            if clear is not plain:
                yield from self._emails(clear, hidden=True, typed=self._typed)
            if guessed is not clear:
                yield from self._emails(guessed, hidden=True, typed=False)
            if "@" in plain.text:
                yield from self._emails(plain.turned(), hidden=True, typed=False)
            for each in _for_ips(view, plain, clear):
                yield from self._ips(each, hidden=number > 0 or (each is clear is not plain))
            if guessed is not clear:
                yield from self._ips(guessed, hidden=True)
            if _TURNS.search(view.text):
                yield from self._ips(plain.turned(), hidden=True)
            yield from self._hashes(plain)
            yield from self._base64(view)

    def _emails(self, view: View, *, hidden: bool, typed: bool) -> Iterator[Trace]:
        at = view.text.find("@")
        while at >= 0:
            span = (self._typed_around(view.text, at) if typed else None) or self._stored_around(
                view.text, at
            )
            if span is not None and not self._is_allowed(view.text, at):
                form = Form.HIDDEN_EMAIL if hidden else Form.EMAIL
                yield Trace(*view.source(*span), form, view.text[slice(*span)])
            at = view.text.find("@", at + 1)

    def _typed_around(self, text: str, at: int) -> tuple[int, int] | None:
        name = _NAME.search(text, max(0, at - 64), at)
        domain = _DOMAIN.match(text, at + 1)
        return (name.start(), domain.end()) if name and domain else None

    def _stored_around(self, text: str, at: int) -> tuple[int, int] | None:
        span = self._known.emails.around(text, at)
        if span is None:
            return None
        before = _WORD_BEFORE.search(text, max(0, span[0] - 64), span[0])
        after = _WORD_AFTER.match(text, span[1])
        return before.start() if before else span[0], after.end() if after else span[1]

    def _is_allowed(self, text: str, at: int) -> bool:
        """Whether the stored address here is one that is allowed, or a part of it."""
        allowed = self._allowed.around(text, at)
        stored = self._known.emails.around(text, at) if allowed else None
        return bool(allowed and stored and allowed[0] <= stored[0] and stored[1] <= allowed[1])

    def _ips(self, view: View, *, hidden: bool) -> Iterator[Trace]:
        for start, end, packed in ip_spellings(view.text):
            if packed in self._known.ips:
                yield Trace(*view.source(start, end), Form.HIDDEN_IP if hidden else Form.IP)

    def _hashes(self, view: View) -> Iterator[Trace]:
        for run in _HEX_RUN.finditer(view.text):
            for start, end in _hash_spans(*run.span()):
                if self._known.has_hash(view.text[start:end]):
                    yield Trace(*view.source(start, end), Form.HASH)

    def _base64(self, view: View) -> Iterator[Trace]:
        if self._depth == _DEEPEST or not has_base64(view.text):
            return
        for run in runs(view.text):
            first, last = 0, len(run) - 1
            if not self._holds(run, first, last):
                continue
            # No more is taken than what is needed to read the address.
            while first < last and self._holds(run, first + 1, last):
                first += 1
            while first < last and self._holds(run, first, last - 1):
                last -= 1
            yield Trace(*view.source(*run.span(first, last)), Form.BASE64)

    def _holds(self, run: Run, first: int, last: int) -> bool:
        """Whether a stored address can be read in it; one that is allowed does not count here."""
        inner = _Finder(self._known, False, AddressSet(()), self._depth + 1)
        return any(
            suspicious(said) and any(True for _trace in inner.look_at(said))
            for said in run.says(first, last)
        )


def _for_ips(view: View, plain: View, clear: View) -> list[View]:
    # Folded, an accent or a superscript would run into the number before it.
    as_it_is = View(view.text.translate(_LOWER), view.starts, view.ends)
    found = [as_it_is] if as_it_is.text == plain.text else [as_it_is, plain]
    return found if clear is plain else [*found, clear]


def _all_views(text: str) -> Iterator[View]:
    """The text in all views; and where it has other than plain letters, what they stand for."""
    start = plain_view(text)
    yield from views(start)
    if not text.isascii():
        yield from views(fold(start))
        if _TURNS.search(text):
            yield from views(start.turned())


_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_HEX_RUN = re.compile(r"[0-9a-f]{32,}")
# Signs that turn what follows round, so that it is read from its end.
_TURNS = re.compile("[\u202b\u202e\u2067]")


def _hash_spans(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where in a run of hexadecimal digits a hash could stand: anywhere in it."""
    for length in HASHES:
        for place in range(start, min(end - length, start + 4096) + 1):
            yield place, place + length
