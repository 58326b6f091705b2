"""Saved searches: what the newsroom looks for again and again, kept by name, each a queue of its
own beside the others.

That one came, went or was replaced is an operation. The journal names it; what it searched for may
hold an address, and lies beside the searches.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from db import settings
from db.library import Reading, Writing
from db.rows import OperationId
from db.words import Role, Status, Verb
from moderation import queue
from moderation.blank import one_line, storable
from moderation.changes import Changes
from moderation.errors import NewsroomError, NotFound
from moderation.newsroom import Newsroom
from moderation.search.narrowing import within
from moderation.search.query import Query
from resources.late import late
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from db import journal
    from moderation.search import grammar
else:
    journal = late("db.journal")
    grammar = late("moderation.search.grammar")

LONGEST_NAME = 60
MOST = 100
_KEY = "searches"
_BEFORE = "searches_before"
# Of so many changes it is known what was there before.
_MOST_KNOWN = 200


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query as somebody typed it, in one queue (`status` None: among all comments).

    `name` is for people; no two differ in nothing but upper and lower case.
    """

    name: str
    text: str
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A saved search is another one; `before` is what was kept under that name, or None."""

    before: SavedSearch | None
    changes: Changes


def saved(newsroom: Newsroom) -> list[SavedSearch]:
    """The newsroom's saved searches, in the order in which they were first kept."""
    with newsroom.read() as reading:
        return _kept(reading)


def keep(newsroom: Newsroom, search: SavedSearch) -> Changed:
    """Keep a search, as an operation; one of that name is replaced, and it stands in its place.

    `BadQuery` if it cannot be read; `NewsroomError` if it finds everything, if the name is blank
    or too long, or if there are `MOST` already.
    """
    wanted = _checked(newsroom, search)
    with newsroom.write() as writing:
        kept = _kept(writing)
        place = _place_of(kept, wanted.name)
        before = kept[place] if place < len(kept) else None
        if before == wanted:
            return Changed(before, Changes(None, [], _SAID["kept"]().format(name=wanted.name)))
        if place >= MOST:
            told = ngettext("{count} search is saved.", "{count} searches are saved.", MOST)
            raise NewsroomError(
                told.format(count=MOST), _("Take one away that is not needed any more.")
            )
        return Changed(before, _change(newsroom, writing, place, before, wanted))


def take_away(newsroom: Newsroom, name: str) -> Changed:
    """Keep that search no longer, as an operation. `NotFound` if there is none of that name."""
    with newsroom.write() as writing:
        kept = _kept(writing)
        place = _place_of(kept, name)
        if place == len(kept):
            raise NotFound(_("No saved search is called “{name}”.").format(name=name))
        return Changed(kept[place], _change(newsroom, writing, place, kept[place], None))


def put_back(writing: Writing, subject: OperationId, role: Role) -> bool:
    """Put the search that this operation changed to what it was before it, or do that again.

    False, and nothing done, if it is another one meanwhile.
    """
    known = _known(writing).get(str(subject))
    if not isinstance(known, dict):
        return False
    before, after = _told(known["before"]), _told(known["after"])
    now, wanted = (after, before) if role is Role.UNDO else (before, after)
    kept = _kept(writing)
    one = now or wanted
    place = len(kept) if one is None else _place_of(kept, one.name)
    there = kept[place] if place < len(kept) else None
    if one is None or there != now:
        return False
    _put(writing, kept, place if there is not None else known["place"], there, wanted)
    return True


def query_of(newsroom: Newsroom, search: SavedSearch) -> Query:
    """What it finds, as of today; `BadQuery` if it cannot be read any more."""
    today = newsroom.clock().astimezone(newsroom.zone).date()
    return within(grammar.parse(search.text, today=today, zone=newsroom.zone), search.status)


def count(newsroom: Newsroom, search: SavedSearch) -> int:
    """How many comments it finds now; `BadQuery` if it cannot be read any more."""
    return queue.count(newsroom, query_of(newsroom, search))


def _checked(newsroom: Newsroom, search: SavedSearch) -> SavedSearch:
    name = one_line(storable(search.name))
    if not name:
        raise NewsroomError(_("A saved search needs a name."))
    if len(name) > LONGEST_NAME:
        told = _("The name has {length} characters; {limit} is the most.")
        raise NewsroomError(told.format(length=len(name), limit=LONGEST_NAME))
    text = one_line(storable(search.text))
    if not text:
        raise NewsroomError(
            _("There is nothing to search for."), _("Type into the search bar first.")
        )
    wanted = SavedSearch(name, text, search.status)
    query_of(newsroom, wanted)
    return wanted


def _change(
    newsroom: Newsroom,
    writing: Writing,
    place: int,
    before: SavedSearch | None,
    after: SavedSearch | None,
) -> Changes:
    """Keep `after` in that place instead of `before`, as an operation that can be taken back."""
    what = "taken" if after is None else "kept" if before is None else "changed"
    name = (after or before or SavedSearch("", "")).name
    detail = {"what": what, "name": "" if "@" in name else name}
    number = journal.begin(
        writing, at=newsroom.clock(), desk=newsroom.desk, verb=Verb.SEARCHES, detail=detail
    )
    journal.seal(writing, number)
    _put(writing, _kept(writing), place, before, after)
    known = _known(writing)
    known[str(number)] = {"before": _row(before), "after": _row(after), "place": place}
    settings.keep_setting(writing, _BEFORE, dict(list(known.items())[-_MOST_KNOWN:]))
    return Changes(number, [], _SAID[what]().format(name=name), searches=True)


_SAID: dict[str, Callable[[], str]] = {
    "kept": lambda: _("Saved: “{name}”."),
    "changed": lambda: _("“{name}” searches for something else now."),
    "taken": lambda: _("“{name}” is no longer among the saved searches."),
}


def _put(
    writing: Writing,
    kept: list[SavedSearch],
    place: int,
    before: SavedSearch | None,
    after: SavedSearch | None,
) -> None:
    """Keep `after` in that place instead of `before`; None is none."""
    others = [one for one in kept if before is None or one != before]
    if after is not None:
        others.insert(place, after)
    settings.keep_setting(writing, _KEY, [_row(one) for one in others])


def _place_of(kept: Sequence[SavedSearch], name: str) -> int:
    """Where the search of that name stands, or would stand."""
    wanted = one_line(name).casefold()
    names = (place for place, one in enumerate(kept) if one.name.casefold() == wanted)
    return next(names, len(kept))


def _known(reading: Reading) -> dict[str, Any]:
    """By operation, what it changed: the search before and after, and its place."""
    known = settings.setting(reading, _BEFORE)
    return known if isinstance(known, dict) else {}


def _kept(reading: Reading) -> list[SavedSearch]:
    rows = settings.setting(reading, _KEY)
    found = (_told(row) for row in rows) if isinstance(rows, list) else ()
    return [one for one in found if one is not None]


def _told(row: object) -> SavedSearch | None:
    """A search as it was kept; None for what another version kept otherwise."""
    match row:
        case {"name": str(name), "text": str(text), "status": None}:
            return SavedSearch(name, text)
        case {"name": str(name), "text": str(text), "status": str(word)}:
            status = next((one for one in Status if one.value == word), None)
            return None if status is None else SavedSearch(name, text, status)
        case _:
            return None


def _row(search: SavedSearch | None) -> Mapping[str, object] | None:
    return None if search is None else asdict(search)
