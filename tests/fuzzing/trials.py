"""One broken file is imported: a report that adds up, or a sentence; nothing else, and soon."""

import faulthandler
import random
import resource
import shutil
import signal
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from types import FrameType

from moderation.errors import ImportRefused
from moderation.exchange.source import Wishes
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom, open_newsroom
from moderation.reports import ImportReport
from moderation.soundness import look_over
from tests.fuzzing.mutations import mutated
from tests.fuzzing.seeds import Seed

# Bounds for a laden machine: so long at once, and so much more a megabyte.
_SECONDS, _SECONDS_A_MEGABYTE = 15.0, 20.0
# What one file of at most two megabytes may add to all that was taken before, in KiB.
_MEMORY = 300 * 1024
# After so many imports the newsroom is looked at, and a new one begun.
_TURN = 150
_REAL = "real"
_OWN = ("", "-wal", "-shm", "-backups")


class TooSlow(BaseException):
    """It takes longer than is bearable; no `except Exception` may swallow this."""


@dataclass(slots=True)
class Tally:
    """What became of the files of one name."""

    cases: int = 0
    imported: int = 0
    refused: int = 0
    slowest: float = 0.0


@dataclass(slots=True)
class Trials:
    """Imports broken files into newsrooms in `folder`, which must be empty; `wrong` is what gave
    way, by the number of the case.
    """

    folder: Path
    seeds: list[Seed]
    seed: int
    tallies: dict[str, Tally] = field(default_factory=dict)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    _newsroom: Newsroom | None = None
    _imports: int = 0

    def make(self, case: int) -> tuple[Seed, bytes, Choices, bool]:
        """The file of that number: what it was, what it is, how to import it, and whether twice."""
        chance = random.Random(f"{self.seed}/{case}")
        names = sorted({one.name for one in self.seeds})
        # Real files are many, and each format is to have its turn.
        name = _REAL if _REAL in names and chance.random() < 0.4 else chance.choice(names)
        one = chance.choice([one for one in self.seeds if one.name == name])
        other = chance.choice(self.seeds)
        raw = mutated(chance, one.raw, other.raw)
        choices = Choices(
            dry_run=chance.random() < 0.6,
            accept_incomplete=chance.random() < 0.5,
            wishes=Wishes(zone=chance.choice((None, UTC))),
        )
        return one, raw, choices, chance.random() < 0.3

    def run(self, case: int) -> bytes:
        """Import the file of that number, and note what is wrong; the file is answered."""
        seed, raw, choices, twice = self.make(case)
        tally = self.tallies.setdefault(seed.name, Tally())
        tally.cases += 1
        file = self.folder / "input" / f"case-{case}"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(raw)
        before = _memory()
        began = time.monotonic()
        try:
            with _bounded(_SECONDS + _SECONDS_A_MEGABYTE * len(raw) / 2**20):
                self._import(file, choices, tally, twice=twice)
        except (Exception, TooSlow):  # noqa: BLE001  (whatever it is, it is what we look for)
            self.wrong.append((case, traceback.format_exc()))
        tally.slowest = max(tally.slowest, time.monotonic() - began)
        if _memory() - before > _MEMORY:
            self.wrong.append((case, f"{(_memory() - before) // 1024:,} MiB more memory"))
        file.unlink()
        self._look_for_leftovers(case)
        return raw

    def end(self, case: int) -> None:
        """Look at the newsroom in use, and let go of it."""
        if self._newsroom is None:
            return
        report = look_over(self._newsroom)
        if not report.is_sound:
            self.wrong.append((case, f"not sound by then: {report}"))
        path = self._newsroom.path
        self._newsroom.close()
        self._newsroom = None
        path.unlink()
        shutil.rmtree(path.with_name(f"{path.name}-backups"), ignore_errors=True)

    def _import(self, file: Path, choices: Choices, tally: Tally, *, twice: bool) -> None:
        newsroom = self._open()
        try:
            report = import_file(newsroom, file, choices)
        except ImportRefused as refused:
            tally.refused += 1
            if not refused.sentence.strip():
                raise AssertionError("refused without a sentence") from refused
            return
        tally.imported += 1
        _add_up(report)
        if choices.dry_run:
            return
        if twice:
            again = import_file(newsroom, file, choices)
            _add_up(again)
            assert (again.read, again.added) == (report.read, 0), (report, again)
        self._imports += 1
        if self._imports % _TURN == 0:
            self.end(-1)

    def _open(self) -> Newsroom:
        if self._newsroom is None:
            path = self.folder / "fuzzed.commentdesk"
            self._newsroom = open_newsroom(path, create=True, zone=UTC)
        return self._newsroom

    def _look_for_leftovers(self, case: int) -> None:
        own = {"input", "tmp", *(f"fuzzed.commentdesk{end}" for end in _OWN)}
        left = [one.name for one in self.folder.iterdir() if one.name not in own]
        left += [one.name for one in (self.folder / "tmp").iterdir()]
        left += [one.name for one in (self.folder / "input").iterdir()]
        if left:
            self.wrong.append((case, f"left behind: {', '.join(left)}"))


def _add_up(report: ImportReport) -> None:
    told = report.as_json()
    parts = [told[name] for name in ("added", "unchanged", "updated", "refused")]
    assert told["read"] == sum(part for part in parts if isinstance(part, int)), told
    assert report.problem_count >= report.refused, told


def _memory() -> int:
    """The most memory that this process has taken so far, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@contextmanager
def _bounded(seconds: float) -> Iterator[None]:
    """Raise `TooSlow` after so long; where not even that helps, say where it hangs, and die."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"{seconds:.0f} seconds are over")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    faulthandler.dump_traceback_later(seconds * 3, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder to try in; temporary files of the program go into its `tmp`."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="commentdesk-fuzzing-") as name:
        folder = Path(name)
        (folder / "tmp").mkdir()
        tempfile.tempdir = str(folder / "tmp")
        try:
            yield folder
        finally:
            tempfile.tempdir = before
