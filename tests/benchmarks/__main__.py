"""`python -m tests.benchmarks [NAME…] [--comments N] [--library FILE] [--json]`: how fast it is.

Each measure is printed with its value, unit, the raw limit measured in the same run, and the ratio.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.bench import Bench, Measure
from tests.benchmarks.library import make
from tests.benchmarks.measures import GROUPS


def main() -> None:
    """Measure what the command line asks for, on a library made for it or on the one given."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(GROUPS)}")
    parser.add_argument("--comments", type=int, default=100_000, metavar="N")
    parser.add_argument("--library", type=Path, help="one made by tests.benchmarks.library")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    asked = parser.parse_args()
    if unknown := set(asked.names) - GROUPS.keys():
        parser.error(f"no such measure: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="commentdesk-benchmarks-") as folder:
        path = asked.library or Path(folder, "benchmark.commentdesk")
        if not path.exists():
            print(f"making {asked.comments:,} comments …", file=sys.stderr)  # noqa: T201
            make(path, asked.comments)
        measures = _measured(path, asked.names or list(GROUPS))
    if asked.json:
        told = [
            {
                "name": one.name,
                "value": one.value,
                "unit": one.unit,
                "limit": one.limit,
                "ratio": one.ratio,
            }
            for one in measures
        ]
        print(json.dumps({"measures": told}, indent=1))  # noqa: T201


def _measured(path: Path, names: list[str]) -> list[Measure]:
    bench = Bench(path)
    measures = []
    print(f"{'measure':<34}{'value':>10}      {'limit':>9}  {'ratio':>6}", file=sys.stderr)  # noqa: T201
    try:
        for name in names:
            for one in GROUPS[name](bench):
                print(_line(one), file=sys.stderr, flush=True)  # noqa: T201
                measures.append(one)
    finally:
        bench.close()
    return measures


def _line(one: Measure) -> str:
    told = f"{one.name:<34}{one.value:>10,.1f} {one.unit:<4}"
    return told if one.ratio is None else f"{told} {one.limit:>9,.2f}  {one.ratio:>5,.1f}×"


if __name__ == "__main__":
    main()
