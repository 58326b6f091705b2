"""The window as somebody feels it, from processes of its own: beside each figure its promise."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.bench import Bench, Measure, at_most

# Name, what was driven, which times of it, the part of them that keeps to it, and milliseconds.
_PROMISED = (
    ("decision to next comment, median", "decisions", "frames", 0.5, 16),
    ("decision to next comment, p99", "decisions", "frames", 0.99, 16),
    ("decision and its article, median", "decisions", "blocked", 0.5, 16),
    ("decision and its article, p99", "decisions", "blocked", 0.99, 16),
    ("decision: the window's own work, p99", "decisions", "worked", 0.99, 16),
    ("typing: key to results, median", "typing", "frames", 0.5, 50),
    ("typing: key to results, p95", "typing", "frames", 0.95, 50),
    ("typing: key blocked, p95", "typing", "blocked", 0.95, 16),
    ("typing: the window's own work, p95", "typing", "worked", 0.95, 16),
    ("scrolling: frame, median", "scrolling", "frames", 0.5, 16),
    ("scrolling: frame, p99", "scrolling", "frames", 0.99, 16),
    ("scrolling: the window's own work, p99", "scrolling", "worked", 0.99, 16),
    ("Ctrl+A over all, median", "select_all", "frames", 0.5, 20),
)


def shown(bench: Bench) -> list[Measure]:
    """The real window, offscreen, driven by keys: beside each figure what it is held to."""
    opening = _opening(bench)
    told = _window_process("drive", bench.path)
    return [
        *opening,
        *(
            Measure(name, at_most(told[driven][times], part), "ms", limit)
            for name, driven, times, part, limit in _PROMISED
        ),
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
