"""What can go wrong, as a tree; each error is a sentence for a person and, if any, a way out.

NewsroomError
├── LibraryError            the library file cannot be opened or used as it is
│   ├── DamagedNewsroom     its bytes are not what was written; `path` can be mended
│   └── EncryptedNewsroom   the file at `path` wants its passphrase, or another than was told
├── WeakPassphrase          a new passphrase that anybody would try
├── StaleDecision           somebody changed the comment since it was shown
├── IncompleteComment       a comment that lacks a required field was to be approved
├── IntakeRefused           a draft has failing fields; `problems` names every one
├── NothingToUndo           the history has nothing left to take back, or to do again
├── NotFound                no such comment, article, operation
├── BadQuery                a search that cannot be read; `position` and `length` point at it
├── ImportRefused           a file that cannot be imported; nothing of it was kept
├── ExportRefused           a file that was not released, and why
└── Cancelled               the moderator stopped it; never shown as an error

Three more stand where they are raised: `wordpress.troubles.SiteTrouble` (a site cannot be reached,
or refuses), `wordpress.syncing.Taken` and `tender.TenderGone`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderation.drafts import Problem


class NewsroomError(Exception):
    """Expected trouble. `str()` is the sentence; `way_out` says what to do, or is empty."""

    def __init__(self, sentence: str, way_out: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way_out = way_out


class LibraryError(NewsroomError):
    """The library file cannot be opened or used as it is."""


class DamagedNewsroom(LibraryError):
    """The bytes of the file at `path` are not what was written; see `moderation.mending`."""

    def __init__(self, sentence: str, way_out: str, path: Path) -> None:
        super().__init__(sentence, way_out)
        self.path = path


class EncryptedNewsroom(LibraryError):
    """The file at `path` wants its passphrase; `is_wrong` if one was told that does not open it."""

    def __init__(self, sentence: str, way_out: str, path: Path, *, is_wrong: bool = False) -> None:
        super().__init__(sentence, way_out)
        self.path = path
        self.is_wrong = is_wrong


class WeakPassphrase(NewsroomError):
    """A new passphrase that is none, or that anybody would try."""


class StaleDecision(NewsroomError):
    """Somebody changed the comment since it was shown; nothing was decided."""


class IncompleteComment(NewsroomError):
    """A comment lacks a required field and cannot be approved as it is."""


class IntakeRefused(NewsroomError):
    """A draft may not enter; `problems` has one entry a failing field."""

    def __init__(self, sentence: str, problems: "Sequence[Problem]", way_out: str = "") -> None:
        super().__init__(sentence, way_out)
        self.problems = tuple(problems)


class NothingToUndo(NewsroomError):
    """There is nothing left to take back, or to do again."""


class NotFound(NewsroomError):
    """No such comment, article or operation."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What may have been meant: `text` in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str

    def applied_to(self, typed: str) -> str:
        """What was typed, corrected."""
        return f"{typed[: self.start]}{self.text}{typed[self.end :]}"


class BadQuery(NewsroomError):
    """A search that cannot be read; `position` and `length` (characters) point at the trouble.

    `correction` is what may have been meant, where that can be told.
    """

    def __init__(
        self,
        sentence: str,
        position: int,
        length: int,
        way_out: str = "",
        correction: Correction | None = None,
    ) -> None:
        super().__init__(sentence, way_out)
        self.position = position
        self.length = length
        self.correction = correction


class ImportRefused(NewsroomError):
    """A file that cannot be imported; nothing of it was kept. `where` is a place in the file."""

    def __init__(self, sentence: str, way_out: str = "", where: str = "") -> None:
        super().__init__(sentence, way_out)
        self.where = where


class ExportRefused(NewsroomError):
    """A file was not released: it could not be written, or the guard found an address in it."""


class Cancelled(NewsroomError):
    """The moderator stopped it, and nothing of it was kept. Never shown as an error."""
