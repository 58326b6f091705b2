"""Near-copies of very many texts at once, in memory: as `grouping`, for what was there before.

A band and the place of a text in the order of looking are one whole number; sorted, they are an
index of eight bytes a band. New ones are sorted by the thousand and merged as they grow, so that
there are never more than a few such runs to look into.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from moderation.assist.grouping import Groups, place_all
from moderation.assist.signatures import BANDS, NUMBERS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from moderation.assist.signatures import Signatures

# So many of those that share a band are compared at the most, those that share the most first.
_MOST = 64
# Runs are merged once the older one is not this much longer.
_LONGER = 4


class Together:
    """All that were looked at so far, by their place; `room` for so many."""

    def __init__(self, room: int) -> None:
        import numpy as np

        self._signatures: Signatures = np.empty((room, NUMBERS), dtype=np.uint16)
        self._numbers: NDArray[np.int64] = np.empty(room, dtype=np.int64)
        self._firsts: NDArray[np.int64] = np.zeros(room, dtype=np.int64)
        self._count = 0
        self._runs: list[NDArray[np.int64]] = []
        self._places: dict[int, int] = {}
        self._groups = Groups()

    def know(self, numbers: "NDArray[Any]", made: "Signatures", firsts: "NDArray[Any]") -> None:
        """Know of comments that were placed before; a first of 0 is that of none."""
        import numpy as np

        at = self._take(numbers, made)
        self._firsts[at] = firsts
        named, sizes = np.unique(firsts[firsts > 0], return_counts=True)
        self._groups.sizes.update(dict(zip(named.tolist(), sizes.tolist(), strict=True)))

    def find_by(self, bands: "NDArray[Any]", numbers: "NDArray[Any]") -> None:
        """Find comments that are known by these bands; others are passed over."""
        import numpy as np

        order = np.argsort(self._numbers[: self._count], kind="stable")
        known = self._numbers[: self._count][order]
        at = np.minimum(np.searchsorted(known, numbers), max(0, len(known) - 1))
        there = known[at] == numbers if len(known) else np.zeros(len(numbers), dtype=bool)
        self._add_run(_packed(bands[there], order[at[there]]))

    def place(
        self, numbers: Sequence[int], made: "Signatures", bands: "NDArray[np.int32]"
    ) -> tuple[list[int | None], list[bool], list[int]]:
        """Place comments in their order.

        For each the first of its group, None if it is in none, and whether it is to be found by its
        bands; and the comments that were alone before and are the first of a group now.
        """
        import numpy as np

        groups = Groups(sizes=self._groups.sizes)
        near = self._near(bands, groups)
        before = set(groups.firsts.values())
        findable = place_all(groups, numbers, made, bands, near)
        at = self._take(np.asarray(numbers, dtype=np.int64), made)
        firsts = [groups.firsts.get(number) for number in numbers]
        self._firsts[at] = [first or 0 for first in firsts]
        new = sorted(set(groups.firsts.values()) - before)
        for first in new:
            self._firsts[self._places[first]] = first
        places = np.arange(at.start, at.stop, dtype=np.int64)[findable]
        self._add_run(_packed(bands[findable].ravel(), np.repeat(places, BANDS)))
        return firsts, findable, new

    def _take(self, numbers: "NDArray[Any]", made: "Signatures") -> slice:
        at = slice(self._count, self._count + len(numbers))
        self._numbers[at], self._signatures[at] = numbers, made
        self._places.update(zip(numbers.tolist(), range(at.start, at.stop), strict=True))
        self._count = at.stop
        return at

    def _add_run(self, run: "NDArray[np.int64]") -> None:
        import numpy as np

        run.sort(kind="stable")
        self._runs.append(run)
        while len(self._runs) > 1 and len(self._runs[-2]) < _LONGER * len(self._runs[-1]):
            merged = np.concatenate((self._runs.pop(), self._runs.pop()))
            # Of two sorted halves the stable sort makes one in a single pass.
            merged.sort(kind="stable")
            self._runs.append(merged)

    def _near(self, bands: "NDArray[np.int32]", groups: Groups) -> dict[int, list[int]]:
        """Whom each should be compared with, as often as they share a band; `groups` knows them."""
        import numpy as np

        keys = bands.ravel().view(np.uint32).astype(np.int64) << 32
        found = [_within(run, keys) for run in self._runs]
        if not sum(len(one) for one in found):
            return {}
        pairs, shared = np.unique(np.concatenate(found), return_counts=True)
        rows, places = pairs >> 32, pairs & 0xFFFFFFFF
        numbers = self._numbers[places]
        order = np.lexsort((numbers, -shared, rows))
        rows, places, numbers, shared = rows[order], places[order], numbers[order], shared[order]
        rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
        kept = rank < _MOST
        near: dict[int, list[int]] = {}
        for row, number, often in zip(
            rows[kept].tolist(), numbers[kept].tolist(), shared[kept].tolist(), strict=True
        ):
            near.setdefault(row, []).extend([number] * often)
        self._tell(groups, np.unique(places[kept]))
        return near

    def _tell(self, groups: Groups, places: "NDArray[np.int64]") -> None:
        """Let the groups know those at these places, and the first ones of their groups."""
        import numpy as np

        firsts = self._firsts[places]
        there = [
            place for first in np.unique(firsts[firsts > 0]).tolist()
            if (place := self._places.get(first)) is not None
        ]  # fmt: skip
        for place in [*places.tolist(), *there]:
            number, first = int(self._numbers[place]), int(self._firsts[place])
            groups.know(number, self._signatures[place], first or None)


def _packed(bands: "NDArray[Any]", places: "NDArray[Any]") -> "NDArray[np.int64]":
    import numpy as np

    packed: NDArray[np.int64] = bands.astype(np.int32).view(np.uint32).astype(np.int64) << 32
    # The upper half may be that of a negative number; it is sorted and looked up alike.
    packed |= places
    return packed


def _within(run: "NDArray[np.int64]", keys: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Of each key, whose place says which text it is of, all in the run: text and place as one."""
    import numpy as np

    starts = np.searchsorted(run, keys)
    ends = np.searchsorted(run, keys | 0xFFFFFFFF, side="right")
    many = ends - starts
    total = int(many.sum())
    if not total:
        return np.empty(0, dtype=np.int64)
    texts = np.repeat(np.arange(len(keys), dtype=np.int64) // BANDS, many)
    offsets = np.arange(total) - np.repeat(np.cumsum(many) - many, many)
    found: NDArray[np.int64] = run[np.repeat(starts, many) + offsets] & 0xFFFFFFFF
    found |= texts << 32
    return found
