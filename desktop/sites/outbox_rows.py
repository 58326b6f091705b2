"""The rows of the outbox: what both sides changed first, then what waits, then what was sent."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from db.site_rows import Conflict, Entry, State
from db.words import Status
from desktop.dialogs.row_model import Column, RowModel
from moderation import queue
from moderation.errors import NotFound
from moderation.newsroom import Newsroom
from moderation.sentences import shown_name, status_name
from resources.translation import _

_MANY = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A conflict or an entry; `detail` says more of it than fits into a cell.

    A conflict has both sides besides, each as its heading and its text.
    """

    comment: int
    name: str
    what: str
    state: str
    detail: str
    look: str
    conflict: Conflict | None = None
    entry: Entry | None = None
    theirs: tuple[str, str] = ("", "")
    ours: tuple[str, str] = ("", "")

    @property
    def can_be_taken_back(self) -> bool:
        """Whether it is not sent yet, and nobody has to settle it first."""
        return self.entry is not None and self.entry.state in {State.WAITING, State.REFUSED}


def look_up(newsroom: Newsroom) -> list[Row]:
    """The rows as things stand.

    To be asked beside the work: the first time it loads what talks with sites, which takes a while.
    """
    from moderation.wordpress import outgoing

    conflicts = outgoing.conflicts(newsroom, limit=_MANY)
    entries = outgoing.entries(newsroom, limit=_MANY)
    return [
        *(_of_conflict(newsroom, one) for one in conflicts),
        *(_of_entry(one) for one in entries if not one.has_conflict),
    ]


def _of_conflict(newsroom: Newsroom, one: Conflict) -> Row:
    try:
        comment = queue.comment(newsroom, one.comment)
    except NotFound:
        return Row(one.comment, "", _("taken back here"), _("to be settled"), "", "spam", one)
    theirs = status_name(Status(one.status)) if one.status in set(Status) else one.status
    ours = status_name(comment.status)
    what = _("site: {theirs}, here: {ours}").format(theirs=theirs, ours=ours)
    name = shown_name(comment.name)
    return Row(
        one.comment, name, what, _("to be settled"), what, "spam", one,
        theirs=(_("On the site: {status}").format(status=theirs), _cut(one.told.get("body", ""))),
        ours=(_("Here: {status}").format(status=ours), _cut(comment.body)),
    )  # fmt: skip


def _of_entry(one: Entry) -> Row:
    from moderation.wordpress import outgoing

    look = "no" if one.state is State.REFUSED else "text"
    return Row(
        one.comment, shown_name(one.name), outgoing.what(one), outgoing.state_name(one),
        outgoing.why(one), look, entry=one,
    )  # fmt: skip


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:159] + "…"


def outbox_model(parent: QObject | None = None) -> RowModel[Row]:
    """A model of these rows; what was refused is in the colour of what is wrong."""
    return RowModel(
        (
            Column(_("Comment by"), lambda one: one.name),
            Column(_("What"), lambda one: one.what),
            Column(_("State"), lambda one: one.state, lambda one: one.look),
        ),
        parent,
        description=lambda one: one.detail,
    )
