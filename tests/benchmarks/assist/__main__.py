"""How well the assist does: `python -m tests.benchmarks.assist CORPORA [PART…] [--json]`.

CORPORA is the folder of labelled comments. Every split is by group (video, article) or by
near-copies, or forward in time; what is random is done with five seeds, and the spread is told.
Beside each figure stand those of doing without: the order of arrival, two links, naive Bayes on
words, and alt-profanity-check. That one brings scikit-learn, which the program does without: make
an environment for it (`pip install alt-profanity-check`, and what the program needs). With the
extra `semantic` installed each figure is told with the encoder as well. Nothing is learnt from what
is measured; a few settings were chosen with these collections in view (docs/assist.md says which).
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from moderation.assist import meaning
from tests.benchmarks.assist import abuse, explanations, likeness, persons, spam
from tests.benchmarks.assist.baselines import profanity
from tests.benchmarks.assist.corpus import Figure

PARTS: Mapping[str, Callable[[Path], Iterator[Figure]]] = {
    "youtube": spam.youtube, "in-time": spam.in_time, "telegram": spam.telegram, "sms": spam.sms,
    "spam-work": spam.spam_work, "germeval": abuse.germeval, "tweets": abuse.tweets,
    "talk": abuse.talk, "fox": abuse.fox, "alarms": abuse.alarms, "abuse-work": abuse.abuse_work,
    "explanations": explanations.explanations, "spins": likeness.spins,
    "purity": likeness.purity, "numbers": persons.personal_numbers,
    "languages": persons.languages,
}  # fmt: skip


def main() -> None:
    """Measure what is asked for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.assist", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of: {', '.join(PARTS)}")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if profanity(["try"]) is None:
        _say("alt-profanity-check is not installed, and left out.")
    if reason := meaning.trouble():
        _say(f"The extra `semantic` is {reason}, and left out.")
    told = []
    for name in asked.parts or PARTS:
        for one in PARTS[name](asked.corpora):
            told.append(one)
            spread = f" ± {one.spread:.3f}" if one.spread is not None else ""
            _say(f"{one.part:<40}{one.method:<24}{one.measure:<22}{one.value:.3f}{spread}")
    if asked.json:
        rows = [{name: getattr(one, name) for name in Figure.__slots__} for one in told]
        print(json.dumps({"figures": rows}, indent=1))  # noqa: T201


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
