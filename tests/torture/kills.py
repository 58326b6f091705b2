"""Kill a process at a random moment of its work, and see what is left.

What it had reported done must be there, what it had not must be wholly there or wholly absent; the
library opens and is sound; an export or a backup is whole or absent.
"""

import csv
import io
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import migrations
from db.connecting import connect
from moderation import backups, history, queue
from moderation.newsroom import open_newsroom
from moderation.restoring import restore
from moderation.soundness import look_over
from tests.benchmarks.library import make
from tests.encrypted import PASSPHRASE
from tests.torture.processes import begun
from tests.torture.worker import ACTS, AS_IT_SHOULD, comments_in, version_of

ALL_ACTS = (*ACTS, "window")
# The window writes in a lane of its own: so many operations may wait to be shown.
_AHEAD = 5
# A deed is to be over by the last moment at which it may be killed: these take longer.
_SECONDS, _LONGER = 0.6, {"export": 2.5, "dump": 2.5, "import": 1.5, "window": 1.5}
# After so many kills there is a new library: each import made the last one larger.
_TURN = 45
_COMMENTS = 3_000


@dataclass(frozen=True, slots=True)
class Killed:
    """One kill: during which act, after how much was reported, and what was found wrong."""

    act: str
    seed: int
    reported: int
    wrong: tuple[str, ...]


def kill(path: Path, act: str, seed: int) -> Killed:
    """Let a worker begin, kill it at a random moment, and look at what it leaves."""
    with open_newsroom(path) as newsroom:
        before = newsroom.revision()
    told, trouble = _told_until_killed(path, act, seed)
    wrong = [f"it died by itself: {trouble}"] if trouble else []
    wrong += _wrong(path, before, told, _AHEAD if act == "window" else 1)
    return Killed(act, seed, len(told), tuple(wrong))


def _told_until_killed(path: Path, act: str, seed: int) -> tuple[list[dict[str, Any]], str]:
    """What it reported; and what it said of its end, if it was not we who ended it."""
    dice = random.Random(seed)
    with begun(path, act, seed) as worker:
        # Most of what can go wrong goes wrong in the first moments of a write.
        time.sleep(dice.random() ** 2 * _LONGER.get(act, _SECONDS))
        died = worker.kill()
        # The last line may be cut: it was then not reported.
        whole = [line for line in worker.rest().splitlines(True) if line.endswith("\n")]
        return [json.loads(line) for line in whole], worker.last_words() if died else ""


def _wrong(path: Path, before: int, told: Sequence[dict[str, Any]], ahead: int) -> Iterator[str]:
    """What is not as it was promised, a sentence each."""
    done = [one["done"] for one in told if one.get("done") is not None]
    with open_newsroom(path) as newsroom:
        found = look_over(newsroom)
        yield from (finding.sentence for finding in found.findings)
        last = newsroom.revision()
        if last > max(done, default=before) + ahead:
            yield f"{last - max(done, default=before)} operations were never reported"
        kept = {one.id for one in history.operations(newsroom, limit=last - before + 1)}
        if lost := sorted(set(done) - kept):
            yield f"reported done and not there: {lost}"
        public = queue.tally(newsroom).approved
    for one in told:
        if one.get("refused", "NothingToUndo") not in AS_IT_SHOULD:
            yield f"refused: {one['sentence']}"
    yield from _broken_files(path.parent, public, told)
    yield from _broken_backups(path, told)
    yield from _broken_upgrades(path.parent, told)


def _broken_files(folder: Path, public: int, told: Sequence[dict[str, Any]]) -> Iterator[str]:
    for one in told:
        if "copy" in one and not Path(one["copy"]).exists():
            yield f"a backup was reported and is not there: {one['copy']}"
    for form, count in (("json", _json_count), ("csv", _csv_count), ("html", _html_count)):
        target = folder / f"out.{form}"
        if target.exists() and count(target) != public:
            yield f"{target.name} has {count(target)} comments of {public}"
        target.unlink(missing_ok=True)
    for packed in folder.glob("copy-*.jsonl.gz"):
        restore(packed.with_name(f"{packed.name}.commentdesk"), packed)
        packed.unlink()
    for copy in folder.glob("copy-*.commentdesk"):
        with open_newsroom(copy) as newsroom:
            yield from (f"copy: {one.sentence}" for one in look_over(newsroom).findings)
        copy.unlink()


def _broken_backups(path: Path, told: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Every backup beside the newsroom is whole, and the last that was reported is there."""
    found = backups.listed(path)
    yield from (f"a backup is not whole: {one.backup.path.name}" for one in found if not one.good)
    reported = [one["kept"] for one in told if "kept" in one]
    if reported and Path(reported[-1]) not in [one.backup.path for one in found]:
        yield f"a backup was reported and is not there: {reported[-1]}"
    for one in found:
        one.backup.path.unlink()


def _broken_upgrades(folder: Path, told: Sequence[dict[str, Any]]) -> Iterator[str]:
    """An older newsroom is as it was or upgraded, with all that was in it; so are its backups."""
    done = [one["upgraded"] for one in told if "upgraded" in one]
    if done and not Path(done[-1]).exists():
        yield f"an upgrade was reported and is not there: {done[-1]}"
    for old in sorted(folder.glob("old-*.commentdesk")):
        with closing(connect(old)) as raw:
            version = raw.execute("PRAGMA user_version").fetchone()[0]
        if version not in range(version_of(old), migrations.latest() + 1):
            yield f"{old.name} is of version {version}"
        if str(old) in done and version != migrations.latest():
            yield f"{old.name} was reported upgraded, and is of version {version}"
        with open_newsroom(old) as newsroom:
            yield from (f"{old.name}: {one.sentence}" for one in look_over(newsroom).findings)
            if (count := queue.tally(newsroom).total) != comments_in(version_of(old)):
                yield f"{old.name} has {count} comments"
        yield from _broken_backups(old, [])
        for one in (old, *folder.glob(f"{old.name}-[ws]*")):
            one.unlink()


def _json_count(path: Path) -> int:
    return len(json.loads(path.read_text(encoding="utf-8"))["comments"])


def _csv_count(path: Path) -> int:
    text = path.read_bytes().decode("utf-8-sig")
    return sum(1 for _row in csv.reader(io.StringIO(text, newline=""))) - 1


def _html_count(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    return text.count('id="c') if text.rstrip().endswith("</html>") else -1


def make_library(path: Path, count: int, *, encrypted: bool) -> None:
    """A library of so many comments to be tortured; its key, if it has one, is known here."""
    if encrypted:
        open_newsroom(path, create=True, passphrase=PASSPHRASE).close()
    make(path, count)


def run(
    times: int, seed: int, first: int = 0, *, encrypted: bool = False
) -> tuple[Counter[str], Counter[str], list[Killed]]:
    """So many kills from that turn on, one act after the other.

    Answers how many there were of each act, how many deeds each had reported by then, and those
    that did harm.

    What is done in a turn hangs on its number and the seed; so a long run can be made in parts.
    """
    counted: Counter[str] = Counter()
    reported: Counter[str] = Counter()
    harmful = []
    for begin in range(first, first + times, _TURN):
        with tempfile.TemporaryDirectory(prefix="commentdesk-torture-") as folder:
            path = Path(folder, "tortured.commentdesk")
            make_library(path, _COMMENTS, encrypted=encrypted)
            for turn in range(begin, min(begin + _TURN, first + times)):
                act = ALL_ACTS[turn % len(ALL_ACTS)]
                killed = kill(path, act, seed * 1_000_003 + turn)
                counted[act] += 1
                reported[act] += killed.reported
                if killed.wrong:
                    harmful.append(killed)
    return counted, reported, harmful
