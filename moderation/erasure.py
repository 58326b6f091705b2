"""Erasing a person: one operation that cannot be undone, and a certificate without a name.

Their comments stay, if they are not asked to go as well, without name, e-mail, IP address, agent
and website; their address is taken out of what others wrote, of articles, notes and settings, and
of the history; then the file is written anew, and so are the backups beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from db import (
    erased,
    erasing,
    erasing_records,
    figures,
    files,
    journal,
    operations,
    personal,
    remote,
)
from db.library import Writing
from db.personal import Written
from db.rows import CommentId
from db.trouble import LibraryTrouble
from db.words import BodyFormat, Verb
from moderation import likenesses
from moderation import person as people
from moderation.assist import model_file
from moderation.backups import AT_WORK
from moderation.certificate import Certificate
from moderation.changes import SILENT, Progress
from moderation.decisions import begin
from moderation.errors import Cancelled, ExportRefused, LibraryError, NewsroomError, NotFound
from moderation.masking import Masking
from moderation.newsroom import Newsroom, open_newsroom
from moderation.person import Held, Person
from resources.translation import _

_BATCH = 500
# An address may be written within another one; what is left after so many looks is none.
_LOOKS = 5


def erase(
    newsroom: Newsroom,
    person: Person,
    *,
    texts: bool = False,
    backups: bool = True,
    progress: Progress = SILENT,
) -> Certificate:
    """Erase the person; with `texts`, what they wrote goes as well. It cannot be undone.

    One operation, whole or (where stopped: `Cancelled`) not at all. Then the file is written anew
    and, with `backups`, those beside it are rewritten; what hinders that is in the certificate.
    """
    # No backup is made meanwhile: it would hold the person, and nobody would rewrite it.
    with AT_WORK:
        found = people.held(newsroom, person, progress=progress)
        with newsroom.write() as writing:
            if operations.latest(writing) != found.latest:
                person = people.as_now(writing, person)
                found = people.held_in(writing, person, found.backups)
            certificate = _erase(newsroom, writing, person, found, texts=texts)
            if progress.stop_asked():
                raise Cancelled(_("Nothing was changed."))
        # What was learnt from these texts is learnt anew without them.
        model_file.forget_beside(newsroom.path)
        progress.tell(0, None, _("Writing the file anew"))
        certificate = replace(certificate, swept=sweep(newsroom))
        done, left = 0, []
        for number, path in enumerate(found.backups if backups else ()):
            progress.tell(number, len(found.backups), _("Rewriting backups"))
            try:
                done += rewrite_backup(path, person, desk=newsroom.desk, texts=texts)
            except (NewsroomError, LibraryTrouble, OSError):
                left.append(path.name)
        return replace(certificate, backups=done, left_backups=tuple(left))


def _erase(
    newsroom: Newsroom, writing: Writing, person: Person, found: Held, *, texts: bool
) -> Certificate:
    counts: Mapping[str, object] = {
        "comments": len(person.comments),
        "others": len(found.comments),
        "articles": found.articles,
        "details": list(found.details),
    }
    if _is_nothing(person, found):
        raise NotFound(_("Nothing is held of this person."))
    operation = begin(newsroom, writing, Verb.ERASE, counts)
    on_sites = remote.sites_of(writing, person.comments)
    erased.keep_away(writing, person.comments)
    masking = Masking(person.known, typed=False)
    for start in range(0, len(person.comments), _BATCH):
        part = person.comments[start : start + _BATCH]
        _blank(writing, part, masking, texts=texts)
    for one in found.texts:
        erasing.rewrite(writing, one, _without(one, masking))
    likenesses.forget(writing, sorted({*person.comments, *found.comments}))
    erasing.touch(writing, operation, sorted({*person.comments, *found.comments}))
    history = erasing.forget_history(writing, person.comments, found.fields, found.details)
    history += erasing_records.forget(writing, found.people, found.notes, found.records)
    journal.seal(writing, operation)
    erasing.tidy_index(writing)
    return Certificate(
        operation=operation,
        at=newsroom.clock(),
        desk=newsroom.desk,
        comments=len(person.comments),
        texts_removed=texts,
        others=len(found.comments),
        articles=found.articles,
        history=history,
        touched=tuple(CommentId(one) for one in sorted({*person.comments, *found.comments})),
        on_sites=on_sites,
    )


def _is_nothing(person: Person, found: Held) -> bool:
    others = found.texts or found.fields or found.details or found.records
    return not (person.comments or others or found.people or found.notes)


def _blank(writing: Writing, part: Sequence[int], masking: Masking, *, texts: bool) -> None:
    rows: list[tuple[int, str, str, str]] = []
    for row in personal.contacts(writing, part):
        if texts:
            gone = _("[erased at the commenter’s request]")
            rows.append((int(row["comment_id"]), gone, BodyFormat.TEXT.value, gone))
        else:
            rows.append((
                int(row["comment_id"]), masked(str(row["body"]), masking),
                str(row["body_format"]), masked(str(row["text"]), masking),
            ))  # fmt: skip
    erasing.blank(writing, rows, "name,email", _("Erased at the commenter’s request."))


def masked(text: str, masking: Masking) -> str:
    """The text without any address of the person, however it was written."""
    for _look in range(_LOOKS):
        text, count = masking.text(text)
        if not count:
            break
    return text


def _without(one: Written, masking: Masking) -> str:
    if (one.table, one.column) == ("private_contact", "extra"):
        return "{}"
    if one.column == "url":
        return ""
    return masked(one.text, masking)


def sweep(newsroom: Newsroom) -> bool:
    """Write the library's file anew, without what was deleted; False if it is held meanwhile.

    Other trouble with the file is a `LibraryError`.
    """
    # The statistics know domains that comments linked to; they are made anew without these.
    figures.forget(newsroom.path)
    try:
        return erasing.sweep(newsroom.path)
    except LibraryTrouble as error:
        raise LibraryError(error.sentence, error.way_out) from error


def rewrite_backup(path: Path, person: Person, *, desk: str, texts: bool) -> bool:
    """Erase the person from a backup, in a copy that takes its place; False if not in there."""
    draft = path.with_name(f".{path.name}.erasing")
    draft.unlink(missing_ok=True)
    try:
        erasing.copy_aside(path, draft)
        with open_newsroom(draft, desk=desk) as copy:
            there = _in_backup(copy, person)
            found = people.held(copy, there)
            if _is_nothing(there, found):
                return False
            with copy.write() as writing:
                _erase(copy, writing, there, found, texts=texts)
            erasing.sweep(draft)
        erasing.make_whole(draft)
        files.put_in_place(draft, path)
    finally:
        for end in ("", "-wal", "-shm"):
            draft.with_name(draft.name + end).unlink(missing_ok=True)
    return True


def _in_backup(copy: Newsroom, person: Person) -> Person:
    """The same person as a backup has them: their comments of then, and their addresses."""
    with copy.read() as reading:
        there = people.as_now(reading, person)
        rows = personal.contacts(reading, there.comments)
    emails = {*person.emails, *(str(row["email"]) for row in rows if row["email"])}
    present = [CommentId(row["comment_id"]) for row in rows]
    return replace(there, comments=present, emails=sorted(emails))


def keep_certificate(certificate: Certificate, target: Path) -> None:
    """Write the certificate to a new file; `ExportRefused` if that cannot be."""
    try:
        files.write_private(target, certificate.as_text().encode())
    except OSError as error:
        raise ExportRefused(
            _("The person was erased, but {path} cannot be written: {reason}.").format(
                path=target, reason=error.strerror
            ),
            _("The history keeps that it was done."),
        ) from error
