"""What the rules say of one comment: held, rejected, approved, and by which characters.

A `RuleBook` is made once for a set of rules, however many words are in it, and asked for each
comment. What it must know of other comments it asks a `Past`, and only where a rule needs that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Protocol

from db.rows import Hold, Rule
from db.words import BodyFormat, Kind, Reason, RuleAction, RuleKind, Standing
from moderation.rules import looks
from moderation.rules.targets import is_below, targets
from moderation.rules.words import Words

# What needs only the comment itself; the others need what was before it.
OF_THE_COMMENT = frozenset({
    RuleKind.WORD, RuleKind.LINKS, RuleKind.DOMAIN, RuleKind.EMAIL, RuleKind.IP,
    RuleKind.DISPOSABLE,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrival:
    """A comment as the rules look at it. `email` is folded, or empty where there is none."""

    text: str
    name: str = ""
    url: str = ""
    email: str = ""
    ip: str = ""
    body: str = ""
    body_format: BodyFormat = BodyFormat.TEXT
    links: int = 0
    kind: str = Kind.COMMENT
    at: datetime | None = None

    @property
    def email_domain(self) -> str:
        """The domain of the address."""
        return self.email.rpartition("@")[2]


class Past(Protocol):
    """What the rules ask about the time before a comment came in."""

    def approved(self, most: int) -> int:
        """How many comments under its address are approved; counting may end at `most`."""

    def turned_away(self, latest: int) -> tuple[int, int]:
        """Of the latest decided ones under its address: how many rejected or spam, of how many."""

    def repeats(self, days: int) -> int:
        """How many others said the very same within so many days."""

    def within(self, minutes: int) -> int:
        """How many came from its address or IP within so many minutes, itself among them."""

    def days_since_article(self) -> int | None:
        """How old its article was; None where nobody knows."""


class NoPast:
    """Nothing was before: for rules that look at the comment alone."""

    def approved(self, most: int) -> int:
        """As many as anybody may ask for."""
        return most

    def turned_away(self, latest: int) -> tuple[int, int]:  # noqa: ARG002 - as a Past has it
        """None of any."""
        return 0, 0

    def repeats(self, days: int) -> int:  # noqa: ARG002 - as a Past has it
        """Nobody said it."""
        return 0

    def within(self, minutes: int) -> int:  # noqa: ARG002 - as a Past has it
        """This one alone."""
        return 1

    def days_since_article(self) -> int | None:
        """Nobody knows."""
        return None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of a comment that comes in, and why.

    `action` is None where no rule says anything: it waits, as every comment does.
    """

    action: RuleAction | None = None
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True)
class RuleBook:
    """A set of rules, ready to judge by."""

    rules: Sequence[Rule]
    _by_kind: dict[RuleKind, list[Rule]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for rule in self.rules:
            self._by_kind.setdefault(rule.kind, []).append(rule)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to judge by."""
        return not self.rules

    @property
    def approves(self) -> bool:
        """Whether what no rule holds is approved without a moderator."""
        return bool(self.of(RuleKind.OTHERWISE))

    def of_the_comment(self) -> "RuleBook":
        """Those of the rules that look at the comment alone."""
        return RuleBook([rule for rule in self.rules if rule.kind in OF_THE_COMMENT])

    def judge(self, arrival: Arrival, past: Past, standing: Standing = Standing.NONE) -> Judgement:
        """What becomes of this comment, and every reason for it.

        A blocked commenter's is rejected whatever it says, a watched one's waits; a trusted one's
        is approved but for a word to reject.
        """
        if standing is Standing.BLOCKED:
            return Judgement(RuleAction.REJECT, (_of_standing(Reason.BLOCKED, RuleAction.REJECT),))
        found = self._found(arrival, past)
        if standing is Standing.TRUSTED:
            found = [one for one in found if _is_word_to_reject(one)]
        if standing is Standing.WATCHED:
            found.append(_of_standing(Reason.WATCHED, RuleAction.HOLD))
        actions = {one.action for one in found}
        if RuleAction.REJECT in actions:
            return Judgement(RuleAction.REJECT, tuple(found))
        if found:
            return Judgement(RuleAction.HOLD, tuple(found))
        if standing is Standing.TRUSTED or self.approves:
            return Judgement(RuleAction.APPROVE)
        return Judgement()

    def of(self, kind: RuleKind) -> Sequence[Rule]:
        """Those of one kind."""
        return self._by_kind.get(kind, ())

    def _found(self, arrival: Arrival, past: Past) -> list[Hold]:
        found: list[Hold] = []
        kept = self._kept_links(arrival)
        for look in self._looks:
            found.extend(look(self, arrival, past, kept))
        return found

    def _kept_links(self, arrival: Arrival) -> looks.Links:
        if not (self._looks_at_links and (arrival.links or arrival.url)):
            return looks.Links((), arrival.links)
        every = targets(arrival.body, arrival.body_format, arrival.text, arrival.url)
        known = [rule.term for rule in self.of(RuleKind.DOMAIN) if looks.exempts(rule)]
        kept = [one for one in every if not any(is_below(one.host, term) for term in known)]
        gone = sum(one.span.field != "url" for one in every if one not in kept)
        return looks.Links(tuple(kept), max(0, arrival.links - gone))

    @cached_property
    def _looks(self) -> list[looks.Look]:
        return [look for kind, look in looks.LOOKS.items() if self.of(kind)]

    @cached_property
    def _looks_at_links(self) -> bool:
        return any(map(self.of, (RuleKind.DOMAIN, RuleKind.WORD)))

    @cached_property
    def words(self) -> Words:
        """The words, ready to be looked for."""
        return Words([rule.term for rule in self.of(RuleKind.WORD)])

    @cached_property
    def exempt_emails(self) -> list[str]:
        """Addresses and domains of addresses that no rule holds."""
        return [rule.term for rule in self.of(RuleKind.EMAIL) if looks.exempts(rule)]

    @cached_property
    def domains(self) -> dict[str, Rule]:
        """Rules by the domain that a link may not lead to."""
        rules = self.of(RuleKind.DOMAIN)
        return {looks.bare(rule.term): rule for rule in rules if not looks.exempts(rule)}

    @cached_property
    def emails(self) -> dict[str, Rule]:
        """Rules by an address, or the domain of one."""
        rules = self.of(RuleKind.EMAIL)
        return {looks.bare(rule.term): rule for rule in rules if not looks.exempts(rule)}


def _of_standing(reason: Reason, action: RuleAction) -> Hold:
    return Hold(reason, action, None, 0, ())


def _is_word_to_reject(hold: Hold) -> bool:
    return hold.reason is Reason.WORD and hold.action is RuleAction.REJECT
