"""Edits: what a moderator changes of a comment besides its status; each one is an operation.

The form's rule path (`intake`) holds here too: every failing field is named, and nothing is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from db import articles, comments, journal
from db.finding import folded_address
from db.library import Reading, Writing
from db.rows import ArticleId, Comment, CommentId, Contact
from db.words import Status, Verb
from moderation import intake, site_limits
from moderation.changes import Changes
from moderation.decisions import begin
from moderation.drafts import CommentDraft, Problem
from moderation.errors import IncompleteComment, NotFound, StaleDecision
from moderation.leftovers import Leftovers
from moderation.newsroom import Newsroom
from moderation.sentences import incomplete_sentence, shown_name
from resources.translation import _


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change of a comment; None leaves a field as it is."""

    name: str | None = None
    email: str | None = None
    url: str | None = None
    body: str | None = None


def edit(
    newsroom: Newsroom,
    number: int,
    revision: int,
    change: Edit,
    *,
    approve: bool = False,
    seen: bool = True,
) -> Changes:
    """Change a comment's fields, and with `approve` its status too; what it lacks is seen anew.

    `IntakeRefused` names every field that fails; `StaleDecision` if somebody changed the comment
    since that revision; `IncompleteComment` if it would be approved and still lacks something. A
    comment that was let pass incomplete stays so. What readers see of it is marked as edited,
    unless it was never `seen` by any.
    """
    with newsroom.write() as writing:
        current = _current(newsroom, writing, number, revision)
        contact = comments.contact(writing, current.id)
        assert contact is not None  # every comment has one
        draft = _draft(current, contact, change)
        checked = intake.check(draft, requirements_of(writing, current.article))
        longer = site_limits.problems(writing, current.article, checked.draft)
        _refuse_new_trouble((*checked.problems, *longer), change)
        fields = checked_fields(checked)
        if seen and any(fields[name] != getattr(current, name) for name in _READ):
            fields["edited"] = 1
        if approve and checked.lacks and current.waiver is None:
            sentence = incomplete_sentence(checked.draft.name, checked.lacks)
            raise IncompleteComment(sentence, _("Complete it, or let it pass with a reason."))
        status = Status.APPROVED if approve else None
        return _set(newsroom, writing, Verb.EDIT, current, fields, status)


# What readers see of a comment; whoever completes an address has not edited it.
_READ = ("name", "url", "body")


def _draft(current: Comment, contact: Contact, change: Edit) -> CommentDraft:
    draft = CommentDraft(
        article=current.article_key,
        name=current.name,
        email=contact.email,
        url=current.url,
        body=current.body,
        body_format=current.body_format,
        kind=current.kind,
    )
    given = {
        name: value
        for name in ("name", "email", "url", "body")
        if (value := getattr(change, name)) is not None
    }
    return replace(draft, **given)


def _refuse_new_trouble(problems: Sequence[Problem], change: Edit) -> None:
    """Refuse what fails in a field that was touched; what was wrong before may stay so."""
    touched = {
        "name": change.name,
        "email": change.email,
        "url": change.url,
        "comment": change.body,
    }
    intake.refuse([one for one in problems if touched.get(one.field) is not None])


def checked_fields(checked: intake.Checked) -> dict[str, object]:
    """The stored fields that intake makes of a draft."""
    draft = checked.draft
    key = folded_address(checked.email_normal)
    return {
        "name": draft.name,
        "url": draft.url,
        "body": draft.body,
        "text": checked.text,
        "links": checked.links,
        "lacks": ",".join(checked.lacks),
        "email": draft.email,
        "email_key": key,
        "email_domain": key.rpartition("@")[2],
    }


def requirements_of(reading: Reading, number: ArticleId) -> intake.Requirements:
    """What the article's site requires of a commenter."""
    article = articles.article(reading, number)
    assert article is not None  # whoever asks has just found it
    site = next(one for one in articles.sites(reading) if one.id == article.site)
    return intake.Requirements(name=site.name_required, email=site.email_required)


def let_address_stand(newsroom: Newsroom, number: int, revision: int, *, stands: bool) -> Changes:
    """Let the addresses that a commenter typed into a comment stand in public, or mask them."""
    with newsroom.write() as writing:
        current = _current(newsroom, writing, number, revision)
        fields = {"address_stands": int(stands)}
        return _set(newsroom, writing, Verb.ALLOW_ADDRESS, current, fields)


def reveal_contact(newsroom: Newsroom, number: int) -> Contact:
    """A commenter's e-mail and IP address, because a moderator asks; the asking is journalled.

    `NotFound` if there is no such comment.
    """
    with newsroom.write() as writing:
        contact = comments.contact(writing, CommentId(number))
        if contact is None:
            raise NotFound(_("There is no comment {number}.").format(number=number))
        operation = begin(newsroom, writing, Verb.REVEAL)
        journal.record_look(writing, operation, CommentId(number))
        journal.seal(writing, operation)
    return contact


def _current(newsroom: Newsroom, writing: Writing, number: int, revision: int) -> Comment:
    current = comments.comment(writing, CommentId(number))
    if current is None:
        raise NotFound(_("There is no comment {number}.").format(number=number))
    if current.revision != revision:
        left = Leftovers(newsroom, writing)
        left.note_stale([current.id], 1)
        raise StaleDecision(
            left.named[0].sentence, _("Look at it again, and change it as it is now.")
        )
    return current


def _set(
    newsroom: Newsroom,
    writing: Writing,
    verb: Verb,
    current: Comment,
    fields: Mapping[str, object],
    status: Status | None = None,
) -> Changes:
    detail = {} if status is None else {"approved": True}
    operation = begin(newsroom, writing, verb, detail)
    if not journal.set_fields(writing, operation, current.id, fields, status=status):
        journal.forget(writing, operation)
        return Changes(None, [], _("Nothing was changed."))
    journal.seal(writing, operation)
    sentence = (
        _("The comment by {name} was changed.")
        if status is None
        else _("The comment by {name} was changed and approved.")
    )
    return Changes(operation, [current.id], sentence.format(name=shown_name(current.name)))
