"""Drafts: what a door (form, command line, importer) hands in before intake has looked at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from db.words import BodyFormat, Kind, Status


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one field, with its place in the source (empty for a form)."""

    field: str
    message: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article as a source tells it. `external_id` is unique within the source.

    One that is not `public` is a draft or private on its site; the text of one that is `protected`
    is behind a password there. Of one that is `guessed` only the place is known, and its title is
    made of that: it takes nothing from an article of which more was told.
    """

    external_id: str
    title: str
    url: str = ""
    slug: str = ""
    published_at: datetime | None = None
    body: str = ""
    body_format: BodyFormat = BodyFormat.HTML
    open: bool = True
    where: str = ""
    public: bool = True
    protected: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class CommentDraft:
    """A comment as a source tells it; nothing in it has been checked.

    `external_id` is unique within the source (None: intake makes a fingerprint);
    `parent` is the external id of the comment it answers; times are aware (UTC) or None.
    `extra` holds what the source has besides, kept privately and shown nowhere.
    """

    article: str
    name: str
    email: str
    body: str
    url: str = ""
    ip: str = ""
    user_agent: str = ""
    body_format: BodyFormat = BodyFormat.HTML
    status: Status = Status.PENDING
    kind: str = Kind.COMMENT
    submitted_at: datetime | None = None
    external_id: str | None = None
    parent: str | None = None
    where: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
