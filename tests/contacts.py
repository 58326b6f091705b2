"""The private part of a comment as it is stored; a moderator's look at it would be journalled."""

from db import comments
from db.rows import CommentId, Contact
from moderation.newsroom import Newsroom


def contact_of(newsroom: Newsroom, number: int) -> Contact:
    """The e-mail address, IP address and user agent that are kept with this comment."""
    with newsroom.read() as reading:
        found = comments.contact(reading, CommentId(number))
    assert found is not None
    return found
