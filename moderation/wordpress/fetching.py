"""What is new or otherwise at the site comes here: the newest, the queue, and in time everything.

WordPress tells no changes: so the newest are walked down to what is known, what waits there is
looked at whole, the first walk goes on where it was, and a slow look at everything finds the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from db import remote
from db.site_rows import Connection
from moderation.drafts import ArticleDraft
from moderation.newsroom import Newsroom
from moderation.wordpress import records, walking
from moderation.wordpress.counts import Counts
from moderation.wordpress.patience import Patience
from moderation.wordpress.records import Told
from moderation.wordpress.taking_in import TakingIn
from moderation.wordpress.walking import Walk
from moderation.wordpress.wire import Wire
from resources.translation import _

# So many are brought in with one write.
_BATCH = 100
# So many pages of the queue are looked at whole; what a longer one hides the slow look finds.
_QUEUE_PAGES = 20
_POSTS = 50
# More new ones than these are not gathered in memory.
_MANY = 2_000
# So many missing ones are asked for one by one.
_ASKED = 20


@dataclass(frozen=True, slots=True)
class Fetching:
    """Fetches from one site; `pages` of the slow look are walked in one round (None: all)."""

    newsroom: Newsroom
    connection: Connection
    wire: Wire
    patience: Patience
    counts: Counts
    pages: int | None = 5

    def run(self, taking: TakingIn) -> None:
        """Fetch; what came in before trouble or a stop is kept, and the walk goes on there."""
        bottom = self._newest(taking)
        # The very first walk brings what waits with everything else, and no page twice.
        if bottom is not None:
            self._queue(taking)
        if bottom == 0:
            self._look_over(taking)
        else:
            self._first_walk(taking, bottom)

    def _newest(self, taking: TakingIn) -> int | None:
        """All above what is known; where the walk down is to go on (0: it was done).

        The very first time the walk down brings them itself, and so it does where too many came.
        """
        top, bottom = self.connection.top, self.connection.bottom
        if bottom is None:
            return None
        walk = Walk(self.wire, self.patience)
        found: list[Told] = []
        for page in walk.pages():
            found += [one for one in page if one.number > top]
            if page[-1].number <= top:
                break
            if len(found) > _MANY:
                lowest = found[-1].number
                taking.take(found[::-1], {"top": found[0].number, "bottom": lowest})
                return lowest
        # Oldest first: if it ends in the middle, what is left is above the mark still.
        found.reverse()
        for start in range(0, len(found), _BATCH):
            part = found[start : start + _BATCH]
            taking.take(part, {"top": part[-1].number})
        return bottom

    def _queue(self, taking: TakingIn) -> None:
        """What waits at the site; and what waited there and does not any more."""
        walk = Walk(self.wire, self.patience, {"status": "hold"})
        seen: set[int] = set()
        pages = 0
        for page in islice(walk.pages(), _QUEUE_PAGES):
            pages += 1
            seen |= {one.number for one in page}
            taking.take(page)
            self._tell(len(seen), None, _("Looking at what waits at the site"))
        if pages == _QUEUE_PAGES:
            return
        with self.newsroom.read() as reading:
            waited = remote.pending_numbers(reading, self.connection.site)
        self._look_at(taking, [number for number in waited if number not in seen])

    def _first_walk(self, taking: TakingIn, bottom: int | None) -> None:
        """Everything, from the newest down; it goes on where it was."""
        walk = Walk(self.wire, self.patience, below=bottom or 0)
        # What came before the fetch was stopped counts as well.
        with self.newsroom.read() as reading:
            here = remote.count_from(reading, self.connection.site, bottom) if bottom else 0
        with closing(walking.ahead(walk)) as pages:
            for page in pages:
                # Page by page: who decides meanwhile waits for some milliseconds. Five pages with
                # one write would cost a fifth less, and be felt. Oldest first, so that what is
                # answered comes before its answers.
                taking.take(page[::-1], {"bottom": page[-1].number, "top": page[0].number})
                here += len(page)
                self._tell(here, walk.total, _("Fetching the site’s comments"))
                self.patience.check()
        taking.take([], {"bottom": 0})
        self._note_too_large(walk)

    def _look_over(self, taking: TakingIn) -> None:
        """Some pages of the slow look at everything: what changed unseen, and what is gone."""
        last = self.connection.passed or 2**62
        walk = Walk(self.wire, self.patience, below=self.connection.passed)
        pages = 0
        # Of a few pages none is asked for ahead: nobody would look at it.
        ahead = self.pages is None
        with closing(walking.ahead(walk) if ahead else walk.pages()) as way:
            for page in islice(way, self.pages):
                pages += 1
                self._missing(taking, page[-1].number, last, {one.number for one in page})
                last = page[-1].number
                taking.take(page, {"passed": last})
                self._tell(pages, self.pages, _("Looking for changes at the site"))
                self.patience.check()
        if self.pages is None or pages < self.pages:
            self._missing(taking, 0, last, set())
            taking.take([], {"passed": 0})
            self.counts.is_whole = True
        self._note_too_large(walk)

    def _missing(self, taking: TakingIn, low: int, high: int, there: set[int]) -> None:
        """What we know in this stretch of numbers and the site did not tell."""
        with self.newsroom.read() as reading:
            known = remote.numbers_between(reading, self.connection.site, low, high)
        self._look_at(taking, [number for number in known if number not in there])

    def _look_at(self, taking: TakingIn, numbers: Sequence[int]) -> None:
        """Look at these one by one; what the site has no more is let go of."""
        if not numbers:
            return
        found = walking.these(self.wire, self.patience, list(numbers))
        taking.take(found)
        missing = sorted(set(numbers) - {one.number for one in found})
        # A list that lacks some may be a slip; so they are asked for by themselves, of very many
        # at least some.
        asked = missing if len(missing) <= _ASKED else missing[:: len(missing) // _ASKED]
        there = {one for one in asked if not walking.is_gone(self.wire, self.patience, one)}
        if len(missing) <= _ASKED or not there:
            taking.let_go([one for one in missing if one not in there])

    def articles(self, numbers: Sequence[str]) -> Mapping[str, ArticleDraft]:
        """What the site tells of these articles: posts first, and else pages."""
        found: dict[str, ArticleDraft] = {}
        for route in ("posts", "pages"):
            left = [number for number in numbers if number not in found and number.isdigit()]
            for start in range(0, len(left), _POSTS):
                for draft in self._some_articles(route, left[start : start + _POSTS]):
                    found[draft.external_id] = draft
        return found

    def _some_articles(self, route: str, numbers: Sequence[str]) -> Iterator[ArticleDraft]:
        question = {
            "include": list(numbers), "context": "edit", "per_page": _POSTS,
            "status": "any", "_fields": records.POST_FIELDS,
        }  # fmt: skip
        answer = self.patience.ask(lambda: self.wire.get(f"wp/v2/{route}", question))
        if answer.is_fine and isinstance(answer.data, list):
            for record in answer.data:
                if (draft := records.post(record)) is not None:
                    yield draft

    def _tell(self, done: int, total: int | None, what: str) -> None:
        self.patience.progress.tell(done, total, what)

    def _note_too_large(self, walk: Walk) -> None:
        if walk.too_large:
            self.counts.passed_over += walk.too_large
            self.counts.problems.append(
                _("{count} comments are too large to be taken in.").format(count=walk.too_large)
            )
