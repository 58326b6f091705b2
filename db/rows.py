"""What is handed out of `db`: frozen, slotted dataclasses, with times in UTC.

Nothing here has an e-mail, an IP address or a user agent but `Contact`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType

from db.words import BodyFormat, Reason, Role, RuleAction, RuleKind, Standing, Status, Verb

CommentId = NewType("CommentId", int)
ArticleId = NewType("ArticleId", int)
SiteId = NewType("SiteId", int)
OperationId = NewType("OperationId", int)
RuleId = NewType("RuleId", int)
PersonId = NewType("PersonId", int)
NoteId = NewType("NoteId", int)


@dataclass(frozen=True, slots=True)
class Site:
    """A site whose comments are kept here, and what it requires of a commenter.

    The newsroom replies under `newsroom_name`; with `say_edited` readers are told of its edits.
    """

    id: SiteId
    key: str
    name: str
    url: str
    name_required: bool
    email_required: bool
    newsroom_name: str = ""
    say_edited: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Comments by status: of an article, a commenter or the whole newsroom."""

    pending: int = 0
    approved: int = 0
    rejected: int = 0
    spam: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.pending + self.approved + self.rejected + self.spam

    def of(self, status: Status) -> int:
        """The number in this status."""
        return int(getattr(self, status.value))


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """An article as the sidebar lists it. `key` is unique in the library and made for people."""

    id: ArticleId
    key: str
    title: str
    url: str
    published_at: datetime | None
    open: bool
    tally: Tally


@dataclass(frozen=True, slots=True)
class Article:
    """An article whole; `body` is as it came.

    `public`: the site's readers see it; `protected`: its text only with a password.
    """

    id: ArticleId
    site: SiteId
    key: str
    title: str
    url: str
    published_at: datetime | None
    open: bool
    body: str
    body_format: BodyFormat
    tally: Tally
    public: bool = True
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the newsroom. `id` 0: it is not kept (yet).

    `term` is the word, domain or address; `number` and `span` are what kinds that count go by.
    """

    kind: RuleKind
    action: RuleAction
    term: str = ""
    number: int = 0
    span: int = 0
    id: RuleId = RuleId(0)
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a comment: of its `text`, `name`, `url`, `email` (the domain), or a `link`.

    Of a link's target that nobody sees, `piece` is the whole target and the span is in that.
    """

    field: str
    start: int
    end: int
    piece: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a comment was held, or rejected, as it came in.

    `rule` is None where its commenter is watched or blocked; `number` is what was counted.
    """

    reason: Reason
    action: RuleAction
    rule: Rule | None
    number: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Near-copies: how they stand, and under how many articles and names they came.

    `first` is the first of them, which names the group.
    """

    first: int
    tally: Tally
    articles: int
    names: int

    @property
    def size(self) -> int:
        """How many there are."""
        return self.tally.total


@dataclass(frozen=True, slots=True)
class Score:
    """The chances that a comment is spam and that it is abusive; None where nothing is known."""

    spam: float | None
    abuse: float | None

    @property
    def risk(self) -> float:
        """The larger of the two."""
        return max(self.spam or 0.0, self.abuse or 0.0)


@dataclass(frozen=True, slots=True)
class Card:
    """A comment as the queue shows it: no body, and of its plain text 400 characters."""

    id: CommentId
    revision: int
    status: Status
    kind: str
    name: str
    submitted_at: datetime
    excerpt: str
    links: int
    lacks: tuple[str, ...]
    waived: bool
    article: ArticleId
    article_key: str
    article_title: str
    parent: CommentId | None
    parent_name: str | None
    # Other comments under the same e-mail address, at most 100 counted of each status.
    record: Tally
    # A random number that all comments under that address share; None where there is no address.
    badge: int | None = None
    # Why it was held or rejected as it came in; empty for most.
    holds: tuple[Hold, ...] = ()
    # What the newsroom thinks of its commenter; one that has ended is none.
    standing: Standing = Standing.NONE
    # Notes on the comment, and on its commenter.
    notes: int = 0
    # Near-copies of it, the chances that the assist gives it, and its language where that is
    # another than most comments here are in.
    group: Group | None = None
    score: Score | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment whole, but for its private contact. `text` is the plain text of `body`."""

    id: CommentId
    revision: int
    status: Status
    kind: str
    name: str
    url: str
    submitted_at: datetime
    received_at: datetime
    body: str
    body_format: BodyFormat
    text: str
    links: int
    lacks: tuple[str, ...]
    waiver: str | None
    note: str
    address_stands: bool
    article: ArticleId
    article_key: str
    parent: CommentId | None
    edited: bool = False  # the newsroom changed what readers see of it


@dataclass(frozen=True, slots=True)
class Regard:
    """What the newsroom thinks of a person: since when, and until when (None: for good).

    `id` is None where it has not thought anything of them yet.
    """

    id: PersonId | None = None
    standing: Standing = Standing.NONE
    since: datetime | None = None
    until: datetime | None = None

    def at(self, moment: datetime) -> Standing:
        """What holds at that moment."""
        over = self.until is not None and self.until <= moment
        return Standing.NONE if over else self.standing


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the newsroom's: who wrote it, when, and whether on the commenter.

    `id` is None for the one note that a comment could have in the program's first version.
    """

    id: NoteId | None
    at: datetime | None
    desk: str
    text: str
    on_person: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """The private part of a comment: never in a public view, shown only when asked for."""

    email: str
    ip: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the journal. `count` is the number of comments it touched.

    `undone` tells whether the subject is taken back as things stand, and `put_back` how many
    comments came back by that; an undo and a redo are about `out_of` comments, of which they
    touched `count`. `detail` holds what the sentence about it needs (a reason, a file's name),
    never an e-mail address.
    """

    id: OperationId
    at: datetime
    desk: str
    role: Role
    verb: Verb
    subject: OperationId
    count: int
    undone: bool
    detail: Mapping[str, object] = field(default_factory=dict)
    out_of: int = 0
    put_back: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What one operation did to one comment; None for a status means: was not there."""

    operation: OperationId
    comment: CommentId
    before: Status | None
    after: Status | None
    before_revision: int
    after_revision: int


@dataclass(frozen=True, slots=True)
class PublicArticle:
    """An article as readers may see it; all but `public` ones are hidden on their site.

    One that is `protected` by a password there comes without its text.
    """

    id: ArticleId
    key: str
    title: str
    url: str
    published_at: datetime | None
    body: str
    body_format: BodyFormat
    open: bool
    public: bool = True
    protected: bool = False


@dataclass(frozen=True, slots=True)
class PublicRow:
    """An approved comment as the public connection reads it: raw, before cleaning and masking."""

    id: CommentId
    article: ArticleId
    parent: CommentId | None
    kind: str
    name: str
    url: str
    submitted_at: datetime
    body: str
    body_format: BodyFormat
    address_stands: bool
    edited: bool = False
