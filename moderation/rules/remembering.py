"""What was before each comment, while all are gone through oldest first (see `Past`).

Sliding windows forget what is too long ago, so that memory follows the window and not the library.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from typing import TypeVar

from db.rows import Rule
from db.words import RuleKind, Status
from moderation.rules.judging import Arrival

_T = TypeVar("_T")
_MINUTE = 60_000_000
_DAY = 24 * 60 * _MINUTE


class Remembered:
    """Answers as a `Past` for the comment that `meet` was told of; `pass_on` before the next."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        kinds = {rule.kind for rule in rules}
        self._counts_approved = RuleKind.NEWCOMER in kinds
        self._latest = max((r.span for r in rules if r.kind is RuleKind.REJECTIONS), default=0)
        self._days = max((r.span for r in rules if r.kind is RuleKind.REPEAT), default=0)
        self._minutes = max((r.span for r in rules if r.kind is RuleKind.FLOOD), default=0)
        self._approved: Counter[str] = Counter()
        self._decided: defaultdict[str, deque[bool]] = defaultdict(self._few)
        self._texts: Counter[int] = Counter()
        self._text_times: deque[tuple[int, int]] = deque()
        self._came: Counter[object] = Counter()
        self._came_times: deque[tuple[int, str, str]] = deque()
        self._at = 0
        self._text = 0
        self._arrival = Arrival("")
        self._published: int | None = None

    def meet(self, arrival: Arrival, at: int, published: int | None) -> None:
        """This comment came at that moment (microseconds), under an article of that one."""
        self._arrival, self._at, self._published = arrival, at, published
        if self._days:
            self._text = hash(" ".join(arrival.text.casefold().split()))
            self._forget_texts()
        if self._minutes:
            self._forget_comers()

    def pass_on(self, status: str) -> None:
        """It is behind us, and stands so today."""
        told = self._arrival
        if self._counts_approved and status == Status.APPROVED:
            self._approved[told.email] += 1
        if self._latest and told.email and status != Status.PENDING:
            self._decided[told.email].append(status != Status.APPROVED)
        if self._days:
            self._texts[self._text] += 1
            self._text_times.append((self._at, self._text))
        if self._minutes:
            self._came_times.append((self._at, told.email, told.ip))
            self._came.update(_comers(told.email, told.ip))

    def approved(self, most: int) -> int:
        """How many comments under its address were approved before."""
        return min(most, self._approved[self._arrival.email])

    def turned_away(self, latest: int) -> tuple[int, int]:
        """Of the latest decided ones under its address: how many rejected or spam, of how many."""
        decided = list(self._decided.get(self._arrival.email, ()))[-latest:]
        return sum(decided), len(decided)

    def repeats(self, days: int) -> int:  # noqa: ARG002 - there is one rule of a kind, and its days
        """How many others said the very same within so many days."""
        return self._texts[self._text]

    def within(self, minutes: int) -> int:  # noqa: ARG002 - there is one rule of a kind
        """How many came from its address or IP within so many minutes, itself among them."""
        email, ip = self._arrival.email, self._arrival.ip
        both = self._came[email, ip] if email and ip else 0
        return 1 + self._came["email", email] + self._came["ip", ip] - both

    def days_since_article(self) -> int | None:
        """How old its article was; None where nobody knows."""
        return None if self._published is None else (self._at - self._published) // _DAY

    def _few(self) -> deque[bool]:
        return deque(maxlen=self._latest)

    def _forget_texts(self) -> None:
        while self._text_times and self._text_times[0][0] < self._at - self._days * _DAY:
            _when, text = self._text_times.popleft()
            _take(self._texts, text)

    def _forget_comers(self) -> None:
        since = self._at - self._minutes * _MINUTE
        while self._came_times and self._came_times[0][0] <= since:
            _when, email, ip = self._came_times.popleft()
            for comer in _comers(email, ip):
                _take(self._came, comer)


def _comers(email: str, ip: str) -> list[object]:
    comers: list[object] = []
    if email:
        comers.append(("email", email))
    if ip:
        comers.append(("ip", ip))
    if email and ip:
        comers.append((email, ip))
    return comers


def _take(counter: "Counter[_T]", one: _T) -> None:
    counter[one] -= 1
    if counter[one] <= 0:
        del counter[one]
