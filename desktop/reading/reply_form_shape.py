"""The reply form as it stands: its fields, what is said below and above them, and its buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.words import Field
from desktop import theme
from desktop.reading.form_field import FormField, PlainEditor, QuietComboBox
from desktop.reading.labels import FoldingRow, plain_label
from desktop.reading.refusal import RefusalRow
from resources.translation import _


class ReplyFormShape(QFrame):
    """The widgets of the form, laid out; what they do is `ReplyForm`'s."""

    def __init__(self) -> None:
        super().__init__()
        self.refusal = RefusalRow()
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

    def _name_send(self, words: str) -> None:
        """Say on the button what sending comes to."""
        self._send.setText(f"{words}\u2003Ctrl+↵")
        self._send.setAccessibleName(words)

    def _build(self) -> None:
        self._name_send(_("Add to the queue"))
        theme.look(self._send, "primary")
        theme.look(self._discard, "quiet")
        theme.look(self._restore, "link")
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
        for widget in (
            head, self.refusal, self._reply_row(), self._pair(), self._url, self._body
        ):  # fmt: skip
            column.addWidget(widget)
        column.addWidget(self._told_frame)
        column.addWidget(self._buttons())
        self._told_frame.hide()
        self._discard.hide()
        self._restore.hide()

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
