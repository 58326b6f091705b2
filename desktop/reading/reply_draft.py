"""What is typed into the reply form, and what the form is for; plain data, without Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.rows import ArticleId, CommentId
from db.words import BodyFormat
from moderation.drafts import CommentDraft
from moderation.edits import Edit
from moderation.wordpress.mending import Refused


@dataclass(frozen=True, slots=True)
class Answerable:
    """A comment that can be replied to: its id, and the words that tell it from others."""

    id: CommentId
    words: str


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """What was typed and not sent yet; `mends` is what the site refused, if it is that one."""

    name: str = ""
    email: str = ""
    url: str = ""
    body: str = ""
    parent: CommentId | None = None
    mends: Refused | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.name or self.email or self.url or self.body)

    def as_edit(self) -> Edit:
        """The same as a change of what the site refused; an address that nobody gave stays so."""
        assert self.mends is not None
        email = self.email if self.email or self.mends.has_address else None
        return Edit(self.name, email, self.url, self.body)

    def for_article(self, key: str) -> CommentDraft:
        """The same as intake wants it, for the article with that key."""
        return CommentDraft(
            article=key,
            name=self.name,
            email=self.email,
            url=self.url,
            body=self.body,
            body_format=BodyFormat.TEXT,
        )


@dataclass(frozen=True, slots=True)
class FormFor:
    """What the form is for: an article, what its site requires, and what can be replied to.

    Where it `goes_to_site`, a connected site has to take it as well: `closed` says that it will
    not, and `refused` is what it did not take.
    """

    article: ArticleId
    article_key: str
    name_required: bool
    email_required: bool
    answerable: Sequence[Answerable]
    goes_to_site: bool = False
    closed: bool = False
    refused: Sequence[Refused] = ()
