"""What is measured, each beside the raw limit: the least that SQLite alone needs for the same."""

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from db.words import Verdict
from moderation import backups, decisions, history, queue
from moderation.exporting import export
from moderation.newsroom import open_newsroom
from moderation.queue import Picked
from moderation.search.grammar import parse
from moderation.search.query import Query
from moderation.soundness import look_over
from tests.benchmarks.behind import alike_ones, tended
from tests.benchmarks.library import RARE
from tests.benchmarks.rules import ruled


@dataclass(frozen=True, slots=True)
class Measure:
    """A value and the raw limit measured in the same run (None where there is none)."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the limit the value is."""
        return self.value / self.limit if self.limit else None


def seconds(act: Callable[[], object]) -> float:
    """How long that takes, once."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def usual(act: Callable[[], object], times: int = 5) -> float:
    """How many milliseconds that usually takes (the median)."""
    return 1000 * median(seconds(act) for _turn in range(times))


def query(text: str) -> Query:
    """The query that a moderator types."""
    return parse(text, today=date(2026, 3, 2), zone=UTC)


class Bench:
    """An open library to measure on, and a bare connection beside it for the limits."""

    bulk = 30_000

    def __init__(self, path: Path) -> None:
        self.path = path
        self.newsroom = open_newsroom(path, desk="benchmark")
        self.bare = sqlite3.connect(path, isolation_level=None)
        self.bare.execute("PRAGMA synchronous = FULL")
        self.bare.execute("PRAGMA foreign_keys = ON")

    def close(self) -> None:
        """Let go of the file."""
        self.bare.close()
        self.newsroom.close()

    def pending(self) -> Picked:
        """All that are pending, newest first."""
        return queue.find(self.newsroom, query("status:pending"))

    def raw(self, statement: str, *values: object) -> float:
        """How many milliseconds SQLite alone usually takes for a statement."""
        return usual(lambda: self.bare.execute(statement, values).fetchall())

    def raw_write(self, statement: str, *values: object) -> float:
        """How many milliseconds SQLite alone takes to do it and make it durable; then undone."""
        self.bare.execute("BEGIN IMMEDIATE")
        done = seconds(lambda: self.bare.execute(statement, values))
        return 1000 * (done + seconds(lambda: self.bare.execute("COMMIT")))

    def page(self, text: str) -> float:
        """How long the first page of a search takes."""
        return usual(lambda: queue.find_page(self.newsroom, query(text)))


def opened(bench: Bench) -> list[Measure]:
    """Open the library and let go of it."""

    def bare() -> None:
        with closing(sqlite3.connect(bench.path)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()

    def ours() -> None:
        with open_newsroom(bench.path) as newsroom:
            newsroom.revision()

    return [Measure("open and close", usual(ours), "ms", usual(bare))]


_PENDING = (
    "SELECT id, revision FROM comment WHERE status = 'pending' ORDER BY submitted_at DESC, id DESC"
)


def listed(bench: Bench) -> list[Measure]:
    """The queue: its first page, all its ids, a page of cards; everything there is."""
    newsroom, ids = bench.newsroom, bench.pending().ids[:100]
    first = json.dumps(list(ids))
    return [
        Measure(
            "first page of the queue", bench.page("status:pending"), "ms",
            bench.raw(f"{_PENDING} LIMIT 200"),
        ),
        Measure(
            "all pending ids", usual(lambda: queue.find(newsroom, query("status:pending"))), "ms",
            bench.raw(_PENDING),
        ),
        Measure(
            "all ids there are", usual(lambda: queue.find(newsroom, query("")), 1), "ms",
            bench.raw("SELECT id, revision FROM comment ORDER BY submitted_at DESC, id DESC"),
        ),
        Measure(
            "cards of 100", usual(lambda: queue.cards(newsroom, ids)), "ms",
            bench.raw(
                "SELECT c.* FROM json_each(?) w CROSS JOIN comment c ON c.id = w.value", first
            ),
        ),
    ]  # fmt: skip


def searched(bench: Bench) -> list[Measure]:
    """The first page of searches for words that stand in few, many and most comments."""
    first = "SELECT rowid FROM comment_words WHERE comment_words MATCH ? LIMIT 200"
    every = "SELECT count(*) FROM comment_words WHERE comment_words MATCH ?"
    asked = (
        ("a rare word", RARE, RARE), ("a common word", "bridge", "bridge"),
        ("a word of most comments", "the", "the"), ("an author", "author:ana", "name : ana *"),
        ("a common word, pending", "bridge status:pending", "bridge"),
    )  # fmt: skip
    return [
        Measure(
            f"search: {name}", bench.page(text), "ms",
            bench.raw(first if name == "a rare word" else every, raw),
        )
        for name, text, raw in asked
    ]  # fmt: skip


def read(bench: Bench) -> list[Measure]:
    """The list of articles, a thread, a discussion, and the counts."""
    newsroom, one = bench.newsroom, int(bench.pending().ids[0])
    article = queue.comment(newsroom, one).article
    return [
        Measure("articles", usual(lambda: queue.articles(newsroom)), "ms"),
        Measure("thread", usual(lambda: queue.thread(newsroom, one)), "ms"),
        Measure("discussion of 500", usual(lambda: queue.discussion(newsroom, article)), "ms"),
        Measure("counts", usual(lambda: queue.tally(newsroom)), "ms"),
    ]


_UPDATE = "UPDATE comment SET status = ?, revision = revision + ? WHERE id IN"


def decided(bench: Bench) -> list[Measure]:
    """One durable decision and taking it back; thirty thousand, and taking those back."""
    newsroom, picked = bench.newsroom, bench.pending()
    singles = [Picked(picked.ids[at : at + 1], picked.revisions[at : at + 1]) for at in range(50)]
    one = median(
        1000 * seconds(partial(decisions.decide, newsroom, single, Verdict.SPAM))
        for single in singles
    )
    back = median(1000 * seconds(lambda: history.undo(newsroom)) for _turn in singles)
    raw = []
    for number in picked.ids[:50]:
        raw.append(bench.raw_write(f"{_UPDATE} (?)", "spam", 1, number))
        bench.raw_write(f"{_UPDATE} (?)", "pending", -1, number)
    limit = median(raw)
    return [
        Measure("one decision, durable", one, "ms", limit),
        Measure("undo of it", back, "ms", limit),
        *_in_bulk(bench, bench.bulk),
    ]


def _in_bulk(bench: Bench, count: int) -> list[Measure]:
    newsroom = bench.newsroom
    found = queue.find(newsroom, query("status:approved"))
    many = Picked(found.ids[:count], found.revisions[:count])
    told = json.dumps(list(many.ids))
    # The bare statement goes first and second: the pages are then as warm for it as for us.
    for _turn in range(2):
        limit = bench.raw_write(f"{_UPDATE} (SELECT value FROM json_each(?))", "spam", 1, told)
        bench.raw_write(f"{_UPDATE} (SELECT value FROM json_each(?))", "approved", -1, told)
    # What is made before a decision on so many is no part of it; a fresh one is not made again.
    backups.make(newsroom)
    bulk = 1000 * seconds(lambda: decisions.decide(newsroom, many, Verdict.SPAM))
    back = 1000 * seconds(lambda: history.undo(newsroom))
    return [
        Measure(f"{len(many):,} decisions", bulk, "ms", limit),
        Measure(f"undo of {len(many):,}", back, "ms", limit),
        Measure("memory of this process", resource.getrusage(
            resource.RUSAGE_SELF).ru_maxrss / 1024, "MB"),
    ]  # fmt: skip


# What one decision must write, whatever writes it: status and revision, and one journal row.
_JOURNAL = (
    "INSERT INTO operation (id, at, desk, role, verb, subject, reverses, count, detail,"
    " detail_salt, detail_hash, digest, previous_hash, hash) VALUES ((SELECT max(id) + 1 FROM"
    " operation), 0, 'bare', 'do', 'spam', 1, NULL, 1, '{}', '', '', '', '', 'x')"
)


def kept_safe(bench: Bench) -> list[Measure]:
    """What safety costs: a journalled decision against the bare write of it, and a check."""
    newsroom, picked = bench.newsroom, bench.pending()
    ours, bare = [], []
    # By tens in turn: whatever else the machine does hits both alike, and each writes several in a
    # row, as a desk does, for what another connection wrote is read anew from the drive.
    for ten in range(0, 120, 20):
        for at in range(ten, ten + 10):
            single = Picked(picked.ids[at : at + 1], picked.revisions[at : at + 1])
            ours.append(1000 * seconds(partial(decisions.decide, newsroom, single, Verdict.SPAM)))
        bare += [_bare_decision(bench, number) for number in picked.ids[ten + 10 : ten + 20]]
    bench.bare.execute("DELETE FROM operation WHERE desk = 'bare'")
    back = [1000 * seconds(lambda: history.undo(newsroom)) for _turn in range(60)]
    checked = 1000 * seconds(lambda: look_over(newsroom))
    raw = usual(lambda: bench.bare.execute("PRAGMA integrity_check").fetchall(), 1)
    return [
        Measure("one decision, durable, journalled", median(ours), "ms", median(bare)),
        Measure("undo of it, journalled", median(back), "ms", median(bare)),
        *_in_bulk(bench, 100_000),
        Measure("check", checked, "ms", raw),
    ]


def _bare_decision(bench: Bench, number: int) -> float:
    def write() -> None:
        bench.bare.execute("BEGIN IMMEDIATE")
        bench.bare.execute(f"{_UPDATE} (?)", ("spam", 1, number))
        bench.bare.execute(_JOURNAL)
        bench.bare.execute("COMMIT")

    taken = 1000 * seconds(write)
    bench.bare.execute(f"{_UPDATE} (?)", ("pending", -1, number))
    return taken


def shown(bench: Bench) -> list[Measure]:
    """The real window, offscreen, driven by keys: beside each figure what it is held to."""
    opening = _opening(bench)
    told = _window_process("drive", bench.path)
    decisions, typing, scrolling = told["decisions"], told["typing"], told["scrolling"]
    return [
        *opening,
        Measure("decision to next comment, median", _at(decisions["frames"], 0.5), "ms", 16),
        Measure("decision to next comment, p99", _at(decisions["frames"], 0.99), "ms", 16),
        Measure("decision and its article, median", _at(decisions["blocked"], 0.5), "ms", 16),
        Measure("decision and its article, p99", _at(decisions["blocked"], 0.99), "ms", 16),
        Measure("decision: the window's own work, p99", _at(decisions["worked"], 0.99), "ms", 16),
        Measure("typing: key to results, median", _at(typing["frames"], 0.5), "ms", 50),
        Measure("typing: key to results, p95", _at(typing["frames"], 0.95), "ms", 50),
        Measure("typing: key blocked, p95", _at(typing["blocked"], 0.95), "ms", 16),
        Measure("typing: the window's own work, p95", _at(typing["worked"], 0.95), "ms", 16),
        Measure("scrolling: frame, median", _at(scrolling["frames"], 0.5), "ms", 16),
        Measure("scrolling: frame, p99", _at(scrolling["frames"], 0.99), "ms", 16),
        Measure("scrolling: the window's own work, p99", _at(scrolling["worked"], 0.99), "ms", 16),
        Measure("Ctrl+A over all, median", _at(told["select_all"]["frames"], 0.5), "ms", 20),
        Measure("memory at the start", told["memory_begun"], "MB", 250),
        Measure("memory after all of it", told["memory_after_select_all"], "MB", 250),
    ]


def _opening(bench: Bench) -> list[Measure]:
    """The first row beside an empty window, by turns: whatever else goes on is beside both."""
    # The first time Python keeps the modules as it compiled them, as installing them does.
    _window_process("open", bench.path)
    turns = [(_window_process("open", bench.path), _window_process("bare", bench.path))
             for _turn in range(9)]  # fmt: skip

    def usual(of: str, which: int) -> float:
        return median(float(turn[which][of]) for turn in turns)

    return [
        Measure("first row painted", 1000 * usual("first_row", 0), "ms",
                1000 * usual("first_row", 1)),
        Measure("first row: the work for it", 1000 * usual("first_row_cpu", 0), "ms",
                1000 * usual("first_row_cpu", 1)),
        Measure("memory at the first row", usual("first_row_memory", 0), "MB",
                usual("first_row_memory", 1)),
    ]  # fmt: skip


def _at(seconds_taken: list[float], part: float) -> float:
    """The value in milliseconds that this part of all do not exceed."""
    taken = sorted(seconds_taken)
    return 1000 * taken[min(len(taken) - 1, int(len(taken) * part))]


def _usual_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _window_process(what: str, path: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.window", what, str(path), str(time.time())],
        env={**_usual_environment(), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def exported(bench: Bench) -> list[Measure]:
    """All approved as JSON through the guard, against reading the rows and dumping each."""
    statement = (
        "SELECT id, article_id, parent_id, kind, name, url, submitted_at, body, body_format"
        " FROM comment WHERE status = 'approved' ORDER BY article_id, submitted_at, id"
    )

    def bare() -> None:
        with closing(sqlite3.connect(bench.path)) as connection, tempfile.TemporaryFile("w") as out:
            connection.row_factory = sqlite3.Row
            for row in connection.execute(statement):
                out.write(json.dumps(dict(row), ensure_ascii=False))

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "comments.json")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        # Turn by turn, and the best of each: what else the machine does hits both alike.
        turns = [
            (_timed(lambda: export(bench.newsroom, target, "json")), _timed(bare))
            for _turn in range(3)
        ]
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    ours, raw = zip(*turns, strict=True)
    return [
        Measure("export all approved as JSON", min(ours)[0], "s", min(raw)[0]),
        Measure(
            "processor time of it", min(one[1] for one in ours), "s", min(one[1] for one in raw)
        ),
        Measure("memory that it took besides", grown / 1024, "MiB"),
    ]


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """How long that takes, and how much of it a processor works for it."""
    worked = time.process_time()
    taken = seconds(act)
    return taken, time.process_time() - worked


def beside_wordpress(bench: Bench) -> list[Measure]:
    """A connected site beside the site itself; skips where no WordPress is installed."""
    from tests.benchmarks.site import wordpress

    return wordpress(bench)


def beside_a_site(bench: Bench) -> list[Measure]:
    """Deciding in the window in step with a site; skips where no WordPress is installed."""
    from tests.benchmarks.in_step import in_step

    return in_step(bench)


def without_the_line(bench: Bench) -> list[Measure]:
    """5,000 decisions made while a site is away; skips where no WordPress is installed."""
    from tests.benchmarks.offline import offline

    return offline(bench)


# By the names that the command line knows.
GROUPS: dict[str, Callable[[Bench], list[Measure]]] = {
    "open": opened,
    "list": listed,
    "search": searched,
    "read": read,
    "window": shown,
    "decide": decided,
    "safety": kept_safe,
    "export": exported,
    "rules": ruled,
    "wordpress": beside_wordpress,
    "in-step": beside_a_site,
    "offline": without_the_line,
    "alike": alike_ones,
    "tend": tended,
}
