"""A site: what it is called, and what it requires of whoever comments."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit

from db.rows import Site
from desktop.operations import FRAME
from desktop.reading.choices import FoldingCheckBox
from desktop.reading.form_field import FormField, QuietComboBox
from desktop.reading.labels import plain_label
from desktop.settings.page import SettingsPage, Surroundings
from moderation import queue, sites
from resources.translation import _


class SitePage(SettingsPage):
    """Changes the site of the newsroom, or one of several."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        assert around.newsroom is not None
        self._newsroom, self._operations = around.newsroom, around.operations
        self._sites = queue.sites(self._newsroom)
        self._before = self._sites[0]
        self.chooser = QuietComboBox()
        for site in self._sites:
            self.chooser.addItem(site.name or site.key, site.id)
        self.name = FormField("name", _("What the site is called"), QLineEdit())
        self.name_required = FoldingCheckBox(_("Name"))
        self.email_required = FoldingCheckBox(_("E-mail address"))
        self.comment_required = FoldingCheckBox(_("Comment (always)"))
        self.comment_required.setChecked(True)
        self.comment_required.setEnabled(False)
        self.newsroom_name = FormField(
            "newsroom_name", _("Under which name the newsroom replies"), QLineEdit(),
            _("What the site is called"),
        )  # fmt: skip
        self.say_edited = FoldingCheckBox(_("Tell readers which comments the newsroom edited"))
        self._build()
        self._fill()
        self.chooser.activated.connect(self._choose)

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

    def _fill(self) -> None:
        self.name.fill(self._before.name)
        self.name_required.setChecked(self._before.name_required)
        self.email_required.setChecked(self._before.email_required)
        self.newsroom_name.fill(self._before.newsroom_name)
        self.say_edited.setChecked(self._before.say_edited)

    def _choose(self, index: int) -> None:
        """Go to another site; what was changed of this one is to be kept or taken back first."""
        if reason := self.reason_to_stay():
            self.chooser.setCurrentIndex(
                next(at for at, one in enumerate(self._sites) if one.id == self._before.id)
            )
            self.say(reason, "spam")
            return
        self.say("")
        self._before = self._sites[index]
        self._fill()

    def reason_to_stay(self) -> str:
        """Whether anything is otherwise than it was."""
        return "" if self.site == self._before else _("What you changed is not kept yet.")

    def keep(self) -> None:
        """Keep the site."""
        site, newsroom = self.site, self._newsroom

        def done(_nothing: None) -> None:
            self._before = site
            self._sites = [site if one.id == site.id else one for one in self._sites]
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
        label = plain_label(_("Site"))
        label.setBuddy(self.chooser)
        self.chooser.setAccessibleName(_("Site"))
        for widget in (label, self.chooser):
            self.contents.addWidget(widget)
            widget.setVisible(len(self._sites) > 1)
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
