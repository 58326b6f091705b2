"""An export through the guard, beside reading the same rows and dumping each."""

import json
import resource
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from moderation.exporting import export
from tests.benchmarks.bench import Bench, Measure, seconds


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
