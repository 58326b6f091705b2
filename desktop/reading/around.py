"""What of a thread is shown about the comment being decided: pure, and small however long it is.

Those it answers stand above it, its replies below, its siblings near; the rest is a gap that says
how many are in it and can be opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from moderation.queue import ThreadEntry


class Place(StrEnum):
    """Where an entry or a gap stands, as seen from the comment being decided."""

    ABOVE = "above"  # what it answers, up to the thread's first
    BEFORE = "before"  # earlier replies to the same comment
    CHOSEN = "chosen"
    REPLIES = "replies"
    AFTER = "after"  # later replies to the same comment


@dataclass(frozen=True, slots=True)
class Room:
    """How many entries are shown in each place."""

    above: int = 5
    before: int = 2
    replies: int = 12
    after: int = 3
    folded: frozenset[int] = frozenset()  # comments whose replies are not shown
    opened: frozenset[int] = frozenset()  # siblings whose replies are

    def turned(self, comment: int, *, fold: bool) -> "Room":
        """The same, with the replies to that comment left out, or shown."""
        folded, opened = self.folded - {comment}, self.opened - {comment}
        if fold:
            return replace(self, folded=folded | {comment}, opened=opened)
        return replace(self, folded=folded, opened=opened | {comment})

    def more(self, place: Place, count: int) -> "Room":
        """The same, with `count` more in that place."""
        wanted = {place.value: getattr(self, place.value) + count}
        return replace(self, **wanted)


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry and how far it is indented; `hidden` counts the replies to it left out here.

    `can_fold` says that it has replies that are shown, and could be left out.
    """

    entry: ThreadEntry
    place: Place
    indent: int
    hidden: int = 0
    can_fold: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """So many entries are left out here."""

    count: int
    place: Place
    indent: int


def around(entries: Sequence[ThreadEntry], chosen: int, room: Room) -> list[Shown | Gap]:
    """What to show about the comment with the id `chosen`, in reading order.

    `entries` is its thread in reading order. Empty if the comment is not in it.
    """
    at = next((n for n, entry in enumerate(entries) if entry.comment.id == chosen), None)
    if at is None:
        return []
    above = _ancestors(entries, at)
    start = above[-1] + 1 if above else at
    depth = entries[at].depth
    end = _end(entries, at)
    indent = _indents(len(above), room.above)
    siblings = range(start, at) if above else range(0)
    before = [n for n in siblings if entries[n].depth == depth]
    below = _end(entries, above[-1]) if above else end
    after = [n for n in range(end, below) if entries[n].depth == depth]
    return [
        *_above(entries, above, room.above),
        *_siblings(entries, before, indent, Place.BEFORE, room),
        Shown(entries[at], Place.CHOSEN, indent),
        *_replies(entries, at, end, indent, room),
        *_siblings(entries, after, indent, Place.AFTER, room),
    ]


def _ancestors(entries: Sequence[ThreadEntry], at: int) -> list[int]:
    """The places of those above it, the thread's first first."""
    above = []
    wanted = entries[at].depth - 1
    for n in range(at - 1, -1, -1):
        if wanted < 0:
            break
        if entries[n].depth == wanted:
            above.append(n)
            wanted -= 1
    return above[::-1]


def _end(entries: Sequence[ThreadEntry], at: int) -> int:
    """Where the replies to the entry at that place, and theirs, end."""
    depth = entries[at].depth
    return next((n for n in range(at + 1, len(entries)) if entries[n].depth <= depth), len(entries))


def _indents(above: int, room: int) -> int:
    return above if above <= room else room + 1


def _above(entries: Sequence[ThreadEntry], above: Sequence[int], room: int) -> list[Shown | Gap]:
    if len(above) <= room:
        return [Shown(entries[n], Place.ABOVE, i) for i, n in enumerate(above)]
    # The first says what it is all about; the nearest say what is being answered.
    nearest = above[len(above) - (room - 1) :] if room > 1 else []
    return [
        Shown(entries[above[0]], Place.ABOVE, 0),
        Gap(len(above) - 1 - len(nearest), Place.ABOVE, 1),
        *(Shown(entries[n], Place.ABOVE, i) for i, n in enumerate(nearest, 2)),
    ]


def _siblings(
    entries: Sequence[ThreadEntry], places: Sequence[int], indent: int, place: Place, room: Room
) -> list[Shown | Gap]:
    most = room.before if place is Place.BEFORE else room.after
    near = places[len(places) - most :] if place is Place.BEFORE else places[:most]
    if len(places) <= most:
        near = places
    shown: list[Shown | Gap] = []
    for n in near:
        end = _end(entries, n)
        opened = entries[n].comment.id in room.opened and end > n + 1
        below = _branch(entries, n + 1, end, indent - entries[n].depth, place, room)
        hidden = 0 if opened else end - n - 1
        shown.append(Shown(entries[n], place, indent, hidden, opened))
        shown += below[:_OPENED] if opened else []
    if len(near) < len(places):
        gap = Gap(len(places) - len(near), place, indent)
        return [gap, *shown] if place is Place.BEFORE else [*shown, gap]
    return shown


# So many replies to a sibling are shown at once; whoever wants more goes there.
_OPENED = 25


def _branch(
    entries: Sequence[ThreadEntry], start: int, end: int, indent: int, place: Place, room: Room
) -> list[Shown | Gap]:
    """The entries of a branch from above to below, without what is folded in it."""
    shown: list[Shown | Gap] = []
    n = start
    while n < end:
        below = _end(entries, n)
        folded = entries[n].comment.id in room.folded
        hidden = below - n - 1 if folded else 0
        can_fold = not folded and below > n + 1
        shown.append(Shown(entries[n], place, indent + entries[n].depth, hidden, can_fold))
        n = below if folded else n + 1
    return shown


def _replies(
    entries: Sequence[ThreadEntry], at: int, end: int, indent: int, room: Room
) -> list[Shown | Gap]:
    branch = _branch(entries, at + 1, end, indent - entries[at].depth, Place.REPLIES, room)
    if len(branch) <= room.replies:
        return branch
    kept = branch[: room.replies]
    seen = sum(1 + one.hidden for one in kept if isinstance(one, Shown))
    return [*kept, Gap(end - at - 1 - seen, Place.REPLIES, indent + 1)]
