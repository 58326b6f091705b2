"""Campaigns: near-copies as one thing to decide, and where they were decided unevenly.

A group is named by its first comment. Nothing here decides by itself.
"""

import re
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

from db import comments, groups
from db.groups import Uneven
from db.rows import CommentId, Group
from db.words import Status, Verdict
from moderation.changes import SILENT, Changes, Progress
from moderation.errors import NotFound
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from resources.late import late
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from moderation import decisions
else:
    decisions = late("moderation.decisions")

__all__ = ["Group", "Member", "Uneven", "decide", "group_of", "largest", "members", "uneven"]

# More copies than this are decided all the same, and not listed.
_LISTED = 500
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Member:
    """A copy; `spans` are the words in which it differs from what most of them say."""

    comment: CommentId
    text: str
    spans: Sequence[tuple[int, int]]
    oddness: float


def group_of(newsroom: Newsroom, comment: int) -> Group | None:
    """The group that a comment is in, or None if it has no copy."""
    with newsroom.read() as reading:
        return groups.of_comments(reading, [comment]).get(comment)


def largest(newsroom: Newsroom, *, limit: int = 50, pending: bool = False) -> list[Group]:
    """The largest groups; with `pending`, those with a comment that waits for a decision."""
    with newsroom.read() as reading:
        return groups.largest(reading, limit, pending=pending)


def count(newsroom: Newsroom) -> int:
    """How many groups of at least two comments there are."""
    with newsroom.read() as reading:
        return groups.count(reading)


def members(newsroom: Newsroom, first: int, *, limit: int = _LISTED) -> list[Member]:
    """The copies of a group, the odd one out first; at most `limit` of them are compared."""
    with newsroom.read() as reading:
        numbers = groups.members(reading, first, limit)
        texts = comments.texts(reading, numbers)
    return _odd_first([(number, texts[number]) for number in numbers])


def _odd_first(told: Sequence[tuple[CommentId, str]]) -> list[Member]:
    """What most of them have is common; a word that fewer than half have makes a copy odd."""
    words = [{found[0].casefold() for found in _WORD.finditer(text)} for _number, text in told]
    counts: dict[str, int] = {}
    for mentioned in words:
        for word in mentioned:
            counts[word] = counts.get(word, 0) + 1
    common = {word for word, count in counts.items() if 2 * count > len(told)}
    found = []
    for (number, text), own in zip(told, words, strict=True):
        spans = [one.span() for one in _WORD.finditer(text) if one[0].casefold() not in common]
        missing = len(common - own)
        found.append(Member(number, text, spans, (len(spans) + missing) / max(1, len(own))))
    return sorted(found, key=lambda one: (-one.oddness, one.comment))


def picked(newsroom: Newsroom, first: int, statuses: Sequence[Status]) -> Picked:
    """The comments of a group that stand in one of these statuses, as they are now."""
    with newsroom.read() as reading:
        found = groups.revisions(reading, first, statuses)
    return Picked(
        array("q", [one for one, _revision in found]),
        array("q", [revision for _one, revision in found]),
    )


def decide(
    newsroom: Newsroom,
    first: int,
    verdict: Verdict,
    *,
    reason: str = "",
    progress: Progress = SILENT,
) -> Changes:
    """Decide every pending comment of a group, as one operation; `NotFound` if there is none."""
    waiting = picked(newsroom, first, [Status.PENDING])
    if not len(waiting):
        raise NotFound(_("No comment of this group is pending any more."))
    return decisions.decide(newsroom, waiting, verdict, reason=reason, progress=progress)


def folded(newsroom: Newsroom, found: Picked, keep: Collection[int] = ()) -> Picked:
    """Of each group among these comments one alone: one of `keep`, else the first in the list."""
    with newsroom.read() as reading:
        firsts = groups.firsts(reading, found.ids)
    if not firsts:
        return found
    shown: dict[int, int] = {}
    for number in keep:
        if number in firsts:
            shown.setdefault(firsts[number], number)
    for number in found.ids:
        if number in firsts:
            shown.setdefault(firsts[number], number)
    kept = bytearray(
        number not in firsts or shown[firsts[number]] == number for number in found.ids
    )
    return Picked(
        array("q", compress(found.ids, kept)), array("q", compress(found.revisions, kept))
    )


def unfolded(newsroom: Newsroom, chosen: Picked, status: Status) -> Picked:
    """These comments and all their near-copies that stand in that status, as they are now."""
    with newsroom.read() as reading:
        firsts = set(groups.firsts(reading, chosen.ids).values())
        more: dict[int, int] = dict(
            one for first in sorted(firsts) for one in groups.revisions(reading, first, [status])
        )
    for number in chosen.ids:
        more.pop(number, None)
    if not more:
        return chosen
    return Picked(chosen.ids + array("q", more), chosen.revisions + array("q", more.values()))


def odd_words(newsroom: Newsroom, comment: int) -> tuple[list[int], list[str]]:
    """The copies of a comment, the odd one out first, and the words in which they differ."""
    group = group_of(newsroom, comment)
    if group is None:
        return [], []
    found = members(newsroom, group.first)
    words = {one.text[start:end].casefold(): None for one in found for start, end in one.spans}
    return [one.comment for one in found], list(words)


def uneven(newsroom: Newsroom, *, limit: int = 200) -> list[Uneven]:
    """Pairs of near-copies that were decided differently, newest first; one pair a group."""
    with newsroom.read() as reading:
        return groups.uneven(reading, limit)


def make_even(
    newsroom: Newsroom, comment: int, status: Status, *, progress: Progress = SILENT
) -> Changes:
    """Give all decided near-copies of a comment this status, as one operation.

    Those that wait stay as they are, and so does what is turned away already where it is to be:
    rejected and spam are both kept from readers. `NotFound` where all are even already.
    """
    group = group_of(newsroom, comment)
    others = [one for one in _VERDICTS if (one is Status.APPROVED) != (status is Status.APPROVED)]
    chosen = picked(newsroom, group.first, others) if group is not None else Picked()
    if not len(chosen):
        raise NotFound(_("Its near-copies are even already."))
    return decisions.decide(newsroom, chosen, _VERDICTS[status], progress=progress)


_VERDICTS = {
    Status.APPROVED: Verdict.APPROVE,
    Status.REJECTED: Verdict.REJECT,
    Status.SPAM: Verdict.SPAM,
}


def sentence(group: Group) -> str:
    """What a group is, in words: “34 near-copies, 12 articles, 9 names”."""
    return _("{copies}, {articles}, {names}").format(
        copies=ngettext("{count} near-copy", "{count} near-copies", group.size).format(
            count=f"{group.size:,}"
        ),
        articles=ngettext("{count} article", "{count} articles", group.articles).format(
            count=f"{group.articles:,}"
        ),
        names=ngettext("{count} name", "{count} names", group.names).format(
            count=f"{group.names:,}"
        ),
    )
