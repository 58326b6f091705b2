"""What the assist does behind the window: a library compared and learnt from, and what is alike."""

import random
import resource
import subprocess
import sys
import time

from moderation import alike, commenters, likenesses
from tests.benchmarks.bench import Bench, Measure, at_most

# What was promised for a million comments: six minutes and 1.5 GB.
_SECONDS, _MEGABYTES = 360.0, 1_500.0
_LOOKED_AT = 300


def tended(bench: Bench) -> list[Measure]:
    """Compare what was not compared yet, learn and score, as the window has it done: once."""
    waiting = likenesses.left(bench.newsroom)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "moderation.cli", "assist", "tend", "--json",
         "--newsroom", str(bench.path)],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    share = max(waiting, 1) / 1_000_000
    return [
        Measure("comments that waited", waiting, ""),
        Measure("tending, work of the processor", worked, "s", _SECONDS * share),
        Measure("tending, by the clock", wall, "s", _SECONDS * share),
        Measure("tending, memory at most", after.ru_maxrss / 1024, "MB", _MEGABYTES),
    ]


def alike_ones(bench: Bench) -> list[Measure]:
    """What was decided of comments like one, for comments from anywhere; a commenter's record."""
    ids = list(bench.pending().ids)
    sample = random.Random(1).sample(ids, min(_LOOKED_AT, len(ids)))
    taken, worked = [], []
    for one in sample:
        began, at_work = time.perf_counter(), time.process_time()
        alike.most_alike(bench.newsroom, one)
        taken.append(time.perf_counter() - began)
        worked.append(time.process_time() - at_work)
    records = []
    for one in sample:
        began = time.perf_counter()
        commenters.about(bench.newsroom, one)
        records.append(time.perf_counter() - began)
    return [
        Measure("the most alike, p95", at_most(taken, 0.95), "ms", 50),
        Measure("the most alike, work, p95", at_most(worked, 0.95), "ms", 50),
        Measure("a commenter's record, p95", at_most(records, 0.95), "ms", 50),
    ]
