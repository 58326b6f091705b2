"""Several processes work on one library at once, each at random; nothing may be lost."""

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from moderation import history
from moderation.newsroom import open_newsroom
from moderation.soundness import look_over
from tests.encrypted import PASSPHRASE
from tests.torture.worker import AS_IT_SHOULD

_NAMES_SOMEBODY = re.compile(r"desk-\d+ (?:changed|took)")


def run(path: Path, desks: int, seconds: float, seed: int) -> tuple[Counter[str], list[str]]:
    """So many desks for so long: what they did, and what was found wrong, a sentence each."""
    with open_newsroom(path) as newsroom:
        before = newsroom.revision()
    ends = time.monotonic() + seconds
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.torture.worker", str(path), "any", str(seed + number)],
            env={**os.environ, "COMMENTDESK_PASSPHRASE": PASSPHRASE},
            stdout=(path.parent / f"desk-{number}.jsonl").open("w"),
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(desks)
    ]
    while time.monotonic() < ends and all(worker.poll() is None for worker in workers):
        time.sleep(0.2)
    wrong = []
    for worker in workers:
        died = worker.poll() is not None
        worker.kill()
        _out, trouble = worker.communicate()
        if died:
            wrong.append(f"a desk died: {trouble[-2000:]}")
    counted, reported, refusals = _reported(path.parent, desks)
    # A decision on what another desk decided since is refused, and says who; nothing else is.
    wrong += [told for told in refusals if not _NAMES_SOMEBODY.match(told)]
    with open_newsroom(path) as newsroom:
        wrong += [finding.sentence for finding in look_over(newsroom).findings]
        last = newsroom.revision()
        kept = {one.id for one in history.operations(newsroom, limit=last - before + 1)}
        if lost := sorted(reported - kept):
            wrong.append(f"reported done and not there: {lost}")
        # Each desk may have been killed between doing and reporting, once.
        if last - before > len(reported) + desks:
            wrong.append(f"{last - before} operations, {len(reported)} reported")
    return counted, wrong


def _reported(folder: Path, desks: int) -> tuple[Counter[str], set[int], list[str]]:
    counted: Counter[str] = Counter()
    reported: set[int] = set()
    refusals: list[str] = []
    for number in range(desks):
        for line in (folder / f"desk-{number}.jsonl").read_text().splitlines(keepends=True):
            if not line.endswith("\n"):
                continue
            told = json.loads(line)
            counted[told.get("refused", next(iter(told)))] += 1
            if told.get("refused", "NothingToUndo") not in AS_IT_SHOULD:
                refusals.append(told["sentence"])
            if told.get("done") is not None:
                reported.add(told["done"])
    return counted, reported, refusals
