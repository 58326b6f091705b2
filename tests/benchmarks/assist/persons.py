"""Languages of comments, and numbers of persons; the latter are cases of our own."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from moderation.assist import language, numbers
from moderation.assist.numbers import Kind
from tests.benchmarks.assist.corpus import SEEDS, Figure, read
from tests.moderation.assist.test_numbers import NONE, OTHERS

# Twenty-three telephone numbers as people write them, in use in the six regions.
PHONES = [
    "+1 650-253-0000", "(650) 253-0000", "650.253.0000", "2125551234", "1-800-356-9377",
    "020 7946 0018", "+44 20 7946 0018", "07400 123456", "+44 (0)7400 123456", "0161 496 0000",
    "+49 30 901820", "030/901820", "0151 23456789", "0170/1234567", "0049 89 12345678",
    "+33142685300", "01 42 68 53 00", "06.12.34.56.78", "912 345 678", "+34 612 34 56 78",
    "+91 98765 43210", "98765-43210", "022 2278 2278",
]  # fmt: skip


def personal_numbers(_corpora: Path) -> Iterator[Figure]:
    """Found among those that are some, and raised by those that are none."""
    found = sum(_kinds(f"Call {one} tonight") == [Kind.PHONE] for one in PHONES)
    proven = sum(_kinds(f"Pay to {one} PLEASE") == [kind] for one, kind in OTHERS)
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
