"""Commenters, read: what is thought of them, what they wrote, and who else may be they.

A person is the folded e-mail address and nothing else. Other names, other addresses and a shared
IP address are evidence to look at; nobody is merged by them.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.files import folded
from db.library import Reading, Writing
from db.moments import from_stored, to_stored
from db.rows import CommentId, Note, NoteId, PersonId, Regard, Tally
from db.words import WITHDRAWN, Reason, RuleAction, Standing, Status

# So many comments are looked at for evidence: more would say no more, and a shared address of a
# whole town must not hold anybody up.
LOOKED_AT = 2_000
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Written:
    """All that came under one address: by status, by name, the first and the last moment."""

    tally: Tally
    names: Sequence[tuple[str, int]]
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Comments under another address, or from the same IP address.

    `addresses` are as they were typed, and only for whoever asked to see them; `count` is at most
    `LOOKED_AT`.
    """

    count: int
    addresses: Sequence[str]
    names: Sequence[str]
    comments: Sequence[CommentId]


def key_of(reading: Reading, comment: int) -> str:
    """The folded address that a comment came under; empty if there is none."""
    row = reading.quick(
        "SELECT email_key FROM private_contact WHERE comment_id = ?", (comment,)
    ).fetchone()
    return str(row[0]) if row is not None else ""


def regard(reading: Reading, email_key: str) -> Regard:
    """What is thought of whoever writes under this folded address."""
    row = reading.quick(
        "SELECT id, standing, since, until FROM private_person WHERE email_key = ? AND ? <> ''",
        (email_key, email_key),
    ).fetchone()
    if row is None:
        return Regard()
    return Regard(PersonId(row[0]), Standing(row[1]), _moment(row[2]), _moment(row[3]))


def standings(reading: Reading, keys: Sequence[str], at: datetime) -> dict[str, Standing]:
    """What is thought of these folded addresses at that moment; who is not in it, is not known."""
    rows = reading.quick(
        "SELECT p.email_key, p.standing FROM json_each(?) wanted CROSS JOIN private_person p"
        " ON p.email_key = wanted.value AND p.email_key <> ''"
        " WHERE p.standing <> '' AND (p.until IS NULL OR p.until > ?)",
        (json.dumps(list(keys)), to_stored(at)),
    )
    return {row[0]: Standing(row[1]) for row in rows}


def notes(reading: Reading, comment: int) -> list[Note]:
    """The notes on a comment and on its commenter, oldest first."""
    rows = reading.quick(
        "SELECT n.id, n.at, n.desk, n.text, n.person_id IS NOT NULL FROM private_note n"
        " WHERE n.text <> '' AND (n.comment_id = ? OR n.person_id = (SELECT person.id"
        " FROM private_contact p JOIN private_person person ON person.email_key = p.email_key"
        " AND person.email_key <> '' WHERE p.comment_id = ?)) ORDER BY n.at, n.id",
        (comment, comment),
    )
    return [
        Note(NoteId(row[0]), from_stored(row[1]), row[2], row[3], on_person=bool(row[4]))
        for row in rows
    ]


def notes_on(reading: Reading, person: PersonId) -> list[Note]:
    """The notes on a person, oldest first."""
    rows = reading.quick(
        "SELECT id, at, desk, text FROM private_note WHERE person_id = ? AND text <> ''"
        " ORDER BY at, id",
        (person,),
    )
    return [
        Note(NoteId(row[0]), from_stored(row[1]), row[2], row[3], on_person=True) for row in rows
    ]


def note(reading: Reading, number: int) -> tuple[Note, CommentId | None, PersonId | None] | None:
    """That note, and on which comment or person it is; None if there is none (any more)."""
    row = reading.quick(
        "SELECT id, at, desk, text, comment_id, person_id FROM private_note"
        " WHERE id = ? AND text <> ''",
        (number,),
    ).fetchone()
    if row is None:
        return None
    found = Note(NoteId(row[0]), from_stored(row[1]), row[2], row[3], on_person=row[5] is not None)
    return found, row[4], row[5]


def newest_comment(reading: Reading, email_key: str) -> CommentId | None:
    """The last comment that came in under this folded address."""
    ids = last_comments(reading, email_key, 1)
    return ids[0] if ids else None


def last_comments(reading: Reading, email_key: str, limit: int) -> list[CommentId]:
    """The last comments that came in under this folded address, newest first."""
    rows = reading.quick(
        "SELECT p.comment_id FROM private_contact p CROSS JOIN comment c ON c.id = p.comment_id"
        " WHERE p.email_key = ? AND p.email_key <> '' AND c.status <> 'withdrawn'"
        " ORDER BY p.comment_id DESC LIMIT ?",
        (email_key, limit),
    )
    return [CommentId(row[0]) for row in rows]


def written(reading: Reading, email_key: str) -> Written:
    """All that came under this folded address; each of its comments is looked up."""
    rows = reading.quick(
        "SELECT c.status, c.name, count(*), min(c.submitted_at), max(c.submitted_at)"
        " FROM private_contact p CROSS JOIN comment c ON c.id = p.comment_id"
        " WHERE p.email_key = ? AND p.email_key <> '' AND c.status <> 'withdrawn' GROUP BY 1, 2",
        (email_key,),
    ).fetchall()
    statuses: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for status, name, count, _first, _last in rows:
        statuses[status] += count
        names[name] += count
    return Written(
        Tally(**{status.value: statuses[status.value] for status in Status}),
        [(name, count) for name, count in names.most_common(_NAMED) if name],
        from_stored(min(row[3] for row in rows)) if rows else None,
        from_stored(max(row[4] for row in rows)) if rows else None,
    )


def under_name(reading: Reading, name: str, email_key: str) -> list[Elsewhere]:
    """The other addresses that wrote under this name, whatever its case; the busiest first."""
    words = "".join(sign if sign.isalnum() else " " for sign in name).split()
    if not words:
        return []
    question = 'name : "' + " ".join(words) + '"'
    rows = reading.quick(
        "SELECT c.id, c.name, p.email_key, p.email FROM (SELECT rowid FROM comment_words WHERE"
        " comment_words MATCH ? ORDER BY rowid DESC LIMIT ?) hit CROSS JOIN comment c"
        " ON c.id = hit.rowid CROSS JOIN private_contact p ON p.comment_id = c.id"
        " WHERE p.email_key NOT IN ('', ?) AND c.status <> ?",
        (question, LOOKED_AT, email_key, WITHDRAWN),
    )
    wanted = folded(name.strip())
    found = [row for row in rows if folded(row[1].strip()) == wanted]
    by_key: dict[str, list[tuple[CommentId, str]]] = {}
    for number, _name, key, email in found:
        by_key.setdefault(key, []).append((CommentId(number), email))
    each = [
        Elsewhere(len(theirs), [theirs[0][1]], [name], [number for number, _email in theirs])
        for theirs in by_key.values()
    ]
    return sorted(each, key=lambda one: -one.count)[:_NAMED]


def from_same_ip(reading: Reading, comment: int) -> Elsewhere:
    """Other comments from the IP address of this one; none where it is not known."""
    rows = reading.quick(
        "SELECT other.comment_id, c.name, other.email_key, other.email FROM (SELECT o.comment_id,"
        " o.email_key, o.email FROM private_contact mine CROSS JOIN private_contact o"
        " ON o.ip = mine.ip AND o.comment_id <> mine.comment_id WHERE mine.comment_id = ?"
        " AND mine.ip <> '' ORDER BY o.comment_id DESC LIMIT ?) other"
        " CROSS JOIN comment c ON c.id = other.comment_id WHERE c.status <> ?",
        (comment, LOOKED_AT, WITHDRAWN),
    ).fetchall()
    names = Counter(row[1] for row in rows if row[1])
    addresses = {row[2]: row[3] for row in rows if row[2]}
    return Elsewhere(
        len(rows),
        list(addresses.values())[:LOOKED_AT],
        [name for name, _count in names.most_common(_NAMED)],
        [CommentId(row[0]) for row in rows],
    )


# What is thought of a commenter decides where a new comment goes. What its source has decided
# already stays so, but for what a watched or blocked one wrote since they are.
_WHOSE = """
    gathered.outcome = 'added' AND EXISTS (SELECT 1 FROM main.private_person person
        WHERE person.email_key = gathered.email_key AND person.email_key <> ''
        AND person.standing = ? AND (person.until IS NULL OR person.until > ?)
        AND (gathered.status = 'pending' OR gathered.status = 'approved'
            AND person.standing <> 'trusted' AND gathered.submitted_at >= person.since))
"""
_COMPLETE = "(gathered.lacks = '' OR gathered.waiver IS NOT NULL)"
# Whoever is trusted is held by no rule; whoever is not, is held by what is thought of them.
_FREE = (
    "DELETE FROM temp.gathered_hold WHERE external_id IN"
    f" (SELECT external_id FROM temp.gathered WHERE {_WHOSE} AND {_COMPLETE})"
)
_HELD = (
    "INSERT INTO temp.gathered_hold SELECT external_id, NULL, ?, ?, 0, '[]'"
    f" FROM temp.gathered WHERE {_WHOSE}"
)


def enter(writing: Writing, at: datetime) -> dict[Standing, int]:
    """Let the standings decide on what was gathered and comes in new; how many each sent where."""
    moment = to_stored(at)
    trusted, watched, blocked = (
        (one.value, moment) for one in (Standing.TRUSTED, Standing.WATCHED, Standing.BLOCKED)
    )
    writing.run(_FREE, trusted)
    writing.run(_HELD, (Reason.WATCHED, RuleAction.HOLD, *watched))
    writing.run(_HELD, (Reason.BLOCKED, RuleAction.REJECT, *blocked))
    set_to = "UPDATE temp.gathered SET status = '{}' WHERE " + _WHOSE
    done = {
        Standing.TRUSTED: writing.run(f"{set_to} AND {_COMPLETE}".format("approved"), trusted),
        Standing.WATCHED: writing.run(set_to.format("pending"), watched),
        Standing.BLOCKED: writing.run(set_to.format("rejected"), blocked),
    }
    return {standing: one.rowcount for standing, one in done.items() if one.rowcount}


def _moment(stored: int | None) -> datetime | None:
    return None if stored is None else from_stored(stored)
