"""What the writers of public files are given: cleaned, masked, and nothing private in it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import BinaryIO, Protocol, TypeVar

from db.rows import PublicArticle

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PublicComment:
    """An approved comment as readers see it: sanitised, masked, without any private field.

    `parent` is the nearest comment above it that is public too, `depth` is 0 without one. `html`
    is safe to show as it is; `text` says the same without markup. `masked` counts the addresses
    that were masked in it. `name` and `url` may be empty. `edited` tells that the
    newsroom changed it, where the site wants that told.
    """

    id: int
    article: int
    parent: int | None
    kind: str
    depth: int
    name: str
    url: str
    submitted_at: datetime
    html: str
    text: str
    masked: int
    edited: bool = False


@dataclass(frozen=True, slots=True)
class PublicPage:
    """An article as readers see it, its body sanitised HTML, and its comments in thread order."""

    article: PublicArticle
    comments: Sequence[PublicComment]
    masked: int = 0


@dataclass(frozen=True, slots=True)
class PublicSite:
    """All that goes into one export.

    `contents` has the articles beforehand; the pages come one after another and are read once.
    """

    title: str
    made_at: datetime
    zone: tzinfo
    contents: Sequence[PublicArticle]
    pages: Iterable[PublicPage]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written into one file or folder.

    `neutralised` counts cells that a spreadsheet would run, `too_short` comments that were left out
    because whoever imports the file takes none so short.
    """

    articles: int = 0
    comments: int = 0
    masked: int = 0
    neutralised: int = 0
    too_short: int = 0

    def __add__(self, other: "Written") -> "Written":
        """Both together."""
        return Written(
            self.articles + other.articles,
            self.comments + other.comments,
            self.masked + other.masked,
            self.neutralised + other.neutralised,
            self.too_short + other.too_short,
        )


class Files(Protocol):
    """A folder that is being written."""

    def add(self, name: str, write: Callable[[BinaryIO], T]) -> T:
        """Write the file of that name, with slashes for folders in it."""


def utc(moment: datetime) -> str:
    """The moment in UTC, as RFC 3339 writes it: 2025-06-16T08:30:00Z."""
    there = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return there.isoformat()[:19] + "Z"
