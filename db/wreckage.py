"""Makes a copy of a damaged library readable: what the file says of its own tables is not trusted.

The first page of the copy is replaced by one made here, in which each table begins at the page
where it is known to, with the columns that it has had since its version and no index: SQLite then
reads rows, and what it cannot read of one table hides nothing of another
(sqlite.org/fileformat2.html).

In an encrypted one each page that does not fit its seal is given one that does: SQLCipher then
gives out what is left of it, instead of nothing. Nothing of it is decrypted on the disk.
"""

import re
import shutil
import sqlite3
import struct
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db import connecting, drivers, keys, migrations
from db.keys import Key
from db.wreck import TOLD, Shape, Wreck

# Made anew from the others, or not a library's own.
_DERIVED = frozenset({"migration", "status_count", "article_count", "comment_words", "likeness",
                      "likeness_band", "likeness_wanted", "score"})  # fmt: skip
_HEADER = 100
# So much of an encrypted file can be left as it is: all that is said of its size.
_PLAIN = 32


@dataclass(frozen=True, slots=True)
class _Copy:
    """The copy of the damaged file, and its key if it is encrypted."""

    path: Path
    key: Key | None

    def connect(self, mode: str = "rw", *, immutable: bool = False) -> sqlite3.Connection:
        """A connection to it as it is."""
        return connecting.connect(self.path, mode, key=self.key, immutable=immutable)


def open_wreck(path: Path, folder: Path, *, with_log: bool) -> Wreck:
    """A wreck of the damaged library at `path`, copied into `folder`, which is the caller's."""
    copy = _Copy(folder / "wreck", keys.key_of(path))
    shutil.copyfile(path, copy.path)
    if copy.key is not None:
        _seal_anew(copy.path, copy.key)
    size = copy.path.stat().st_size
    page, version = _told_by_header(copy)
    with closing(_template(folder, copy.key)) as template:
        migrations.migrate(template, 0, up_to=version)
        starts = _places(_starts(template))
        shapes = [_shape(template, name) for name in starts]
        template.execute("VACUUM")
        rewritten = _places(_starts(template))
    told = _own_starts(copy) or _traced_starts(copy)
    starts = _believed(starts, told)
    log = path.with_name(f"{path.name}-wal")
    if with_log and log.is_file() and log.stat().st_size:
        shutil.copyfile(log, folder / "wreck-wal")
        _put_first_page(copy, _first_page(folder, shapes, starts, page, copy.key, logged=True))
        _play_log(copy)
        size = copy.path.stat().st_size
        starts = _believed(starts, _own_starts(copy))
    # A page that is cut short reads as zeros from there on.
    with copy.path.open("r+b") as file:
        file.truncate(max(1, -(-size // page)) * page)
    if copy.key is not None:
        _seal_anew(copy.path, copy.key)
    # Where nothing tells: as it was first made, or as all of it was written anew since (VACUUM).
    most = -1
    for each in () if told else (starts, rewritten):
        _put_first_page(copy, _first_page(folder, shapes, each, page, copy.key, logged=False))
        if (count := _readable(copy, shapes, version)) > most:
            most, starts = count, each
    _put_first_page(copy, _first_page(folder, shapes, starts, page, copy.key, logged=False))
    return Wreck(_bare(copy), shapes, version, copy.path.stat().st_size)


def _readable(copy: _Copy, shapes: Sequence[Shape], version: int) -> int:
    """In how many tables the first row is one that they can have."""
    wreck = Wreck(_bare(copy), shapes, version, copy.path.stat().st_size)
    try:
        return sum(wreck.begins_well(shape.name) for shape in shapes)
    finally:
        wreck.close()


def _seal_anew(copy: Path, key: Key) -> None:
    """Give each page that is not as it was written a seal that fits what is there now."""
    with copy.open("r+b") as file:
        number = 0
        while page := file.read(keys.PAGE):
            number += 1
            whole = page.ljust(keys.PAGE, b"\0")
            if not keys.is_sealed(key, number, whole):
                file.seek((number - 1) * keys.PAGE)
                file.write(keys.sealed_anew(key, number, whole))


def _template(folder: Path, key: Key | None) -> sqlite3.Connection:
    """Where a library is made to see at which pages its tables begin: encrypted ones have less
    room on a page.
    """
    if key is None:
        return sqlite3.connect(":memory:", isolation_level=None)
    path = folder / "template"
    path.touch()
    return connecting.connect(path, key=key)


def _bare(copy: _Copy) -> sqlite3.Connection:
    connection = copy.connect()
    if copy.key is not None:
        _leave_header_plain(connection)
    connection.text_factory = bytes
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _leave_header_plain(connection: sqlite3.Connection) -> None:
    # What is said there (how many pages there are) is put in afterwards, and is no secret.
    connection.execute(f"PRAGMA cipher_plaintext_header_size = {_PLAIN}").fetchall()


def _play_log(copy: _Copy) -> None:
    """Bring what the log holds into the copy, as far as SQLite trusts the log."""
    try:
        with closing(copy.connect()) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except drivers.errors("DatabaseError"):
        pass  # the copy is as it was
    for suffix in ("-wal", "-shm"):
        copy.path.with_name(f"{copy.path.name}{suffix}").unlink(missing_ok=True)


def _told_by_header(copy: _Copy) -> tuple[int, int]:
    """The size of a page and the version of the schema; what is usual where they cannot be."""
    if copy.key is not None:
        page, version = keys.PAGE, _told_version(copy)
    else:
        with copy.path.open("rb") as file:
            header = file.read(_HEADER).ljust(_HEADER, b"\0")
        page = int.from_bytes(header[16:18], "big")
        version = int.from_bytes(header[60:64], "big")
    usual = page if page in (1024, 2048, 4096, 8192, 16384, 32768) else 4096
    return usual, version if 0 < version <= migrations.latest() else migrations.latest()


def _told_version(copy: _Copy) -> int:
    try:
        with closing(copy.connect("ro", immutable=True)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except drivers.errors("DatabaseError"):
        return 0


def _shape(template: sqlite3.Connection, name: str) -> Shape:
    told = template.execute(f'PRAGMA table_info("{name}")').fetchall()
    kinds = template.execute("SELECT wr FROM pragma_table_list WHERE name = ?", (name,))
    return Shape(
        name,
        tuple(one[1] for one in told),
        tuple(one[2] for one in told),
        tuple(bool(int(one[3])) for one in told),
        tuple(one[4] for one in told),
        tuple(one[1] for one in sorted(told, key=lambda one: int(one[5])) if one[5]),
        bool(kinds.fetchone()[0]),
    )


def _starts(connection: sqlite3.Connection) -> dict[str, object]:
    rows = connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'")
    return {
        name: page
        for name, page in rows
        if (name not in _DERIVED or name == TOLD)
        and not name.startswith(("sqlite_", "comment_words_"))
    }


def _places(found: Mapping[str, object]) -> dict[str, int]:
    return {name: at for name, at in found.items() if isinstance(at, int) and 1 < at < 2**31}


def _believed(usual: dict[str, int], own: Mapping[str, int]) -> dict[str, int]:
    """Where the tables begin: a file that was made otherwise differs in more than one place."""
    others = {name: at for name, at in own.items() if usual.get(name, at) != at}
    return usual | others if len(others) > 1 else usual


def _own_starts(copy: _Copy) -> dict[str, int]:
    """Where the file itself says that its tables begin, if that can be read."""
    try:
        with closing(copy.connect("ro", immutable=True)) as connection:
            connection.text_factory = lambda raw: raw.decode(errors="replace")
            connection.execute("PRAGMA writable_schema = ON")
            found = _starts(connection)
    except drivers.errors("DatabaseError"):
        return {}
    return _places(found)


def _traced_starts(copy: _Copy) -> dict[str, int]:
    """Where the tables begin by what is left of the schema itself, wherever it lies.

    An entry is its kind, its name twice, the page in one to four bytes, and the statement. In an
    encrypted one there is nothing to be seen.
    """
    with copy.path.open("rb") as file:
        found = _ENTRY.findall(file.read(_TRACED))
    return _places({name.decode(): int.from_bytes(page, "big") for name, page in found})


_TRACED = 64 * 1024 * 1024
_ENTRY = re.compile(rb"table([a-z_]{1,60}?)\1([\0-\xff]{1,4}?)CREATE TABLE", re.DOTALL)


def _first_page(
    folder: Path,
    shapes: Sequence[Shape],
    starts: dict[str, int],
    page: int,
    key: Key | None,
    *,
    logged: bool,
) -> bytes:
    """A first page that names these tables at their places, and nothing else."""
    made = folder / "first"
    made.unlink(missing_ok=True)
    made.touch()
    with closing(connecting.connect(made, key=key)) as connection:
        if key is not None and not logged:
            _leave_header_plain(connection)
        if key is None:
            connection.execute(f"PRAGMA page_size = {page}")
        for shape in shapes:
            connection.execute(shape.bare)
        # All tables are told on the first page itself; each has one of its own besides.
        assert int(connection.execute("PRAGMA page_count").fetchone()[0]) == 1 + len(shapes)
        connection.execute("PRAGMA writable_schema = ON")
        for shape in shapes:
            connection.execute(
                "UPDATE sqlite_master SET rootpage = ? WHERE name = ?",
                (starts[shape.name], shape.name),
            )
        if logged:
            connection.execute("PRAGMA journal_mode = WAL")
    return made.read_bytes()[:page]


def _put_first_page(copy: _Copy, first: bytes) -> None:
    pages = max(1, copy.path.stat().st_size // len(first))
    page = bytearray(first)
    if page.startswith(b"SQLite format 3"):
        # How many pages there are. That none of them is free it says already, and that the number
        # may be trusted.
        page[28:32] = struct.pack(">I", pages)
    with copy.path.open("r+b") as file:
        file.write(page)
