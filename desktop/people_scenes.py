"""Pictures of what stands beside a comment: its commenter, its story, and others like it."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from db.words import Standing, Verdict
from desktop.main_window import MainWindow
from desktop.scene_moves import Scene, Settle, be_at, desk_of, do
from moderation import decisions, edits, notes, queue, standings
from moderation.edits import Edit
from moderation.queue import Picked
from resources.translation import _

_FOR = "author:Petra"


def _commenter(window: MainWindow, demo: bool, settle: Settle) -> None:
    number = be_at(window, settle, _FOR)
    assert window.newsroom is not None
    if demo:
        notes.add(
            window.newsroom, number, _("Rang on Monday; is the chair of the rowing club."),
            on_person=True,
        )  # fmt: skip
        standings.give(window.newsroom, number, Standing.TRUSTED)
    do(window, settle, "refresh", "commenter")


def _commenter_addresses(window: MainWindow, demo: bool, settle: Settle) -> None:
    _commenter(window, demo, settle)
    if demo:
        desk_of(window).reading.beside.show_addresses()
        settle()


def _commenter_unknown(window: MainWindow, _demo: bool, settle: Settle) -> None:
    be_at(window, settle, "author:Hannelore")
    do(window, settle, "commenter")


def _block(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
    be_at(window, settle, "casino status:pending")
    do(window, settle, "block")
    return desk_of(window).reading.errands.dialogs[-1]


def _newsroom_reply(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
    do(window, settle, "approve_reply")
    return desk_of(window).reading.errands.dialogs[-1]


def _story(window: MainWindow, demo: bool, settle: Settle) -> None:
    number = be_at(window, settle, "casino")
    newsroom = window.newsroom
    assert newsroom is not None
    if demo:
        desk = newsroom.desk
        card = queue.comment(newsroom, number)
        decisions.decide(newsroom, Picked.of(card), Verdict.SPAM)
        newsroom.desk = "jon"
        card = queue.comment(newsroom, number)
        decisions.decide(newsroom, Picked.of(card), Verdict.HOLD)
        notes.add(newsroom, number, _("Asked the others what they think."))
        card = queue.comment(newsroom, number)
        edited = card.body.replace("200", "two hundred")
        edits.edit(newsroom, number, card.revision, Edit(body=edited))
        newsroom.desk = desk
    do(window, settle, "refresh", "story")


def _alike(window: MainWindow, demo: bool, settle: Settle) -> None:
    number = be_at(window, settle, "author:GraceLoans")
    newsroom = window.newsroom
    assert newsroom is not None
    if demo:
        others = queue.cards(newsroom, [one for one in _loans(window) if one != number])
        decisions.decide(newsroom, Picked.of(*others), Verdict.SPAM)
    do(window, settle, "refresh", "alike")


def _loans(window: MainWindow) -> list[int]:
    from moderation.search.grammar import parse

    newsroom = window.newsroom
    assert newsroom is not None
    query = parse("loan status:pending", today=newsroom.clock().date(), zone=newsroom.zone)
    return list(queue.find(newsroom, query).ids)


def _edit(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
    from desktop.dialogs.edit_dialog import EditDialog

    do(window, settle, "edit")
    dialog = desk_of(window).reading.errands.dialogs[-1]
    assert isinstance(dialog, EditDialog)
    dialog.body.fill(dialog.body.text.replace("boring", "dull").replace(" quietly", ""))
    dialog.show_difference()
    settle()
    return dialog


def _thread(window: MainWindow, _demo: bool, settle: Settle) -> None:
    do(window, settle, "discussion")


def _quoted(window: MainWindow, _demo: bool, settle: Settle) -> None:
    """The sentence that a comment quotes stands marked in its article."""
    be_at(window, settle, "author:Abernathy")


PEOPLE_SCENES: Mapping[str, Scene] = {
    "commenter": _commenter,
    "commenter-addresses": _commenter_addresses,
    "commenter-unknown": _commenter_unknown,
    "block": _block,
    "newsroom-reply": _newsroom_reply,
    "story": _story,
    "alike": _alike,
    "edit": _edit,
    "thread": _thread,
    "quoted": _quoted,
}
