"""Break files, and import them: `python -m tests.fuzzing [--seconds S | --count N] [--seed N]`.

Any file must give a report that adds up, or be refused in a sentence, within bounds of time and
memory, with nothing left behind. The same seed gives the same files in the same order; `--case N`
tries one of them again, and `--from N` goes on where an earlier run of that seed ended. Where
something gives way the files are kept, and the exit status is 1.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzzing.seeds import seeds
from tests.fuzzing.trials import Trials, scratch

_HERE = Path(tempfile.gettempdir())


def main() -> int:
    """Break files until the time is over; 0 if nothing gave way."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, metavar="S", help="try so long")
    parser.add_argument("--count", type=int, metavar="N", help="try so many, however long it takes")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--case", type=int, metavar="N", help="try this one alone")
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="N",
                        help="the number of the first")  # fmt: skip
    parser.add_argument("--only", metavar="NAME", help="begin from files of this name")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where files that do harm go")
    asked = parser.parse_args()
    known = [one for one in seeds() if asked.only in (None, one.name)]
    if not known:
        parser.error(f"no file is called {asked.only}")
    with scratch() as folder:
        trials = Trials(folder, known, asked.seed)
        case = -1
        for case in _cases(asked):
            harmful = len(trials.wrong)
            raw = trials.run(case)
            if len(trials.wrong) > harmful:
                _keep(asked.keep, case, raw)
        trials.end(case)
    _tell(trials, asked.first if asked.case is None else asked.case, case)
    return 1 if trials.wrong else 0


def _cases(asked: argparse.Namespace) -> "range | _Endless":
    if asked.case is not None:
        return range(asked.case, asked.case + 1)
    if asked.count:
        return range(asked.first, asked.first + asked.count)
    return _Endless(asked.seconds, asked.first)


class _Endless:
    """Numbers from the first until so many seconds are over."""

    def __init__(self, seconds: float, first: int) -> None:
        self._end = time.monotonic() + seconds
        self._next = first - 1

    def __iter__(self) -> "_Endless":
        return self

    def __next__(self) -> int:
        if time.monotonic() >= self._end:
            raise StopIteration
        self._next += 1
        return self._next


def _keep(folder: Path | None, case: int, raw: bytes) -> None:
    # The temporary folder of the moment is the one to be thrown away.
    where = folder or _HERE
    where.mkdir(parents=True, exist_ok=True)
    (where / f"commentdesk-case-{case}").write_bytes(raw)


def _tell(trials: Trials, first: int, last: int) -> None:
    tell = print
    tell(f"{'begun from':<22}{'files':>8}{'imported':>10}{'refused':>9}{'slowest':>10}")
    for name, one in sorted(trials.tallies.items()):
        tell(f"{name:<22}{one.cases:>8}{one.imported:>10}{one.refused:>9}{one.slowest:>8.2f} s")
    total = sum(one.cases for one in trials.tallies.values())
    of = f"of seed {trials.seed}, {first} to {last}"
    tell(f"{total} broken files {of}; {len(trials.wrong)} did harm.", flush=True)
    for case, told in trials.wrong[:20]:
        tell(f"\n--case {case} --seed {trials.seed}\n{told}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
