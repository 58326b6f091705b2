"""What could stand where somebody is typing in a search: names, values, and what they mean."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from moderation.search.fields import FIELD_OF, FIELDS, SearchField

_TERM = re.compile(r'[^\s()"“”„‟]*$')
_NEEDS_QUOTES = re.compile(r"[\s()]")

# Given a field's name and what was typed after the colon: values that the library holds.
Known = Callable[[str, str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Completion:
    """Put `text` in place of the characters from `start` to `end`. `means` may be empty."""

    text: str
    start: int
    end: int
    means: str


def completions(text: str, cursor: int, known: Known | None = None) -> list[Completion]:
    """What could stand at `cursor` (characters), best first; nothing before a letter is typed.

    `known` is asked for values of fields that can hold anything, such as `author`; it answers
    from the library and is the caller's, for this module opens none.
    """
    found = _TERM.search(text, 0, cursor)
    typed = found[0].lstrip("-") if found else ""
    start = cursor - len(typed)
    name, colon, value = typed.partition(":")
    if not colon:
        return [
            Completion(f"{each.name}:", start, cursor, each.means())
            for each in FIELDS
            if typed and each.name.startswith(typed.lower())
        ]
    field = FIELD_OF.get(name.lower())
    return [] if field is None else _values(field, value, cursor, known)


def _values(field: SearchField, typed: str, cursor: int, known: Known | None) -> list[Completion]:
    if field.values:
        last = typed.rpartition(",")[2]
        fitting = [value for value in field.values if value.startswith(last.lower())]
        return [Completion(value, cursor - len(last), cursor, "") for value in fitting]
    answers = known(field.name, typed) if known is not None else ()
    return [Completion(_quoted(value), cursor - len(typed), cursor, "") for value in answers]


def _quoted(value: str) -> str:
    """The value as it must be written; a quotation mark cannot be, and becomes a blank."""
    plain = " ".join(re.sub(r'["“”„‟]', " ", value).split())
    return f'"{plain}"' if _NEEDS_QUOTES.search(plain) else plain
