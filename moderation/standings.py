"""What the newsroom thinks of a commenter: trusted, watched or blocked; each is one operation.

A person is the normalised e-mail address and nothing else. A standing decides where new comments
go: a trusted one's are approved at once, a watched one's held, a blocked one's rejected. What is
here already stays as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta

from db import commenters, comments, journal, records
from db.finding import folded_address
from db.library import Writing
from db.moments import to_stored
from db.records import Record
from db.rows import CommentId, OperationId, Regard
from db.words import Standing, Verb
from moderation import emails
from moderation.changes import Changes
from moderation.decisions import begin
from moderation.errors import NewsroomError, NotFound
from moderation.newsroom import Newsroom
from moderation.sentences import shown_name
from resources.translation import _, ngettext

_VERBS = {
    Standing.TRUSTED: Verb.TRUST,
    Standing.WATCHED: Verb.WATCH,
    Standing.BLOCKED: Verb.BLOCK,
    Standing.NONE: Verb.LET_GO,
}


def regard(newsroom: Newsroom, comment: int) -> Regard:
    """What is thought of whoever wrote that comment."""
    with newsroom.read() as reading:
        return commenters.regard(reading, commenters.key_of(reading, comment))


def of_addresses(newsroom: Newsroom, addresses: Sequence[str]) -> list[Standing]:
    """What is thought now of those of these addresses of which anything is."""
    keys = [folded_address(one) for one in addresses]
    with newsroom.read() as reading:
        return sorted(commenters.standings(reading, keys, newsroom.clock()).values())


def give(
    newsroom: Newsroom, comment: int, standing: Standing, *, until: datetime | None = None
) -> Changes:
    """Trust, watch or block whoever wrote that comment, or take that away (`Standing.NONE`).

    A block may end by itself, at `until`. Refused where the comment came without a valid address.
    """
    with newsroom.write() as writing:
        found = comments.comment(writing, CommentId(comment))
        if found is None:
            raise NotFound(_("There is no comment {number}.").format(number=comment))
        key = commenters.key_of(writing, comment)
        if not key:
            raise nobody(found.name)
        return _give(newsroom, writing, key, found.id, standing, until)


def give_to_address(
    newsroom: Newsroom, address: str, standing: Standing, *, until: datetime | None = None
) -> Changes:
    """As `give`, for an e-mail address, be there a comment under it or not."""
    key = known_by(address)
    with newsroom.write() as writing:
        return _give(
            newsroom, writing, key, commenters.newest_comment(writing, key), standing, until
        )


def known_by(address: str) -> str:
    """The folded form by which whoever has this address is known; refused where it is none."""
    key = folded_address(emails.examine(address.strip()).normal)
    if not key:
        raise NewsroomError(_("“{text}” is not an e-mail address.").format(text=address.strip()))
    return key


def nobody(name: str) -> NewsroomError:
    """The refusal where a comment came without an address."""
    return NewsroomError(
        _("{name} left no valid e-mail address, so nobody is known here.").format(
            name=shown_name(name)
        ),
        _("People are told apart by their address alone. Decide on this comment by itself."),
    )


def _give(
    newsroom: Newsroom,
    writing: Writing,
    key: str,
    comment: CommentId | None,
    standing: Standing,
    until: datetime | None,
) -> Changes:
    now = newsroom.clock()
    if until is not None and until <= now:
        raise NewsroomError(_("A block can end in the future only."))
    before = commenters.regard(writing, key)
    ends = until if standing is Standing.BLOCKED else None
    if (before.standing, before.until) == (standing, ends) and before.at(now) is standing:
        return Changes(None, [], _("It is so already."))
    operation = begin(newsroom, writing, _VERBS[standing], _detail(newsroom, ends))
    fields = {
        "standing": standing.value,
        "since": None if standing is Standing.NONE else to_stored(now),
        "until": None if ends is None else to_stored(ends),
    }
    records.set_fields(writing, operation, Record.PERSON, records.person(writing, key), fields)
    told = _seal(writing, operation, comment)
    name = comments.name(writing, comment) if comment is not None else None
    return Changes(operation, told, _sentence(newsroom, standing, name, ends))


def _seal(writing: Writing, operation: OperationId, comment: CommentId | None) -> list[CommentId]:
    """The comment by which somebody was met tells of it in its story; it stays as it is."""
    if comment is not None:
        journal.record_look(writing, operation, comment)
    journal.seal(writing, operation)
    return [] if comment is None else [comment]


def _detail(newsroom: Newsroom, until: datetime | None) -> Mapping[str, object]:
    return {} if until is None else {"until": last_day(newsroom, until)}


def _told_name(name: str | None) -> str:
    return _("This address") if name is None else shown_name(name)


def ends_after(newsroom: Newsroom, days: int) -> datetime:
    """The end of the last of so many days, today not counted, in the newsroom's zone."""
    today = newsroom.clock().astimezone(newsroom.zone).date()
    return datetime.combine(today + timedelta(days=days + 1), time(), newsroom.zone)


def last_day(newsroom: Newsroom, until: datetime) -> str:
    """The last day on which something holds that ends at that moment."""
    return (until - timedelta(microseconds=1)).astimezone(newsroom.zone).date().isoformat()


def _sentence(
    newsroom: Newsroom, standing: Standing, name: str | None, until: datetime | None
) -> str:
    if until is not None:
        day = last_day(newsroom, until)
        told = _("{name} is blocked until {day}: what they write is rejected at once.")
        return told.format(name=_told_name(name), day=day)
    return _GIVEN[standing]().format(name=_told_name(name))


_GIVEN: dict[Standing, Callable[[], str]] = {
    Standing.TRUSTED: lambda: _("{name} is trusted: what they write is approved at once."),
    Standing.WATCHED: lambda: _("{name} is watched: what they write is always held."),
    Standing.BLOCKED: lambda: _("{name} is blocked: what they write is rejected at once."),
    Standing.NONE: lambda: _("{name} is like everybody else again."),
}


def standing_name(standing: Standing) -> str:
    """What a standing is called."""
    return _NAMES[standing]()


_NAMES: dict[Standing, Callable[[], str]] = {
    Standing.TRUSTED: lambda: _("trusted"),
    Standing.WATCHED: lambda: _("watched"),
    Standing.BLOCKED: lambda: _("blocked"),
    Standing.NONE: lambda: _("like everybody"),
}


def enter(writing: Writing, at: datetime) -> list[tuple[str, int, str]]:
    """Let the standings decide on everything that was gathered and comes in new.

    Answers, for the report, what each standing did: its name, a count, and a sentence.
    """
    done = commenters.enter(writing, at)
    return [
        (standing.value, count, _ENTERED[standing](count).format(count=f"{count:,}"))
        for standing, count in done.items()
    ]


_ENTERED: dict[Standing, Callable[[int], str]] = {
    Standing.TRUSTED: lambda n: ngettext(
        "{count} comment by a trusted commenter is approved.",
        "{count} comments by trusted commenters are approved.",
        n,
    ),
    Standing.WATCHED: lambda n: ngettext(
        "{count} comment by a watched commenter is held.",
        "{count} comments by watched commenters are held.",
        n,
    ),
    Standing.BLOCKED: lambda n: ngettext(
        "{count} comment by a blocked commenter is rejected.",
        "{count} comments by blocked commenters are rejected.",
        n,
    ),
}
