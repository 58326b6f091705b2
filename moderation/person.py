"""A person in the library: which comments are theirs, and where else their addresses stand.

A person is looked for by e-mail, by IP address, by name, or by a search; every comment under the
same e-mail addresses is theirs as well. Nothing is changed here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from db import erasing_records, operations, personal, trouble
from db.finding import folded_address
from db.library import Reading
from db.personal import Written
from db.rows import CommentId
from moderation import queue
from moderation.anchors import suspicious
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled, NotFound
from moderation.ip_spellings import pack_ip
from moderation.known import KnownPrivate
from moderation.newsroom import Newsroom
from moderation.search.grammar import parse
from moderation.traces import traces
from resources.translation import _


class Told(Enum):
    """What somebody named a person by."""

    EMAIL = "email"
    IP = "ip"
    NAME = "name"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Person:
    """One person, or several where the words fit more: all their comments and their addresses.

    `ips` are those from which nobody else wrote; others may be of a whole office.
    """

    told: Told
    comments: Sequence[CommentId]
    names: Sequence[str]
    emails: Sequence[str]
    ips: Sequence[str]

    @property
    def known(self) -> KnownPrivate:
        """The addresses, ready to be looked for in a text."""
        pairs = [*((one, "") for one in self.emails), *(("", one) for one in self.ips)]
        return KnownPrivate.of(*pairs)


@dataclass(frozen=True, slots=True)
class Held:
    """What the library holds of a person besides their own comments.

    `texts` are written by others (replies, articles, notes, settings); `fields` are operation and
    comment of edits of other people's comments; `details` are operations; `operations` are all
    that touched the person's comments; `backups` are files beside the library; `latest` is the
    newest operation when it was looked at. `people` and `notes` are what was thought and noted of
    the person and of their comments, `records` changes of what was of others.
    """

    texts: Sequence[Written]
    fields: Sequence[tuple[int, int]]
    details: Sequence[int]
    operations: Sequence[int]
    backups: Sequence[Path]
    latest: int
    people: Sequence[int] = ()
    notes: Sequence[int] = ()
    records: Sequence[tuple[int, str, int]] = ()

    @property
    def comments(self) -> Sequence[int]:
        """Other people's comments in which the person's address stands, or stood before an edit."""
        texts = {one.comment for one in self.texts if one.comment is not None}
        return sorted(texts | {comment for _operation, comment in self.fields})

    @property
    def articles(self) -> int:
        """The number of articles in which the person's address stands."""
        return len({one.row for one in self.texts if one.table == "article"})


def find_person(newsroom: Newsroom, text: str) -> Person:
    """Whoever is meant by an e-mail address, an IP address, a name or a search.

    `NotFound` where nothing here is theirs; `BadQuery` where it is a search that cannot be read.
    """
    told, first = _matched(newsroom, text.strip())
    with newsroom.read() as reading:
        person = _gathered(reading, told, first)
        if told is Told.EMAIL and text.strip() not in person.emails:
            person = replace(person, emails=(*person.emails, text.strip()))
    if not person.comments and told is not Told.EMAIL:
        raise NotFound(
            _("Nobody here fits “{text}”.").format(text=text),
            _("Give an e-mail address, an IP address, a whole name, or search as in author:ana."),
        )
    return person


def person_of(newsroom: Newsroom, comment: int) -> Person:
    """Whoever wrote this comment."""
    with newsroom.read() as reading:
        return _gathered(reading, Told.SEARCH, [CommentId(comment)])


def _matched(newsroom: Newsroom, text: str) -> tuple[Told, Sequence[CommentId]]:
    """What the words are, and the comments that they name at first."""
    name, _at, domain = text.rpartition("@")
    with newsroom.read() as reading:
        if name and domain and not text.startswith("email:") and " " not in text:
            return Told.EMAIL, personal.under_addresses(reading, [folded_address(text)])
        if pack_ip(text) is not None:
            return Told.IP, personal.from_ip(reading, text)
        if named := personal.under_name(reading, text):
            return Told.NAME, named
    today = newsroom.clock().astimezone(newsroom.zone).date()
    # Words alone are a name that nobody has: a search of texts would find strangers.
    if ":" not in text:
        return Told.SEARCH, []
    found = queue.find(newsroom, parse(text, today=today, zone=newsroom.zone))
    return Told.SEARCH, [CommentId(one) for one in found.ids]


def as_now(reading: Reading, person: Person) -> Person:
    """The person with what came in under their addresses since they were looked for."""
    keys = [folded_address(one) for one in person.emails]
    newer = personal.under_addresses(reading, keys)
    return replace(person, comments=sorted({*person.comments, *newer}))


def _gathered(reading: Reading, told: Told, first: Sequence[CommentId]) -> Person:
    rows = personal.contacts(reading, first)
    keys = {str(row["email_key"]) for row in rows if row["email_key"]}
    comments = sorted({*first, *personal.under_addresses(reading, sorted(keys))})
    rows = personal.contacts(reading, comments)
    ips = sorted({str(row["ip"]) for row in rows if row["ip"]})
    shared = personal.shared_ips(reading, ips, comments)
    return Person(
        told=told,
        comments=comments,
        names=sorted({str(row["name"]) for row in rows if row["name"]}),
        emails=sorted({str(row["email"]) for row in rows if row["email"]}),
        ips=[one for one in ips if one not in shared],
    )


def held(newsroom: Newsroom, person: Person, *, progress: Progress = SILENT) -> Held:
    """All that the library holds of the person besides their comments; `Cancelled` if stopped."""
    with newsroom.read() as reading:
        return held_in(reading, person, _backups(newsroom.path), progress)


def held_in(
    reading: Reading, person: Person, backups: Sequence[Path], progress: Progress = SILENT
) -> Held:
    """As `held`, within an open read or write."""
    known = person.known
    texts = [
        one
        for batch in _watched(personal.written(reading, person.comments), progress)
        for one in holding(batch, known)
    ]
    fields = [
        (operation, comment)
        for operation, comment, told in personal.fields_of_others(reading, person.comments)
        if suspicious(told) and traces(told, known)
    ]
    details = [
        number
        for number, told in personal.details(reading)
        if suspicious(told) and traces(told, known)
    ]
    history = personal.history_of(reading, person.comments)
    touched = sorted({int(row["operation"]) for row in history})
    own = erasing_records.people_of(reading, [folded_address(one) for one in person.emails])
    notes = erasing_records.notes_of(reading, own, person.comments)
    records = [
        (operation, record, number)
        for operation, record, number, told in erasing_records.fields_of_others(reading, own, notes)
        if suspicious(told) and traces(told, known)
    ]
    latest = operations.latest(reading)
    return Held(texts, fields, details, touched, backups, latest, own, notes, records)


def holding(batch: Sequence[Written], known: KnownPrivate) -> Iterator[Written]:
    """Those of these texts in which an address of the person can be read."""
    if not suspicious("\n".join(one.text for one in batch)):
        return
    for one in batch:
        if suspicious(one.text) and traces(one.text, known):
            yield one


def _watched(batches: Iterator[list[Written]], progress: Progress) -> Iterator[list[Written]]:
    done = 0
    for batch in batches:
        done += len(batch)
        progress.tell(done, None, _("Looking through all texts"))
        if progress.stop_asked():
            raise Cancelled(_("Nothing was changed."))
        yield batch


def _backups(path: Path) -> Sequence[Path]:
    """The backups that lie in the library's own folder for them, oldest first by their names."""
    folder = trouble.backup_folder(path)
    if not folder.is_dir():
        return ()
    found = (one for one in folder.rglob(f"*{path.suffix}") if one.is_file())
    return sorted(found)
