"""A text written otherwise, in nine ways that campaigns are: `SPINS` by number."""

import random
import re
from collections.abc import Callable, Mapping

_LOOKALIKES = str.maketrans("aceopxyi", "асеорхуі")
_GREETINGS = ("Hello everybody! ", "Good morning, ", "Dear friends: ", "Hi all, ")
_WORDS = (
    "really", "quickly", "today", "always", "people", "house", "little", "perhaps", "other",
)  # fmt: skip

Spin = Callable[[str, random.Random], str]


def _same(text: str, _dice: random.Random) -> str:
    return text


def _case_and_signs(text: str, dice: random.Random) -> str:
    turned = "".join(char.upper() if dice.random() < 0.5 else char.lower() for char in text)
    return turned.replace(".", "!!").replace(",", " ,")


def _address_and_digits(text: str, dice: random.Random) -> str:
    changed = re.sub(r"\d", lambda _found: str(dice.randrange(10)), text)
    return re.sub(r"https?://\S+", "", changed) + f" http://example{dice.randrange(999)}.com/x"


def _lookalikes(text: str, dice: random.Random) -> str:
    return "".join(char.translate(_LOOKALIKES) if dice.random() < 0.25 else char for char in text)


def _unseen(text: str, dice: random.Random) -> str:
    return "".join(f"{char}\u200b" if dice.random() < 0.15 else char for char in text)


def _greeted(text: str, dice: random.Random) -> str:
    return dice.choice(_GREETINGS) + text


def _words_swapped(text: str, dice: random.Random) -> str:
    words = text.split()
    for place in dice.sample(range(len(words)), max(1, round(0.12 * len(words)))):
        words[place] = dice.choice(_WORDS)
    return " ".join(words)


def _reordered(text: str, dice: random.Random) -> str:
    sentences = re.split(r"(?<=[.!?])\s+", text)
    dice.shuffle(sentences)
    return " ".join(sentences)


def _cut(text: str, _dice: random.Random) -> str:
    return text[: int(0.7 * len(text))]


SPINS: Mapping[int, Spin] = {
    1: _same, 2: _case_and_signs, 3: _address_and_digits, 4: _lookalikes, 5: _unseen, 6: _greeted,
    7: _words_swapped, 8: _reordered, 9: _cut,
}  # fmt: skip
