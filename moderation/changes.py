"""What an operation answers: `Changes`; and what it is given to tell how far it is: `Progress`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from db.rows import CommentId, OperationId


@dataclass(frozen=True, slots=True)
class Left:
    """A comment that an operation left alone, with the sentence that says why."""

    comment: CommentId
    sentence: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What an operation touched.

    `comments` holds the ids it changed (of a million, as `db.numbers` keeps them), `left` (the
    first hundred of) those it left alone, and `left_count` how many they are in all; `sentence`
    says it to a person. `already` counts those that were so before: with what was changed and what
    was left alone they are all that it was asked for. `operation` is None where nothing was
    written. Articles may have come or gone where `articles` is true, rules are others where `rules`
    is, and saved searches where `searches` is.
    """

    operation: OperationId | None
    comments: Sequence[CommentId]
    sentence: str
    left: Sequence[Left] = ()
    left_count: int = 0
    articles: bool = False
    rules: bool = False
    searches: bool = False
    already: int = 0

    @property
    def asked(self) -> int:
        """How many comments it was about: those changed, left alone, and so already."""
        return len(self.comments) + self.left_count + self.already


class Progress(Protocol):
    """How a long operation tells how far it is, and asks whether to stop."""

    def tell(self, done: int, total: int | None, what: str) -> None:
        """Tell that `done` of `total` (None: unknown) is behind us; `what` is a short sentence."""

    def stop_asked(self) -> bool:
        """Whether the moderator asked to stop; the operation then undoes itself and ends."""


class Silent:
    """Progress for whoever does not care: tells nobody, and never stops."""

    def tell(self, done: int, total: int | None, what: str) -> None:
        """Tell nobody."""

    def stop_asked(self) -> bool:
        """Never."""
        return False


SILENT = Silent()
