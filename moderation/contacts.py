"""The private part of many comments, for a list somebody asked for; the asking is journalled."""

from collections.abc import Sequence

from db import comments, journal
from db.rows import CommentId, Contact
from db.words import Verb
from moderation.decisions import begin
from moderation.newsroom import Newsroom


def reveal_contacts(newsroom: Newsroom, numbers: Sequence[CommentId]) -> dict[CommentId, Contact]:
    """The e-mail and IP addresses of these comments, as one journalled look at all of them.

    Those that are gone are left out; no comment is no look.
    """
    with newsroom.write() as writing:
        found = {
            number: contact
            for number in numbers
            if (contact := comments.contact(writing, number)) is not None
        }
        if found:
            operation = begin(newsroom, writing, Verb.REVEAL)
            for number in found:
                journal.record_look(writing, operation, number)
            journal.seal(writing, operation)
    return found
