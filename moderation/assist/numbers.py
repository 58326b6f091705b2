"""Numbers that belong to a person: telephone numbers, bank accounts (IBAN) and payment cards.

Found so that they can be hidden from readers. A number counts only if it proves itself: an IBAN
and a card by their check digits, a telephone number by being one that is in use in one of the
site's regions. Dates, prices, scores and order numbers are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from moderation.links import BARE

# Where nobody said which regions' numbers to look for.
REGIONS = ("US", "GB", "DE", "FR", "ES", "IN")
# What nobody reads to its end is not looked through to its end.
_LONGEST = 100_000
_FEWEST_DIGITS = 7
# A list of more telephone numbers than this is no comment.
_MOST_PARTS = 40


class Kind(Enum):
    """What a number is."""

    PHONE = "phone"
    IBAN = "iban"
    CARD = "card"


@dataclass(frozen=True, slots=True)
class Found:
    """From `start` to `end` of the text stands a number of this kind."""

    start: int
    end: int
    kind: Kind


_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{1,4}){2,8}(?![A-Za-z0-9])")
_CARD = re.compile(r"(?<![\d.,:/-])\d(?:[ -]?\d){12,18}(?![\d/:]|[.,-]\d)")
_MANY_DIGITS = re.compile(r"(?:\d[^\w\n]{0,4}){7}")
_DATE = re.compile(
    r"\d{1,4}([./-])\d{1,2}\1\d{1,4}(?:[T ,]+\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}:\d{2}(?::\d{2})?"
)
# A number with one of these beside it is a price or a count, whatever its digits.
_MONEY = re.compile(r"[$€£¥₽₹%#№]\s?\Z")
_MONEY_AFTER = re.compile(r"\s?(?:[$€£¥₽₹%]|(?:EUR|USD|GBP|CHF)\b)")
_JOINED = re.compile(r"[\w.,/=-]\Z|\d:\Z")
# "2019-123456" is a file's number, in every country that has files.
_YEAR = re.compile(r"(?:19|20)\d\d[-/]")
_SIGNS_OF_A_NUMBER = re.compile(r"[+()]|\d[ ./-]+\d")


def find(text: str, regions: Sequence[str] = REGIONS) -> list[Found]:
    """All of them in order, none within another; never raises."""
    text = text[:_LONGEST]
    if not _MANY_DIGITS.search(text):
        return []
    # The digits of a web address are nobody's number; they are looked away from, in place.
    clear = BARE.sub(lambda found: " " * len(found[0]), text)
    found = [*_ibans(clear)]
    found += _apart(found, _cards(clear))
    found += _apart(found, _phones(clear, regions))
    return sorted(found, key=lambda one: one.start)


def _apart(taken: Sequence[Found], more: Iterator[Found]) -> list[Found]:
    return [
        one for one in more
        if all(one.end <= other.start or one.start >= other.end for other in taken)
    ]  # fmt: skip


def _ibans(text: str) -> Iterator[Found]:
    for found in _IBAN.finditer(text):
        # What follows in capitals may be a word: the longest beginning that proves itself is it.
        whole = found[0]
        for end in range(len(whole), 14, -1):
            if whole[end - 1].isalnum() and is_iban(whole[:end]):
                yield Found(found.start(), found.start() + end, Kind.IBAN)
                break


def is_iban(text: str) -> bool:
    """Whether it has an IBAN's length and check digits (ISO 13616)."""
    bare = re.sub(r"[ -]", "", text)
    if not 15 <= len(bare) <= 34 or not bare.isascii():
        return False
    digits = "".join(str(int(char, 36)) for char in bare[4:] + bare[:4])
    return int(digits) % 97 == 1


def _cards(text: str) -> Iterator[Found]:
    for found in _CARD.finditer(text):
        if is_card(found[0]) and not _MONEY.search(text, max(0, found.start() - 2), found.start()):
            yield Found(found.start(), found.end(), Kind.CARD)


# How the numbers of the card companies begin, and how long they are.
_ISSUED = re.compile(
    r"4\d{12}(?:\d{3}|\d{6})?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}"
)


def is_card(text: str) -> bool:
    """Whether it is a number that a card company gives out, with its check digit (Luhn)."""
    digits = re.sub(r"[ -]", "", text)
    if not digits.isascii() or not _ISSUED.fullmatch(digits) or len(set(digits)) < 2:
        return False
    total = sum(
        int(digit) if place % 2 == 0 else sum(divmod(2 * int(digit), 10))
        for place, digit in enumerate(reversed(digits))
    )
    return total % 10 == 0


def _phones(text: str, regions: Sequence[str]) -> Iterator[Found]:
    from phonenumbers import Leniency, PhoneNumberMatcher

    taken: list[Found] = []
    for part_start, part in _parts_with_digits(text):
        for region in regions or REGIONS:
            for match in PhoneNumberMatcher(part, region, leniency=Leniency.VALID, max_tries=50):
                one = Found(part_start + match.start, part_start + match.end, Kind.PHONE)
                if _apart(taken, iter([one])) and _is_meant(text, one):
                    taken.append(one)
    yield from taken


def _parts_with_digits(text: str) -> Iterator[tuple[int, str]]:
    """The surroundings of runs of digits: the library is slow on long texts without any."""
    end = looked = 0
    for found in _MANY_DIGITS.finditer(text):
        if found.start() < end:
            continue
        start, end = max(end, found.start() - 30), min(len(text), found.end() + 60)
        yield start, text[start:end]
        looked += 1
        if looked == _MOST_PARTS:
            break


def _is_meant(text: str, one: Found) -> bool:
    """Whether the digits are written as a telephone number, not as a date, a price or an id."""
    number = text[one.start : one.end]
    before = text[max(0, one.start - 2) : one.start]
    if sum(map(str.isdigit, number)) < _FEWEST_DIGITS or _DATE.search(number):
        return False
    if _MONEY.search(before) or _MONEY_AFTER.match(text, one.end):
        return False
    if _JOINED.search(before) or text[one.end : one.end + 1].isalnum() or _YEAR.match(number):
        return False
    # Digits alone are a number to call only where a country's or a leading zero says so.
    return bool(_SIGNS_OF_A_NUMBER.search(number)) or number.startswith("0") or len(number) >= 10
