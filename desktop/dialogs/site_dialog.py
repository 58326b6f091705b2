"""The site: what it is called, and what it requires of whoever comments."""

from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from db.rows import Site
from desktop.dialogs.sheet import Sheet
from desktop.operations import FRAME, Operations
from desktop.reading.form_field import FormField
from desktop.reading.labels import plain_label
from moderation import queue, sites
from moderation.newsroom import Newsroom
from resources.translation import _


class SiteDialog(Sheet):
    """Changes the site of a newsroom; `kept` says that it is kept."""

    kept = Signal()

    def __init__(
        self, newsroom: Newsroom, operations: Operations, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Site"), parent, QSize(480, 360))
        self._newsroom, self._operations = newsroom, operations
        self._before = queue.sites(newsroom)[0]
        self.name = FormField("name", _("What it is called"), QLineEdit())
        self.name.fill(self._before.name)
        self.name_required = QCheckBox(_("Name"))
        self.name_required.setChecked(self._before.name_required)
        self.email_required = QCheckBox(_("E-mail address"))
        self.email_required.setChecked(self._before.email_required)
        self.comment_required = QCheckBox(_("Comment (always)"))
        self.comment_required.setChecked(True)
        self.comment_required.setEnabled(False)
        self._build()

    @property
    def site(self) -> Site:
        """The site as the dialog has it."""
        return replace(
            self._before,
            name=self.name.text.strip(),
            name_required=self.name_required.isChecked(),
            email_required=self.email_required.isChecked(),
        )

    def reason_to_stay(self) -> str:
        """Whether anything is otherwise than it was."""
        return "" if self.site == self._before else _("What you changed is not kept yet.")

    def _build(self) -> None:
        explanation = _(
            "A comment that lacks one of these cannot be approved before it is completed, or let"
            " pass with a reason. What is approved already stays approved."
        )
        self.contents.addWidget(self.name)
        self.contents.addSpacing(8)
        self.contents.addWidget(plain_label(_("Required of a commenter"), "section"))
        for box in (self.name_required, self.email_required, self.comment_required):
            self.contents.addWidget(box)
        self.contents.addWidget(plain_label(explanation, "muted", wrap=True))
        self.contents.addStretch(1)
        self.plain(_("Cancel")).clicked.connect(self.close)
        self.keep_button = self.primary(_("Keep"), "Ctrl+↵")
        self.keep_button.clicked.connect(self._keep)
        self.on_send(self.keep_button)
        self.name.editor.setFocus()

    def _keep(self) -> None:
        site, newsroom = self.site, self._newsroom
        self._operations.run(
            _("Keeping the site"),
            lambda _progress: sites.keep(newsroom, site),
            self._done,
            patience=FRAME,
        )

    def _done(self, _nothing: None) -> None:
        self.kept.emit()
        self.leave()
