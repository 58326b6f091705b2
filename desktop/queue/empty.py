"""What an empty queue says: why it is empty, and how to get on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from db.rows import Tally
from db.words import Status
from desktop.queue.place import Place
from resources.translation import _

if TYPE_CHECKING:
    from desktop.state_page import StatePage


def show_emptiness(
    page: "StatePage",
    place: Place,
    tally: Tally,
    *,
    clear_search: Callable[[], object],
    all_articles: Callable[[], object],
) -> None:
    """Say on `page` that nothing is at this place, and offer the way to where something is."""
    if place.text.strip():
        page.show_state(
            _("No comment here matches."),
            _("Nothing in this queue fits “{search}”.").format(search=place.text.strip()),
            sign="search",
            ways=((_("Clear the search"), clear_search),),
        )
    elif place.article is not None:
        page.show_state(
            _nothing(place.status),
            _("No comment of this queue stands under the chosen article."),
            sign="article",
            ways=((_("Show all articles"), all_articles),),
        )
    else:
        page.show_state(_nothing(place.status), _how_things_stand(tally), sign=_SIGNS[place.status])


_SIGNS = {
    Status.PENDING: "approve",
    Status.APPROVED: "approved",
    Status.REJECTED: "rejected",
    Status.SPAM: "spam",
    None: "pending",
}


def _nothing(status: Status | None) -> str:
    return {
        Status.PENDING: _("Nothing is waiting. Well done."),
        Status.APPROVED: _("Nothing is approved yet."),
        Status.REJECTED: _("Nothing has been rejected."),
        Status.SPAM: _("No spam."),
        None: _("No comments yet."),
    }[status]


def _how_things_stand(tally: Tally) -> str:
    if not tally.total:
        return ""
    number = QLocale().toString
    return _("{approved} approved · {rejected} rejected · {spam} spam").format(
        approved=number(tally.approved), rejected=number(tally.rejected), spam=number(tally.spam)
    )
