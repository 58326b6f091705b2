"""The head of the history: its newest operation and its seal, to be printed, signed and kept apart.

Each operation is sealed together with the seal of the one before; so whoever rewrites the history
and all its seals comes to another head. One that was signed off before shows it.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db import chain
from db.files import write_private
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom
from resources.translation import _

# These words stand in the file whatever the language, so that any desk can check it.
_FIELDS = re.compile(r"^Operation: (?P<operation>\d+)$.*?^Seal: (?P<seal>[0-9a-f ]{64,})$",
                     re.MULTILINE | re.DOTALL)  # fmt: skip
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Head:
    """The newest operation at a moment and its seal (SHA-256, hex), and who signed it off."""

    newsroom: str
    operation: int
    seal: str
    made_at: datetime
    made_by: str

    def as_text(self) -> str:
        """The head as it is printed or saved."""
        pieces = " ".join(self.seal[at : at + 8] for at in range(0, 64, 8))
        return (
            "Commentdesk: head of the history\n"
            f"Newsroom: {self.newsroom}\n"
            f"Operation: {self.operation}\n"
            f"Seal: {pieces}\n"
            f"Signed off: {self.made_at:%Y-%m-%dT%H:%M:%SZ} by {self.made_by}\n"
            "\n"
            "Keep this apart from the newsroom, on paper or elsewhere. Whether the history was\n"
            "changed since is told by: commentdesk check --head FILE\n"
        )

    def as_json(self) -> dict[str, object]:
        """The head as `head --json` answers it."""
        return {
            "newsroom": self.newsroom,
            "operation": self.operation,
            "seal": self.seal,
            "made_at": f"{self.made_at:%Y-%m-%dT%H:%M:%SZ}",
            "made_by": self.made_by,
        }


def head(newsroom: Newsroom) -> Head:
    """The head as it is now; refused where nothing has been done yet."""
    with newsroom.read() as reading:
        newest = chain.seal_of(reading)
    if newest is None:
        raise NewsroomError(_("Nothing was done yet: the history has no head."))
    at = newsroom.clock()
    return Head(newsroom.path.stem, newest[0], newest[1], at, newsroom.desk)


def save(newsroom: Newsroom, target: Path) -> Head:
    """Write the head to a new file, readable by its owner alone.

    `NewsroomError` where something of that name is there, or it cannot be written.
    """
    made = head(newsroom)
    try:
        write_private(target, made.as_text().encode())
    except FileExistsError as error:
        raise NewsroomError(
            _("{path} is there already and was not overwritten.").format(path=target),
            _("Choose another name, or take the old file away first."),
        ) from error
    except OSError as error:
        raise NewsroomError(
            _("{path} cannot be written: {reason}.").format(path=target, reason=error.strerror),
            _("Choose another place, or make room there."),
        ) from error
    return made


@dataclass(frozen=True, slots=True)
class SignedOff:
    """What a file says of a head: the operation, and its seal."""

    operation: int
    seal: str


def signed_off(path: Path) -> SignedOff:
    """Read the head that was saved, or typed off from paper; refused where there is none in it."""
    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except OSError as error:
        raise NewsroomError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    found = _FIELDS.search(text)
    seal = found["seal"].replace(" ", "") if found else ""
    if found is None or len(seal) != 64:
        raise NewsroomError(
            _("{path} holds no head of a history.").format(path=path),
            _("It must have a line “Operation: 12” and a line “Seal: …” with 64 digits."),
        )
    return SignedOff(int(found["operation"]), seal)
