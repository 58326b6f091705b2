"""The tables of commenters: how each stands with the newsroom, and notes.

Who somebody is hangs on an e-mail address, so they are `private_…`.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy import text as sql

from db.declaring import Declared, integer, string


class PersonTable(Declared, name="private_person"):
    """What the newsroom thinks of a commenter, known by the folded address alone.

    `since` is when that began, `until` when a block ends (None: never). A row whose address was
    erased stays, empty, for what points at it.
    """

    id = integer(primary_key=True)
    email_key = string()
    standing = string(server_default=sql("''"))
    since = integer(nullable=True)
    until = integer(nullable=True)

    table_args = (
        CheckConstraint("standing IN ('', 'trusted', 'watched', 'blocked')", name="standing"),
        Index(
            "uq_private_person_email_key",
            "email_key",
            unique=True,
            sqlite_where=sql("email_key <> ''"),
        ),
        Index(
            "ix_private_person_standing",
            "standing",
            "email_key",
            sqlite_where=sql("standing <> ''"),
        ),
    )


class NoteTable(Declared, name="private_note"):
    """A note of the newsroom's on a comment or on a person; one that is blank was taken away."""

    id = integer(primary_key=True)
    comment_id = integer(ForeignKey("comment.id"), index=True, nullable=True)
    person_id = integer(ForeignKey("private_person.id"), index=True, nullable=True)
    at = integer()
    desk = string()
    text = string()

    table_args = (CheckConstraint("(comment_id IS NULL) <> (person_id IS NULL)", name="on_one"),)


class RecordChangeTable(Declared, name="private_record_change", with_rowid=False):
    """Fields of a person or a note before and after an operation, as JSON."""

    operation_id = integer(ForeignKey("operation.id"), primary_key=True)
    record = string(primary_key=True)
    record_id = integer(primary_key=True)
    salt = string()
    before = string()
    after = string()
    # The chain has this salted hash, so that the fields can be erased with the person.
    detail_hash = string()

    table_args = (
        CheckConstraint("record IN ('person', 'note')", name="record"),
        Index("ix_private_record_change_record", "record", "record_id"),
    )
