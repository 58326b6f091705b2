"""The rules: what is held or rejected, tried on the whole history before it is kept."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.rows import Rule
from db.words import RuleAction, RuleKind
from desktop import theme
from desktop.choosers import ask_where, ask_which
from desktop.dialogs.tables import LowTable, calm
from desktop.fields import clearable
from desktop.operations import FRAME
from desktop.reading.flow import Flow
from desktop.reading.labels import FoldingRow, plain_label
from desktop.settings.page import SettingsPage, Surroundings
from desktop.settings.rule_draft import RuleDraft
from desktop.settings.rule_form import RuleForm
from desktop.settings.rule_rows import RuleRows
from desktop.settings.rule_trial import RuleTrial
from moderation import rule_changes
from moderation.changes import Changes
from moderation.errors import NewsroomError
from moderation.rules.lists import looks_like_wordpress, read_list, written_list
from resources.translation import _, ngettext

# Narrower than this, in pixels of the design, the buttons stand under the line to search in.
_TOOLS_BESIDE = 540


class RulesPage(SettingsPage):
    """Lists the rules, drafts changes, replays them, and keeps all of them as one operation."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        assert around.newsroom is not None
        self._newsroom, self._operations = around.newsroom, around.operations
        self._draft = RuleDraft()
        self.trial = RuleTrial(around.newsroom, around.operations, self)
        self.form = RuleForm()
        self.filter = QLineEdit()
        self.rows = RuleRows(self)
        self.table = LowTable()
        self.remove_button = QPushButton(_("Take away"))
        self.import_button = QPushButton(_("From a file…"))
        self.export_button = QPushButton(_("To a file…"))
        self.keep_button = QPushButton(_("Keep the rules"))
        self.import_button.setAccessibleDescription(_("Read words, one a line, or WordPress’ keys"))
        self.export_button.setAccessibleDescription(_("Write the words to a file, one a line"))
        self._build()
        self._connect()
        self.look()

    @property
    def drafted(self) -> Sequence[Rule]:
        """The rules that are to be kept, and are not yet."""
        return self._draft.drafted

    def look(self) -> None:
        """Show the rules as they are kept now, and the draft over them."""
        self._draft.kept = rule_changes.rules(self._newsroom)
        self._tallies = rule_changes.tallies(self._newsroom)
        self._show()

    def add(self, rule: Rule) -> None:
        """Draft this rule, in place of the one about the same."""
        if self._take([rule]):
            self.form.start_over()

    def remove(self) -> None:
        """Draft that the chosen rule goes; or that it stays after all."""
        row = self.rows.row(self.table.currentIndex().row())
        if row is not None:
            self._draft.turn(row)
            self._drafted_anew()

    def change(self) -> None:
        """Bring the chosen rule into the form."""
        row = self.rows.row(self.table.currentIndex().row())
        if row is not None:
            self.form.load(row.rule)

    def read_words(self, path: Path) -> None:
        """Draft the words of a file, one a line; a list of WordPress is known by its addresses."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or _("it is not UTF-8")
            self.say(_("{path} cannot be read: {reason}.").format(path=path.name, reason=reason))
            return
        wordpress = looks_like_wordpress(text.splitlines()[:1_000])
        action = self.form.rule.action
        held = action if action is not RuleAction.EXEMPT else RuleAction.HOLD
        lines = read_list(text, held, wordpress=wordpress)
        if self._take([line.rule for line in lines]) and lines:
            told = ngettext(
                "{count} line was read. Try it on the history, then keep it.",
                "{count} lines were read. Try them on the history, then keep them.",
                len(lines),
            )
            self.say(told.format(count=f"{len(lines):,}"), "accent")

    def write_words(self, path: Path) -> None:
        """Write the words that are kept to a file, one a line."""
        text = written_list(self._draft.kept)
        try:
            rule_changes.write_list(path, text)
        except NewsroomError as error:
            self.say(error.sentence)
            return
        count = text.count("\n")
        told = ngettext(
            "{count} word was written to {path}.", "{count} words were written to {path}.", count
        )
        self.say(told.format(count=f"{count:,}", path=path.name), "ok")

    def reason_to_stay(self) -> str:
        """Whether a change waits to be kept."""
        return _("The rules that you changed are not kept yet.") if self._draft.is_changed else ""

    def keep(self) -> None:
        """Try what is new on the history; once that was seen, keep it as one operation."""
        if not self._draft.is_changed or self.trial.is_running:
            return
        if self.drafted and not self.trial.was_seen:
            self.trial.begin(self.drafted)
            return
        newsroom, drafted, going = self._newsroom, self.drafted, list(self._draft.going)
        self._operations.run(
            _("Keeping the rules"),
            lambda _progress: rule_changes.change(newsroom, keep=drafted, remove=going),
            self._done,
            on_error=self._failed,
            patience=FRAME,
        )

    def _done(self, changes: Changes) -> None:
        self._draft.forget()
        self.trial.forget()
        self.look()
        self.say(changes.sentence, "ok")
        self._operations.messages.tell(changes.sentence, undoable=changes.operation is not None)
        self.kept.emit()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, NewsroomError):
            self.say(" ".join(part for part in (error.sentence, error.way_out) if part))
        else:
            self._operations.messages.explain(error)

    def _take(self, rules: Sequence[Rule]) -> bool:
        """Draft these; False, and said why, where one of them cannot be."""
        refused = self._draft.take(rules)
        self.say(refused)
        if not refused:
            self._drafted_anew()
        return not refused

    def _drafted_anew(self) -> None:
        self.trial.forget()
        self._show()

    def _show(self) -> None:
        chosen = self.table.currentIndex().row()
        self.rows.show_rules(self._draft.kept, self.drafted, self._draft.going, self._tallies)
        if self.rows.rowCount():
            self.table.selectRow(min(max(chosen, 0), self.rows.rowCount() - 1))
        self._suit()

    def _suit(self) -> None:
        row = self.rows.row(self.table.currentIndex().row())
        self.remove_button.setEnabled(row is not None)
        going = row is not None and (row.going or row.new)
        self.remove_button.setText(_("Leave it as it was") if going else _("Take away"))
        self.export_button.setEnabled(any(rule.kind is RuleKind.WORD for rule in self._draft.kept))
        self.trial.stop_button.setVisible(self.trial.is_running)
        first = bool(self.drafted) and not self.trial.was_seen
        words = _("Try it on the history") if first else _("Keep the rules")
        self.keep_button.setText(f"{words}\u2003Ctrl+↵")
        self.keep_button.setAccessibleName(words)
        self.keep_button.setEnabled(self._draft.is_changed and not self.trial.is_running)
        self.nothing.setText(
            _("No rule matches.")
            if self.filter.text().strip() and (self._draft.kept or self.drafted)
            else _("There is no rule yet: everything waits for a moderator.")
        )
        self.nothing.setVisible(not self.rows.rowCount())
        self.table.setVisible(self.rows.rowCount() > 0)

    def _build(self) -> None:
        px = theme.in_force().px
        about = _(
            "What comes in is held or rejected by these, and says why. Words are found whole,"
            " however they are disguised; a star stands for more letters."
        )
        self.contents.addWidget(plain_label(about, "muted", wrap=True))
        self.contents.addWidget(self.form)
        self.filter.setPlaceholderText(_("Search the rules"))
        self.filter.setAccessibleName(_("Search the rules"))
        clearable(self.filter)
        tools = Flow(gap=px(8))
        for button in (self.remove_button, self.import_button, self.export_button):
            button.setAutoDefault(False)
            tools.line.addWidget(button)
        line = FoldingRow(least=_TOOLS_BESIDE)
        line.row.addWidget(self.filter, 1)
        line.row.addWidget(tools)
        self.contents.addWidget(line)
        self.table.setModel(self.rows)
        self.table.setAccessibleName(_("Rules"))
        calm(self.table, stretched=0, widths={1: 72, 2: 88})
        self.table.setMinimumHeight(px(110))
        self.nothing = plain_label("", "sentence", wrap=True)
        holder = QWidget()
        low = QVBoxLayout(holder)
        low.setContentsMargins(0, 0, 0, 0)
        low.addWidget(self.table, 1)
        low.addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignTop)
        self.contents.addWidget(holder, 3)
        result = QHBoxLayout()
        result.setSpacing(px(8))
        result.addWidget(self.trial.told, 1)
        theme.look(self.keep_button, "primary")
        self.keep_button.setAutoDefault(False)
        for button in (self.trial.stop_button, self.keep_button):
            result.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.contents.addLayout(result)
        self.contents.addWidget(self.trial.table, 3)

    def _connect(self) -> None:
        self.form.given.connect(self.add)
        self.filter.textChanged.connect(self._filter)
        self.table.selectionModel().currentChanged.connect(self._suit)
        self.table.doubleClicked.connect(self.change)
        self.remove_button.clicked.connect(self.remove)
        self.import_button.clicked.connect(self._choose_words)
        self.export_button.clicked.connect(self._choose_target)
        self.trial.changed.connect(self._suit)
        self.trial.failed.connect(self._failed)
        self.keep_button.clicked.connect(lambda _on=False: self.keep())
        for keys, do in (("Del", self.remove), ("Return", self.change), ("Enter", self.change)):
            shortcut = QShortcut(QKeySequence(keys), self.table, do)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _filter(self, text: str) -> None:
        self.rows.filter(text)
        self._suit()

    def _choose_words(self) -> None:
        ask_which(self, _("Words from a file"), lambda files: self.read_words(files[0])).open()

    def _choose_target(self) -> None:
        ask_where(self, _("Words to a file"), self.write_words, suffix="txt")
