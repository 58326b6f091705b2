"""What a queue asks for as it stands: all comments, or those of one status, in some order.

These are criteria as those of `db.criteria` are; a window opens with nothing else, and so they are
here, where little else has to be loaded.
"""

from dataclasses import dataclass
from enum import StrEnum

from db.words import Status


class Order(StrEnum):
    """In which order found comments are listed; equals are told apart by their id."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ARTICLE = "article"
    AUTHOR = "author"
    # The likeliest to be bad first, every tenth one by chance.
    RISK = "risk"
    # What the assist would learn most from: half of it unsure, half by chance.
    TEACH = "teach"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every comment."""


@dataclass(frozen=True, slots=True)
class StatusIs:
    """The comment stands in this status."""

    status: Status
