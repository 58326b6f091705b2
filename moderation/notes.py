"""Notes of the newsroom's on a comment or on a commenter: several, attributed, never public.

Writing one is an operation that can be undone, and makes no decision stale. They go when the
person is erased.
"""

from db import commenters, comments, journal, records
from db.library import Writing
from db.moments import to_stored
from db.records import Record
from db.rows import Comment, CommentId, Note, OperationId
from db.words import Verb
from moderation.blank import storable
from moderation.changes import Changes
from moderation.decisions import begin
from moderation.errors import NewsroomError, NotFound
from moderation.newsroom import Newsroom
from moderation.sentences import shown_name
from moderation.standings import known_by, nobody
from resources.translation import _

# A note is a few words; what is longer is a file of the newsroom's own.
LONGEST = 4_000


def of(newsroom: Newsroom, comment: int) -> list[Note]:
    """All notes on a comment and on its commenter, oldest first."""
    with newsroom.read() as reading:
        found = comments.comment(reading, CommentId(comment))
        if found is None:
            return []
        return [*_first_version(found), *commenters.notes(reading, comment)]


def _first_version(comment: Comment) -> list[Note]:
    """The one note that a comment could have at first; it is where it was."""
    return [Note(None, None, "", comment.note)] if comment.note else []


def add(newsroom: Newsroom, comment: int, text: str, *, on_person: bool = False) -> Changes:
    """Write a note on a comment, or on whoever wrote it; refused if it is blank."""
    words = _words(text)
    with newsroom.write() as writing:
        current = _comment(writing, comment)
        if not on_person:
            return _add(newsroom, writing, words, comment=current.id)
        key = commenters.key_of(writing, comment)
        if not key:
            raise nobody(current.name)
        return _add(newsroom, writing, words, comment=current.id, key=key)


def add_to_address(newsroom: Newsroom, address: str, text: str) -> Changes:
    """Write a note on whoever writes under this address, be there a comment or not."""
    words, key = _words(text), known_by(address)
    with newsroom.write() as writing:
        newest = commenters.newest_comment(writing, key)
        return _add(newsroom, writing, words, comment=newest, key=key)


def change(newsroom: Newsroom, comment: int, note: int | None, text: str) -> Changes:
    """Write a note anew, or (with a blank text) take it away; `comment` is where it was read.

    None for `note` is the note that the comment had in the program's first version.
    """
    words = _checked(text)
    with newsroom.write() as writing:
        current = _comment(writing, comment)
        operation = begin(newsroom, writing, Verb.NOTE, {} if words else {"taken": True})
        if note is None:
            changed = journal.set_fields(writing, operation, current.id, {"note": words})
        else:
            changed = _change(newsroom, writing, operation, note, words)
            if changed:
                journal.record_look(writing, operation, current.id)
        if not changed:
            journal.forget(writing, operation)
            return Changes(None, [], _("Nothing was changed."))
        journal.seal(writing, operation)
    told = _("The note was changed.") if words else _("The note was taken away.")
    return Changes(operation, [current.id], told)


def _change(
    newsroom: Newsroom, writing: Writing, operation: OperationId, note: int, words: str
) -> bool:
    found = commenters.note(writing, note)
    if found is None:
        raise NotFound(_("That note was taken away by somebody."))
    fields: dict[str, object] = {"text": words}
    if words:
        fields |= {"desk": newsroom.desk, "at": to_stored(newsroom.clock())}
    same = words == found[0].text
    return not same and records.set_fields(writing, operation, Record.NOTE, note, fields)


def _add(
    newsroom: Newsroom,
    writing: Writing,
    words: str,
    *,
    comment: CommentId | None,
    key: str = "",
) -> Changes:
    detail = {"on": "person"} if key else {}
    operation = begin(newsroom, writing, Verb.NOTE, detail)
    number = records.new_note(
        writing,
        comment=None if key else comment,
        person=records.person(writing, key) if key else None,
        at=newsroom.clock(),
        desk=newsroom.desk,
    )
    records.set_fields(writing, operation, Record.NOTE, number, {"text": words})
    if comment is not None:
        journal.record_look(writing, operation, comment)
    journal.seal(writing, operation)
    name = shown_name(comments.name(writing, comment)) if comment is not None else ""
    told = (
        _("A note on {name} was kept.") if key else _("A note on the comment by {name} was kept.")
    )
    return Changes(operation, [] if comment is None else [comment], told.format(name=name))


def _comment(writing: Writing, number: int) -> Comment:
    found = comments.comment(writing, CommentId(number))
    if found is None:
        raise NotFound(_("There is no comment {number}.").format(number=number))
    return found


def _words(text: str) -> str:
    words = _checked(text)
    if not words:
        raise NewsroomError(_("A note needs a few words."))
    return words


def _checked(text: str) -> str:
    words = storable(text).strip()
    if len(words) > LONGEST:
        told = _("A note can have {most} characters; this one has {count}.")
        raise NewsroomError(told.format(most=f"{LONGEST:,}", count=f"{len(words):,}"))
    return words
