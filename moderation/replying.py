"""Replies of the newsroom's own, under its own name; approving and replying are one operation.

A reply is approved at once: whoever writes it is who decides. It has no e-mail address, and a
waiver says why.
"""

from db import articles, comments, journal, staging
from db.library import Reading, Writing
from db.rows import Comment, CommentId
from db.words import BodyFormat, Field, Kind, Status, Verb
from moderation import intake, site_limits
from moderation.changes import Changes
from moderation.decisions import begin
from moderation.drafts import CommentDraft
from moderation.edits import checked_fields
from moderation.errors import IncompleteComment, NotFound, StaleDecision
from moderation.leftovers import Leftovers
from moderation.newsroom import Newsroom
from moderation.sentences import incomplete_sentence, shown_name
from resources.translation import _


def name_of(newsroom: Newsroom, comment: int) -> str:
    """Under which name the newsroom replies to that comment."""
    with newsroom.read() as reading:
        current = comments.comment(reading, CommentId(comment))
        return "" if current is None else _name(reading, current)


def _name(reading: Reading, current: Comment) -> str:
    article = articles.article(reading, current.article)
    assert article is not None  # a foreign key says so
    site = next(one for one in articles.sites(reading) if one.id == article.site)
    return site.newsroom_name or site.name or _("The newsroom")


def reply(
    newsroom: Newsroom, number: int, revision: int, text: str, *, approve: bool = False
) -> Changes:
    """Reply to a comment as the newsroom; with `approve`, that one is approved with it.

    `comments[-1]` of the answer is the reply. `IntakeRefused` where there is nothing to be read;
    with `approve`, `StaleDecision` if somebody changed the comment since that revision, and
    `IncompleteComment` if it lacks something. All of it is one operation.
    """
    with newsroom.write() as writing:
        current = comments.comment(writing, CommentId(number))
        if current is None:
            raise NotFound(_("There is no comment {number}.").format(number=number))
        name = _name(writing, current)
        draft = CommentDraft(current.article_key, name, "", text, body_format=BodyFormat.TEXT)
        checked = intake.refuse_or_take(draft, intake.Requirements(name=True, email=False))
        intake.refuse(site_limits.problems(writing, current.article, checked.draft))
        if approve:
            _refuse(newsroom, writing, current, revision)
        operation = begin(newsroom, writing, Verb.REPLY, {"approved": True} if approve else {})
        if approve:
            journal.pick(writing, [number], [revision])
            journal.set_status(writing, operation, Status.APPROVED)
        if not journal.count(writing, operation):
            journal.record_look(writing, operation, current.id)  # its story tells of the reply
        made = staging.insert_one(
            writing,
            operation=operation,
            article=current.article,
            parent=current.id,
            kind=Kind.COMMENT,
            status=Status.APPROVED,
            at=newsroom.clock(),
            received_at=newsroom.clock(),
            body_format=BodyFormat.TEXT,
            ip="",
            user_agent="",
            fields=checked_fields(checked)
            | {"lacks": Field.EMAIL.value, "waiver": _("Written by the newsroom.")},
        )
        journal.record_arrivals(writing, operation, made - 1)
        journal.seal(writing, operation)
    told = _("{name} approved, and replied to.") if approve else _("Replied to {name}.")
    return Changes(operation, [current.id, made], told.format(name=shown_name(current.name)))


def _refuse(newsroom: Newsroom, writing: Writing, current: Comment, revision: int) -> None:
    if current.revision != revision:
        left = Leftovers(newsroom, writing)
        left.note_stale([current.id], 1)
        raise StaleDecision(
            left.named[0].sentence, _("Look at it again, and decide on it as it is now.")
        )
    if current.lacks and current.waiver is None:
        raise IncompleteComment(
            incomplete_sentence(current.name, current.lacks),
            _("Complete it, or let it pass with a reason."),
        )
