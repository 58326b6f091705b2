"""A rule replayed on the whole history before it is kept: what it would have held, rightly or not.

Nothing is written. Words are looked for in some hundred comments at once; what needs the time
before a comment is gone through oldest first.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from db import replaying
from db import rules as kept
from db.library import Reading
from db.replaying import Row, Wanted
from db.rows import Rule
from db.words import BodyFormat, RuleAction, RuleKind, Status
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled
from moderation.newsroom import Newsroom
from moderation.rule_terms import checked
from moderation.rules.judging import OF_THE_COMMENT, Arrival, NoPast, RuleBook
from moderation.rules.remembering import Remembered
from moderation.rules.sieve import Sieve
from resources.translation import _, ngettext

_NO_PAST = NoPast()
_OF_THE_ADDRESS = frozenset({RuleKind.EMAIL, RuleKind.DISPOSABLE, RuleKind.IP})
_FORMATS = {each.value: each for each in BodyFormat}
_TEXTS = frozenset({RuleKind.WORD, RuleKind.DOMAIN, RuleKind.REPEAT})


@dataclass(frozen=True, slots=True)
class Replayed:
    """What rules would have done to the comments that were ever here.

    `comments` are those that they would have held or rejected, newest first; `by_status` says how
    these stand today.
    """

    looked_at: int
    held: int
    rejected: int
    by_status: Mapping[Status, int]
    comments: "array[int]" = field(default_factory=lambda: array("q"))

    @property
    def sentence(self) -> str:
        """“312 of 10,400 comments would have been held. You approved 4 of them.”."""
        found = self.held + self.rejected
        if not found:
            return _("None of {all} comments would have been held.").format(
                all=f"{self.looked_at:,}"
            )
        sentences = {
            (True, False): ngettext(
                "{count} of {all} comments would have been held.",
                "{count} of {all} comments would have been held.",
                found,
            ),
            (False, True): ngettext(
                "{count} of {all} comments would have been rejected.",
                "{count} of {all} comments would have been rejected.",
                found,
            ),
            (True, True): _("{count} of {all} comments would have been held or rejected."),
        }
        told = sentences[bool(self.held), bool(self.rejected)]
        approved = self.by_status.get(Status.APPROVED, 0)
        right = ngettext("{count} of them is approved.", "{count} of them are approved.", approved)
        if not approved:
            right = _("None of them is approved.")
        return _("{found} {approved}").format(
            found=told.format(count=f"{found:,}", all=f"{self.looked_at:,}"),
            approved=right.format(count=f"{approved:,}"),
        )

    def as_json(self) -> dict[str, object]:
        """The outcome as `rules replay --json` answers it; the first hundred comments by id."""
        return {
            "looked_at": self.looked_at,
            "held": self.held,
            "rejected": self.rejected,
            "by_status": {status.value: count for status, count in self.by_status.items()},
            "comments": list(self.comments[:100]),
            "sentence": self.sentence,
        }


def replay(newsroom: Newsroom, rules: Sequence[Rule], *, progress: Progress = SILENT) -> Replayed:
    """Replay these rules, kept or not, on every comment; what is exempt today stays exempt.

    `NewsroomError` where one is no rule; `Cancelled` where the progress said stop.
    """
    wanted = [checked(rule) for rule in rules]
    run = _Run(progress)
    with newsroom.read() as reading:
        run.total = replaying.count(reading)
        exempt = [rule for rule in kept.rules(reading) if rule.action is RuleAction.EXEMPT]
        exempt += [rule for rule in wanted if rule.action is RuleAction.EXEMPT]
        candidates = [
            rule for rule in wanted if rule.action in (RuleAction.HOLD, RuleAction.REJECT)
        ]
        words = [rule for rule in candidates if rule.kind is RuleKind.WORD]
        others = [rule for rule in candidates if rule.kind is not RuleKind.WORD]
        run.passes = bool(words) + bool(others)
        if words:
            run.look_for_words(reading, [*words, *exempt])
        if others:
            run.go_through(reading, [*others, *exempt])
    return run.outcome()


class _Run:
    """One replay: what was found so far, and how far it is."""

    def __init__(self, progress: Progress) -> None:
        self.total = 0
        self.passes = 1
        self._progress = progress
        self._done = 0
        self._found: dict[int, tuple[RuleAction, str]] = {}

    def look_for_words(self, reading: Reading, rules: Sequence[Rule]) -> None:
        """Find the comments that have a word of the rules."""
        book = RuleBook(rules)
        sieve = Sieve([rule.term for rule in rules if rule.kind is RuleKind.WORD])
        for batch in self._batches(reading, Wanted()):
            for place in sieve.seem([_all_of(row) for row in batch]):
                self._take(batch[place], book.judge(_arrival(batch[place]), _NO_PAST).action)

    def go_through(self, reading: Reading, rules: Sequence[Rule]) -> None:
        """Judge every comment that a rule could be about, oldest first where that matters."""
        book, kinds = RuleBook(rules), {r.kind for r in rules if r.action is not RuleAction.EXEMPT}
        if kinds <= _OF_THE_ADDRESS:
            self._go_through_addresses(reading, book)
            return
        past = Remembered(rules) if kinds - OF_THE_COMMENT else None
        for batch in self._batches(reading, _wanted(rules, kinds)):
            for row in batch:
                arrival = _arrival(row)
                if past is not None:
                    past.meet(arrival, row[11], row[12])
                self._take(row, book.judge(arrival, past or _NO_PAST).action)
                if past is not None:
                    past.pass_on(row[1])

    def _go_through_addresses(self, reading: Reading, book: RuleBook) -> None:
        """What is about the address alone is judged once for each address."""
        known: dict[tuple[str, str], RuleAction | None] = {}
        ips = bool(book.of(RuleKind.IP))
        for batch in self._batches(reading, Wanted(texts=False)):
            for row in batch:
                address = (row[9], row[10] if ips else "")
                if address not in known:
                    known[address] = book.judge(_arrival(row), _NO_PAST).action
                if known[address] is not None:
                    self._take(row, known[address])

    def outcome(self) -> Replayed:
        """What was found."""
        actions = Counter(action for action, _status in self._found.values())
        statuses = Counter(Status(status) for _action, status in self._found.values())
        return Replayed(
            looked_at=self.total,
            held=actions[RuleAction.HOLD],
            rejected=actions[RuleAction.REJECT],
            by_status={status: statuses[status] for status in Status if statuses[status]},
            comments=array("q", sorted(self._found, reverse=True)),
        )

    def _take(self, row: Row, action: RuleAction | None) -> None:
        if action not in (RuleAction.HOLD, RuleAction.REJECT):
            return
        known = self._found.get(row[0])
        if known is None or known[0] is not RuleAction.REJECT:
            self._found[row[0]] = (action, row[1])

    def _batches(self, reading: Reading, wanted: Wanted) -> Iterator[list[Row]]:
        for batch in replaying.rows(reading, wanted):
            yield batch
            self._done += len(batch)
            found = ngettext("Replaying: {count} so far", "Replaying: {count} so far",
                             len(self._found))  # fmt: skip
            self._progress.tell(
                self._done, self.total * self.passes, found.format(count=f"{len(self._found):,}")
            )
            if self._progress.stop_asked():
                raise Cancelled(_("The replay was stopped."))


def _wanted(rules: Sequence[Rule], kinds: set[RuleKind]) -> Wanted:
    exempts_sites = any(
        rule.kind is RuleKind.DOMAIN and rule.action is RuleAction.EXEMPT for rule in rules
    )
    if kinds - OF_THE_COMMENT:
        return Wanted(texts=bool(kinds & _TEXTS) or exempts_sites, in_time=True)
    if kinds == {RuleKind.LINKS}:
        least = min(rule.number for rule in rules if rule.kind is RuleKind.LINKS)
        return Wanted(texts=exempts_sites, links=least)
    if kinds <= {RuleKind.LINKS, RuleKind.DOMAIN}:
        return Wanted(linked=True)
    return Wanted(texts=bool(kinds & _TEXTS) or exempts_sites)


def _arrival(row: Row) -> Arrival:
    return Arrival(
        row[5], row[3], row[4], row[9], row[10], row[6], _FORMATS[row[7]], row[8], row[2]
    )


def _all_of(row: Row) -> str:
    """All of a comment in which a word could stand; a body may hide where links lead."""
    domain = row[9].rpartition("@")[2]
    return f"{row[5]}\n{row[3]}\n{row[4]}\n{domain}\n{row[6]}"
