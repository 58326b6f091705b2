"""Where public comments stand: a reply follows the nearest comment above it that is public too."""

from collections.abc import Sequence
from typing import NamedTuple

from moderation import queue


class Placed(NamedTuple):
    """Where a comment stands: below which public one, and how deep."""

    id: int
    parent: int | None
    depth: int


def thread_order(links: Sequence[tuple[int, int | None, bool]]) -> list[Placed]:
    """Public comments, each followed by its replies, out of (id, parent, public), oldest first.

    Whatever the links say, every public comment is there once; nothing recurses.
    """
    above = _public_parents(links)
    order = queue.in_reading_order(list(above.items()))
    return [Placed(one, above[one], depth) for one, depth in order]


def _public_parents(links: Sequence[tuple[int, int | None, bool]]) -> dict[int, int | None]:
    """The nearest public ancestor of each public comment, in the order given."""
    parents = {one: parent for one, parent, _public in links}
    public = {one for one, _parent, is_public in links if is_public}
    _cut_circles(parents)
    # What was climbed once is not climbed again: long chains of hidden comments stay quick.
    climbed: dict[int | None, int | None] = {}
    return {
        one: _nearest(parent, parents, public, climbed)
        for one, parent in parents.items()
        if one in public
    }


def _cut_circles(parents: dict[int, int | None]) -> None:
    done: set[int] = set()
    for start, parent in parents.items():
        if parent is None or parent in done:
            done.add(start)
            continue
        path: set[int] = set()
        one: int | None = start
        while one is not None and one not in done and one not in path:
            path.add(one)
            one = parents.get(one)
        if one is not None and one in path:
            parents[one] = None
        done |= path


def _nearest(
    one: int | None,
    parents: dict[int, int | None],
    public: set[int],
    climbed: dict[int | None, int | None],
) -> int | None:
    if one is None or one in public:
        return one
    path = []
    while one is not None and one not in public and one not in climbed:
        path.append(one)
        one = parents.get(one)
    answer = climbed.get(one, one)
    climbed.update(dict.fromkeys(path, answer))
    return answer
