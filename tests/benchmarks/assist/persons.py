"""Languages of comments, and numbers of persons; the latter are cases of our own."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from moderation.assist import language, numbers
from moderation.assist.numbers import Kind
from tests.benchmarks.assist.corpus import SEEDS, Figure, read

# Twenty-three telephone numbers as people write them, in use in the six regions.
PHONES = [
    "+1 650-253-0000", "(650) 253-0000", "650.253.0000", "2125551234", "1-800-356-9377",
    "020 7946 0018", "+44 20 7946 0018", "07400 123456", "+44 (0)7400 123456", "0161 496 0000",
    "+49 30 901820", "030/901820", "0151 23456789", "0170/1234567", "0049 89 12345678",
    "+33142685300", "01 42 68 53 00", "06.12.34.56.78", "912 345 678", "+34 612 34 56 78",
    "+91 98765 43210", "98765-43210", "022 2278 2278",
]  # fmt: skip
OTHERS = {
    "DE89 3704 0044 0532 0130 00": Kind.IBAN, "GB82WEST12345698765432": Kind.IBAN,
    "4111 1111 1111 1111": Kind.CARD, "5500-0000-0000-0004": Kind.CARD,
    "378282246310005": Kind.CARD,
}  # fmt: skip
# Forty-one that only look like some.
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
    "room 1203-4455", "lat 52.520008, lon 13.404954", "doi 10.1000/182123456",
    "card 4111 1111 1111 1112", "DE89 3704 0044 0532 0130 01",
]  # fmt: skip


def personal_numbers(_corpora: Path) -> Iterator[Figure]:
    """Found among those that are some, and raised by those that are none."""
    found = sum(_kinds(f"Call {one} tonight") == [Kind.PHONE] for one in PHONES)
    proven = sum(_kinds(f"Pay to {one} PLEASE") == [kind] for one, kind in OTHERS.items())
    alarms = sum(bool(_kinds(one)) for one in NONE)
    yield Figure("numbers of persons", "assist", f"of {len(PHONES)} phones", float(found))
    yield Figure("numbers of persons", "assist", f"of {len(OTHERS)} IBAN/cards", float(proven))
    yield Figure("numbers of persons", "assist", f"of {len(NONE)} look-alikes", float(alarms))


def _kinds(text: str) -> list[Kind]:
    return [one.kind for one in numbers.find(text)]


def languages(corpora: Path) -> Iterator[Figure]:
    """Comments of twenty letters and more, where the site's languages are told, and where not.

    Tweets of Davidson are English, those of GermEval German; chats with mostly Cyrillic letters
    are Russian.
    """
    dice = random.Random(SEEDS[0])
    chats = [str(row["text"]) for row in read(corpora, "telegram_spam")]
    texts = {
        "en": [str(row["text"]) for row in dice.sample(read(corpora, "davidson"), 1_000)],
        "de": [str(row["text"]) for row in dice.sample(read(corpora, "germeval2018"), 1_000)],
        "ru": [text for text in chats if _is_cyrillic(text)],
    }
    for name, among in (("the site's three", ("de", "en", "ru")), ("the usual 38", ())):
        right: Counter[bool] = Counter()
        for code, some in texts.items():
            long = [text for text in some if sum(map(str.isalpha, text)) >= 20]
            own = Counter(told == code for told in language.languages_of(long, among))
            right.update(own)
            yield Figure(f"language, {name}", "assist", code, own[True] / own.total())
        yield Figure(f"language, {name}", "assist", "all", right[True] / right.total())


def _is_cyrillic(text: str) -> bool:
    letters = [one for one in text if one.isalpha()]
    return sum("\u0400" <= one <= "\u04ff" for one in letters) > 0.7 * max(1, len(letters))
