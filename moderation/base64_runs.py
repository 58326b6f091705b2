"""Text in base64 within a text: where it could be, and what it says."""

import base64
import re
from collections.abc import Iterator

# A word in base64's letters, the URL-safe ones too.
_WORD = re.compile(r"[A-Za-z0-9+/_-]{2,}={0,2}")
# Mail breaks it into lines; so words with as little as this between them are read on as one.
_GAP = re.compile(r"\s{1,4}")
_SHORTEST = 7
_MOST_WORDS = 60
# What is decoded from the wrong place, or was no base64, is noise with hardly two letters in a row.
_TEXT = re.compile("[^\x00-\x08\x0e-\x1f\x7f\ufffd]{6,}")


class Run:
    """Words in base64's letters, each with its span; `says` reads some of them as one."""

    def __init__(self, words: list[re.Match[str]]) -> None:
        self._words = words

    def __len__(self) -> int:
        return len(self._words)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where these words stand, both included."""
        return self._words[first].start(), self._words[last].end()

    def says(self, first: int, last: int) -> Iterator[str]:
        """What these words say, read from each of the first four letters: what of it is text."""
        whole = "".join(word[0].rstrip("=") for word in self._words[first : last + 1])
        plain = whole.replace("-", "+").replace("_", "/")
        for offset in range(4):
            piece = plain[offset:]
            if len(piece) % 4 == 1:
                piece = piece[:-1]
            decoded = base64.b64decode(piece + "=" * (-len(piece) % 4)).decode("utf-8", "replace")
            yield "\x00".join(_TEXT.findall(decoded))


def runs(text: str) -> Iterator[Run]:
    """Each word by itself that is long enough, and all that stand in a row as one."""
    row: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if len(word[0]) >= _SHORTEST:
            yield Run([word])
        apart = row and not _GAP.fullmatch(text, row[-1].end(), word.start())
        if apart or len(row) == _MOST_WORDS:
            yield from _row(row)
            row = []
        row.append(word)
    yield from _row(row)


def _row(words: list[re.Match[str]]) -> Iterator[Run]:
    if len(words) > 1:
        yield Run(words)
