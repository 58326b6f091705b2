"""What stands after a colon: where it is, and how addresses, hosts and numbers in it are read."""

import difflib
import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, tzinfo

from db.criteria import (
    CopiesOf,
    Criterion,
    EmailIs,
    IpIn,
    LanguageIs,
    LinksTo,
    Measured,
    Measures,
    Not,
    TurnedAway,
    all_of,
    any_of,
)
from moderation.errors import BadQuery, Correction
from resources.translation import _

_COUNT = re.compile(r"(>=|<=|>|<|=)?\s*(\d{1,9})", re.ASCII)
_RANGE = re.compile(r"(\d{1,9})\.\.(\d{1,9})", re.ASCII)
_FROM_TO = re.compile(r"([0-9a-f.:]+)\s*(?:-|\.\.)\s*([0-9a-f.:]+)", re.ASCII | re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Here:
    """Where and when a search is read: what `today` means, and where days begin."""

    today: date
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Value:
    """What somebody wrote after the colon (without quotation marks), and where."""

    text: str
    position: int
    length: int

    def refuse(self, sentence: str, way_out: str = "", instead: str = "") -> BadQuery:
        """The error that points at this value; `instead` is what may have been meant by it."""
        end = self.position + self.length
        correction = Correction(self.position, end, instead) if instead else None
        return BadQuery(sentence, self.position, self.length, way_out, correction)

    def pieces(self) -> "Iterator[Value]":
        """What stands between its commas, each in its place."""
        # In quotation marks blanks may have been taken away: then the whole is pointed at.
        plain = self.length == len(self.text)
        place = self.position
        for piece in self.text.split(","):
            yield (
                Value(piece, place, len(piece))
                if plain and piece
                else Value(piece, self.position, self.length)
            )
            place += len(piece) + 1


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that comes nearest to what was typed, or nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.65)
    return near[0] if near else ""


def did_you_mean(suggestion: str) -> str:
    """The sentence that suggests this, or nothing where there is nothing to suggest."""
    return _("Did you mean “{suggestion}”?").format(suggestion=suggestion) if suggestion else ""


def quoted(value: str) -> str:
    """A value as it must be written; a quotation mark cannot be, and becomes a blank."""
    plain = " ".join(re.sub(r'["“”„‟]', " ", value).split())
    return f'"{plain}"' if re.search(r"[\s()]", plain) else plain


def read_email(value: Value) -> Criterion:
    """An e-mail address, or @ and a domain. Raises BadQuery that points at the value."""
    _name, at, after = value.text.rpartition("@")
    if not at:
        instead = f"email:@{after}" if "." in after else f"author:{quoted(after)}"
        raise BadQuery(
            _("“{value}” is neither an e-mail address nor a domain.").format(value=value.text),
            value.position,
            value.length,
            did_you_mean(instead),
            Correction(value.position - len("email:"), value.position + value.length, instead),
        )
    if not after.strip():
        raise value.refuse(_("There is nothing after the @-sign."))
    return EmailIs(value.text)


def read_count(value: Value, what: Measured) -> Criterion:
    """`>2`, `>=2`, `<2`, `<=2`, `2` or `2..5`. Raises BadQuery that points at the value."""
    least, most = _bounds(value, value.text)
    return Measures(what, least, most)


def read_share(value: Value) -> Criterion:
    """Bounds as of a count, of a percentage. Raises BadQuery that points at the value."""
    text = value.text.strip().removesuffix("%")
    least, most = _bounds(value, re.sub(r"^([<>])=?", r"\1=", text))
    if max(least or 0, most or 0) > 100:
        raise value.refuse(_("There are no more than 100 in a hundred."))
    wanted = TurnedAway(least, most)
    if re.match(r"[<>](?!=)", text):
        # A share lies between whole numbers, so that more than 30 is not 31 and more.
        edge = least if least is not None else most
        return all_of(wanted, Not(TurnedAway(edge, edge)))
    return wanted


def read_host(value: Value) -> Criterion:
    """A site's name, also out of a whole address. Raises BadQuery that points at the value."""
    host = re.sub(r"^https?://", "", value.text.strip(), flags=re.IGNORECASE)
    host = re.split(r"[/?#:]", host)[0].casefold().removeprefix("www.")
    if not _HOST.fullmatch(host):
        raise value.refuse(
            _("“{value}” is not the name of a site.").format(value=value.text),
            _("Write it like example.com."),
        )
    return LinksTo(host)


def read_network(value: Value) -> Criterion:
    """An address, a network (192.0.2.0/24), its beginning (192.0.2.*), or a range from one address
    to another (192.0.2.7-192.0.2.20). Raises BadQuery that points at the value.
    """
    text = value.text.strip().strip("[]")
    if between := _FROM_TO.fullmatch(text):
        return _from_to(value, between[1], between[2])
    stars = re.fullmatch(r"(\d+(?:\.\d+){0,2})(?:\.\*)+", text, re.ASCII)
    if stars is not None:
        given = stars[1].count(".") + 1
        text = stars[1] + ".0" * (4 - given) + f"/{8 * given}"
    try:
        return IpIn(str(ipaddress.ip_network(text, strict=False)))
    except ValueError:
        raise _no_address(value) from None


def _from_to(value: Value, first: str, last: str) -> Criterion:
    try:
        ends = sorted([ipaddress.ip_address(first), ipaddress.ip_address(last)])
        networks = list(ipaddress.summarize_address_range(*ends))
    except (ValueError, TypeError):  # of two kinds, they cannot be told apart
        raise _no_address(value) from None
    return any_of(*(IpIn(str(network)) for network in networks))


def _no_address(value: Value) -> BadQuery:
    return value.refuse(
        _("“{value}” is not an IP address.").format(value=value.text),
        _(
            "Write it like 192.0.2.7, 192.0.2.*, 192.0.2.0/24, 192.0.2.7-192.0.2.20 or"
            " 2001:db8::/32."
        ),
    )


def _bounds(value: Value, text: str) -> tuple[int | None, int | None]:
    if between := _RANGE.fullmatch(text.strip()):
        least, most = int(between[1]), int(between[2])
        if least > most:
            turned = f"{most}..{least}"
            sentence = _("Nothing lies from {first} up to {last}.").format(first=least, last=most)
            raise value.refuse(sentence, did_you_mean(turned), turned)
        return least, most
    found = _COUNT.fullmatch(text.strip())
    if found is None:
        raise value.refuse(
            _("“{value}” is not a number.").format(value=value.text),
            _("Write it like >2, <10, 3 or 2..5."),
        )
    number = int(found[2])
    match found[1]:
        case ">":
            return number + 1, None
        case ">=":
            return number, None
        case "<":
            return None, number - 1
        case "<=":
            return None, number
        case _:
            return number, number


_LANGUAGE = re.compile(r"[a-z]{2,3}", re.IGNORECASE | re.ASCII)
# What can stand for a comment of which nobody can tell the language.
_UNSURE = "unsure"


def read_language(value: Value) -> Criterion:
    """A code such as `de`, or `unsure`. Raises BadQuery that points at the value."""
    code = value.text.strip().casefold()
    if code == _UNSURE:
        return LanguageIs("")
    if not _LANGUAGE.fullmatch(code):
        raise value.refuse(
            _("“{value}” is not the code of a language.").format(value=value.text),
            _("Write it like de, or unsure."),
        )
    return LanguageIs(code)


def read_copies(value: Value) -> Criterion:
    """A comment's number. Raises BadQuery that points at the value."""
    text = value.text.strip().removeprefix("#")
    if not re.fullmatch(r"\d{1,18}", text, re.ASCII):
        raise value.refuse(
            _("“{value}” is not the number of a comment.").format(value=value.text),
            _("Write it like 12."),
        )
    return CopiesOf(int(text))
