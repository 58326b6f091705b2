"""How fast rules are: each comment against ten words and five thousand, and a whole replay."""

from collections.abc import Sequence
from functools import partial

from db import replaying as stored
from db.rows import Rule
from db.words import RuleAction, RuleKind
from moderation import replaying
from moderation.rules.judging import Arrival, NoPast, RuleBook
from tests.benchmarks.bench import Bench, Measure, seconds, usual

_TEXTS = 2_000
_KINDS = (
    Rule(RuleKind.LINKS, RuleAction.HOLD, number=3),
    Rule(RuleKind.EMAIL, RuleAction.HOLD, "@example.net"),
    Rule(RuleKind.NEWCOMER, RuleAction.HOLD, number=1),
    Rule(RuleKind.REPEAT, RuleAction.HOLD, number=1, span=30),
)


def ruled(bench: Bench) -> list[Measure]:
    """A comment against rules, beside a plain search in its text; replays, beside a bare read."""
    with bench.newsroom.read() as reading:
        texts = [str(row[0]) for row in reading.quick(f"SELECT text FROM comment LIMIT {_TEXTS}")]
    least = 1000 * usual(lambda: [text.lower().find("casino") for text in texts]) / len(texts)
    measures = []
    for count in (10, 5_000):
        book = RuleBook([Rule(RuleKind.WORD, RuleAction.HOLD, f"word{n}x*") for n in range(count)])
        book.judge(Arrival("once"), NoPast())
        taken = 1000 * usual(partial(_judge, book, texts)) / len(texts)
        measures.append(Measure(f"a comment, {count:,} words", taken, "µs", least))
    bare = seconds(lambda: _read(bench))
    for rule in (Rule(RuleKind.WORD, RuleAction.HOLD, "casino*"), *_KINDS):
        took = seconds(partial(replaying.replay, bench.newsroom, [rule]))
        measures.append(Measure(f"replay of {rule.kind}", took, "s", bare))
    return measures


def _judge(book: RuleBook, texts: Sequence[str]) -> None:
    for text in texts:
        book.judge(Arrival(text), NoPast())


def _read(bench: Bench) -> int:
    with bench.newsroom.read() as reading:
        return sum(map(len, stored.rows(reading, stored.Wanted())))
