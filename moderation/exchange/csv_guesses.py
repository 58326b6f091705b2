"""What a column of a table holds, told by its cells: addresses, moments, words, long texts."""

import ipaddress
import re
from collections.abc import Callable, Mapping, Sequence

from moderation.exchange.csv_values import moment, status, told, yes

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_LETTER = re.compile(r"[^\W\d_]")
# So many cells in a hundred that hold something must be of a kind.
_MOST = 80
# Characters: a column of names is shorter on the average, one of comments is longer.
_NAME = 40
_TEXT = 10
# Characters: what is longer is a text, and not worth the patterns.
_VALUE = 320
BY_CONTENT = ("email", "ip", "date", "url", "body", "author")


def _is_ip(cell: str) -> bool:
    try:
        ipaddress.ip_address(cell)
    except ValueError:
        return False
    return True


def _is_moment(cell: str) -> bool:
    # A number alone may count anything; what is written as a date is one.
    return not cell.isdecimal() and moment(cell) is not None


_KINDS: dict[str, Callable[[str], bool]] = {
    "email": lambda cell: _EMAIL.fullmatch(cell) is not None,
    "ip": _is_ip,
    "date": _is_moment,
    "url": lambda cell: _WEB.fullmatch(cell) is not None,
    "number": lambda cell: _NUMBER.fullmatch(cell) is not None,
}


def is_value(cell: str) -> bool:
    """Whether a cell is an address, a moment or a number, as no name of a column is."""
    cell = told(cell)
    return len(cell) <= _VALUE and any(is_one(cell) for is_one in _KINDS.values())


def is_of_a_kind(column: Sequence[str]) -> bool:
    """Whether most of a column are addresses, moments or numbers of one kind."""
    return any(_are(column, is_one) for is_one in _KINDS.values())


def _are(column: Sequence[str], is_one: Callable[[str], bool]) -> bool:
    cells = [cell for cell in map(told, column) if cell]
    return bool(cells) and (
        100 * sum(len(cell) <= _VALUE and is_one(cell) for cell in cells) >= _MOST * len(cells)
    )


def fits(field: str, column: Sequence[str]) -> bool:
    """Whether a column can be what its name says; asked where names mean many things."""
    if field == "spam":
        return all(yes(told(cell)) is not None for cell in column)
    if field == "status":
        return not any(told(cell) for cell in column) or any(
            status(told(cell)) is not None for cell in column
        )
    return True


def by_content(
    columns: Mapping[str, Sequence[str]], wanted: Sequence[str], *, named: bool
) -> dict[str, str]:
    """Which of these columns hold the wanted fields, as far as their cells tell.

    Whose name a column holds cannot be seen; it is guessed only in a table that names no column.
    """
    if not named and is_dump(list(columns.values())):
        names = list(columns)
        return {field: names[at] for at, field in enumerate(_WORDPRESS) if field}
    left = dict(columns)
    found: dict[str, str] = {}
    for field in wanted:
        name = _holding(field, left) if named is False or field != "author" else None
        if name is not None:
            found[field] = name
            del left[name]
    return found


# phpMyAdmin's dump of WordPress' wp_comments, which has no header.
_WORDPRESS = (
    "id", "article", "author", "email", "url", "ip", "", "date", "body", "", "status",
    "user_agent", "kind", "parent", "",
)  # fmt: skip
OF_A_DUMP = frozenset(filter(None, _WORDPRESS))


def is_dump(columns: Sequence[Sequence[str]]) -> bool:
    """Whether these columns are those of WordPress' table of comments, in their order."""
    if len(columns) != len(_WORDPRESS):
        return False
    numbers, moments = _KINDS["number"], _KINDS["date"]
    return all(_are(columns[at], numbers) for at in (0, 1, 13)) and (
        _are(columns[6], moments) or _are(columns[7], moments)
    )


def _holding(field: str, columns: Mapping[str, Sequence[str]]) -> str | None:
    if field in _KINDS:
        return next((name for name, cells in columns.items() if _are(cells, _KINDS[field])), None)
    texts = {name: _mean(cells) for name, cells in columns.items() if not is_of_a_kind(cells)}
    if field == "author":
        names = (name for name, mean in texts.items() if 1 < mean <= _NAME)
        return next((name for name in names if _are(columns[name], _has_letter)), None)
    longest = max(texts, key=lambda name: texts[name], default=None)
    return longest if longest is not None and texts[longest] >= _TEXT else None


def _has_letter(cell: str) -> bool:
    return _LETTER.search(cell) is not None


def _mean(column: Sequence[str]) -> float:
    cells = [cell for cell in map(told, column) if cell]
    return sum(map(len, cells)) / len(cells) if cells else 0.0
