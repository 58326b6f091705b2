"""What was before a comment came in, as far as rules ask: counts, each out of an index."""

from datetime import datetime

from db.library import Reading
from db.moments import from_stored, to_stored
from db.rows import ArticleId

# A text that begins as so many others is compared with the newest of them.
_LIKE = 200
_BEGINNING = 8
_LETTERS = 120


def approved(reading: Reading, email_key: str, most: int) -> int:
    """How many comments under an address are approved, counted up to `most`."""
    row = reading.quick(
        "SELECT count(*) FROM (SELECT 1 FROM private_contact p JOIN comment c ON c.id ="
        " p.comment_id WHERE p.email_key = ? AND c.status = 'approved' LIMIT ?)",
        (email_key, most),
    )
    return int(row.fetchone()[0])


def turned_away(reading: Reading, email_key: str, latest: int) -> tuple[int, int]:
    """Of the latest decided ones under an address: how many rejected or spam, of how many."""
    row = reading.quick(
        "SELECT coalesce(sum(status <> 'approved'), 0), count(*) FROM (SELECT c.status FROM"
        " private_contact p JOIN comment c ON c.id = p.comment_id WHERE p.email_key = ?"
        " AND c.status IN ('approved', 'rejected', 'spam')"
        " ORDER BY c.submitted_at DESC, c.id DESC LIMIT ?)",
        (email_key, latest),
    )
    away, decided = row.fetchone()
    return int(away), int(decided)


def within(reading: Reading, email_key: str, ip: str, *, since: datetime, until: datetime) -> int:
    """How many comments came from an address or IP address (either may be empty) in that time."""
    row = reading.quick(
        "SELECT count(*) FROM comment c WHERE c.status <> 'withdrawn' AND c.submitted_at > ?"
        " AND c.submitted_at <= ? AND c.id IN (SELECT comment_id FROM private_contact"
        " WHERE email_key = ? AND email_key <> '' UNION SELECT comment_id FROM private_contact"
        " WHERE ip = ? AND ip <> '')",
        (to_stored(since), to_stored(until), email_key, ip),
    )
    return int(row.fetchone()[0])


def like(reading: Reading, text: str, since: datetime) -> list[str]:
    """The texts of comments that begin in the same words, and were submitted since."""
    words = "".join(char if char.isalnum() else " " for char in text[:_LETTERS]).split()
    if not words:
        return []
    # The last word may be cut in two.
    beginning = " ".join(words[: min(_BEGINNING, max(1, len(words) - 1))])
    rows = reading.quick(
        "SELECT c.text FROM comment_words w JOIN comment c ON c.id = w.rowid"
        " WHERE comment_words MATCH ? AND c.status <> 'withdrawn' AND c.submitted_at >= ?"
        " ORDER BY w.rowid DESC LIMIT ?",
        (f'text : ^ "{beginning}"', to_stored(since), _LIKE),
    )
    return [str(row[0]) for row in rows]


def published(reading: Reading, article: ArticleId) -> datetime | None:
    """When an article was published; None where that is not known."""
    row = reading.quick("SELECT published_at FROM article WHERE id = ?", (article,)).fetchone()
    return None if row is None or row[0] is None else from_stored(row[0])
