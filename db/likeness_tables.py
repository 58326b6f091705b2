"""The mapped tables of the assist: what texts are like, and what it thinks of each.

All of it is derived, and can be made again.
"""

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from db.tables import Base


class LikenessTable(Base):
    """What a text is like: its language, its signature, the first comment it is a near-copy of.

    Derived, as are the three tables below. `first_id` is the comment's own where copies followed.
    """

    __tablename__ = "likeness"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    language: Mapped[str]
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    first_id: Mapped[int | None]

    __table_args__ = (
        Index(
            "ix_likeness_first",
            "first_id",
            "comment_id",
            sqlite_where=sql("first_id IS NOT NULL"),
        ),
        Index("ix_likeness_language", "language", "comment_id"),
    )


class LikenessBandTable(Base):
    """Where two comments share a band, they should be compared."""

    __tablename__ = "likeness_band"

    band: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(primary_key=True)

    __table_args__ = ({"sqlite_with_rowid": False},)


class LikenessWantedTable(Base):
    """Comments to be looked at (again), given by trigger; `signature` is that of an older text."""

    __tablename__ = "likeness_wanted"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)


class ScoreTable(Base):
    """The chances that the assist's model gives a comment; `risk` is the larger one."""

    __tablename__ = "score"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    spam: Mapped[float | None]
    abuse: Mapped[float | None]
    risk: Mapped[float]
