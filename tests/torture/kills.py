"""Kill a process at a random moment of its work, and see what is left.

What it had reported done must be there, what it had not must be wholly there or wholly absent; the
library opens and is sound; an export or a backup is whole or absent.
"""

import csv
import io
import json
import os
import random
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moderation import backups, history, queue
from moderation.newsroom import open_newsroom
from moderation.restoring import restore
from moderation.soundness import look_over
from tests.torture.worker import ACTS, AS_IT_SHOULD

ALL_ACTS = (*ACTS, "window")
# A worker that has said nothing for so long is no worker.
_PATIENCE = 60.0
_WITHOUT_SCREEN = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
# The window writes in a lane of its own: so many operations may wait to be shown.
_AHEAD = 5


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
    command = [sys.executable, "-m", "tests.torture.worker", str(path), act, str(seed)]
    dice = random.Random(seed)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_WITHOUT_SCREEN
    ) as worker:
        assert worker.stdout is not None
        assert worker.stderr is not None
        began = select.select([worker.stdout], [], [], _PATIENCE)[0]
        first = worker.stdout.readline() if began else ""
        if json.loads(first or "{}") != {"ready": True}:
            worker.kill()
            raise RuntimeError(f"{act} did not begin: {worker.stderr.read()[-2000:]}")
        # Most of what can go wrong goes wrong in the first moments of a write.
        time.sleep(dice.random() ** 2 * 0.6)
        died = worker.poll() is not None
        worker.kill()
        rest, trouble = worker.communicate()
    # The last line may be cut: it was then not reported.
    whole = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return [json.loads(line) for line in whole], trouble[-2000:] if died else ""


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


def _json_count(path: Path) -> int:
    return len(json.loads(path.read_text(encoding="utf-8"))["comments"])


def _csv_count(path: Path) -> int:
    text = path.read_bytes().decode("utf-8-sig")
    return sum(1 for _row in csv.reader(io.StringIO(text, newline=""))) - 1


def _html_count(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    return text.count('id="c') if text.rstrip().endswith("</html>") else -1


def run(path: Path, times: int, seed: int) -> tuple[Counter[str], list[Killed]]:
    """So many kills, the acts one after the other: how many of each, and those that did harm."""
    counted: Counter[str] = Counter()
    harmful = []
    for turn in range(times):
        act = ALL_ACTS[turn % len(ALL_ACTS)]
        killed = kill(path, act, seed * 1_000_003 + turn)
        counted[act] += 1
        if killed.wrong:
            harmful.append(killed)
    return counted, harmful
