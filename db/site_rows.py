"""What is handed out about connected sites: frozen, slotted dataclasses, and no password."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from db.rows import CommentId, OperationId, SiteId
from db.words import BodyFormat, Status


class Rule(StrEnum):
    """What holds where both sides changed a comment."""

    SITE = "site"
    OURS = "ours"
    ASK = "ask"


class Kind(StrEnum):
    """What a site is sent: a status, the fields of a comment, or a comment that it has not."""

    STATUS = "status"
    EDIT = "edit"
    REPLY = "reply"


class State(StrEnum):
    """Where an entry of the outbox stands; `OVERRULED`: it was settled otherwise and never sent."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    OVERRULED = "overruled"


# A comment that a site has no more.
GONE = "gone"


@dataclass(frozen=True, slots=True)
class Connection:
    """A connected site: how it is reached, whose word holds, and how far its comments came in.

    `top` is the highest of its numbers that came in; `bottom` how far down the first walk is (None:
    not begun, 0: done); `passed` how far down the slow look at everything is (0: to begin anew).
    """

    site: SiteId
    key: str
    name: str
    url: str
    root: str
    username: str
    source: str
    rule: Rule
    top: int
    bottom: int | None
    passed: int
    synced_at: datetime | None

    @property
    def title(self) -> str:
        """What a person calls it."""
        return self.name or self.source.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Known:
    """A comment that both sides have: how the site had it last, and how it stands here.

    `status` is None where its arrival was taken back here. `waiting` has what is to be sent of it,
    by kind; `is_open` says that anything of it is unsent or was refused.
    """

    comment: CommentId
    number: int
    base: str
    digest: str
    status: Status | None
    incomplete: bool
    waived: bool
    waiting: Mapping[Kind, str]
    is_open: bool
    has_conflict: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outbox; `why` is the code of a refusal and the site's words, by a blank."""

    id: int
    site: SiteId
    comment: CommentId
    kind: Kind
    wanted: str
    operation: OperationId
    key: str
    state: State
    why: str
    tries: int
    at: datetime
    name: str
    number: int | None
    has_conflict: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A comment that both sides changed: how the site has it; how we have it is the comment."""

    comment: CommentId
    site: SiteId
    number: int
    at: datetime
    status: str
    digest: str
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToSend:
    """A comment as it is sent: whole, with the private part that the site asks for.

    `is_own`: it was written here, and the site made it for us; `is_newsrooms`: not in the name of
    anybody, as letters are, but in the newsroom's.
    """

    comment: CommentId
    revision: int
    status: str
    name: str
    email: str
    url: str
    body: str
    ip: str
    user_agent: str
    post: str
    parent: int | None
    body_format: BodyFormat
    is_own: bool
    is_newsrooms: bool
