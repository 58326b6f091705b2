"""`python -m tests.monkey [--seed N] [--actions N] [--runs N]`: random keys and clicks.

On the window of a sample newsroom, in a throw-away home: no error, no event that holds the window
up for a tenth of a second, and a library that the check finds sound. The seed tells every deed.
"""

import argparse
import faulthandler
import os
import sys
import tempfile
from pathlib import Path

_HOME = tempfile.TemporaryDirectory(prefix="commentdesk-monkey-home-")
os.environ["HOME"] = os.environ["USERPROFILE"] = _HOME.name
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(Path(_HOME.name) / _name.lower())
os.environ["QT_QPA_PLATFORM"] = "offscreen"


def main() -> int:
    """Let the monkey loose; the exit status is 1 if anything went wrong."""
    from PySide6.QtWidgets import QApplication

    from tests.monkey.run import Outcome, run

    parser = argparse.ArgumentParser(prog="python -m tests.monkey", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=10_000)
    parser.add_argument("--watchdog", type=float, default=0.0, help="tell where it hangs, in s")
    parser.add_argument("--runs", type=int, default=1, help="one after the other, from this seed")
    asked = parser.parse_args()
    if asked.watchdog:
        faulthandler.dump_traceback_later(asked.watchdog, repeat=True)
    application = QApplication([])
    outcomes: list[Outcome] = []
    for seed in range(asked.seed, asked.seed + asked.runs):
        outcomes.append(run(application, seed, asked.actions))
        _tell(outcomes[-1])
    return 0 if all(one.is_good for one in outcomes) else 1


def _tell(outcome: "Outcome") -> None:  # type: ignore[name-defined]  # noqa: F821
    slowest = outcome.slowest
    print(  # noqa: T201
        f"seed {outcome.seed}: {outcome.deeds:,} deeds, {outcome.events:,} events;"
        f" the slowest {slowest.work * 1000:.0f} ms of work ({slowest.wall * 1000:.0f} ms)"
        f" at {slowest.what}"
    )
    for took in outcome.stalls:
        print(f"  STALL {took.work * 1000:.0f} ms ({took.wall * 1000:.0f}): {took.what}")  # noqa: T201
    for finding in outcome.findings:
        print(f"  FINDING {finding}")  # noqa: T201
    for error in outcome.errors:
        print("  ERROR", error)  # noqa: T201
    if outcome.errors:
        print("  after", *outcome.trail, sep="\n    ")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
