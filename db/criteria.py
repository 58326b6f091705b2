"""What a search asks for, as a tree of plain frozen dataclasses.

`moderation.search.grammar` makes the tree out of what somebody typed; `db.finding` turns it into
SQL. Every text in it is as typed, and compared without regard to case.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.words import Status


class Order(StrEnum):
    """In which order found comments are listed; equals are told apart by their id."""

    NEWEST = "newest"
    OLDEST = "oldest"
    ARTICLE = "article"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every comment."""


@dataclass(frozen=True, slots=True)
class TextHas:
    """The comment's words hold these: one word, or with `phrase` several in this order.

    With `prefix` the (last) word is the beginning of a word. Diacritics do not count.
    """

    words: str
    phrase: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class StatusIs:
    """The comment stands in this status."""

    status: Status


@dataclass(frozen=True, slots=True)
class AuthorHas:
    """The commenter's name contains this."""

    text: str


@dataclass(frozen=True, slots=True)
class ArticleIs:
    """The article's key is this, or its title contains it."""

    text: str


@dataclass(frozen=True, slots=True)
class EmailIs:
    """The commenter's e-mail address is this; `@example.org` means any address of that domain."""

    text: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """Submitted from `after` on (inclusive) and until `before` (exclusive), both aware and UTC.

    None leaves that side open.
    """

    before: datetime | None = None
    after: datetime | None = None


@dataclass(frozen=True, slots=True)
class HasLink:
    """The comment's body has at least one link."""


@dataclass(frozen=True, slots=True)
class HasProblem:
    """The comment lacks a required field, and nobody let that pass."""


@dataclass(frozen=True, slots=True)
class HasNote:
    """A moderator has left a note on the comment."""


@dataclass(frozen=True, slots=True)
class HasReply:
    """Somebody answered the comment."""


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but what `inner` matches."""

    inner: "Criterion"


@dataclass(frozen=True, slots=True)
class AllOf:
    """What every part matches; at least two parts, none of them an `AllOf`."""

    parts: "tuple[Criterion, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What at least one part matches; at least two parts, none of them an `AnyOf`."""

    parts: "tuple[Criterion, ...]"


Criterion = (
    Everything
    | TextHas
    | StatusIs
    | AuthorHas
    | ArticleIs
    | EmailIs
    | Submitted
    | HasLink
    | HasProblem
    | HasNote
    | HasReply
    | Not
    | AllOf
    | AnyOf
)
