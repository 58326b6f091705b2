"""A commenter's record: what they wrote, what is thought of them, and who else they may be.

A person is one address. Other names, other addresses under the same name and a shared IP address
are evidence for whoever looks; nothing is merged, and no address is told here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db import check, commenters, comments
from db.commenters import LOOKED_AT, Elsewhere
from db.library import Reading
from db.rows import Card, CommentId, Note, Regard, Tally
from moderation.changes import SILENT, Progress
from moderation.contacts import reveal_contacts
from moderation.errors import Cancelled, NotFound
from moderation.newsroom import Newsroom
from resources.translation import _

_LAST = 8


@dataclass(frozen=True, slots=True)
class Others:
    """Comments that somebody else, or the same person, wrote: how many, under which names.

    `most` says that there may be more: so many were looked at.
    """

    count: int
    most: bool
    names: Sequence[str]
    newest: CommentId
    comments: Sequence[CommentId]


@dataclass(frozen=True, slots=True)
class Commenter:
    """Whoever wrote a comment. `known` is false where no valid address came with it.

    `tally` counts all they wrote, `names` under which names; `other_addresses` has one entry for
    each other address that used this name, `same_ip` what else came from this IP address and
    `same_ip_addresses` from how many addresses.
    """

    comment: CommentId
    name: str
    known: bool
    regard: Regard
    notes: Sequence[Note]
    tally: Tally
    names: Sequence[tuple[str, int]]
    first: datetime | None
    last: Sequence[Card]
    other_addresses: Sequence[Others]
    same_ip: Others | None
    same_ip_addresses: int


def about(newsroom: Newsroom, comment: int, *, progress: Progress = SILENT) -> Commenter:
    """The record of whoever wrote that comment; `NotFound` if there is none, `Cancelled` if asked.

    All comments under an address are counted, however many they are.
    """
    try:
        with newsroom.read() as reading, check.stoppable(reading, progress.stop_asked, often=True):
            return _about(newsroom, reading, CommentId(comment))
    except check.Stopped:
        raise Cancelled(_("Nothing was changed.")) from None


def _about(newsroom: Newsroom, reading: Reading, number: CommentId) -> Commenter:
    current = comments.comment(reading, number)
    if current is None:
        raise NotFound(_("There is no comment {number}.").format(number=number))
    key = commenters.key_of(reading, number)
    found = commenters.regard(reading, key)
    written = commenters.written(reading, key)
    last = commenters.last_comments(reading, key, _LAST + 1)
    elsewhere = commenters.from_same_ip(reading, number)
    return Commenter(
        comment=number,
        name=current.name,
        known=bool(key),
        regard=found,
        notes=commenters.notes_on(reading, found.id) if found.id is not None else (),
        tally=written.tally,
        names=written.names,
        first=written.first,
        last=_newest_first(
            comments.cards(
                reading, [one for one in last if one != number][:_LAST], newsroom.clock()
            )
        ),
        other_addresses=[_others(one) for one in commenters.under_name(reading, current.name, key)],
        same_ip=_others(elsewhere) if elsewhere.count else None,
        same_ip_addresses=len(elsewhere.addresses),
    )


def _newest_first(cards: Sequence[Card]) -> Sequence[Card]:
    # They came last, though perhaps out of a file that has them in another order.
    return sorted(cards, key=lambda card: (card.submitted_at, card.id), reverse=True)


def _others(one: Elsewhere) -> Others:
    return Others(one.count, one.count >= LOOKED_AT, one.names, one.comments[0], one.comments)


def reveal(newsroom: Newsroom, of: Commenter) -> Sequence[str]:
    """The other addresses that used this name, in their order, and the commenter's own first.

    Looking is journalled, at the comment and at one of each other address.
    """
    asked = [of.comment, *(one.newest for one in of.other_addresses)]
    found = reveal_contacts(newsroom, asked)
    return [found[one].email if one in found else "" for one in asked]
