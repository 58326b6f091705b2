"""Where somebody was in a newsroom when its window closed; kept in the newsroom's own settings."""

from collections.abc import Mapping

from db.rows import ArticleId
from db.words import Status
from desktop.queue.place import Place, look_at
from moderation import queue
from moderation.errors import BadQuery, NotFound
from moderation.newsroom import Newsroom

_KEY = "window.place"
_ALL = "all"


def keep_whereabouts(newsroom: Newsroom, place: Place, comment: int | None) -> None:
    """Remember this place and the comment that was under decision."""
    status = _ALL if place.status is None else place.status.value
    kept = {"status": status, "article": place.article, "text": place.text, "comment": comment}
    newsroom.keep_setting(_KEY, kept)


def whereabouts(newsroom: Newsroom) -> tuple[Place, int | None]:
    """The place remembered and its comment; the pending queue where none can be gone to."""
    kept: Mapping[str, object] = newsroom.setting(_KEY, {})
    comment = kept.get("comment")
    text = kept.get("text")
    place = Place(_status(kept), _article(newsroom, kept), text if isinstance(text, str) else "")
    try:
        look_at(newsroom, place)
    except BadQuery:
        place = Place(place.status, place.article)
    return place, comment if isinstance(comment, int) else None


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
