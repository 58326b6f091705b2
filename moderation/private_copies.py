"""Private copies of a newsroom, to take away: as SQLite, as JSON Lines, or for WordPress (WXR).

All of them hold personal data, and say so: in the name that is proposed and in their first bytes.
A copy is there whole or not at all, for its owner alone (0600), and replaces nothing.
"""

import errno
import gzip
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from db import articles, dumping, files, migrations
from db.chain import seal_of
from db.library import Reading
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled
from moderation.exchange.backup_file import Head, Writer
from moderation.newsroom import SUFFIX, Newsroom
from resources.translation import _

FORMATS = ("sqlite", "jsonl", "wxr")
_SUFFIXES = {"sqlite": SUFFIX, "jsonl": ".jsonl.gz", "wxr": ".xml"}
_PACKED = ".gz"
_EVERY = 1_000
# Quick to unpack, and nearly as small as can be; the system's name for it is the same everywhere.
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was made: its file, its format, its bytes, and the comments in it.

    `is_encrypted`: as the newsroom is; a copy as text never is.
    """

    file: Path
    format: str
    size: int
    comments: int
    is_encrypted: bool = False


def proposed_name(newsroom: Newsroom, form: str) -> str:
    """A name that says what is in it."""
    day = newsroom.clock().astimezone(newsroom.zone).date()
    return f"{newsroom.path.stem}-private-backup-{day.isoformat()}{_SUFFIXES[form]}"


def format_of(name: str) -> str:
    """The format that a file's name asks for; the newsroom's own where it says nothing."""
    plain = name.lower().removesuffix(_PACKED)
    if plain.endswith((".jsonl", ".ndjson")):
        return "jsonl"
    return "wxr" if plain.endswith(".xml") else "sqlite"


def copy_to(newsroom: Newsroom, target: Path, form: str, *, progress: Progress = SILENT) -> Copied:
    """Write everything to a new file, packed where its name ends in `.gz`.

    `OSError` where it cannot be written (`FileExistsError`: something of that name is there), and
    `Cancelled` where the progress says stop; nothing is left of it then.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from error
    match form:
        case "sqlite":
            _as_sqlite(newsroom, target, progress)
        case "jsonl":
            with _new(target) as out, newsroom.read() as reading:
                _as_jsonl(newsroom, reading, out, progress)
        case _:
            with _new(target) as out, newsroom.read() as reading:
                _as_wxr(newsroom, reading, out, progress)
    with newsroom.read() as reading:
        comments = articles.tally(reading).total
    is_encrypted = newsroom.is_encrypted and form == "sqlite"
    return Copied(target, form, target.stat().st_size, comments, is_encrypted)


@contextmanager
def _new(target: Path) -> Iterator[IO[bytes]]:
    with files.new_private(target) as raw:
        if target.suffix.lower() != _PACKED:
            yield raw
            return
        with gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed:
            yield cast(IO[bytes], packed)


def _as_sqlite(newsroom: Newsroom, target: Path, progress: Progress) -> None:
    def see(done: int, total: int) -> None:
        _tell(progress, done, total)

    with tempfile.TemporaryDirectory(prefix=".commentdesk-", dir=target.parent) as folder:
        draft = Path(folder) / "copy"
        newsroom.back_up(draft, see)
        if target.suffix.lower() == _PACKED:
            with _new(target) as out, draft.open("rb") as file:
                shutil.copyfileobj(file, out, 1 << 20)
        else:
            files.name_new(draft, target)
    files.keep_folder(target.parent)


def _as_jsonl(newsroom: Newsroom, reading: Reading, out: IO[bytes], progress: Progress) -> None:
    total = sum(dumping.counts(reading).values())
    newest, first = seal_of(reading), seal_of(reading, 1)
    head = Head(
        schema=migrations.latest(),
        operation=newest[0] if newest else 0,
        seal=newest[1] if newest else "",
        made_at=newsroom.clock().isoformat(),
        library=first[1] if first else "",
        sources=tuple(dumping.sources(reading)),
    )
    writer = Writer(out, head)
    for number, told in enumerate(dumping.rows(reading)):
        if number % _EVERY == 0:
            _tell(progress, number, total)
        writer.row(told.table, told.row, told.answers)
    writer.end()


def _as_wxr(newsroom: Newsroom, reading: Reading, out: IO[bytes], progress: Progress) -> None:
    from moderation.exchange import private_wxr

    total = articles.tally(reading).total
    done = 0

    def pages() -> Iterator[tuple[Mapping[str, Any], Iterator[Mapping[str, Any]]]]:
        for article in dumping.articles(reading):
            yield article, comments(int(article["id"]))

    def comments(article: int) -> Iterator[Mapping[str, Any]]:
        nonlocal done
        for comment in dumping.private_comments(reading, article):
            if done % _EVERY == 0:
                _tell(progress, done, total)
            done += 1
            yield comment

    sites = articles.sites(reading)
    first = next((one["url"] for one in dumping.articles(reading) if one["url"]), "")
    named = next((one for one in sites if one.name), sites[0])
    private_wxr.write(out, named.name, named.url or first, pages(), newsroom.zone)


def _tell(progress: Progress, done: int, total: int) -> None:
    progress.tell(done, total, _("Backing up"))
    if progress.stop_asked():
        raise Cancelled(_("Stopped; nothing was backed up."))
