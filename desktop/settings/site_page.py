"""The site: what it is called, and what it requires of whoever comments."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit

from db.rows import Site
from desktop.operations import FRAME
from desktop.reading.form_field import FormField
from desktop.reading.labels import plain_label
from desktop.settings.page import SettingsPage, Surroundings
from moderation import queue, sites
from resources.translation import _


class SitePage(SettingsPage):
    """Changes the site of the newsroom."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        assert around.newsroom is not None
        self._newsroom, self._operations = around.newsroom, around.operations
        self._before = queue.sites(self._newsroom)[0]
        self.name = FormField("name", _("What it is called"), QLineEdit())
        self.name.fill(self._before.name)
        self.name_required = QCheckBox(_("Name"))
        self.name_required.setChecked(self._before.name_required)
        self.email_required = QCheckBox(_("E-mail address"))
        self.email_required.setChecked(self._before.email_required)
        self.comment_required = QCheckBox(_("Comment (always)"))
        self.comment_required.setChecked(True)
        self.comment_required.setEnabled(False)
        self.newsroom_name = FormField(
            "newsroom_name", _("Under which name the newsroom replies"), QLineEdit(),
            _("What the site is called"),
        )  # fmt: skip
        self.newsroom_name.fill(self._before.newsroom_name)
        self.say_edited = QCheckBox(_("Tell readers which comments the newsroom edited"))
        self.say_edited.setChecked(self._before.say_edited)
        self._build()

    @property
    def site(self) -> Site:
        """The site as the page has it."""
        return replace(
            self._before,
            name=self.name.text.strip(),
            name_required=self.name_required.isChecked(),
            email_required=self.email_required.isChecked(),
            newsroom_name=self.newsroom_name.text.strip(),
            say_edited=self.say_edited.isChecked(),
        )

    def reason_to_stay(self) -> str:
        """Whether anything is otherwise than it was."""
        return "" if self.site == self._before else _("What you changed is not kept yet.")

    def keep(self) -> None:
        """Keep the site."""
        site, newsroom = self.site, self._newsroom

        def done(_nothing: None) -> None:
            self._before = site
            self.say(_("The site is kept."), "ok")
            self.kept.emit()

        self._operations.run(
            _("Keeping the site"),
            lambda _progress: sites.keep(newsroom, site),
            done,
            patience=FRAME,
        )

    def _build(self) -> None:
        explanation = _(
            "A comment that lacks one of these cannot be approved before it is completed, or let"
            " pass with a reason. What is approved already stays approved."
        )
        self.contents.addWidget(self.name)
        self.section(_("Required of a commenter"))
        for box in (self.name_required, self.email_required, self.comment_required):
            box.setAccessibleDescription(explanation)
            self.contents.addWidget(box)
        self.contents.addWidget(plain_label(explanation, "muted", wrap=True))
        self.section(_("The newsroom itself"))
        self.contents.addWidget(self.newsroom_name)
        self.contents.addWidget(self.say_edited)
        self.keep_button = self.keep_row(_("Keep"))
