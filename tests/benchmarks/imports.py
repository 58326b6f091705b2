"""How fast a WordPress export comes in: `python -m tests.benchmarks.imports [--comments N…]`.

With more than one size, a last line tells how the peak of memory grew between them. Beside it stand
a bare lxml `iterparse` of the same file with one `executemany` of the same rows into the same
schema, and Isso's own importer of the same file, where `ISSO_PYTHON` names a Python that has Isso.
Each runs in a process of its own, so that the peak of its memory is its own.
"""

import argparse
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.benchmarks.words import Person, people, sentences

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:wp="http://wordpress.org/export/1.2/">\n<channel><title>The Courier</title>'
    "<link>https://example.org</link><wp:wxr_version>1.2</wp:wxr_version>"
    "<wp:base_site_url>https://example.org</wp:base_site_url>"
    "<wp:base_blog_url>https://example.org</wp:base_blog_url>\n"
)
_BEGAN = datetime(2020, 1, 1)  # noqa: DTZ001 - an export's times have no zone
_UNDER_ONE = 200
# The whole of Isso's own command, but for its questions.
_ISSO = (
    "import sys; from isso import config, migrate; from isso.db import SQLite3;"
    "conf = config.new({'general': {'dbpath': sys.argv[2], 'max-age': '15m'},"
    " 'moderation': {'enabled': 'false', 'purge-after': '30d',"
    " 'approve-if-email-previously-approved': 'false'}, 'guard': {'enabled': 'false'}});"
    "migrate.dispatch('wordpress', SQLite3(sys.argv[2], conf), sys.argv[1])"
)


def write_export(path: Path, count: int) -> None:
    """Write an export of so many comments, two hundred under an article, as WordPress does."""
    dice = random.Random(count)
    crowd, told = people(dice, max(10, count // 8)), sentences(dice, 4_000)
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for first in range(1, count + 1, _UNDER_ONE):
            file.write(_item(first, " ".join(dice.choices(told, k=40))))
            for number in range(first, min(first + _UNDER_ONE, count + 1)):
                parent = dice.randrange(first, number) if number > first and number % 3 == 0 else 0
                text = " ".join(dice.choices(told, k=dice.randint(1, 6)))
                file.write(_comment(number, dice.choice(crowd), text, parent))
            file.write("</item>\n")
        file.write("</channel></rss>\n")


def _item(number: int, text: str) -> str:
    return (
        f"<item><title>Article {number}</title><link>https://example.org/{number}/</link>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_name>article-{number}</wp:post_name><wp:status>publish</wp:status>"
        "<wp:post_type>post</wp:post_type>\n"
    )


def _comment(number: int, writer: Person, text: str, parent: int) -> str:
    at = f"{_BEGAN + timedelta(minutes=number):%Y-%m-%d %H:%M:%S}"
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id>"
        f"<wp:comment_author><![CDATA[{writer.name}]]></wp:comment_author>"
        f"<wp:comment_author_email>{escape(writer.email)}</wp:comment_author_email>"
        "<wp:comment_author_url></wp:comment_author_url>"
        f"<wp:comment_author_IP>{writer.ip}</wp:comment_author_IP>"
        f"<wp:comment_date>{at}</wp:comment_date><wp:comment_date_gmt>{at}</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content>"
        f"<wp:comment_approved>{int(number % 50 > 0)}</wp:comment_approved>"
        f"<wp:comment_type>comment</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent>"
        "<wp:comment_user_id>0</wp:comment_user_id></wp:comment>\n"
    )


def _ours(file: Path, library: Path) -> dict[str, float]:
    from moderation.importing import import_file
    from moderation.newsroom import open_newsroom

    with open_newsroom(library, create=True, desk="benchmark") as newsroom:
        started = time.perf_counter()
        report = import_file(newsroom, file)
        return {"seconds": time.perf_counter() - started, "comments": report.added}


def _bare(file: Path, library: Path) -> dict[str, float]:
    """Parse the file, and insert the rows of a library that has it imported into a new one."""
    from lxml import etree

    from db.opening import open_library

    bare = library.with_name("bare.commentdesk")
    bare.unlink(missing_ok=True)
    open_library(bare, create=True).close()
    started = time.perf_counter()
    for _event, element in etree.iterparse(str(file), tag="{*}comment", huge_tree=True):
        _texts = {child.tag: child.text for child in element}
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
    parsed = time.perf_counter() - started
    with closing(sqlite3.connect(library)) as source, closing(sqlite3.connect(bare)) as target:
        target.execute("PRAGMA synchronous = FULL")
        target.execute("PRAGMA cache_size = -32000")
        inserted = 0.0
        for table in ("article", "comment", "private_contact"):
            rows = source.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()
            places = ", ".join("?" * len(rows[0]))
            started = time.perf_counter()
            target.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)
            inserted += time.perf_counter() - started
        started = time.perf_counter()
        target.commit()
        inserted += time.perf_counter() - started
    return {"seconds": parsed + inserted, "parsing": parsed, "inserting": inserted}


_RUNS: dict[str, Callable[[Path, Path], dict[str, float]]] = {"ours": _ours, "bare": _bare}


def _apart(name: str, file: Path, library: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", __spec__.name, "--run", name, str(file), str(library)],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def _isso(file: Path, folder: Path) -> dict[str, float] | None:
    python = os.environ.get("ISSO_PYTHON")
    if not python:
        return None
    database = folder / f"{file.name}.isso.db"
    started = time.perf_counter()
    subprocess.run(
        [python, "-c", _ISSO, str(file), str(database)], stdout=subprocess.DEVNULL, check=True
    )
    taken = time.perf_counter() - started
    with closing(sqlite3.connect(database)) as made:
        count = made.execute("SELECT count(*) FROM comments").fetchone()[0]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds": taken, "comments": count, "memory": peak}


def measured(file: Path, folder: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """Each importer's name, and what it took: seconds, and the peak of its memory in MB."""
    isso = _isso(file, folder)  # first: the peak of all children so far is then its own
    library = folder / f"{file.name}.commentdesk"
    yield "commentdesk", _apart("ours", file, library)
    yield "lxml + executemany", _apart("bare", file, library)
    if isso is not None:
        yield "isso", isso


def main() -> None:
    """Measure what the command line asks for, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.imports", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="an export; without it one is made")
    parser.add_argument("library", nargs="?", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--comments", type=int, nargs="+", default=[100_000], metavar="N")
    parser.add_argument("--run", choices=_RUNS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        told: dict[str, Any] = _RUNS[asked.run](asked.file, asked.library)
        told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(told))  # noqa: T201
        return
    with tempfile.TemporaryDirectory(prefix="commentdesk-imports-") as made:
        folder = Path(made)
        _compare([_measure(file, folder) for file in _files(asked.file, asked.comments, folder)])


def _files(file: Path | None, counts: Sequence[int], folder: Path) -> Iterator[Path]:
    if file is not None:
        yield file
        return
    for count in counts:
        made = folder / f"{count}.xml"
        write_export(made, count)
        yield made


def _measure(file: Path, folder: Path) -> dict[str, float]:
    told = dict(measured(file, folder))
    _print(told, file.stat().st_size)
    return told["commentdesk"]


def _compare(ours: Sequence[dict[str, float]]) -> None:
    for few, many in pairwise(ours):
        print(  # noqa: T201
            f"{many['comments'] / few['comments']:.0f} times the comments:"
            f" {many['seconds'] / few['seconds']:.1f} times the time,"
            f" {many['memory'] / few['memory']:.2f} times the peak of memory"
        )


def _print(told: dict[str, dict[str, float]], size: int) -> None:
    limit = told["lxml + executemany"]["seconds"]
    print(f"{size / 1e6:,.0f} MB{'seconds':>19}{'ratio':>8}{'memory':>10}{'comments':>11}")  # noqa: T201
    for name, one in told.items():
        count = f"{one['comments']:>11,.0f}" if "comments" in one else ""
        print(  # noqa: T201
            f"{name:<18}{one['seconds']:>8.1f}{one['seconds'] / limit:>7.1f}×"
            f"{one['memory']:>7.0f} MB{count}",
            flush=True,
        )


if __name__ == "__main__":
    main()
