"""Numbers of persons in a comment: found for the moderator, and hidden from readers on asking."""

from collections.abc import Sequence

from db import comments
from db.rows import CommentId
from db.words import BodyFormat
from moderation import edits
from moderation.assist import numbers
from moderation.assist.numbers import Found
from moderation.changes import Changes
from moderation.edits import Edit
from moderation.errors import NotFound
from moderation.masking import numbers_hidden
from moderation.newsroom import Newsroom
from resources.translation import _

REGIONS = "assist-regions"


def regions(newsroom: Newsroom) -> Sequence[str]:
    """The regions whose telephone numbers are known here, by their two letters."""
    kept: list[object] = newsroom.setting(REGIONS, [])
    return [one for one in kept if isinstance(one, str)] or numbers.REGIONS


def numbers_in(newsroom: Newsroom, text: str) -> list[Found]:
    """The telephone, account and card numbers in a plain text, in order."""
    return numbers.find(text, regions(newsroom))


def hide_numbers(newsroom: Newsroom, number: int, revision: int) -> Changes:
    """Hide them: the comment is edited, so that undo brings them back and no reader sees them.

    `NotFound` if there are none (any more); `StaleDecision` if somebody changed the comment since.
    """
    with newsroom.read() as reading:
        comment = comments.comment(reading, CommentId(number))
    if comment is None:
        raise NotFound(_("There is no comment {number}.").format(number=number))
    markup = comment.body_format is not BodyFormat.TEXT
    body, count = numbers_hidden(comment.body, regions(newsroom), markup=markup)
    if not count:
        raise NotFound(_("There is no number in this comment that could be hidden."))
    return edits.edit(newsroom, number, revision, Edit(body=body))
