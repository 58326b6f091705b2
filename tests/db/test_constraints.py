"""What the library itself refuses, whoever writes."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.library import Library

INCOMPLETE = (
    "INSERT INTO comment (article_id, kind, status, revision, source, name, url, submitted_at,"
    " received_at, body, body_format, text, links, lacks, waiver)"
    " VALUES (1, 'comment', ?, 1, '', '', '', 0, 0, 'x', 'text', 'x', 0, ?, ?)"
)


@pytest.fixture
def raw(path: Path) -> Iterator[Callable[..., sqlite3.Cursor]]:
    """Runs a statement on the file past our code, as any other program may."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO article (id, site_id, key, source, title, url, body, body_format)"
            " VALUES (1, 1, 'a', '', '', '', '', 'html')"
        )
        yield connection.execute


@pytest.mark.parametrize("lacks", ["name", "email", "name,email", "comment"])
def test_nobody_is_approved_incomplete_whoever_writes(
    raw: Callable[..., sqlite3.Cursor], lacks: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="ck_comment_complete_or_waived"):
        raw(INCOMPLETE, ("approved", lacks, None))
    raw(INCOMPLETE, ("pending", lacks, None))
    with pytest.raises(sqlite3.IntegrityError, match="ck_comment_complete_or_waived"):
        raw("UPDATE comment SET status = 'approved'")

    raw("UPDATE comment SET waiver = 'known to the desk'")
    raw("UPDATE comment SET status = 'approved'")


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("status = 'trash'", "ck_comment_status"),
        ("kind = ''", "ck_comment_kind"),
        ("revision = -1", "ck_comment_revision"),
        ("parent_id = id", "ck_comment_not_its_own_parent"),
        ("body_format = 'rtf'", "ck_comment_body_format"),
        ("address_stands = 2", "ck_comment_address_stands"),
    ],
)
def test_a_comment_that_cannot_be_is_refused_by_name(
    raw: Callable[..., sqlite3.Cursor], change: str, broken: str
) -> None:
    raw(INCOMPLETE, ("pending", "", None))

    with pytest.raises(sqlite3.IntegrityError, match=broken):
        raw(f"UPDATE comment SET {change}")


def test_a_comment_under_no_article_is_refused(opened: Library) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), opened.write() as writing:
        writing.run(INCOMPLETE, ("pending", "", None))
