"""A search that was understood: what it asks for, and the pieces in which it was typed."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.queues import Everything, Order, StatusIs
from db.words import Status

if TYPE_CHECKING:
    from db.criteria import Criterion


@dataclass(frozen=True, slots=True)
class Chip:
    """A piece of a search that can be taken away by itself, and where it stands (characters).

    All chips of a search joined by blanks are the same search again.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """A search that was understood.

    `statuses` are those that it asks for by name (not those it leaves out), `words` the words and
    phrases to mark in what it finds, `order` is None where it names none.
    """

    criterion: "Criterion" = field(default_factory=Everything)
    order: Order | None = None
    statuses: frozenset[Status] = frozenset()
    words: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = ()

    @property
    def copies_of(self) -> int | None:
        """The comment whose near-copies are asked for and nothing else but, if it is so."""
        if isinstance(self.criterion, Everything | StatusIs):
            return None
        # Loaded with the first search; a queue as it stands needs nothing of it.
        from db.criteria import AllOf, CopiesOf

        parts = self.criterion.parts if isinstance(self.criterion, AllOf) else (self.criterion,)
        return next((one.comment for one in parts if isinstance(one, CopiesOf)), None)

    def without(self, chip: Chip) -> str:
        """What to type for the same search without this chip."""
        return " ".join(each.text for each in self.chips if each != chip)

    def sorted_by(self, order: Order | None) -> str:
        """What to type for the same search in that order; None names no order."""
        rest = [each.text for each in self.chips if not _is_order(each)]
        return " ".join([*rest, f"sort:{order.value}"] if order is not None else rest)


def _is_order(chip: Chip) -> bool:
    return re.match(r"(?i)sort:", chip.text) is not None
