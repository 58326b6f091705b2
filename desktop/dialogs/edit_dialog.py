"""Edit a comment: every field, what fails said beside it; the e-mail is shown only on asking."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from db.rows import Comment, Contact
from db.words import BodyFormat, Field, Status
from desktop import fonts, theme
from desktop.dialogs.sheet import Sheet
from desktop.reading.browser import StillBrowser
from desktop.reading.form_field import FormField, PlainEditor
from desktop.reading.labels import FoldingRow, isolated, plain_label
from desktop.reading.own_pages import difference_html, style
from moderation.differences import difference
from moderation.drafts import Problem
from moderation.edits import Edit
from moderation.errors import StaleDecision
from moderation.sentences import shown_name
from resources.translation import _

_PAUSE = 120


class EditDialog(Sheet):
    """Takes the new fields of one comment.

    `given` carries the `Edit` with what was changed, and whether to approve with it; what was
    changed of the text is shown before. `reveal_asked` asks for the stored e-mail, which is
    journalled. The stored e-mail stays as it is unless another one is typed.
    """

    given = Signal(object, bool)
    reveal_asked = Signal()

    def __init__(
        self, comment: Comment, *, requires: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        name = isolated(shown_name(comment.name))
        super().__init__(_("Edit the comment by {name}").format(name=name), parent, QSize(620, 560))
        self.comment = comment
        self.name = FormField(Field.NAME, _("Name"), QLineEdit())
        self.email = FormField(Field.EMAIL, _("E-mail"), QLineEdit(), _hint(comment))
        self.url = FormField(Field.URL, _("Website"), QLineEdit(), "https://")
        editor = PlainEditor(8, least=3)
        self.body = FormField(Field.COMMENT, _body_words(comment.body_format), editor)
        self.reveal = QPushButton(_("Show e-mail"))
        self.difference = StillBrowser(fonts.interface(fonts.TEXT, scale=theme.in_force().scale))
        # A difference of long texts costs more than a key should wait for.
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE)
        for field in self.fields:
            field.require(required=field.field in requires)
        self.name.fill(comment.name)
        self.url.fill(comment.url)
        self.body.fill(comment.body)
        # What the editor made of line ends is no change of anybody's.
        self._before = {field.field: field.text for field in self.fields}
        self._build()
        self._first(comment).editor.setFocus()

    @property
    def fields(self) -> Sequence[FormField]:
        """The fields in their order."""
        return (self.name, self.email, self.url, self.body)

    def reason_to_stay(self) -> str:
        """Whether any field is another than it was."""
        changed = any(self._changed(field) is not None for field in self.fields)
        return _("What you changed is not kept yet.") if changed else ""

    def take_contact(self, number: int, contact: Contact) -> None:
        """A contact was revealed: show it if it is that of this comment."""
        if number == self.comment.id:
            self.show_contact(contact)

    def show_contact(self, contact: Contact) -> None:
        """Put the stored e-mail into its field."""
        if not self.email.text:
            self.email.fill(contact.email)
        self._before[Field.EMAIL] = contact.email
        self.reveal.hide()
        self.email.editor.setFocus()

    def blame(self, problems: Sequence[Problem]) -> None:
        """Say beside each field what fails, and go to the first of them."""
        fields = {field.field: field for field in self.fields}
        for problem in problems:
            if problem.field in fields:
                fields[problem.field].blame(problem.message)
        elsewhere = [one.message for one in problems if one.field not in fields]
        self.say(" ".join(elsewhere or [_("Nothing was changed yet.")]))
        failing = [field for field in self.fields if field.problem]
        if failing:
            failing[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_again(self, error: StaleDecision, now: Comment) -> None:
        """Somebody changed the comment meanwhile. Where that was nothing of what is written here,
        it can be saved once more, now that one knows.
        """
        before = self.comment
        is_same = (now.name, now.url, now.body) == (before.name, before.url, before.body)
        if is_same and self._changed(self.email) is None:
            self.comment = now
            way_out = _("Save once more to change it all the same.")
            error = StaleDecision(error.sentence, way_out)
        self.say_trouble(error)

    def _changed(self, field: FormField) -> str | None:
        return field.text if field.text != self._before[field.field] else None

    def _give(self, *, approve: bool = False) -> None:
        for field in self.fields:
            field.forgive()
        self.given.emit(
            Edit(
                name=self._changed(self.name),
                email=self._changed(self.email),
                url=self._changed(self.url),
                body=self._changed(self.body),
            ),
            approve,
        )

    def _first(self, comment: Comment) -> FormField:
        lacking = [field for field in self.fields if field.field in comment.lacks]
        return lacking[0] if lacking else self.body

    def _build(self) -> None:
        pair = FoldingRow(least=440)
        pair.row.setSpacing(16)
        pair.row.addWidget(self.name, 1, Qt.AlignmentFlag.AlignTop)
        pair.row.addWidget(self.email, 1, Qt.AlignmentFlag.AlignTop)
        told = FoldingRow(least=440)
        told.row.addWidget(plain_label(_("The history keeps what it was before."), "muted"), 1)
        theme.look(self.reveal, "link")
        self.reveal.setAutoDefault(False)
        self.reveal.setToolTip(_("It is noted in the history that you looked."))
        self.reveal.clicked.connect(self.reveal_asked)
        told.row.addWidget(self.reveal)
        for widget in (told, pair, self.url):
            self.contents.addWidget(widget)
        self.contents.addWidget(self.body, 2)
        self.contents.addWidget(self.difference, 1)
        self.difference.setAccessibleName(_("What is changed of the text"))
        self.body.changed.connect(self._wait.start)
        self._wait.timeout.connect(self.show_difference)
        self.show_difference()
        self.plain(_("Cancel")).clicked.connect(self.close)
        self.approve = self.plain(_("Save and approve"))
        self.approve.setVisible(self.comment.status is not Status.APPROVED)
        self.approve.clicked.connect(lambda: self._give(approve=True))
        if self.comment.status is not Status.APPROVED:
            QShortcut(QKeySequence("Ctrl+Shift+Return"), self, self.approve.click)
            self.approve.setToolTip("Ctrl+Shift+↵")
        self.save = self.primary(_("Save"), "Ctrl+↵")
        self.save.clicked.connect(lambda _on=False: self._give(approve=False))
        self.on_send(self.save)

    def show_difference(self) -> None:
        """Show word by word what is another than it was; nothing while nothing is."""
        changed = self._changed(self.body)
        self.difference.setVisible(changed is not None)
        if changed is not None:
            html = difference_html(difference(self._before[Field.COMMENT], changed))
            self.difference.show_html(f"<p>{html}</p>", style())


def _hint(comment: Comment) -> str:
    if Field.EMAIL in comment.lacks:
        return _("No valid address was given")
    return _("Hidden; type to replace it")


def _body_words(body_format: BodyFormat) -> str:
    match body_format:
        case BodyFormat.HTML:
            return _("Comment (HTML)")
        case BodyFormat.MARKDOWN:
            return _("Comment (Markdown)")
        case BodyFormat.TEXT:
            return _("Comment")
