"""The reply form: a comment that came by letter enters the queue here as readers' own do.

What fails is said beside each field, all at once, and nothing is kept then. What is typed stays
until it is sent or discarded.
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.rows import CommentId
from db.words import Field
from desktop import theme
from desktop.operations import FRAME, Operations
from desktop.reading.form_field import FormField, PlainEditor, QuietComboBox
from desktop.reading.labels import FoldingRow, plain_label
from desktop.reading.reply_draft import Answerable, FormFor, ReplyDraft
from moderation import arrivals
from moderation.changes import Changes
from moderation.drafts import Problem
from moderation.errors import IntakeRefused, NewsroomError
from moderation.newsroom import Newsroom
from resources.translation import _

_LABEL_LONGEST = 90


class ReplyForm(QFrame):
    """Takes one comment for one article at a time.

    `typed` says that the draft is another; `added` carries the article and the new comment's id.
    """

    typed = Signal()
    added = Signal(int, int)

    def __init__(self, newsroom: Newsroom, operations: Operations) -> None:
        super().__init__()
        self._newsroom, self._operations = newsroom, operations
        self._for: FormFor | None = None
        self._sent_for: FormFor | None = None
        self._discarded: ReplyDraft | None = None
        self.setProperty("look", "card")
        self.setAccessibleName(_("Add a comment"))
        self._parent_box = QuietComboBox()
        self._name = FormField(Field.NAME, _("Name"), QLineEdit())
        self._email = FormField(Field.EMAIL, _("E-mail"), QLineEdit(), _("Readers never see it."))
        self._url = FormField(Field.URL, _("Website"), QLineEdit(), "https://")
        self._body = FormField(Field.COMMENT, _("Comment"), PlainEditor(5))
        self._body.require(required=True)
        self._told = plain_label("", wrap=True)
        self._send = QPushButton()
        self._discard = QPushButton(_("Discard"))
        self._restore = QPushButton(_("Bring it back"))
        self._build()
        self._connect()

    @property
    def fields(self) -> Sequence[FormField]:
        """The fields, in the order in which they are filled in."""
        return (self._name, self._email, self._url, self._body)

    @property
    def told(self) -> str:
        """What the form says became of what was sent."""
        return self._told.text()

    @property
    def send_button(self) -> QPushButton:
        """The button that sends."""
        return self._send

    @property
    def draft(self) -> ReplyDraft:
        """What is typed."""
        return ReplyDraft(
            name=self._name.text,
            email=self._email.text,
            url=self._url.text,
            body=self._body.text,
            parent=self._parent_box.currentData(),
        )

    def open_for(self, form_for: FormFor, draft: ReplyDraft) -> None:
        """Take comments for this article, beginning with what was typed there before."""
        other = self._for is None or self._for.article != form_for.article
        self._for = form_for
        self._name.require(required=form_for.name_required)
        self._email.require(required=form_for.email_required)
        self._fill_parents(form_for.answerable, draft.parent)
        self._fill(draft)
        if other:
            self._say("")

    def reply_to(self, answerable: Answerable) -> None:
        """Choose the comment that is replied to, and begin to type."""
        if self._parent_box.findData(answerable.id) < 0:
            self._parent_box.addItem(_cut(answerable.words), answerable.id)
        self._parent_box.setCurrentIndex(self._parent_box.findData(answerable.id))
        self.begin()

    def begin(self) -> None:
        """Put the cursor into the first field that is empty."""
        empty = (field for field in self.fields if field.required and not field.text)
        next(empty, self._body).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self) -> None:
        """Hand in what is typed; what fails is said beside its field, and nothing is kept then."""
        form_for = self._for
        if form_for is None or not self._send.isEnabled():
            return
        draft, newsroom = self.draft, self._newsroom
        self._sent_for = form_for
        self._set_busy(True)
        self._operations.run(
            _("Adding a comment"),
            lambda _progress: arrivals.add(
                newsroom,
                draft.for_article(form_for.article_key),
                article_key=form_for.article_key,
                reply_to=draft.parent,
            ),
            self._be_added,
            on_error=self._be_refused,
            patience=FRAME * 3,
        )

    def discard(self) -> None:
        """Empty the form; it can be brought back until something else is typed."""
        self._discarded = self.draft
        self._fill(ReplyDraft())
        self._say(_("Discarded."))
        self._restore.show()
        self._restore.setFocus()

    def _bring_back(self) -> None:
        if self._discarded is not None:
            self._fill(self._discarded)
        self._say("")
        self.begin()

    def _be_added(self, changes: Changes) -> None:
        self._set_busy(False)
        assert self._sent_for is not None
        # Whoever went on to another article meanwhile keeps what she typed there.
        if self._is_still_here():
            self._fill(ReplyDraft())
            self._say(changes.sentence, "ok")
            self._send.setFocus()
        self.added.emit(self._sent_for.article, changes.comments[0])

    def _be_refused(self, error: BaseException) -> None:
        self._set_busy(False)
        match error:
            case IntakeRefused() if self._is_still_here():
                self._blame(error.problems)
            case NewsroomError() if self._is_still_here():
                self._say(error.sentence, "no")
            case _:
                self._operations.messages.explain(error)

    def _is_still_here(self) -> bool:
        """Whether the form is still for the article that something was sent for."""
        sent, here = self._sent_for, self._for
        return sent is not None and here is not None and sent.article == here.article

    def _blame(self, problems: Sequence[Problem]) -> None:
        fields = {field.field: field for field in self.fields}
        beside = [one for one in problems if one.field in fields]
        for problem in beside:
            fields[problem.field].blame(problem.message)
        elsewhere = [one.message for one in problems if one.field not in fields]
        self._say(" ".join(elsewhere or [_("Nothing was added yet.")]), "no")
        failing = (field for field in self.fields if field.problem)
        next(failing, self._body).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, draft: ReplyDraft) -> None:
        for field, text in zip(
            self.fields, (draft.name, draft.email, draft.url, draft.body), strict=True
        ):
            field.fill(text)
            field.forgive()
        self._parent_box.setCurrentIndex(max(0, self._parent_box.findData(draft.parent)))
        self._note_typing()

    def _fill_parents(self, answerable: Sequence[Answerable], kept: CommentId | None) -> None:
        words = self._parent_box.itemText(self._parent_box.findData(kept)) if kept else ""
        self._parent_box.blockSignals(True)
        self._parent_box.clear()
        self._parent_box.addItem(_("The article itself"), None)
        for one in answerable:
            self._parent_box.addItem(_cut(one.words), one.id)
        # What is replied to need not be public yet; it stays chosen all the same.
        if kept is not None and self._parent_box.findData(kept) < 0:
            self._parent_box.addItem(words or _("Comment {number}").format(number=kept), kept)
        self._parent_box.blockSignals(False)

    def _note_typing(self) -> None:
        self._discard.setVisible(not self.draft.blank)
        self._restore.hide()
        self.typed.emit()

    def _say(self, sentence: str, look: str = "sentence") -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        theme.look(self._told_frame, f"banner-{look}" if look in ("ok", "no") else "")
        self._told_frame.setVisible(bool(sentence))

    def _set_busy(self, busy: bool) -> None:
        for widget in (self._send, self._discard, self._parent_box):
            widget.setEnabled(not busy)
        for field in self.fields:
            field.editor.setReadOnly(busy)

    def _connect(self) -> None:
        for field in self.fields:
            field.changed.connect(self._note_typing)
        self._parent_box.currentIndexChanged.connect(self._note_typing)
        self._send.clicked.connect(self.send)
        self._discard.clicked.connect(self.discard)
        self._restore.clicked.connect(self._bring_back)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.send)

    def _build(self) -> None:
        theme.look(self._send, "primary")
        theme.look(self._discard, "quiet")
        theme.look(self._restore, "link")
        self._send.setText(_("Add to the queue") + "\u2003Ctrl+↵")
        self._send.setAccessibleName(_("Add to the queue"))
        self._parent_box.setAccessibleName(_("In reply to"))
        policy = QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._parent_box.setSizeAdjustPolicy(policy)
        self._parent_box.setMinimumContentsLength(16)
        self._told_frame = QFrame()
        told = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._told_frame)
        told.setContentsMargins(12, 8, 12, 8)
        told.addWidget(self._told, 1)
        told.addWidget(self._restore)
        head = FoldingRow(least=360)
        head.row.addWidget(plain_label(_("Add a comment"), "title"), 1)
        head.row.addWidget(plain_label(_("Fields marked * are required."), "muted"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for widget in (head, self._reply_row(), self._pair(), self._url, self._body):
            column.addWidget(widget)
        column.addWidget(self._told_frame)
        column.addWidget(self._buttons())
        self._told_frame.hide()
        self._discard.hide()
        self._restore.hide()
        self._order_tabs()

    def _reply_row(self) -> QWidget:
        row = FoldingRow(least=360)
        label = plain_label(_("In reply to"))
        label.setBuddy(self._parent_box)
        row.row.addWidget(label)
        row.row.addWidget(self._parent_box, 1)
        return row

    def _pair(self) -> QWidget:
        pair = FoldingRow(least=440)
        pair.row.setSpacing(16)
        for field in (self._name, self._email):
            pair.row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        return pair

    def _buttons(self) -> QWidget:
        row = FoldingRow(least=300)
        row.row.addWidget(self._send)
        row.row.addWidget(self._discard)
        row.row.addStretch(1)
        return row

    def _order_tabs(self) -> None:
        order: list[QWidget] = [
            self._parent_box,
            *(field.editor for field in self.fields),
            self._restore,
            self._send,
            self._discard,
        ]
        for one, next_one in pairwise(order):
            QWidget.setTabOrder(one, next_one)


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LABEL_LONGEST else flat[: _LABEL_LONGEST - 1] + "…"
