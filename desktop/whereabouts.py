"""Where somebody is in a newsroom: the place, the comment under decision, and what is ticked.

Each desk's is kept in the newsroom's own settings, and found again when its window opens.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from db.rows import ArticleId
from db.words import Status
from desktop.queue.place import Place, look_at
from moderation import queue
from moderation.errors import BadQuery, NotFound
from moderation.newsroom import Newsroom

_KEY = "window.place"
_ALL = "all"
# So many ticks are found again; who ticked more chose by a search or all of a queue.
MOST_TICKS = 2_000


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place, the comment under decision there, and the comments that are ticked.

    `alone` says that this one comment had the window to itself.
    """

    place: Place = field(default_factory=Place)
    comment: int | None = None
    ticked: Sequence[int] = ()
    alone: bool = False


def keep_whereabouts(newsroom: Newsroom, here: Whereabouts) -> None:
    """Remember that this desk is here."""
    place = here.place
    kept = {
        "status": _ALL if place.status is None else place.status.value,
        "article": place.article,
        "text": place.text,
        "comment": here.comment,
        "ticked": list(here.ticked)[:MOST_TICKS],
        "alone": here.alone,
    }
    newsroom.keep_setting(_key(newsroom), kept)


def whereabouts(newsroom: Newsroom) -> Whereabouts:
    """Where this desk was; at the pending queue where none can be gone to."""
    # Before there were several desks, one place was kept for all.
    everybodys: Mapping[str, object] = newsroom.setting(_KEY, {})
    kept: Mapping[str, object] = newsroom.setting(_key(newsroom), {}) or everybodys
    comment, text, ticked = kept.get("comment"), kept.get("text"), kept.get("ticked")
    place = Place(_status(kept), _article(newsroom, kept), text if isinstance(text, str) else "")
    try:
        look_at(newsroom, place)
    except BadQuery:
        place = Place(place.status, place.article)
    return Whereabouts(
        place,
        comment if isinstance(comment, int) else None,
        [one for one in ticked if isinstance(one, int)] if isinstance(ticked, list) else (),
        kept.get("alone") is True,
    )


def _key(newsroom: Newsroom) -> str:
    return f"{_KEY}:{newsroom.desk}"


def _status(kept: Mapping[str, object]) -> Status | None:
    value = kept.get("status", Status.PENDING.value)
    if value == _ALL:
        return None
    return next((status for status in Status if status.value == value), Status.PENDING)


def _article(newsroom: Newsroom, kept: Mapping[str, object]) -> ArticleId | None:
    number = kept.get("article")
    if not isinstance(number, int):
        return None
    try:
        return queue.article(newsroom, number).id
    except NotFound:
        return None
