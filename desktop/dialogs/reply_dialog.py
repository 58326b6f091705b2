"""Replies to a comment as the newsroom, and approves it with the same key if that is wanted."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from db.rows import Comment
from db.words import Status
from desktop.dialogs.sheet import Sheet
from desktop.reading.form_field import FormField, PlainEditor
from desktop.reading.labels import isolated, plain_label
from moderation.drafts import Problem
from moderation.sentences import shown_name
from moderation.wordpress.mending import Refused
from resources.translation import _

_QUOTED = 400


class ReplyDialog(Sheet):
    """Takes the words of a reply. `given` carries them, and whether to approve with it.

    What comes first, and with Ctrl+Enter, is what was asked for: with `approve` both. A reply that
    the site `refused` is here again, with what is wrong with it.
    """

    given = Signal(str, bool)

    def __init__(
        self,
        comment: Comment,
        under: str,
        *,
        approve: bool = False,
        refused: Refused | None = None,
        parent: QWidget | None = None,
    ) -> None:
        name = isolated(shown_name(comment.name))
        super().__init__(_("Reply to {name}").format(name=name), parent, QSize(560, 420))
        self.comment = comment
        text = comment.text
        cut = text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
        told = _("It stands under the comment for all to read, under the name {name}.")
        self.field = FormField("comment", _("Reply"), PlainEditor(5))
        self.field.require(required=True)
        self.contents.addWidget(plain_label(cut, "sentence", wrap=True))
        self.contents.addWidget(self.field, 1)
        self.contents.addWidget(plain_label(told.format(name=isolated(under)), "muted", wrap=True))
        self.plain(_("Cancel")).clicked.connect(self.close)
        both, alone = _("Approve and reply"), _("Reply") if refused is None else _("Send it again")
        can_approve = comment.status is not Status.APPROVED and refused is None
        first, second = (both, alone) if approve and can_approve else (alone, both)
        self.other = self.plain(second)
        self.other.setVisible(can_approve)
        self.send = self.primary(first, "Ctrl+↵")
        approves = first == both
        self.send.clicked.connect(lambda: self._give(approve=approves))
        self.other.clicked.connect(lambda: self._give(approve=not approves))
        self.on_send(self.send)
        if can_approve:
            QShortcut(QKeySequence("Ctrl+Shift+Return"), self, self.other.click)
        self._begins_with = refused.body if refused is not None else ""
        if refused is not None:
            self.field.fill(refused.body)
            self.field.blame(refused.problem.message)
        self.field.editor.setFocus()

    def reason_to_stay(self) -> str:
        """Whether anything was typed."""
        typed = self.field.text.strip()
        is_new = typed != self._begins_with.strip()
        return _("What you typed is not kept yet.") if typed and is_new else ""

    def blame(self, problems: Sequence[Problem]) -> None:
        """Say beside the field what is wrong with it."""
        self.field.blame(" ".join(one.message for one in problems))
        self.field.editor.setFocus()

    def _give(self, *, approve: bool) -> None:
        if not self.field.text.strip():
            self.field.blame(_("A few words are required."))
            self.field.editor.setFocus()
            return
        self.given.emit(self.field.text.strip(), approve)
