"""Addresses that somebody typed are masked before readers see them: `[e-mail hidden]`.

What is masked is what `moderation.traces` finds, which is what the guard looks for afterwards.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from moderation.anchors import suspicious
from moderation.assist import numbers
from moderation.disguises import is_inline
from moderation.known import KnownPrivate
from moderation.traces import Form, Trace, traces
from resources.translation import _


@dataclass(frozen=True, slots=True)
class Masking:
    """How to mask: what is known, and what is meant to be seen.

    With `typed`, whatever is clearly an e-mail address is masked, stored or not: so for comments.
    An article is the newsroom's own, and only stored addresses are masked in it. Where an address
    `stands`, because a moderator let it, e-mail addresses stay as they are typed; their hashes and
    IP addresses never do.
    """

    known: KnownPrivate
    typed: bool = True
    stands: bool = False

    def text(self, text: str) -> tuple[str, int]:
        """Plain text with its addresses masked, and how many they were."""
        if not suspicious(text):
            return text, 0
        spans = self._spans(text)
        return (_replaced(text, spans), len(spans)) if spans else (text, 0)

    def url(self, url: str) -> tuple[str, int]:
        """The address of a page, or nothing if a person's address is in it: half a link is none."""
        return ("", 1) if url and suspicious(url) and self._spans(url) else (url, 0)

    def html(self, markup: str) -> tuple[str, int]:
        """Sanitised HTML with the addresses in its text masked, also where tags split them.

        An attribute that holds one (a link) is taken away. Expects what `text.safe_html` gives:
        balanced tags with quoted attributes.
        """
        if self.leaves_alone(markup):
            return markup, 0
        parts = [part for part in _PARTS.split(markup) if part]
        texts = [_read(part) for part in parts]
        joined = "".join(texts)
        if not suspicious(markup) and not suspicious(joined):
            return markup, 0
        starts = list(accumulate(map(len, texts), initial=0))
        spans = _merged(self._found_across(joined, texts, starts))
        count = len(spans)
        written: list[str] = []
        for part, text, start in zip(parts, texts, starts, strict=False):
            if part.startswith("<"):
                tag, taken = self._tag(part)
                written.append(tag)
                count += taken
            else:
                written.append(_masked_piece(part, text, start, spans))
        return "".join(written), count

    @staticmethod
    def leaves_alone(markup: str, *texts: str) -> bool:
        """Whether nothing in this HTML and these texts can be an address: one quick look at all."""
        if can_hide(markup):
            return False
        return not suspicious("\n".join((markup, *texts)))

    def _tag(self, tag: str) -> tuple[str, int]:
        """The tag without the attributes that hold an address, and how many they were."""
        taken = 0

        def keep(attribute: re.Match[str]) -> str:
            nonlocal taken
            held = bool(self._spans(html.unescape(attribute[1])))
            taken += held
            return "" if held else attribute[0]

        if not suspicious(tag) and not suspicious(html.unescape(tag)):
            return tag, 0
        return _ATTRIBUTE.sub(keep, tag), taken

    def standing(self, *texts: str) -> frozenset[str]:
        """The e-mail addresses, folded, that these texts hold and that would be masked."""
        return frozenset(
            trace.address
            for text in texts
            for trace in traces(text, self.known, typed=self.typed)
            if trace.form.is_email
        )

    def _spans(self, text: str) -> list["_Span"]:
        return _merged(self._found(text))

    def _found_across(
        self, joined: str, texts: Sequence[str], starts: Sequence[int]
    ) -> list[Trace]:
        """What is found in texts that tags part, together and each alone, in their order.

        A tag may end a number that would go on without it.
        """
        found = self._found(joined)
        for text, start in zip(texts, starts, strict=False):
            found += (_moved(trace, start) for trace in self._found(text))
        return sorted(found, key=lambda trace: (trace.start, trace.end))

    def _found(self, text: str) -> list[Trace]:
        found = traces(text, self.known, typed=self.typed)
        return [trace for trace in found if not (self.stands and trace.form.is_email)]


def can_hide(markup: str) -> bool:
    """Whether tags within a line could split an address in it, or entities hide its signs."""
    return "&" in markup or _INLINE_TAG.search(markup) is not None


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    mask: str


_PARTS = re.compile(r"""(<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)
_INLINE_TAG = re.compile(r"<(?!/|p>|br>|br />|blockquote>|ul>|ol>|li>|div>)")
_ATTRIBUTE = re.compile(r"""\s[A-Za-z][A-Za-z0-9-]*=("[^"]*"|'[^']*')""")


def _moved(trace: Trace, by: int) -> Trace:
    return replace(trace, start=trace.start + by, end=trace.end + by)


def _read(part: str) -> str:
    """What a part of HTML says: its text; nothing for a tag within a line, a break for another."""
    if part.startswith("<"):
        return "" if is_inline(part) else "\n"
    return html.unescape(part)


def _masked_piece(part: str, text: str, start: int, spans: Sequence[_Span]) -> str:
    """One text of the HTML; the mask stands where the address began, even if it went on."""
    end = start + len(text)
    here = [span for span in spans if span.start < end and span.end > start]
    if not here:
        return part
    inner = [
        _Span(max(0, span.start - start), min(span.end, end) - start, mask)
        for span in here
        for mask in (span.mask if span.start >= start else "",)
    ]
    return html.escape(_replaced(text, inner), quote=False)


def _replaced(text: str, spans: Sequence[_Span]) -> str:
    pieces: list[str] = []
    place = 0
    for span in spans:
        pieces += (text[place : span.start], span.mask)
        place = span.end
    return "".join((*pieces, text[place:]))


def _merged(found: Sequence[Trace]) -> list[_Span]:
    """Traces that touch become one span, named after the plainest of them."""
    return [
        _Span(group[0].start, max(trace.end for trace in group), _mask(group))
        for group in _groups(found)
    ]


def _groups(found: Sequence[Trace]) -> Iterator[list[Trace]]:
    group: list[Trace] = []
    end = -1
    for trace in found:
        if group and trace.start > end:
            yield group
            group = []
        group.append(trace)
        end = max(end, trace.end)
    if group:
        yield group


def _mask(group: Sequence[Trace]) -> str:
    forms = {trace.form for trace in group}
    if any(form.is_email for form in forms):
        return _("[e-mail hidden]")
    if forms & {Form.IP, Form.HIDDEN_IP}:
        return _("[IP hidden]")
    return _("[address hidden]")


def numbers_hidden(body: str, regions: Sequence[str], *, markup: bool) -> tuple[str, int]:
    """A comment's body without the telephone, account and card numbers in it, and how many.

    In HTML they are found across tags within a line, and every tag stays as it is. What is hidden
    is what `moderation.assist.numbers` finds.
    """
    parts = [part for part in _PARTS.split(body) if part] if markup else [body]
    texts = [_read(part) for part in parts] if markup else parts
    spans = [
        _Span(one.start, one.end, _NUMBERS[one.kind]())
        for one in numbers.find("".join(texts), regions)
    ]
    if not spans:
        return body, 0
    if not markup:
        return _replaced(body, spans), len(spans)
    starts = accumulate(map(len, texts), initial=0)
    written = [
        part if part.startswith("<") else _masked_piece(part, text, start, spans)
        for part, text, start in zip(parts, texts, starts, strict=False)
    ]
    return "".join(written), len(spans)


_NUMBERS = {
    numbers.Kind.PHONE: lambda: _("[telephone number hidden]"),
    numbers.Kind.IBAN: lambda: _("[account number hidden]"),
    numbers.Kind.CARD: lambda: _("[card number hidden]"),
}
