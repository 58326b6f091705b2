"""What is looked at: opening, the queue, searches, a thread; beside the bare statements for it."""

import json
import sqlite3
from contextlib import closing

from moderation import queue
from moderation.newsroom import open_newsroom
from tests.benchmarks.bench import Bench, Measure, query, usual
from tests.benchmarks.library import RARE


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
