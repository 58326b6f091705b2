"""Saved searches: what the newsroom looks for again and again, kept by name, each a queue of its
own beside the others.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from db import settings
from db.library import Reading, Writing
from db.words import Status
from moderation import queue
from moderation.blank import one_line, storable
from moderation.errors import NewsroomError, NotFound
from moderation.newsroom import Newsroom
from moderation.search.narrowing import within
from moderation.search.query import Query
from resources.late import late
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from moderation.search import grammar
else:
    grammar = late("moderation.search.grammar")

LONGEST_NAME = 60
MOST = 100
_KEY = "searches"


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query as somebody typed it, in one queue (`status` None: among all comments).

    `name` is for people; no two differ in nothing but upper and lower case.
    """

    name: str
    text: str
    status: Status | None = None


def saved(newsroom: Newsroom) -> list[SavedSearch]:
    """The newsroom's saved searches, in the order in which they were first kept."""
    with newsroom.read() as reading:
        return _kept(reading)


def keep(newsroom: Newsroom, search: SavedSearch) -> SavedSearch | None:
    """Keep a search; the one of that name that it replaces, in whose place it stands then, or None.

    `BadQuery` if it cannot be read; `NewsroomError` if it finds everything, if the name is blank
    or too long, or if there are `MOST` already.
    """
    wanted = _checked(newsroom, search)
    with newsroom.write() as writing:
        kept = _kept(writing)
        for place, one in enumerate(kept):
            if _is_called(one, wanted.name):
                kept[place] = wanted
                _keep(writing, kept)
                return one
        if len(kept) >= MOST:
            told = ngettext("{count} search is saved.", "{count} searches are saved.", MOST)
            raise NewsroomError(
                told.format(count=MOST), _("Take one away that is not needed any more.")
            )
        _keep(writing, [*kept, wanted])
    return None


def take_away(newsroom: Newsroom, name: str) -> SavedSearch:
    """Keep that search no longer; it is answered. `NotFound` if there is none of that name."""
    with newsroom.write() as writing:
        kept = _kept(writing)
        for one in kept:
            if _is_called(one, name):
                _keep(writing, [other for other in kept if other is not one])
                return one
    raise NotFound(_("No saved search is called “{name}”.").format(name=name))


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


def _is_called(search: SavedSearch, name: str) -> bool:
    return search.name.casefold() == one_line(name).casefold()


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


def _keep(writing: Writing, searches: list[SavedSearch]) -> None:
    rows: list[Mapping[str, object]] = [asdict(one) for one in searches]
    settings.keep_setting(writing, _KEY, rows)
