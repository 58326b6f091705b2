"""Pictures of the queue: searching, choosing many, one comment alone."""

from collections.abc import Mapping

from db.words import Verdict
from desktop.main_window import MainWindow
from desktop.scene_moves import Scene, Settle, desk_of, do
from moderation import arrivals, decisions
from moderation.drafts import CommentDraft
from moderation.queue import Picked
from resources.translation import _


def _type(window: MainWindow, text: str, settle: Settle) -> None:
    """Have this in the line, with the keyboard there, as if it had just been typed."""
    line = desk_of(window).queue.search.line
    line.setFocus()
    line.setText(text)
    settle()
    line.textEdited.emit(text)
    settle()


def _names(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _type(window, "loan* re", settle)
    desk_of(window).queue.search.suggestions.go(1)


def _values(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _type(window, "article:", settle)
    desk_of(window).queue.search.suggestions.go(1)


def _chips(window: MainWindow, _demo: bool, settle: Settle) -> None:
    _type(window, "(loan* or casino) -author:petra has:link from:new sort:oldest", settle)
    desk_of(window).queue.search.suggestions.hide()
    desk_of(window).queue.search.chips.buttons[2].setFocus()


def _selection_whole(window: MainWindow, _demo: bool, settle: Settle) -> None:
    window.deeds["queue_all"].trigger()
    settle()
    window.deeds["select_all"].trigger()
    settle()


def _alone(window: MainWindow, _demo: bool, settle: Settle) -> None:
    for name in ("next", "next", "previous", "focus"):
        window.deeds[name].trigger()
        settle()


def _large(window: MainWindow, _demo: bool, settle: Settle) -> None:
    for _step in range(5):
        window.deeds["larger"].trigger()
        settle()


def _news(window: MainWindow, demo: bool, settle: Settle) -> None:
    """A colleague added comments, and decided the one that is decided here a moment later."""
    newsroom, desk = window.newsroom, desk_of(window)
    if not demo or newsroom is None:
        return
    do(window, settle, "next", "next")
    here, newsroom.desk = newsroom.desk, _("Ben")
    for name, text in (
        (_("Liv"), _("The ferry was there at six this morning, and nobody knew.")),
        (_("Arne"), _("Who pays for the lights on the quay, if I may ask?")),
    ):
        draft = CommentDraft(article="night-ferry", name=name, email="liv@example.org", body=text)
        arrivals.add(newsroom, draft, article_key="night-ferry")
    card = desk.queue.model.card(desk.queue.view.currentIndex().row())
    if card is not None:
        decisions.decide(newsroom, Picked.of(card), Verdict.REJECT)
    newsroom.desk = here
    desk.arrivals.look()
    settle()
    do(window, settle, "approve")


QUEUE_SCENES: Mapping[str, Scene] = {
    "search-names": _names,
    "search-values": _values,
    "search-chips": _chips,
    "selection-all": _selection_whole,
    "alone": _alone,
    "news": _news,
    "text-200": _large,
}
