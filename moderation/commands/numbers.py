"""Numbers of comments as somebody types them: 3 or 3,5,9."""

from collections.abc import Sequence

import click

from resources.translation import _

_MOST = 2**63 - 1

# One number, of a comment or an operation.
NUMBER = click.IntRange(min=1, max=_MOST)


def numbers_of(text: str) -> tuple[int, ...]:
    """The numbers in the order typed, by commas; an `#` before each is welcome."""
    return tuple(_number(piece) for piece in text.split(","))


def _number(piece: str) -> int:
    digits = piece.strip().removeprefix("#")
    if digits.isascii() and digits.isdigit() and len(digits) < 20 and 0 < int(digits) <= _MOST:
        return int(digits)
    raise click.BadParameter(_("“{text}” is no comment's number.").format(text=piece))


def flat(given: Sequence[Sequence[int]]) -> list[int]:
    """All numbers of an option that may be given again, each once."""
    return list(dict.fromkeys(number for some in given for number in some))
