"""Databases of other programs: read from a copy, and never trusted.

Whoever made such a file may have put anything into it: a schema that calls functions, a view that
never ends, a row as large as the memory. So only true tables are read, nothing that the schema
says is run, and there is a bound on the work and on the size of a value.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from resources.translation import _

# What a value may hold at the most; a comment has 65,525 characters.
_LARGEST_VALUE = 16 * 1024 * 1024
# Steps of SQLite's machine: so many in any case, and so many for each byte of the file. A row of
# a real one takes some thirty.
_STEPS = 5_000_000
_STEPS_A_BYTE = 20
_STRIDE = 10_000
_PROBLEMS = 1_000
# What a check tells of rows that an older version of the program was free to write.
_NO_DAMAGE = ("ok", "NULL value in ", "CHECK constraint failed", "NUMERIC value in ",
              "TEXT value in ")  # fmt: skip
# A journal that begins so holds a transaction that was never finished (sqlite.org/fileformat2).
_HOT_JOURNAL = bytes.fromhex("d9d505f920a163d7")

_THREADS = ("id", "uri", "title")
_COMMENTS = (
    "tid", "id", "parent", "created", "modified", "mode", "remote_addr", "text", "author",
    "email", "website", "likes", "dislikes",
)  # fmt: skip


class ForeignTrouble(Exception):
    """A database of another program cannot be read; `str()` is the sentence."""

    def __init__(self, sentence: str, way_out: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way_out = way_out


class Foreign:
    """An open copy of another program's database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def isso_threads(self) -> Mapping[object, tuple[object, object]]:
        """The address and the title of each thread of Isso, by its number."""
        rows = self._rows("threads", _THREADS, needs=_THREADS)
        return {number: (uri, title) for number, uri, title in rows}

    def isso_comments(self) -> Iterator[Mapping[str, object]]:
        """Each comment of Isso, by the names of its columns; what a column holds may be anything.

        Columns that an older version did not have yet are missing.
        """
        for row in self._rows("comments", _COMMENTS, needs=("tid", "id", "mode", "text")):
            yield dict(zip(_COMMENTS, row, strict=True))

    def _rows(
        self, table: str, columns: Sequence[str], *, needs: Sequence[str]
    ) -> Iterator[tuple[object, ...]]:
        with _told():
            present = self._columns(table)
            if not present.issuperset(needs):
                raise _of_another_program()
            chosen = ", ".join(name if name in present else "NULL" for name in columns)
            yield from self._connection.execute(f"SELECT {chosen} FROM main.{table}")

    def _columns(self, table: str) -> set[str]:
        """The columns of a true table that hold what was stored; none of a view's, or computed."""
        kinds = self._connection.execute(
            "SELECT type FROM pragma_table_list WHERE schema = 'main' AND name = ?", (table,)
        ).fetchall()
        if kinds != [("table",)]:
            return set()
        return {
            name
            for name, hidden in self._connection.execute(
                "SELECT name, hidden FROM pragma_table_xinfo(?)", (table,)
            )
            if not hidden
        }


@contextmanager
def foreign_copy(pieces: Iterable[bytes], beside: Path | None = None) -> Iterator[Foreign]:
    """A database that consists of these bytes, copied aside and opened for reading alone.

    `beside` is the file that they came from, if there is one: what the program wrote into its log
    (`-wal`) belongs to it. `ForeignTrouble` where it is damaged, in the middle of a transaction,
    no database at all, or takes more work than its size explains. The copy is gone afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="commentdesk-") as folder:
        copy = Path(folder) / "copy.db"
        size = _written(copy, pieces)
        if beside is not None:
            size += _copy_log(beside, copy)
        with _told(), closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            _defend(connection, size)
            _check(connection)
            yield Foreign(connection)


def _written(copy: Path, pieces: Iterable[bytes]) -> int:
    with copy.open("wb") as out:
        return sum(out.write(piece) for piece in pieces)


def _copy_log(file: Path, copy: Path) -> int:
    # A hot journal is not played back: it can name other files, which SQLite would then delete.
    journal = file.with_name(f"{file.name}-journal")
    if _is_plain(journal) and _first_bytes(journal) == _HOT_JOURNAL:
        raise ForeignTrouble(
            _("The database is in the middle of a transaction."),
            _("Stop the program that writes it, start and stop it once more, and try again."),
        )
    log = file.with_name(f"{file.name}-wal")
    if not _is_plain(log):
        return 0
    with log.open("rb") as inside:
        return _written(
            copy.with_name(f"{copy.name}-wal"), iter(lambda: inside.read(1024 * 1024), b"")
        )


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_HOT_JOURNAL))


def _defend(connection: sqlite3.Connection, size: int) -> None:
    """Nothing that the file says is run, and there is an end to the work (sqlite.org/security)."""
    left = (_STEPS + _STEPS_A_BYTE * size) // _STRIDE

    def is_enough() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    connection.set_progress_handler(is_enough, _STRIDE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0",
                   "query_only = ON"):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _check(connection: sqlite3.Connection) -> None:
    found = connection.execute(f"PRAGMA quick_check({_PROBLEMS})")
    if any(not str(problem).startswith(_NO_DAMAGE) for (problem,) in found):
        raise _damaged()


@contextmanager
def _told() -> Iterator[None]:
    """Whatever SQLite says of such a file is no bug of ours."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code == sqlite3.SQLITE_INTERRUPT:
            raise _too_much() from error
        raise _damaged() from error
    except UnicodeDecodeError as error:
        # SQLite quotes the file in what it says of it, and Python wants that to be text.
        raise _damaged() from error


def _damaged() -> ForeignTrouble:
    return ForeignTrouble(
        _("The SQLite database is damaged."),
        _("Take a newer backup, or save what is left with “sqlite3 FILE .recover”."),
    )


def _too_much() -> ForeignTrouble:
    return ForeignTrouble(
        _("Reading the SQLite database takes far more work than its size explains."),
        _("See where it came from; no program writes such a file."),
    )


def _of_another_program() -> ForeignTrouble:
    return ForeignTrouble(
        _("The SQLite database has no tables of comments that are known here."),
        _("Choose the database of Isso, mostly called comments.db."),
    )
