"""Comments written here that a site refused: what is wrong with each, mended and sent again.

Nothing here needs the line; what is sent again waits in the outbox like anything else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from db import comments, connections, outbox
from db.library import Reading
from db.rows import ArticleId, CommentId
from db.site_rows import Entry
from db.words import Field
from moderation import edits
from moderation.changes import Changes
from moderation.drafts import Problem
from moderation.edits import Edit
from moderation.errors import NotFound
from moderation.newsroom import Newsroom
from moderation.sentences import shown_name
from moderation.wordpress import refusals
from resources.translation import _


@dataclass(frozen=True, slots=True)
class Refused:
    """A comment of ours that the site of its article did not take; `problem` says why.

    `has_address` is False where nobody gave an e-mail address, as in the newsroom's own replies.
    """

    entry: int
    comment: CommentId
    revision: int
    parent: CommentId | None
    parent_name: str
    name: str
    url: str
    body: str
    has_address: bool
    problem: Problem

    @property
    def sentence(self) -> str:
        """What happened, for whoever wrote it."""
        return _("The site did not take the comment by {name}: {why}").format(
            name=shown_name(self.name), why=self.problem.message
        )


def refused(
    newsroom: Newsroom, *, article: int | None = None, parent: int | None = None
) -> Sequence[Refused]:
    """What a site refused of our own comments: all, or those under an article or a comment."""
    with newsroom.read() as reading:
        if not connections.any_there(reading):
            return ()
        found = outbox.refused_replies(
            reading,
            article=None if article is None else ArticleId(article),
            parent=None if parent is None else CommentId(parent),
        )
        return [_refused(reading, one) for one in found]


def mend(newsroom: Newsroom, one: Refused, change: Edit) -> Changes:
    """Change what was refused, and have it sent again.

    `IntakeRefused` names every field that fails still; `NotFound` if it is not refused any more.
    """
    with newsroom.read() as reading:
        there = outbox.refused_replies(reading, parent=one.parent)
    if one.entry not in {entry.id for entry in there}:
        raise NotFound(
            _("The comment by {name} does not wait to be mended any more.").format(
                name=shown_name(one.name)
            ),
            _("The outbox says what became of it."),
        )
    changes = edits.edit(newsroom, one.comment, one.revision, change, seen=False)
    with newsroom.write() as writing:
        outbox.retry(writing, one.entry)
    told = _("The comment by {name} is sent to the site again.")
    name = shown_name(one.name if change.name is None else change.name)
    return Changes(changes.operation, [one.comment], told.format(name=name))


def _refused(reading: Reading, entry: Entry) -> Refused:
    comment = comments.comment(reading, entry.comment)
    contact = comments.contact(reading, entry.comment)
    assert comment is not None  # a foreign key says so
    assert contact is not None  # every comment has one
    above = None if comment.parent is None else comments.comment(reading, comment.parent)
    field = refusals.field_of(entry.why)
    if field == Field.NAME and comment.name and not contact.email:
        # WordPress names both in one breath.
        field = Field.EMAIL.value
    return Refused(
        entry=entry.id,
        comment=comment.id,
        revision=comment.revision,
        parent=comment.parent,
        parent_name=above.name if above is not None else "",
        name=comment.name,
        url=comment.url,
        body=comment.body,
        has_address=bool(contact.email),
        problem=Problem(field, refusals.sentence(entry.why)),
    )
