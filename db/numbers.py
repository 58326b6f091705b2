"""Many numbers of comments, kept small: a million of them are eight megabytes, as a list forty."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, cast, overload

N = TypeVar("N", bound=int)

# So many are spelled out; a million in a failed test or a log would help nobody.
_SPELLED = 10


class Numbers(Sequence[N]):
    """64-bit numbers in an order that never changes, eight bytes each.

    They equal any sequence that has the same numbers in the same order; a slice is of this kind.
    As a list that they stand in for, they have no hash.
    """

    __slots__ = ("_kept",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, numbers: Iterable[N] = ()) -> None:
        self._kept: array[int] = (
            numbers._kept if isinstance(numbers, Numbers) else array("q", numbers)
        )

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, place: int) -> N: ...

    @overload
    def __getitem__(self, place: slice) -> "Numbers[N]": ...

    def __getitem__(self, place: int | slice) -> "N | Numbers[N]":
        if not isinstance(place, slice):
            return cast("N", self._kept[place])
        part: Numbers[N] = Numbers()
        part._kept = self._kept[place]
        return part

    def __iter__(self) -> Iterator[N]:
        return cast("Iterator[N]", iter(self._kept))

    def __contains__(self, number: object) -> bool:
        return number in self._kept

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Numbers):
            return self._kept == other._kept
        if not isinstance(other, Sequence):
            return NotImplemented
        same_length = len(self) == len(other)
        return same_length and all(one == two for one, two in zip(self._kept, other, strict=True))

    def __repr__(self) -> str:
        spelled = ", ".join(map(str, self._kept[:_SPELLED]))
        more = len(self) - _SPELLED
        return f"Numbers([{spelled}{f', and {more} more' if more > 0 else ''}])"
