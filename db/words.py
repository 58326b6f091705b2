"""The stored vocabulary: statuses, kinds, verdicts and body formats, as plain Python."""

from enum import StrEnum


class Status(StrEnum):
    """Where a comment stands. Only `APPROVED` is ever shown to the public."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"


# A comment whose arrival was undone: kept, so that redo loses nothing, and shown nowhere.
WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What a moderator decides; each leads to one status. `HOLD` puts back into the queue."""

    APPROVE = "approve"
    REJECT = "reject"
    SPAM = "spam"
    HOLD = "hold"

    @property
    def status(self) -> Status:
        """The status that a comment has once this was decided."""
        return _STATUS_OF[self]


_STATUS_OF = {
    Verdict.APPROVE: Status.APPROVED,
    Verdict.REJECT: Status.REJECTED,
    Verdict.SPAM: Status.SPAM,
    Verdict.HOLD: Status.PENDING,
}


class Kind:
    """Kinds of comment that the program knows by name; others are kept by their raw name."""

    COMMENT = "comment"
    PINGBACK = "pingback"
    TRACKBACK = "trackback"

    # These come from machines and have no e-mail by nature.
    EXEMPT_FROM_EMAIL = frozenset({PINGBACK, TRACKBACK})


class BodyFormat(StrEnum):
    """How a raw body is written."""

    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


class Field(StrEnum):
    """The fields that can fail intake; the names are those of the reply form and of `--json`."""

    NAME = "name"
    EMAIL = "email"
    URL = "url"
    COMMENT = "comment"
    ARTICLE = "article"
    DATE = "date"
    STATUS = "status"
    PARENT = "parent"


class Standing(StrEnum):
    """What the newsroom thinks of a commenter; it decides where what they write goes."""

    NONE = ""
    TRUSTED = "trusted"  # approved at once
    WATCHED = "watched"  # always held
    BLOCKED = "blocked"  # rejected at once


class Role(StrEnum):
    """What an operation is to its subject: the first doing, a taking back, a doing again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class Verb(StrEnum):
    """What an operation did, as the history names it."""

    APPROVE = "approve"
    REJECT = "reject"
    SPAM = "spam"
    HOLD = "hold"
    ADD = "add"
    IMPORT = "import"
    EDIT = "edit"
    WAIVE = "waive"
    NOTE = "note"
    ALLOW_ADDRESS = "allow-address"
    REVEAL = "reveal"
    ERASE = "erase"
    # What a connected site said; taken back, it is our word against the site's.
    SYNC = "sync"
    RULES = "rules"
    REASON = "reason"
    # The newsroom's list of reasons is another one.
    REASONS = "reasons"
    # A saved search came, went, or looks for something else.
    SEARCHES = "searches"
    TRUST = "trust"
    WATCH = "watch"
    BLOCK = "block"
    LET_GO = "let-go"
    REPLY = "reply"


class RuleKind(StrEnum):
    """What a rule looks at."""

    WORD = "word"
    LINKS = "links"
    DOMAIN = "domain"
    EMAIL = "email"
    IP = "ip"
    DISPOSABLE = "disposable"
    NEWCOMER = "newcomer"
    REJECTIONS = "rejections"
    REPEAT = "repeat"
    FLOOD = "flood"
    CLOSED = "closed"
    OTHERWISE = "otherwise"


class RuleAction(StrEnum):
    """What a rule does with a comment; `EXEMPT` takes out of other rules what it names."""

    HOLD = "hold"
    REJECT = "reject"
    EXEMPT = "exempt"
    APPROVE = "approve"


class Reason(StrEnum):
    """Why a comment was held or rejected as it came in: the kind of rule, or its commenter."""

    WORD = "word"
    LINKS = "links"
    DOMAIN = "domain"
    EMAIL = "email"
    IP = "ip"
    DISPOSABLE = "disposable"
    NEWCOMER = "newcomer"
    REJECTIONS = "rejections"
    REPEAT = "repeat"
    FLOOD = "flood"
    CLOSED = "closed"
    WATCHED = "watched"
    BLOCKED = "blocked"
