"""Numbers that belong to a person are found; dates, prices, scores and ids are not."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.assist.numbers import Kind, find

PHONES = [
    "+1 650-253-0000", "(650) 253-0000", "020 7946 0018", "0151 23456789", "0170/1234567",
    "+49 30 901820", "01 42 68 53 00", "912 345 678", "+91 98765 43210", "07400 123456",
    "030/901820", "650.253.0000", "+44 20 7946 0018", "2125551234", "+33142685300",
]  # fmt: skip
OTHERS = [
    ("DE89 3704 0044 0532 0130 00", Kind.IBAN), ("GB82WEST12345698765432", Kind.IBAN),
    ("4111 1111 1111 1111", Kind.CARD), ("5500-0000-0000-0004", Kind.CARD),
    ("378282246310005", Kind.CARD),
]  # fmt: skip
NONE = [
    "on 2025-11-29 at 10:30", "29.11.2025 14:05:22", "29/11/2025", "from 1914-1918 to 1939-1945",
    "$1,234,567.89", "1.234.567,89 €", "score 3-2, 21:15, 102-99", "order #123456789",
    "id 20251129104512", "ISBN 978-3-16-148410-0", "version 1.2.3.4.5.6.7", "IP 192.168.100.200",
    "the 2023/2024 season", "population 83200000", "1 000 000 000 people",
    "pi is 3.14159265358979", "http://example.org/4111111111111111",
    "youtube.com/watch?v=12345678901", "ticket 1234-5678-9012-3456", "lotto 4 8 15 16 23 42 7",
    "bible 3:16 4:12", "2024 2023 2022 2021 2020", "case no. 2019-123456", "99 999 999 visitors",
    "UTC 1700000000", "0000000000", "12345678901234567890", "5 10 15 20 25 30",
    "flight LH 1234567", "100.000.000 Euro", "45% of 12345678", "win 10-0 9-1 8-2 7-3",
    "§ 1004 Abs. 1 BGB 823", "Article 5(1)(b) 1990 2000", "§§ 12 34 56 78", "1-2-3-4-5-6-7-8",
    "room 1203-4455", "lat 52.520008, lon 13.404954", "doi 10.1000/182123456", "PMID 12345678",
    "card 4111 1111 1111 1112", "DE89 3704 0044 0532 0130 01", "1234567890123456",
]  # fmt: skip


@pytest.mark.parametrize("number", PHONES)
def test_a_telephone_number_is_found_where_it_stands(number: str) -> None:
    text = f"Call me: {number} tonight"

    assert [(text[one.start : one.end], one.kind) for one in find(text)] == [(number, Kind.PHONE)]


@pytest.mark.parametrize(("number", "kind"), OTHERS)
def test_what_proves_itself_by_check_digits_is_found(number: str, kind: Kind) -> None:
    text = f"Pay to {number} PLEASE"

    assert [(text[one.start : one.end], one.kind) for one in find(text)] == [(number, kind)]


@pytest.mark.parametrize("text", NONE)
def test_what_only_has_digits_is_nobodys_number(text: str) -> None:
    assert find(text) == []


def test_numbers_are_looked_for_in_the_sites_regions() -> None:
    assert [one.kind for one in find("Ruf an: 044 668 18 00", ["CH"])] == [Kind.PHONE]


@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "12 " * 500_000, "call +1 650-253-0000 " * 50_000, "A1 " * 300_000]
)
def test_a_megabyte_of_digits_holds_nobody_up(text: str) -> None:
    began = time.perf_counter()

    find(text)

    assert time.perf_counter() - began < 5  # a second on a slow machine, and not minutes


@given(st.text(alphabet="0123456789 +-./()AB", max_size=120))
def test_what_is_found_stands_apart_and_in_order(text: str) -> None:
    found = find(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
