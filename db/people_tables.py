"""The mapped tables of commenters: how each stands with the newsroom, and notes.

Who somebody is hangs on an e-mail address, so they are `private_…`.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base


class PersonTable(Base):
    """What the newsroom thinks of a commenter, known by the folded address alone.

    `since` is when that began, `until` when a block ends (None: never). A row whose address was
    erased stays, empty, for what points at it.
    """

    __tablename__ = "private_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email_key: Mapped[str]
    standing: Mapped[str] = mapped_column(server_default=sql("''"))
    since: Mapped[int | None]
    until: Mapped[int | None]

    __table_args__ = (
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


class NoteTable(Base):
    """A note of the newsroom's on a comment or on a person; one that is blank was taken away."""

    __tablename__ = "private_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("private_person.id"), index=True)
    at: Mapped[int]
    desk: Mapped[str]
    text: Mapped[str]

    __table_args__ = (
        CheckConstraint("(comment_id IS NULL) <> (person_id IS NULL)", name="on_one"),
    )


class RecordChangeTable(Base):
    """Fields of a person or a note before and after an operation, as JSON."""

    __tablename__ = "private_record_change"

    operation_id: Mapped[int] = mapped_column(ForeignKey("operation.id"), primary_key=True)
    record: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True)
    salt: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    # The chain has this salted hash, so that the fields can be erased with the person.
    detail_hash: Mapped[str]

    __table_args__ = (
        CheckConstraint("record IN ('person', 'note')", name="record"),
        Index("ix_private_record_change_record", "record", "record_id"),
        {"sqlite_with_rowid": False},
    )
