"""Which encoding a text is in that does not tell: guessed from its beginning, and said to be.

What is neither UTF-8 nor another script's encoding is left to be read as Windows-1252.
"""

import re
from functools import lru_cache

# Those in which blogs and spreadsheets outside of Latin script still come.
_OTHERS = ("cp1251", "koi8_r", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "cp1253",
           "cp1255", "cp1256")  # fmt: skip
_RUN = re.compile(rb"[\x80-\xff]+")
# Hiragana and Katakana: no Japanese text is without, and no other text has them.
_KANA = re.compile("[\u3041-\u30ff]")
# Letters of Central Europe that are signs in Windows-1252, within a word.
_CENTRAL = re.compile(rb"[a-z][\xb3\xb9\xbf]|[\xb3\xb9\xbf][a-z]")
# Latin text has its other letters singly; in other scripts every letter of a word is one.
_LATIN_RUN = 1.6
# Two in a row (“Grüße”) are no word of another script.
_OTHER_RUN = 4
_SHIFT_LONGEST = 4


# Each reader asks for the same beginning.
@lru_cache(maxsize=4)
def guessed(beginning: bytes) -> str:
    """The encoding of a text by its beginning (some kilobytes); `utf-8` where nothing tells.

    A text of UTF-8 with some wrong bytes in it is `utf-8`. Never raises.
    """
    wide = _wide(beginning)
    if wide:
        return wide
    sound, wrong = _characters(beginning)
    # Texts of East Asia have some bytes that would be right by accident.
    if wrong <= sound:
        return "utf-8"
    runs = [len(run) for run in _RUN.findall(beginning)]
    if sum(runs) < _LATIN_RUN * len(runs) or max(runs, default=0) < _OTHER_RUN:
        return "cp1250" if _CENTRAL.search(beginning) else "utf-8"
    return _of_other_script(beginning)


def _wide(beginning: bytes) -> str:
    """UTF-16 and UTF-32 without a mark, of a text that begins with ASCII."""
    zeros = tuple(byte == 0 for byte in beginning[:4])
    patterns: dict[tuple[bool, ...], str] = {
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
    }
    return patterns.get(zeros, "")


def _characters(beginning: bytes) -> tuple[int, int]:
    """How many characters beyond ASCII are right in UTF-8, and how many bytes are wrong."""
    text = beginning.decode("utf-8", "surrogateescape")
    wrong = sum("\udc80" <= one <= "\udcff" for one in text)
    sound = sum(one > "\x7f" for one in text) - wrong
    # The last character may be cut.
    return sound, max(0, wrong - 3) if sound else wrong


def _of_other_script(beginning: bytes) -> str:
    for name in ("shift_jis", "euc_jp"):
        text = _decoded(beginning, name)
        beyond = sum(one > "\x7f" for one in text)
        if beyond and len(_KANA.findall(text)) * 8 > beyond:
            return name
    # Imported late: only who needs it waits for it.
    from charset_normalizer import from_bytes

    best = from_bytes(_whole_lines(beginning), cp_isolation=list(_OTHERS)).best()
    return best.encoding if best is not None else "utf-8"


def _decoded(beginning: bytes, name: str) -> str:
    """The text in that encoding, but for a character cut at its end; empty if it is in another."""
    for cut in range(_SHIFT_LONGEST):
        try:
            return beginning[: len(beginning) - cut].decode(name)
        except UnicodeDecodeError:
            continue
    return ""


def _whole_lines(beginning: bytes) -> bytes:
    return beginning[: beginning.rfind(b"\n") + 1] or beginning
