"""What one record of JSON tells, gently: a wrong type, a missing field or an odd date never raises.

Programs write one value in many ways: `1`, `"1"` and `true`; seconds, milliseconds and ISO dates;
MongoDB's `{"$oid": …}` and LeanCloud's `{"__type": "Date", "iso": …}`.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from db.words import BodyFormat, Status
from moderation.emails import is_placeholder
from moderation.exchange.json_stream import place
from moderation.exchange.source import Notes, Wishes
from resources.translation import _

# What stands around a value in the exports of MongoDB and LeanCloud.
_WRAPPED = ("$oid", "$date", "$numberLong", "$numberInt", "$numberDouble", "iso")
_DEEPEST_WRAP = 3
# MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512 of an address, as hexadecimal digits.
_HASH = re.compile(r"[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|(?:[0-9a-fA-F]{8}){7,8}|"
                   r"(?:[0-9a-fA-F]{32}){3,4}")  # fmt: skip
_NUMBER = re.compile(r"-?\d{1,17}(?:\.\d{1,9})?")
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.I
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# So many seconds are the year 5138; in milliseconds they are 1973, before any comment.
_MILLISECONDS_FROM = 100_000_000_000
_TAG_FIRST = re.compile(r"\s*<(?:p|div|h[1-6]|ul|ol|pre|blockquote|a|img|br|span|table)\b", re.I)
_TRUE = frozenset({"true", "1"})
_FALSE = frozenset({"false", "0"})


def text_of(value: object) -> str:
    """A value as text: a string as it is, a number in digits; empty for null and structures."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal | float):
        return str(value)
    return ""


def inside(value: object) -> object:
    """A value without what MongoDB or LeanCloud puts around it."""
    for _each in range(_DEEPEST_WRAP):
        if not isinstance(value, dict):
            break
        value = next((value[name] for name in _WRAPPED if name in value), None)
    return value


def mapping(value: object) -> Mapping[str, object]:
    """A value as an object; an empty one where it is none."""
    return value if isinstance(value, dict) else {}


def told_moment(value: object) -> datetime | None:
    """A moment as JSON tells it, aware or without a zone; None where it is none.

    Numbers are seconds since 1970, or milliseconds where they are too many for that.
    """
    told = text_of(inside(value)).strip()
    if _NUMBER.fullmatch(told):
        return _from_epoch(Decimal(told))
    found = _ISO.fullmatch(told)
    if found is None:
        return None
    date, time, fraction, zone = found.groups()
    zone = {"Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00"}.get((zone or "").upper(), zone or "")
    try:
        moment = datetime.fromisoformat(f"{date}T{time or '00:00'}{(fraction or '')[:7]}{zone}")
        # Go's and LeanCloud's moment for none.
        return None if moment.year == 1 else moment
    except ValueError:
        return None


def _from_epoch(told: Decimal) -> datetime | None:
    if not told:
        return None
    seconds = told / 1000 if abs(told) >= _MILLISECONDS_FROM else told
    try:
        return _EPOCH + timedelta(microseconds=int(seconds * 1_000_000))
    except OverflowError:
        return None


def format_of(body: str) -> BodyFormat:
    """How a body is written, of programs that keep either: HTML begins with a tag."""
    return BodyFormat.HTML if _TAG_FIRST.match(body) else BodyFormat.MARKDOWN


class Row:
    """One comment being read: its fields, its place, and what is kept of it besides (`extra`)."""

    def __init__(
        self, fields: Mapping[str, object], number: int, notes: Notes, wishes: Wishes
    ) -> None:
        self.fields = fields
        self.where = place(number)
        self.extra: dict[str, str] = {}
        self._notes = notes
        self._wishes = wishes

    def text(self, *names: str) -> str:
        """The first of these fields that is not blank, as it came."""
        for name in names:
            value = self.fields.get(name)
            text = value if isinstance(value, str) else text_of(value)
            if text and not text.isspace():
                return text
        return ""

    def line(self, *names: str) -> str:
        """The same with its ends stripped."""
        return self.text(*names).strip()

    def identity(self, *names: str) -> str:
        """The first of these that is an id; a number and its digits are one id."""
        for name in names:
            value = self.fields.get(name)
            told = value if isinstance(value, str) else text_of(inside(value))
            if told and not told.isspace():
                return told.strip()
        return ""

    def flag(self, name: str) -> bool | None:
        """Whether it is so; None where it is not told, or told in a way that is not known."""
        told = text_of(inside(self.fields.get(name))).strip().lower()
        return True if told in _TRUE else False if told in _FALSE else None

    def moment(self, *names: str) -> datetime | None:
        """The first of these that is a moment, in UTC; that one cannot be read is noted."""
        told = [name for name in names if self.fields.get(name) not in (None, "", {}, [])]
        for name in told:
            found = told_moment(self.fields[name])
            if found is not None:
                return self._utc(found)
        if told:
            self.warn("date", _("A date cannot be read."))
        return None

    def utc(self, name: str) -> datetime | None:
        """The same of a field that is in UTC without saying so; what is no moment is none."""
        found = told_moment(self.fields.get(name))
        return self._utc(found if found is None or found.tzinfo else found.replace(tzinfo=UTC))

    def _utc(self, found: datetime | None) -> datetime | None:
        if found is None:
            return None
        try:
            if found.tzinfo is None:
                return self._wishes.moment(found, self._notes, self.where)
            return found.astimezone(UTC)
        except OverflowError:
            self.warn("date", _("A date cannot be read."))
            return None

    def inner(self, name: str) -> Mapping[str, object]:
        """The object in a field; an empty one where there is none."""
        return mapping(self.fields.get(name))

    def email(self, *names: str) -> str:
        """The address, empty where a program made one up, or kept nothing but its hash."""
        return self.address(self.line(*names))

    def address(self, told: str) -> str:
        """The same of an address that was told elsewhere."""
        if is_placeholder(told):
            self.extra["placeholder_email"] = told
            self.warn("placeholder", _("An e-mail address was made up by a program."))
            return ""
        if _HASH.fullmatch(told):
            self.extra["email_hash"] = told
            self.warn("hashed", _("There is but a hash of an e-mail address; it is no address."))
            return ""
        return told

    def status(self, told: str, known: Mapping[str, Status]) -> Status:
        """The status that a word stands for; one that is not known waits as pending."""
        found = known.get(told.strip().lower())
        if found is not None:
            return found
        if told.strip():
            self.extra["status"] = told
            message = _("A status is not known here (such as “{status}”); it waits as pending.")
            self.warn("unknown-status", message.format(status=told.strip()[:40]))
        else:
            self.warn("no-status", _("A comment has no status; it waits as pending."))
        return Status.PENDING

    def keep(self, *names: str) -> None:
        """Keep these fields besides, where they tell anything."""
        for name in names:
            value = self.fields.get(name)
            if not value:
                continue
            told = kept(value)
            if told not in {"", "0", "false"}:
                self.extra[name] = told

    def warn(self, kind: str, message: str) -> None:
        """Note something that was survived, with this comment's place."""
        self._notes.warn(kind, message, self.where)


def kept(value: object) -> str:
    """A value as a text to be kept: a structure as JSON."""
    if isinstance(value, dict) and not value.keys().isdisjoint(_WRAPPED):
        value = inside(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str) if value else ""
    return text_of(value)
