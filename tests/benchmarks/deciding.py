"""Deciding and taking back, one by one and in bulk, each beside the bare writes of the same."""

import json
import resource
from functools import partial
from statistics import median

from db.words import Verdict
from moderation import backups, decisions, history, queue
from moderation.queue import Picked
from moderation.soundness import look_over
from tests.benchmarks.bench import Bench, Measure, query, seconds, usual

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


def _bare_decision(bench: Bench, number: int) -> float:
    def write() -> None:
        bench.bare.execute("BEGIN IMMEDIATE")
        bench.bare.execute(f"{_UPDATE} (?)", ("spam", 1, number))
        bench.bare.execute(_JOURNAL)
        bench.bare.execute("COMMIT")

    taken = 1000 * seconds(write)
    bench.bare.execute(f"{_UPDATE} (?)", ("pending", -1, number))
    return taken
