"""Puts what a wreck still tells into a new library, and counts what it does not.

Counts and the full-text index are made anew by the triggers. What a row needs and is lost is put
in its place, so that the new library is whole: an article without a title, an empty private part.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from db import connecting, migrations
from db.files import make_private_file
from db.keys import Key
from db.opening import APPLICATION_ID
from db.words import WITHDRAWN, Status
from db.wreck import Count, Row, Wreck

_BATCH = 2_000
# Tables whose rows are found, or mended, in a way of their own.
_WITH_CARE = frozenset(
    {"operation", "article", "comment", "private_contact", "change", "private_change"}
)
_STATUSES = frozenset({*(status.value for status in Status), WITHDRAWN})

Doubts = Callable[[Mapping[str, object]], bool]
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Saved:
    """What was put into the new library.

    `counts` are by table; `doubtful` are the comments that contradict themselves or the journal,
    `made_up` says how many articles and private parts were put in the place of lost ones.
    """

    counts: Mapping[str, Count]
    doubtful: tuple[int, ...]
    articles_made_up: int
    contacts_made_up: int
    loosened: int


class Refuge:
    """A new library that is being filled; nobody else has it open."""

    def __init__(
        self, path: Path, wreck: Wreck, doubts: Doubts, tell: Tell, key: Key | None, *, strong: bool
    ) -> None:
        make_private_file(path)
        self._wreck, self._doubts, self._tell = wreck, doubts, tell
        self._doubtful: set[int] = set()
        self._connection = connecting.connect(path, key=key, strong=strong)
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA cache_size = -64000")
        migrations.migrate(self._connection, APPLICATION_ID, up_to=wreck.version)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def fill(self, lost_title: str, backup: Path | None) -> Saved:
        """Bring everything over, as one transaction; then compare it with the backup, if any."""
        self._connection.execute("BEGIN")
        comments, operations = self._last_numbers()
        for name, shape in self._wreck.shapes.items():
            if name in self._wreck.counts and name not in _WITH_CARE:
                self._small(name, is_numbered=shape.is_numbered)
        self._put("operation", self._wreck.numbered("operation", operations))
        articles = self._wreck.highest("comment", "article_id")
        self._put("article", self._wreck.numbered("article", articles))
        self._put("comment", self._comments(comments))
        self._put("private_contact", self._contacts(comments))
        for name in ("change", "private_change"):
            self._put(name, self._changes(name, operations, comments))
        made_up = self._made_up(lost_title)
        self._count_changes()
        self._doubt_the_unlike()
        self._connection.execute("COMMIT")
        if backup is not None:
            self._compare(backup)
        return Saved(self._wreck.counts, tuple(sorted(self._doubtful)), *made_up)

    def _last_numbers(self) -> tuple[int, int]:
        highest = self._wreck.highest
        comments = max(
            highest("comment", "id"),
            highest("private_contact", "comment_id"),
            self._wreck.said_comments(),
        )
        operations = max(highest("operation", "id"), highest("change", "operation_id"))
        return comments, operations

    def _small(self, name: str, *, is_numbered: bool) -> None:
        rows = list(self._wreck.numbered(name, 0) if is_numbered else self._wreck.loose(name))
        if rows:
            self._connection.execute(f'DELETE FROM "{name}"')
            self._put(name, iter(rows))

    def _put(self, name: str, rows: Iterator[Row]) -> None:
        """Insert the rows; one that the table refuses is lost, for it was not so written."""
        shape, count = self._wreck.shapes[name], self._wreck.counts[name]
        marks = ", ".join("?" for _column in shape.columns)
        columns = ", ".join(f'"{column}"' for column in shape.columns)
        statement = f'INSERT OR IGNORE INTO "{name}" ({columns}) VALUES ({marks})'
        for batch in _batches(rows):
            self._connection.executemany(statement, batch)
        kept = self._connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        count.lost += count.read - kept
        count.read = kept

    def _comments(self, last: int) -> Iterator[Row]:
        shape = self._wreck.shapes["comment"]
        for done, row in enumerate(self._wreck.numbered("comment", last)):
            if done % _BATCH == 0:
                self._tell(done, max(last, done))
            told = dict(zip(shape.columns, row, strict=True))
            if told["status"] not in _STATUSES or _is_incomplete(told):
                self._doubtful.add(int(str(told["id"])))
                told["status"] = Status.PENDING.value
            elif self._doubts(told):
                self._doubtful.add(int(str(told["id"])))
            yield tuple(told.values())
        self._doubtful |= self._wreck.counts["comment"].spoilt

    def _contacts(self, last: int) -> Iterator[Row]:
        shape = self._wreck.shapes["private_contact"]
        for row in self._wreck.numbered("private_contact", last):
            if self._doubts(dict(zip(shape.columns, row, strict=True))):
                self._doubtful.add(int(str(row[0])))
            yield row
        self._doubtful |= self._wreck.counts["private_contact"].spoilt

    def _changes(self, name: str, operations: int, comments: int) -> Iterator[Row]:
        kept = {row[0] for row in self._connection.execute("SELECT id FROM operation")}
        for operation in range(1, operations + 1):
            for row in self._wreck.of_operation(name, operation, comments):
                if operation in kept:
                    yield row

    def _made_up(self, lost_title: str) -> tuple[int, int, int]:
        """Mend what points at nothing; how many articles, private parts and links that were."""
        run = self._connection.execute
        articles = run(
            "INSERT INTO article (id, site_id, key, source, title, url, body, body_format, open,"
            " public)"
            " SELECT DISTINCT article_id, (SELECT min(id) FROM site), 'lost-' || article_id, '',"
            " replace(?, '#', article_id), '', '', 'text', 0, 0 FROM comment"
            " WHERE article_id NOT IN (SELECT id FROM article)",
            (lost_title,),
        ).rowcount
        loosened = 0
        for statement in _LOOSEN:
            loosened += run(statement).rowcount
        loosened += self._drop_what_points_nowhere()
        count = self._wreck.counts["private_contact"]
        kept = run("SELECT count(*) FROM private_contact").fetchone()[0]
        count.read, count.lost = kept, count.read + count.lost - kept
        contacts = run(
            "INSERT INTO private_contact (comment_id, email, email_key, email_domain, ip,"
            " user_agent) SELECT id, '', '', '', '', '' FROM comment"
            " WHERE id NOT IN (SELECT comment_id FROM private_contact)"
        ).rowcount
        return articles, contacts, loosened

    def _drop_what_points_nowhere(self) -> int:
        """Rows of other tables that belong to one that is lost are lost with it."""
        run = self._connection.execute
        dropped = 0
        for name in self._wreck.counts.keys() - _WITH_CARE:
            for column, other, there in run(
                'SELECT "from", "table", coalesce("to", \'id\') FROM pragma_foreign_key_list(?)',
                (name,),
            ).fetchall():
                kept = f'SELECT "{there}" FROM "{other}"'
                # What points at nothing by intent is in no list, nor is it in an empty one.
                lost = f'"{column}" IS NOT NULL AND "{column}" NOT IN ({kept})'
                gone = run(f'DELETE FROM "{name}" WHERE {lost}').rowcount
                self._wreck.counts[name].read -= gone
                self._wreck.counts[name].lost += gone
                dropped += gone
        return dropped

    def _count_changes(self) -> None:
        """What an operation says that it did, against what is there of it."""
        run = self._connection.execute
        for name, said in (
            ("change", "SELECT coalesce(sum(count), 0) FROM operation"),
            ("private_change", 'SELECT count(*) FROM "change" WHERE detail_hash IS NOT NULL'),
        ):
            count = self._wreck.counts[name]
            count.read = run(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            count.lost = max(0, run(said).fetchone()[0] - count.read)

    def _doubt_the_unlike(self) -> None:
        rows = self._connection.execute(
            'SELECT c.id FROM comment c JOIN "change" last ON last.comment_id = c.id'
            ' AND last.operation_id = (SELECT max(operation_id) FROM "change"'
            " WHERE comment_id = c.id)"
            " WHERE last.after <> c.status OR last.after_revision <> c.revision"
        )
        self._doubtful |= {int(row[0]) for row in rows}

    def _compare(self, backup: Path) -> None:
        """Doubt what differs from the backup and was not changed since, as its revision says."""
        run = self._connection.execute
        connecting.attach(self._connection, backup, "backup")
        for name, key in (("comment", "id"), ("private_contact", "comment_id")):
            differs = " OR ".join(
                f'own."{column}" IS NOT old."{column}"'
                for column in self._wreck.shapes[name].columns
            )
            rows = run(
                f"SELECT c.id FROM main.comment c JOIN backup.comment b USING (id, revision)"
                f" JOIN main.{name} own ON own.{key} = c.id JOIN backup.{name} old"
                f" ON old.{key} = c.id WHERE {differs}"
            )
            self._doubtful |= {int(row[0]) for row in rows}
        run("DETACH backup")


# What points at a row that is lost points at nothing from now on, or goes with it.
_LOOSEN = (
    "UPDATE comment SET parent_id = NULL WHERE parent_id NOT IN (SELECT id FROM comment)",
    "UPDATE article SET added_by = NULL WHERE added_by NOT IN (SELECT id FROM operation)",
    "UPDATE article SET site_id = (SELECT min(id) FROM site)"
    " WHERE site_id NOT IN (SELECT id FROM site)",
    "UPDATE operation SET reverses = NULL WHERE reverses NOT IN (SELECT id FROM operation)",
    "UPDATE operation SET subject = id WHERE subject NOT IN (SELECT id FROM operation)",
    "DELETE FROM private_contact WHERE comment_id NOT IN (SELECT id FROM comment)",
    'DELETE FROM "change" WHERE comment_id NOT IN (SELECT id FROM comment)',
    "DELETE FROM private_change WHERE comment_id NOT IN (SELECT id FROM comment)",
    "DELETE FROM article_change WHERE article_id NOT IN (SELECT id FROM article)"
    " OR operation_id NOT IN (SELECT id FROM operation)",
)


def _is_incomplete(told: Mapping[str, object]) -> bool:
    """Approved without a field that it lacks: no such row was ever written."""
    return told["status"] == Status.APPROVED and told["lacks"] != "" and told["waiver"] is None


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    given = iter(rows)
    while batch := list(islice(given, _BATCH)):
        yield batch
