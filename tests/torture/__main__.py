"""Try to lose something: `python -m tests.torture [kills|desks] [--times N] [--seconds S]`.

Prints what was done, and what was found wrong; exit status 1 if anything was. A long run can be
made in parts: `--from N` goes on where another part of the same seed ended, and the counts of all
parts add up.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.torture import desks, kills

_COMMENTS = 3_000


def main() -> int:
    """Torture a library made for it; 0 if nothing was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("what", nargs="*", choices=["kills", "desks", []], metavar="WHAT")
    parser.add_argument("--times", type=int, default=25, metavar="N", help="so many kills")
    parser.add_argument("--seconds", type=float, default=10.0, metavar="S", help="of four desks")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="N",
                        help="the number of the first kill")  # fmt: skip
    parser.add_argument("--encrypted", action="store_true", help="of an encrypted library")
    asked = parser.parse_args()
    wrong: list[str] = []
    if not asked.what or "kills" in asked.what:
        counted, reported, harmful = kills.run(
            asked.times, asked.seed, asked.first, encrypted=asked.encrypted
        )
        of = f"seed {asked.seed}, {asked.first} to {asked.first + asked.times - 1}"
        how = "an encrypted library, " if asked.encrypted else ""
        tell(f"killed {counted.total()} times ({how}{of})", counted)
        tell(f"{reported.total()} deeds were reported before", reported)
        wrong += [f"{one.act}, seed {one.seed}: {told}" for one in harmful for told in one.wrong]
    if not asked.what or "desks" in asked.what:
        with tempfile.TemporaryDirectory(prefix="commentdesk-torture-") as folder:
            path = Path(folder, "tortured.commentdesk")
            kills.make_library(path, _COMMENTS, encrypted=asked.encrypted)
            counted, found = desks.run(path, 4, asked.seconds, asked.seed)
        tell(f"four desks, {asked.seconds:g} s", counted)
        wrong += found
    tell("wrong", dict.fromkeys(wrong, 1))
    return 1 if wrong else 0


def tell(what: str, counted: dict[str, int]) -> None:
    """Print the counts of one thing."""
    told = ", ".join(f"{name} {count}" for name, count in sorted(counted.items())) or "nothing"
    print(f"{what}: {told}", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
