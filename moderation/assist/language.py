"""Which language a comment is written in; unsure where it is too short to tell.

py3langid carries its model with it and opens no connection.
"""

import threading
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# What is kept where nobody can tell: too short, no letters, or too mixed.
UNSURE = ""
# Fewer letters than this are a greeting or a name, and any language.
_FEWEST = 20
# So much of a text is looked at.
_LONGEST = 500
_SURE = 0.5

# Told apart where nobody says otherwise: more of them would be mistaken for one another.
USUAL = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr",
    "hu", "id", "it", "ja", "ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr",
    "sv", "th", "tr", "uk", "vi", "zh",
)  # fmt: skip

_lane = threading.Lock()


def languages_of(texts: Sequence[str], among: Sequence[str] = ()) -> list[str]:
    """The ISO 639-1 code of each text's language, or `UNSURE`. Never raises for a text.

    Only those `among` are told apart, or the usual ones where none are given; codes that nobody
    knows are passed over.
    """
    with _lane:
        told = _identifier(tuple(sorted(set(among) & set(known()))) or USUAL)
        return [_language(told, text) for text in texts]


@cache
def known() -> tuple[str, ...]:
    """The codes of all languages that can be told."""
    return tuple(sorted(_fresh().labels))


def _language(told: "LanguageIdentifier", text: str) -> str:
    start = text[:_LONGEST]
    if sum(map(str.isalpha, start)) < _FEWEST:
        return UNSURE
    # Shouting is no language of its own.
    if 2 * sum(map(str.isupper, start)) > len(start):
        start = start.lower()
    language, chance = told.classify(start.encode("utf-8", "replace"))
    return str(language) if chance >= _SURE else UNSURE


@cache
def _identifier(among: tuple[str, ...]) -> "LanguageIdentifier":
    made = _fresh()
    made.set_languages([code for code in among if code in known()])
    return made


@cache
def _loaded() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _fresh() -> "LanguageIdentifier":
    """One that may be narrowed: it shares the model, which is loaded once."""
    import copy

    return copy.copy(_loaded())
