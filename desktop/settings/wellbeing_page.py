"""Wellbeing: what is covered until it is asked for, the order of the queue, and breaks."""

from PySide6.QtWidgets import QSpinBox

from desktop import theme
from desktop.reading.choices import FoldingCheckBox
from desktop.reading.form_field import FormField, PlainEditor
from desktop.reading.labels import FoldingRow, plain_label
from desktop.settings.page import SettingsPage, Surroundings
from moderation.hard_words import keep_own, own
from resources.translation import _

_LONGEST_BREAK = 240
# Narrower than this, in pixels of the design, the number stands under its words.
_BREAKS_BESIDE = 300


class WellbeingPage(SettingsPage):
    """Each choice holds at once; the newsroom's own words are kept by the button."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        key = around.actions.key("reveal")
        self.section(
            _("Hard words"),
            _(
                "Slurs are covered on cards and in the reading pane. {key} shows those of the"
                " comment that you are at. Images of commenters are never loaded at all."
            ).format(key=key or _("“Show what is covered”")),
        )
        self.veil = FoldingCheckBox(_("Cover hard words until I ask for them"))
        self.veil.setChecked(around.memory.veil)
        self.veil.toggled.connect(self._use_veil)
        self.contents.addWidget(self.veil)
        self.words: FormField | None = None
        if around.newsroom is not None:
            hint = _("One a line; “word*” with any ending")
            self.words = FormField("words", _("The newsroom’s own words"), PlainEditor(5), hint)
            self.words.fill("\n".join(own(around.newsroom)))
            self._before = self.words.text
            self.contents.addWidget(self.words)
        self.section(
            _("Order"),
            _("A mixed order brings easy comments between hard ones, instead of all in a row."),
        )
        self.mixed = FoldingCheckBox(_("Mix easy and hard comments"))
        self.mixed.setChecked(around.actions["sort_mixed"].isChecked())
        self.mixed.setEnabled(around.newsroom is not None)
        self.mixed.toggled.connect(self._mix)
        self.contents.addWidget(self.mixed)
        self.section(
            _("Breaks"),
            _("A line reminds you, and waits beside the work. How long you work is kept nowhere."),
        )
        self._add_breaks()
        if self.words is not None:
            self.keep_button = self.keep_row(_("Keep the words"))
        else:
            self.contents.addStretch(1)

    def reason_to_stay(self) -> str:
        """Whether the words are others than those kept."""
        changed = self.words is not None and self.words.text != self._before
        return _("The words that you changed are not kept yet.") if changed else ""

    def keep(self) -> None:
        """Keep the newsroom's own words."""
        newsroom = self._around.newsroom
        if newsroom is None or self.words is None:
            return
        typed = self.words.text.splitlines()

        def done(kept: tuple[str, ...]) -> None:
            assert self.words is not None
            self.words.fill("\n".join(kept))
            self._before = self.words.text
            self.say(_("The words are kept."), "ok")
            self._around.begin_wellbeing()
            self.kept.emit()

        self._around.operations.run(
            _("Keeping the words"), lambda _progress: keep_own(newsroom, typed), done
        )

    def _add_breaks(self) -> None:
        self.minutes = QSpinBox()
        self.minutes.setRange(0, _LONGEST_BREAK)
        self.minutes.setSingleStep(5)
        self.minutes.setSpecialValueText(_("never"))
        self.minutes.setSuffix(_(" min"))
        self.minutes.setValue(self._around.memory.break_after)
        self.minutes.setAccessibleName(_("Remind me of a break after so many minutes"))
        self.minutes.setFixedWidth(theme.in_force().px(120))
        # The style sheet cannot reach the line in it.
        side = theme.in_force().px(8)
        self.minutes.lineEdit().setTextMargins(side, 0, side, 0)
        self.minutes.valueChanged.connect(self._use_breaks)
        label = plain_label(_("Remind me of a break after"))
        label.setBuddy(self.minutes)
        line = FoldingRow(least=_BREAKS_BESIDE)
        line.row.addWidget(label)
        line.row.addWidget(self.minutes)
        line.row.addStretch(1)
        self.contents.addWidget(line)

    def _use_veil(self, on: bool) -> None:
        self._around.memory.veil = on
        self._around.begin_wellbeing()

    def _mix(self, on: bool) -> None:
        self._around.actions["sort_mixed" if on else "sort_newest"].trigger()

    def _use_breaks(self, minutes: int) -> None:
        self._around.memory.break_after = minutes
