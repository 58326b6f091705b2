"""Arrivals: one comment that came by letter or over the command line.

Whole files come in through `importing`; both take the same rule path, `intake`.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import unquote

from db import articles, comments, holds, journal, staging
from db.library import Reading
from db.rows import ArticleId, CommentId
from db.words import RuleAction, Status, Verb
from moderation import intake, ruling, site_limits
from moderation.changes import Changes
from moderation.decisions import begin
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.edits import checked_fields, requirements_of
from moderation.errors import NotFound
from moderation.newsroom import Newsroom
from moderation.rule_sentences import hold_told
from moderation.rules.judging import Arrival, Judgement
from moderation.sentences import shown_name
from resources.translation import _

_KEY_LENGTH = 80


def add(
    newsroom: Newsroom, draft: CommentDraft, *, article_key: str, reply_to: int | None = None
) -> Changes:
    """Take in one comment; `comments[0]` of the answer is its id.

    It enters as pending, unless a rule of the newsroom rejects or approves it; the sentence says
    why it was held. `IntakeRefused` names every failing field; `NotFound` if there is no such
    article, or no such comment to reply to under it. Nothing is kept then.
    """
    with newsroom.write() as writing:
        article = _article(writing, article_key)
        if reply_to is not None:
            _check_parent(writing, article, reply_to)
        checked = intake.check(draft, requirements_of(writing, article))
        longer = site_limits.problems(writing, article, checked.draft, is_new=True)
        intake.refuse(checked.problems, longer)
        fields = checked_fields(checked)
        at = draft.submitted_at or newsroom.clock()
        judgement = ruling.judge(newsroom, writing, article, arrival_of(checked, fields, at))
        operation = begin(newsroom, writing, Verb.ADD)
        number = staging.insert_one(
            writing,
            operation=operation,
            article=article,
            parent=reply_to,
            kind=draft.kind,
            status=ENTERS_AS[judgement.action],
            at=at,
            received_at=newsroom.clock(),
            body_format=draft.body_format,
            ip=draft.ip,
            user_agent=draft.user_agent,
            fields=fields,
        )
        journal.record_arrivals(writing, operation, number - 1)
        holds.record(writing, operation, [(number, judgement.holds)])
        journal.seal(writing, operation)
    return Changes(operation, [number], _sentence(shown_name(checked.draft.name), judgement))


# Where no rule says anything, a moderator does.
ENTERS_AS: Mapping[RuleAction | None, Status] = {
    None: Status.PENDING,
    RuleAction.HOLD: Status.PENDING,
    RuleAction.REJECT: Status.REJECTED,
    RuleAction.APPROVE: Status.APPROVED,
}


def arrival_of(
    checked: intake.Checked, fields: Mapping[str, object], at: datetime | None
) -> Arrival:
    """A checked draft as the rules look at it; `fields` are those that will be kept of it."""
    draft = checked.draft
    return Arrival(
        text=checked.text,
        name=draft.name,
        url=draft.url,
        email=str(fields["email_key"]),
        ip=draft.ip,
        body=draft.body,
        body_format=draft.body_format,
        links=checked.links,
        kind=draft.kind,
        at=at,
    )


def _sentence(name: str, judgement: Judgement) -> str:
    match judgement.action:
        case RuleAction.APPROVE:
            return _("The comment by {name} is approved: no rule holds it.").format(name=name)
        case RuleAction.HOLD | RuleAction.REJECT:
            first = hold_told(judgement.holds[0])
            return _("The comment by {name} is here. {why}").format(name=name, why=first)
        case _:
            return _("The comment by {name} is in the queue.").format(name=name)


def _article(reading: Reading, key: str) -> ArticleId:
    found = articles.by_key(reading, key)
    if found is None:
        raise NotFound(_("There is no article with the key “{key}”.").format(key=key))
    return found


def _check_parent(reading: Reading, article: ArticleId, parent: int) -> None:
    found = comments.comment(reading, CommentId(parent))
    if found is None or found.article != article:
        raise NotFound(
            _("There is no comment {number} under this article to reply to.").format(number=parent)
        )


def wanted_key(draft: ArticleDraft) -> str:
    """The key that an article would have if it were free."""
    return next(
        key for text in (draft.slug, draft.title, draft.external_id, "article")
        if (key := key_of(text))
    )  # fmt: skip


def key_of(text: str) -> str:
    """The text as a key: lower case, words joined by hyphens, letters of every script kept."""
    # WordPress writes slugs of other scripts percent-encoded.
    folded = unicodedata.normalize("NFKC", unquote(text)).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-")[:_KEY_LENGTH].rstrip("-")
