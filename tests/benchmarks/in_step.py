"""Deciding while the window keeps in step with a real site, and the same without one, in one run.

The site is worked with all the time: its first fetch is under way, and what is decided is sent.
Its server works on this machine as well; so it is asked for pages just as much by somebody else
while the window is alone, or the server would be measured and not the window.
`python -m tests.benchmarks.in_step FILE` drives the window in a process of its own.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import median
from threading import Event
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from moderation.newsroom import Newsroom, open_newsroom
from moderation.wordpress import connecting, passwords, syncing
from moderation.wordpress.wire import Login
from tests.benchmarks.bench import Bench, Measure, at_most
from tests.benchmarks.driver import Driver
from tests.benchmarks.window import drive
from tests.peers.real_site import RealSite, real_site

if TYPE_CHECKING:
    from desktop.main_window import MainWindow

# A quarter of them wait; the others come while somebody decides.
_COMMENTS, _MORE = 2_400, 6_000
_TURNS = 2
# As many pages at once as a fetch asks for.
_LINES = 3


def in_step(_bench: Bench) -> list[Measure]:
    """The measures of deciding beside a site."""
    try:
        with real_site() as site, tempfile.TemporaryDirectory() as folder:
            return list(_compared(site, Path(folder)))
    except pytest.skip.Exception as why:
        print(why.msg, file=sys.stderr)  # noqa: T201
        return []


def _compared(site: RealSite, folder: Path) -> Iterator[Measure]:
    site.add(_COMMENTS)
    path = folder / "begun.commentdesk"
    with open_newsroom(path, create=True, desk="benchmark") as newsroom:
        tested = connecting.test(site.url, "ana", site.password())
        joined, _kept = connecting.connect(newsroom, tested, site.password())
        syncing.round_with(newsroom, joined, Login("ana", site.password()))
    site.add(_MORE)
    begun = {number: str(one["status"]) for number, one in site.comments().items()}
    told: dict[str, list[dict[str, Any]]] = {"alone": [], "in-step": []}
    # Turn by turn: what else the machine does hits both alike.
    for turn in range(_TURNS):
        for how, runs in told.items():
            copy = folder / f"{how}-{turn}.commentdesk"
            shutil.copy(path, copy)
            with open_newsroom(copy, desk="benchmark") as newsroom:
                _prepare(newsroom, how)
            with _asked_by_others(site) if how == "alone" else nullcontext():
                runs.append(_drive_process(copy, site.password()))
            copy.unlink()
            _put_back(site, begun)
    came = median(one["came"] for one in told["in-step"])
    yield Measure("comments that came meanwhile", came, "")
    yield Measure("entries sent meanwhile", median(one["sent"] for one in told["in-step"]), "")
    for name, kind, part in (
        ("to the next comment, median", "frames", 0.5),
        ("to the next comment, p99", "frames", 0.99),
        ("blocked, p99", "blocked", 0.99),
        ("the window's own work, p99", "worked", 0.99),
    ):
        ours, alone = (
            median(at_most(one[kind], part) for one in told[how]) for how in ("in-step", "alone")
        )
        yield Measure(f"deciding, {name}", ours, "ms", alone)


@contextmanager
def _asked_by_others(site: RealSite) -> Iterator[None]:
    """Somebody else reads the site's comments, three pages at once, until the block ends."""
    over = Event()

    def read(line: int) -> None:
        with httpx.Client(auth=("ana", site.password()), timeout=60) as bare:
            while not over.is_set():
                bare.get(
                    f"{site.url}/wp-json/wp/v2/comments",
                    params={"context": "edit", "status": "any", "type": "all", "orderby": "id",
                            "per_page": 100, "offset": 100 * line},
                )  # fmt: skip

    with ThreadPoolExecutor(_LINES) as pool:
        asked = [pool.submit(read, line) for line in range(_LINES)]
        try:
            yield
        finally:
            over.set()
            for one in asked:
                one.result()


def _put_back(site: RealSite, begun: Mapping[int, str]) -> None:
    """What was decided in one turn is open again in the next, on the site as well."""
    moved = {
        number: begun[number]
        for number, one in site.comments().items()
        if one["status"] != begun[number]
    }

    def put(number: int) -> None:
        site.ask("POST", f"comments/{number}", json={"status": moved[number]})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put, moved))


def _prepare(newsroom: Newsroom, how: str) -> None:
    """Alone: no site is connected. In step: its first fetch is to begin again."""
    joined = connecting.all_of(newsroom)[0]
    if how == "alone":
        connecting.disconnect(newsroom, joined)
        return
    with newsroom.write() as writing:
        writing.run("UPDATE connection SET top = 0, bottom = NULL")


def _drive_process(path: Path, password: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.in_step", str(path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", passwords.VARIABLE: password},
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _drive(path: Path) -> dict[str, Any]:
    from PySide6.QtCore import QTimer

    told: dict[str, Any] = {}

    def work(driver: Driver) -> None:
        window = driver.window
        # Round after round, without a pause in between.
        again = QTimer(window)
        again.timeout.connect(lambda: _keep_busy(window))
        again.start(50)
        before = _counted(window)
        told.update(driver.decisions())
        told.update({name: now - before[name] for name, now in _counted(window).items()})

    drive(path, work)
    return told


def _keep_busy(window: "MainWindow") -> None:
    syncing = window.syncing
    if syncing is not None and not syncing.is_busy:
        syncing.sync()


def _counted(window: "MainWindow") -> dict[str, int]:
    from db.site_rows import State
    from moderation import queue
    from moderation.wordpress import outgoing

    assert window.newsroom is not None
    sent = outgoing.counts(window.newsroom).get(State.SENT, 0)
    return {"came": queue.tally(window.newsroom).total, "sent": sent}


if __name__ == "__main__":
    print(json.dumps(_drive(Path(sys.argv[1]))))  # noqa: T201
