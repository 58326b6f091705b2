"""Walks a site's comments from the newest down, page by page, and misses none.

WordPress has pages and no cursor: a comment that comes or goes between two pages shifts all that
follow. So each page begins with the last comment of the one before; where it does not, something
went, and the walk steps back until it meets what it has seen. Totals are never believed. So it may
ask for some pages at once, and still misses none.
"""

from collections import deque
from collections.abc import Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from moderation.wordpress import records, troubles
from moderation.wordpress.answers import Answer
from moderation.wordpress.asked_ahead import AskedAhead
from moderation.wordpress.patience import Patience
from moderation.wordpress.records import Told
from moderation.wordpress.troubles import SiteTrouble, Trouble
from moderation.wordpress.wire import Wire

_PAGE = 100
# So many pages are read before they are wanted.
_AHEAD = 6
_EVERYTHING = {"context": "edit", "status": "any", "type": "all", "orderby": "id"}
# So often a page may bring nothing new before the site is taken to go round in a circle.
_PATIENCE = 20


@dataclass(slots=True)
class Walk:
    """Pages of comments with numbers below `below`, each page highest first, as `Told`.

    `low` is how far down the walk has come: below it is what it has not seen, 1 at the end.
    `too_large` counts comments that are too large to be taken in. With `asked` pages are asked for
    before they are wanted (`ahead`).
    """

    wire: Wire
    patience: Patience
    question: Mapping[str, object] = field(default_factory=dict)
    below: int = 0
    too_large: int = 0
    total: int | None = None
    asked: AskedAhead | None = None
    _size: int = _PAGE

    def pages(self) -> Generator[list[Told], None, None]:
        """The pages, down to the last one; whoever has enough just asks for no more."""
        last = self.below
        offset = self._place_of(last) if last else 0
        idle = 0
        # Whether the page before held one comment only: then the next does not begin with it.
        is_single = False
        while True:
            offset, rows, skipped = self._rows(offset)
            if not rows:
                return
            may_begin_anew = skipped or is_single or offset == 0
            is_single = len(rows) == 1
            if last and rows[0].number < last and not may_begin_anew:
                # What stood before this page went: some may have slipped past us.
                offset = max(0, offset - (self._size // 2 << idle))
                idle = self._count_idle(idle)
                continue
            fresh = [one for one in rows if not last or one.number < last]
            if not fresh:
                offset += len(rows)
                idle = self._count_idle(idle)
                continue
            idle = 0
            # By number, whatever order they came in; and each once.
            fresh = sorted({one.number: one for one in fresh}.values(), key=lambda one: -one.number)
            last = fresh[-1].number
            offset += len(rows) - 1 if len(rows) > 1 else 1
            yield fresh

    def _count_idle(self, idle: int) -> int:
        if idle >= _PATIENCE:
            raise troubles.unreadable(self.wire.host)
        return idle + 1

    def _place_of(self, number: int) -> int:
        """How many comments stand before the first that is below `number`; looked for by halves."""
        low, high = 0, 1
        while (told := self._number_at(high)) is not None and told >= number:
            low, high = high, high * 2
        while low < high:
            middle = (low + high) // 2
            told = self._number_at(middle)
            if told is None or told < number:
                high = middle
            else:
                low = middle + 1
        return max(0, low - 1)

    def _number_at(self, offset: int) -> int | None:
        answer = self._ask({"offset": offset, "per_page": 1, "_fields": "id"})
        first = answer.data[0] if answer.data else None
        number = first.get("id") if isinstance(first, dict) else None
        return number if isinstance(number, int) else None

    def _rows(self, offset: int) -> tuple[int, list[Told], bool]:
        """One page; a smaller one where a whole one would be too large.

        Where it begins: a single comment that is too large is passed over, and that is told.
        """
        skipped = False
        while True:
            try:
                answer = self._ask_page(offset)
            except SiteTrouble as trouble:
                if trouble.kind is not Trouble.TOO_LARGE:
                    raise
                if self._size == 1:
                    self.too_large += 1
                    offset += 1
                    skipped = True
                self._size = max(1, self._size // 4)
                continue
            self._size = min(_PAGE, self._size * 2)
            rows = [told for one in answer.data if (told := records.read(one)) is not None]
            return offset, rows, skipped

    def _ask_page(self, offset: int) -> Answer:
        if self.asked is None:
            return self._ask(self._page(offset))
        # The next ones begin with the last comment of the one before, if nothing comes or goes.
        size, end = self._size, self.total or 0
        places = (offset + turn * (size - 1) for turn in range(1, self.asked.lines))
        following = [self._whole(self._page(place)) for place in places if place < end]
        page = self._whole(self._page(offset))
        return self._noted(self.asked.answer(page, following if size > 1 else []))

    def _page(self, offset: int) -> Mapping[str, object]:
        return {"offset": offset, "per_page": self._size, "_fields": records.COMMENT_FIELDS}

    def _whole(self, question: Mapping[str, object]) -> Mapping[str, object]:
        return {**_EVERYTHING, "order": "desc", **self.question, **question}

    def _ask(self, question: Mapping[str, object]) -> Answer:
        asked = self._whole(question)
        return self._noted(self.patience.ask(lambda: listing(self.wire, asked)))

    def _noted(self, answer: Answer) -> Answer:
        total = answer.headers.get("x-wp-total", "")
        if total.isdigit():
            self.total = int(total)
        return answer


def listing(wire: Wire, question: Mapping[str, object]) -> Answer:
    """A list of comments; what is no list is trouble."""
    answer = wire.get("wp/v2/comments", question)
    refuse(wire, answer)
    if not isinstance(answer.data, list):
        raise troubles.unreadable(wire.host)
    return answer


def refuse(wire: Wire, answer: Answer) -> None:
    """Raise what stands in the way of reading: a password that is not taken any more, a ban."""
    if answer.is_fine:
        return
    if answer.status in {401, 403}:
        raise troubles.wrong_password(wire.host, wire.user)
    raise troubles.unreadable(wire.host)


def these(wire: Wire, patience: Patience, numbers: list[int]) -> list[Told]:
    """These comments as they are now, but for those that are gone or too large to be taken in."""
    found: list[Told] = []
    for start in range(0, len(numbers), _PAGE):
        part = numbers[start : start + _PAGE]
        question = {
            **_EVERYTHING, "order": "asc", "include": part, "per_page": _PAGE,
            "_fields": records.COMMENT_FIELDS,
        }  # fmt: skip
        try:
            answer = patience.ask(partial(listing, wire, question))
        except SiteTrouble as trouble:
            if trouble.kind is not Trouble.TOO_LARGE:
                raise
            if len(part) == 1:
                continue
            half = len(part) // 2
            found += these(wire, patience, part[:half]) + these(wire, patience, part[half:])
            continue
        found += [
            told
            for one in answer.data
            if (told := records.read(one)) is not None and told.number in set(part)
        ]
    return found


def is_gone(wire: Wire, patience: Patience, number: int) -> bool:
    """Whether the site says in so many words that it has no such comment."""
    answer = patience.ask(
        lambda: wire.get(f"wp/v2/comments/{number}", {"context": "edit", "_fields": "id"})
    )
    return answer.status == 404 and answer.code == "rest_comment_invalid_id"


def ahead(walk: Walk) -> Generator[list[Told], None, None]:
    """Its pages, but the next ones are asked for and read while somebody works on this one."""
    with (
        AskedAhead(partial(listing, walk.wire), walk.patience) as walk.asked,
        ThreadPoolExecutor(1, thread_name_prefix="site") as pool,
    ):
        pages = walk.pages()
        read = deque(pool.submit(next, pages, None) for _each in range(_AHEAD))
        try:
            while (page := read.popleft().result()) is not None:
                read.append(pool.submit(next, pages, None))
                yield page
        finally:
            for one in read:
                one.cancel()
