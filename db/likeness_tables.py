"""The tables of the assist: what texts are like, and what it thinks of each.

All of it is derived, and can be made again.
"""

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql

from db.declaring import Declared, integer, octets, real, string


class LikenessTable(Declared, name="likeness"):
    """What a text is like: its language, its signature, the first comment it is a near-copy of.

    Derived, as are the three tables below. `first_id` is the comment's own where copies followed.
    """

    comment_id = integer(ForeignKey("comment.id"), primary_key=True)
    language = string()
    signature = octets()
    first_id = integer(nullable=True)

    table_args = (
        Index(
            "ix_likeness_first",
            "first_id",
            "comment_id",
            sqlite_where=sql("first_id IS NOT NULL"),
        ),
        Index("ix_likeness_language", "language", "comment_id"),
    )


class LikenessBandTable(Declared, name="likeness_band", with_rowid=False):
    """Where two comments share a band, they should be compared."""

    band = integer(primary_key=True)
    comment_id = integer(primary_key=True)


class LikenessWantedTable(Declared, name="likeness_wanted"):
    """Comments to be looked at (again), given by trigger; `signature` is that of an older text."""

    comment_id = integer(ForeignKey("comment.id"), primary_key=True)
    signature = octets()


class ScoreTable(Declared, name="score"):
    """The chances that the assist's model gives a comment; `risk` is the larger one."""

    comment_id = integer(ForeignKey("comment.id"), primary_key=True)
    spam = real(nullable=True)
    abuse = real(nullable=True)
    risk = real()
