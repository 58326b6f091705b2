"""What the cells of a table mean: statuses in the words of many programs, and moments.

The words are those of WordPress, Drupal, Ghost, Commento, Coral, Valine and Isso, and plain ones.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from db.words import Status

_WORDS = {
    Status.APPROVED: (
        "1 approved approve accepted accept publish published public visible live ok yes true"
        " none ham"
    ),
    Status.PENDING: (
        "0 pending hold held on-hold unapproved waiting moderation moderated premod queued new"
        " draft unpublished no false awaiting system_withheld in-moderation"
    ),
    Status.REJECTED: (
        "trash trashed post-trashed rejected reject deleted removed hidden declined blocked"
    ),
    Status.SPAM: "spam junk flagged",
}
STATUSES = {word: status for status, words in _WORDS.items() for word in words.split()}
_YES = frozenset({"1", "true", "yes", "y", "t", "x", "spam", "junk", "deleted"})
_NO = frozenset({"", "0", "false", "no", "n", "f", "ham", "null", "none", "not spam", "not-spam"})
# What stands for nothing in dumps of databases.
_NOTHING = frozenset({"\\N", "NULL", "null", "None", "nil", "NaN"})


def told(cell: str) -> str:
    """The cell without blanks around it; nothing where it stands for nothing (`NULL`)."""
    stripped = cell.strip().strip("\ufeff")
    return "" if stripped in _NOTHING else stripped


def status(word: str) -> Status | None:
    """The status that a word stands for; None where it is not known."""
    key = word.strip().lower()
    return STATUSES.get(key) or STATUSES.get(re.sub(r"[\s_]+", "-", key))


def yes(word: str) -> bool | None:
    """Whether a word of a column such as “spam” says yes; None where it is not known."""
    key = word.strip().lower()
    return True if key in _YES else False if key in _NO else None


def was_deleted(cell: str) -> bool:
    """Whether a column such as “deleted_at” says so: by yes, by a moment, by anything but no."""
    return yes(told(cell)) is not False


_TIME = r"(?:[ T,]+(?:at )?(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?)?"
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)" + _TIME)
_NAMED = re.compile(r"(?:[A-Za-z]{3,9}\.?, )?([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})" + _TIME)
_BACKWARD = re.compile(r"\d{4}[/.]\d{1,2}[/.]\d{1,2}\b")
_FRACTION = re.compile(r"([:\d]\d[.,]\d{6})\d+")
_ISO_LOOSE = re.compile(r"(.*\d) ?(UTC|GMT|[+-]\d\d:?\d\d)", re.IGNORECASE)
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d{1,9})?|\d{12,13}|\d{16}")
_ABBREVIATED = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTHS = {_ABBREVIATED[3 * at : 3 * at + 3]: at + 1 for at in range(12)}
# Characters; what is longer is no moment, and not worth the patterns.
_LONGEST_MOMENT = 80
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Order:
    """Whether days stand before months in a column; `sure` if some date of it shows that."""

    day_first: bool
    sure: bool


def is_ambiguous(cell: str) -> bool:
    """Whether this moment is written so that day and month may stand either way (03/04/2025)."""
    found = _NUMERIC.fullmatch(told(cell)[:_LONGEST_MOMENT])
    return found is not None and found[2] != "."


def order(cells: Iterable[str]) -> Order:
    """Which way round the ambiguous moments of a whole column are; month first where none tells."""
    days = months = 0
    for cell in cells:
        found = _NUMERIC.fullmatch(told(cell)[:_LONGEST_MOMENT])
        if found is None or found[2] == ".":
            continue
        days += int(found[1]) > 12
        months += int(found[3]) > 12
    return Order(days > months, sure=(days > 0) is not (months > 0))


def moment(cell: str, *, day_first: bool = False) -> datetime | None:
    """The moment of a cell, aware where it tells its zone, else naive; None where it is none.

    ISO 8601, RFC 2822, seconds and milliseconds since 1970, 16.6.2025, 6/16/2025 and
    June 16, 2025, each with or without a time.
    """
    text = told(cell)
    if not text or len(text) > _LONGEST_MOMENT or text.startswith("0000"):
        return None
    try:
        return _epoch(text) or _iso(text) or _numeric(text, day_first) or _named(text)
    except (ValueError, OverflowError):
        return None


def _epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    number = float(text)
    scale = 1.0 if abs(number) < 1e11 else 1e3 if number < 1e14 else 1e6
    return _BEGINNING + timedelta(seconds=number / scale)


def _iso(text: str) -> datetime | None:
    if not text[:4].isdigit():
        return None
    text = _FRACTION.sub(r"\1", text)
    loose = _ISO_LOOSE.fullmatch(text) if " " in text else None
    if loose:
        zone = "+00:00" if loose[2].isalpha() else loose[2]
        text = loose[1] + zone
    if _BACKWARD.match(text):
        day, blank, rest = text.replace("/", "-").replace(".", "-", 2).partition(" ")
        text = "-".join(part.zfill(2) for part in day.split("-")) + blank + rest
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _numeric(text: str, day_first: bool) -> datetime | None:
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    day_leads = found[2] == "." or first > 12 or (day_first and second <= 12)
    day, month = (first, second) if day_leads else (second, first)
    if len(found[4]) == 2:
        year += 2000 if year < 70 else 1900
    return _at(year, month, day, found.group(5, 6, 7, 8))


def _named(text: str) -> datetime | None:
    found = _NAMED.fullmatch(text)
    if found and found[1][:3].lower() in _MONTHS:
        month = _MONTHS[found[1][:3].lower()]
        return _at(int(found[3]), month, int(found[2]), found.group(4, 5, 6, 7))
    try:
        return parsedate_to_datetime(text)
    except (TypeError, IndexError):  # what Python's parser raises for some that are no date
        return None


def _at(year: int, month: int, day: int, time: tuple[str | None, ...]) -> datetime:
    hour, minute, second = (int(one or 0) for one in time[:3])
    half = (time[3] or "").replace(".", "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - it tells no zone
