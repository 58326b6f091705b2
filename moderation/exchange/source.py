"""What a reader answers: drafts one by one, rows that cannot be taken, and warnings by kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from moderation.drafts import ArticleDraft, CommentDraft
from resources.translation import _

# So many places are kept of each kind of warning; the count tells the rest.
PLACES = 20


def _nothing_remembered(_header: Sequence[str]) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever imports told beside the source itself.

    `zone` is that of times which carry none (None: they are read as UTC, and that is noted);
    `columns` maps our fields to the columns of a table (empty: they are guessed); `remembered`
    answers how a table with that header was mapped before, if it was. `brief` says that the first
    rows alone are wanted, for a preview: a large source is not read through for their sake.
    """

    zone: tzinfo | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    remembered: Callable[[Sequence[str]], Mapping[str, str]] = _nothing_remembered
    brief: bool = False

    def moment(self, local: datetime, notes: "Notes", where: str) -> datetime:
        """A time that carries no zone, in UTC; that it was read so is noted."""
        if self.zone is None:
            told = _("The times carry no zone; they were read as UTC.")
            notes.warn("no-zone", told, where)
        return local.replace(tzinfo=self.zone or UTC).astimezone(UTC)


NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that cannot be taken: its place in the source, the field, and a sentence."""

    where: str
    field: str
    message: str


Draft = ArticleDraft | CommentDraft | Refusal


@dataclass(frozen=True, slots=True)
class Reading:
    """A source being read. `drafts` yields an article before its comments, lazily.

    `source` names the site stably (such as `wordpress:example.org`): with a comment's external id
    it tells one that is known from one that is new. `header` has the columns' names of a table
    that names them, and `columns` the mapping by which it is read.
    """

    format: str
    source: str
    title: str
    drafts: Iterator[Draft]
    header: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Warned:
    """Something that was survived: its kind, what it was, how often, and its first places."""

    kind: str
    message: str
    count: int = 0
    places: list[str] = field(default_factory=list)


class Notes:
    """Gathers warnings by kind, in the order in which they first came up."""

    def __init__(self) -> None:
        self._kinds: dict[str, Warned] = {}

    def warn(self, kind: str, message: str, where: str = "", times: int = 1) -> None:
        """Note something that was survived; of each kind the first message is the one told."""
        noted = self._kinds.setdefault(kind, Warned(kind, message))
        noted.count += times
        if where and len(noted.places) < PLACES:
            noted.places.append(where)

    def warn_of_lines(
        self, kind: str, message: str, text: str | bytes, offsets: Sequence[int], line: int
    ) -> None:
        """Note what was survived at these ascending offsets of `text`, which begins on `line`."""
        at = 0
        for offset in offsets[:PLACES]:
            line += _breaks(text, at, offset)
            at = offset
            self.warn(kind, message, _("line {number}").format(number=line))
        if len(offsets) > PLACES:
            self.warn(kind, message, times=len(offsets) - PLACES)

    def take(self, others: "Notes") -> None:
        """Note what was noted there as well."""
        for one in others.warnings():
            for where in one.places:
                self.warn(one.kind, one.message, where)
            if one.count > len(one.places):
                self.warn(one.kind, one.message, times=one.count - len(one.places))

    def warnings(self) -> list[Warned]:
        """All kinds so far."""
        return list(self._kinds.values())


def _breaks(text: str | bytes, start: int, end: int) -> int:
    return text.count("\n", start, end) if isinstance(text, str) else text.count(b"\n", start, end)
