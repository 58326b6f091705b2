"""Which of very many comments are among very many others, without a set of a million numbers.

Comments are numbered one after the other, so that a byte for each number there is says it: a
million take one megabyte, a set of them a hundred.
"""

from array import array
from collections.abc import Callable, Collection, Iterable

# Where numbers lie further apart than this, a set of them is smaller than bytes up to the highest.
_FURTHEST_APART = 64


def among(numbers: Collection[int]) -> Callable[[int], bool]:
    """What answers whether a number is one of these, as they are now."""
    end = max(numbers, default=0) + 1
    if min(numbers, default=0) < 0 or end > _FURTHEST_APART * len(numbers):
        return frozenset(numbers).__contains__
    marks = bytearray(end)
    for number in numbers:
        marks[number] = 1
    return lambda number: 0 <= number < end and marks[number] == 1


def without(numbers: Iterable[int], others: Collection[int]) -> "array[int]":
    """These numbers in their order, but for those that are among the others."""
    is_other = among(others)
    return array("q", (number for number in numbers if not is_other(number)))
