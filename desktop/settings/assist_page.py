"""The assist: auto-sort, languages, whose numbers are looked for, and what it learnt."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop import theme
from desktop.operations import FRAME
from desktop.reading.form_field import FormField
from desktop.reading.labels import plain_label
from desktop.settings.page import SettingsPage, Surroundings
from moderation import assist_settings, auto_sort
from moderation.assist_settings import Chosen
from moderation.auto_sort import Side, Standing
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom
from moderation.scores import Learnt, Scores, meaning_sentence
from resources.translation import _, ngettext

_LEVELS: tuple[float | None, ...] = (None, 0.95, 0.98, 0.99)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the page says, gathered off the GUI thread."""

    standings: Sequence[Standing]
    learnt: Learnt
    chosen: Chosen


class AssistPage(SettingsPage):
    """Changes what the assist may do; everything is kept by the button at its end."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        assert around.newsroom is not None
        self._newsroom, self._operations = around.newsroom, around.operations
        self._scores = Scores(self._newsroom)
        self._before: tuple[object, ...] = ()
        self.levels = {side: self._level(side) for side in Side}
        self.stand = {side: plain_label("", "muted", wrap=True) for side in Side}
        self.languages = FormField("languages", _("Languages of your readers"), QLineEdit())
        self.regions = FormField("regions", _("Regions of their telephone numbers"), QLineEdit())
        self.learnt = plain_label("", wrap=True)
        self.meaning = plain_label("", "muted", wrap=True)
        self.forget_button = QPushButton(_("Forget what was learnt"))
        self._build()
        self.look()

    def look(self) -> None:
        """Show what is chosen and known now."""
        newsroom, scores = self._newsroom, self._scores
        self._operations.run(
            _("Looking at the assist"),
            lambda _progress: _gathered(newsroom, scores),
            self._show,
            writing=False,
            question=(id(self), "assist"),
            patience=FRAME,
        )

    def reason_to_stay(self) -> str:
        """Whether anything is otherwise than it was."""
        changed = bool(self._before) and self._typed() != self._before
        return _("What you changed is not kept yet.") if changed else ""

    def keep(self) -> None:
        """Keep all of it, or say what cannot be kept."""
        newsroom, before = self._newsroom, self._before
        wanted = assist_settings.read(self.languages.text, self.regions.text)
        levels = {side: _LEVELS[box.currentIndex()] for side, box in self.levels.items()}

        def work() -> None:
            assist_settings.keep(newsroom, wanted)
            for place, side in enumerate(Side):
                if levels[side] != before[place]:
                    auto_sort.choose(newsroom, side, levels[side])

        def done(_nothing: None) -> None:
            self.say(_("Kept."), "ok")
            self.look()

        def failed(error: BaseException) -> None:
            if isinstance(error, NewsroomError):
                self.say(" ".join(filter(None, (error.sentence, error.way_out))))
            else:
                self._operations.messages.explain(error)

        self._operations.run(
            _("Keeping the settings"), lambda _progress: work(), done, on_error=failed,
            patience=FRAME,
        )  # fmt: skip

    def forget(self) -> None:
        """Delete what was learnt."""
        scores = self._scores

        def done(_there: bool) -> None:
            self.say(_("What was learnt is deleted; decisions stay."), "ok")
            self.look()
            self.kept.emit()

        self._operations.run(
            _("Forgetting"), lambda _progress: scores.forget(), done, patience=FRAME
        )

    def _typed(self) -> tuple[object, ...]:
        levels = [_LEVELS[self.levels[side].currentIndex()] for side in Side]
        return (*levels, self.languages.text.strip(), self.regions.text.strip())

    def _show(self, told: _Told) -> None:
        for standing in told.standings:
            self.levels[standing.side].setCurrentIndex(_LEVELS.index(standing.choice.asked))
            self.stand[standing.side].setText(auto_sort.sentence(standing))
        self.languages.fill(", ".join(told.chosen.languages))
        self.regions.fill(", ".join(told.chosen.regions))
        self.learnt.setText(_learnt_sentence(told.learnt))
        self.meaning.setText(meaning_sentence(told.learnt))
        self.forget_button.setEnabled(told.learnt.kept is not None)
        self._before = self._typed()

    def _level(self, side: Side) -> QComboBox:
        box = QComboBox()
        for level in _LEVELS:
            box.addItem(
                _("Off") if level is None
                else _("Right in {share} of 100").format(share=round(100 * level))
            )  # fmt: skip
        box.setAccessibleName(
            {Side.SPAM: _("Mark as spam by itself"), Side.FINE: _("Approve by itself")}[side]
        )
        return box

    def _build(self) -> None:
        self.section(
            _("Auto-sort"),
            _(
                "From 400 decisions on, the assist may decide what it is surest of. One comment in"
                " twenty is left for you; where you decide otherwise too often, it switches itself"
                " off. Abuse is never turned away by it. “decided-by:auto-sort” finds what it did."
            ),
        )
        for side, box in self.levels.items():
            row = QWidget()
            inner = QHBoxLayout(row)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(plain_label(box.accessibleName()), 1)
            inner.addWidget(box)
            self.contents.addWidget(row)
            self.contents.addWidget(self.stand[side])
        self.section(_("Languages and numbers"))
        self.contents.addWidget(self.languages)
        self.contents.addWidget(
            plain_label(_("Codes such as de, en. Left empty: the usual ones."), "muted", wrap=True)
        )
        self.contents.addWidget(self.regions)
        self.section(_("What was learnt"))
        self.contents.addWidget(self.learnt)
        self.contents.addWidget(self.meaning)
        self.forget_button.setAutoDefault(False)
        theme.look(self.forget_button, "link")
        self.forget_button.clicked.connect(lambda _on=False: self.forget())
        last = QHBoxLayout()
        last.addWidget(self.forget_button)
        last.addStretch(1)
        self.contents.addLayout(last)
        self.keep_button = self.keep_row(_("Keep"))


def _gathered(newsroom: Newsroom, scores: Scores) -> _Told:
    return _Told(
        auto_sort.standings(newsroom, scores), scores.learnt(), assist_settings.chosen(newsroom)
    )


def _learnt_sentence(learnt: Learnt) -> str:
    if learnt.kept is None:
        return _("Nothing yet. It takes 20 decisions, five of each kind among them.")
    count = learnt.kept.decisions
    return ngettext(
        "Learnt from {count} decision of this newsroom. It lies in one file beside it.",
        "Learnt from {count} decisions of this newsroom. It lies in one file beside it.",
        count,
    ).format(count=f"{count:,}")
