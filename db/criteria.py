"""What a search asks for, as a tree of plain frozen dataclasses.

`moderation.search.grammar` makes the tree out of what somebody typed; `db.finding` turns it into
SQL. Every text in it is as typed, and compared without regard to case.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.queues import Everything, StatusIs
from db.words import Standing


@dataclass(frozen=True, slots=True)
class TextHas:
    """The comment's words hold these: one word, or with `phrase` several in this order.

    With `prefix` the (last) word is the beginning of a word. Diacritics do not count. Words
    without a letter or a digit (an emoji, `!!!`) are looked for as they stand.
    """

    words: str
    phrase: bool = False
    prefix: bool = False


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
class HasEdit:
    """A moderator has edited the comment here."""


@dataclass(frozen=True, slots=True)
class HasNote:
    """A moderator has left a note on the comment or on its commenter.

    With `words`, one that contains these.
    """

    words: str = ""


@dataclass(frozen=True, slots=True)
class FromSomebody:
    """The newsroom thinks this of its commenter; a block that has ended is none."""

    standing: Standing


@dataclass(frozen=True, slots=True)
class HasReply:
    """Somebody answered the comment."""


class Measured(StrEnum):
    """What of a comment can be counted."""

    LINKS = "links"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Measures:
    """The comment has at least `least` links or words, and at most `most`; None: no bound."""

    what: Measured
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class KindIs:
    """The comment is of this kind: a comment, a pingback, or what its source calls it."""

    kind: str


@dataclass(frozen=True, slots=True)
class LinksTo:
    """The comment, or its commenter's website, links to this host or to one below it."""

    host: str


@dataclass(frozen=True, slots=True)
class IpIn:
    """The comment came from this IP network, such as 192.0.2.0/24; one address is a network too."""

    network: str


@dataclass(frozen=True, slots=True)
class IsFirst:
    """A comment (no pingback) under whose e-mail address there is no other one."""


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """Of the comments under its address this percentage or more (less) are rejected or spam.

    Both bounds are inclusive; None leaves that side open. Without an address nothing is known.
    """

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """A desk whose name contains this changed the comment's status."""

    desk: str


@dataclass(frozen=True, slots=True)
class ReasonHas:
    """A decision that still holds was given a reason that contains this."""

    text: str


@dataclass(frozen=True, slots=True)
class HeldBy:
    """A rule held or rejected the comment as it came in.

    `rule` is what kind of rule it was, or the word, site or address that it is about; empty: any.
    """

    rule: str = ""


@dataclass(frozen=True, slots=True)
class LanguageIs:
    """The comment is written in the language of this code; the empty one: nobody can tell."""

    code: str


@dataclass(frozen=True, slots=True)
class CopiesOf:
    """The comment is a near-copy of that one, or is that one."""

    comment: int


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but what `inner` matches."""

    inner: "Criterion"


@dataclass(frozen=True, slots=True)
class AllOf:
    """What every part matches; made by `all_of`, which knows when there is nothing to join."""

    parts: "tuple[Criterion, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What at least one part matches; made by `any_of`, which knows when there is no choice."""

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
    | HasEdit
    | HasNote
    | FromSomebody
    | HasReply
    | Measures
    | KindIs
    | LinksTo
    | IpIn
    | IsFirst
    | TurnedAway
    | DecidedBy
    | HeldBy
    | ReasonHas
    | LanguageIs
    | CopiesOf
    | Not
    | AllOf
    | AnyOf
)


def all_of(*parts: Criterion) -> Criterion:
    """What every one of these matches: flat, without `Everything`, and one alone is itself."""
    flat: list[Criterion] = []
    for part in parts:
        match part:
            case AllOf(inner):
                flat.extend(inner)
            case Everything():
                pass
            case _:
                flat.append(part)
    if len(flat) < 2:
        return flat[0] if flat else Everything()
    return AllOf(tuple(flat))


def any_of(first: Criterion, *others: Criterion) -> Criterion:
    """What at least one of these matches: flat, and one alone is itself."""
    flat: list[Criterion] = []
    for part in (first, *others):
        flat.extend(part.parts if isinstance(part, AnyOf) else (part,))
    if any(isinstance(part, Everything) for part in flat):
        return Everything()
    return flat[0] if len(flat) == 1 else AnyOf(tuple(flat))
