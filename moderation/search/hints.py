"""What could stand where somebody is typing in a search: names, values, and what they mean."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from moderation.search.fields import FIELD_OF, FIELDS, SearchField
from moderation.search.values import quoted

_TERM = re.compile(r'(?:"[^"]*"?|[^\s()"“”„‟])*$')

# Given a field's name and what was typed after the colon: values that the library holds, each with
# what is to be said of it.
Known = Callable[[str, str], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Completion:
    """Put `text` in place of the characters from `start` to `end`.

    `means` and `shown` may be empty; `shown` is what stands in the list in place of `text`.
    """

    text: str
    start: int
    end: int
    means: str
    shown: str = ""

    @property
    def words(self) -> str:
        """What stands in the list."""
        return self.shown or self.text

    def applied_to(self, typed: str) -> tuple[str, int]:
        """What was typed, completed, and where the cursor is then."""
        # After a name one goes on with its value, after anything else with the next term.
        rest = typed[self.end :]
        joint = "" if self.text.endswith(":") or rest.startswith((" ", ")")) else " "
        done = f"{typed[: self.start]}{self.text}{joint}"
        return f"{done}{rest}", len(done)


@dataclass(frozen=True, slots=True)
class Asked:
    """The field and the part of its value at the cursor, for which the library may know values."""

    field: str
    typed: str


def asked(text: str, cursor: int) -> Asked | None:
    """What the library may be asked for at `cursor`; None where this module knows all there is."""
    name, colon, value = _typed(text, cursor).partition(":")
    field = FIELD_OF.get(name.lower()) if colon else None
    if field is None or field.values:
        return None
    return Asked(field.name, value.lstrip('"'))


def completions(
    text: str,
    cursor: int,
    known: Known | None = None,
    *,
    searches: Sequence[tuple[str, str]] = (),
    all_names: bool = False,
) -> list[Completion]:
    """What could stand at `cursor` (characters), best first; nothing before a letter is typed.

    `known` is asked for values of fields that can hold anything, such as `author`; it answers
    from the library and is the caller's, for this module opens none. `searches` are saved ones,
    name and text, which take the place of all that is typed. With `all_names` every name is
    offered where nothing is typed yet.
    """
    typed = _typed(text, cursor)
    start = cursor - len(typed)
    name, colon, value = typed.partition(":")
    if not colon:
        named = [
            Completion(f"{each.name}:", start, cursor, each.means())
            for each in FIELDS
            if (typed or all_names) and each.name.startswith(typed.lower())
        ]
        return [*named, *_saved(text, searches, all_names=all_names)]
    field = FIELD_OF.get(name.lower())
    return [] if field is None else _values(field, value, cursor, known)


def _typed(text: str, cursor: int) -> str:
    found = _TERM.search(text, 0, cursor)
    return found[0].lstrip("-") if found else ""


def _saved(
    text: str, searches: Sequence[tuple[str, str]], *, all_names: bool
) -> Iterator[Completion]:
    begun = " ".join(text.split()).casefold()
    for name, wanted in searches:
        if (begun or all_names) and name.casefold().startswith(begun) and wanted != text.strip():
            yield Completion(wanted, 0, len(text), wanted, shown=name)


def _values(field: SearchField, typed: str, cursor: int, known: Known | None) -> list[Completion]:
    if field.values:
        last = typed.rpartition(",")[2]
        fitting = [value for value in field.values if value.startswith(last.lower())]
        return [Completion(value, cursor - len(last), cursor, "") for value in fitting]
    answers = known(field.name, typed.lstrip('"')) if known is not None else ()
    start = cursor - len(typed)
    return [Completion(quoted(value), start, cursor, means) for value, means in answers]
