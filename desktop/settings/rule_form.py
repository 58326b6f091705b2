"""The form for one rule: what it looks at, for what or from which number on, and what it does."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.rows import Rule
from db.words import RuleAction, RuleKind
from desktop import theme
from desktop.reading.flow import Flow
from desktop.reading.form_field import QuietComboBox
from moderation.rule_sentences import action_told, kind_told
from moderation.rule_terms import TERMED, actions_of, numbers_of, spans_of
from resources.translation import _

_LEAST_LETTERS = 12


class NumberField(QLineEdit):
    """A number of a few digits, and the words after it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.after = QLabel()
        self.setAccessibleName(name)
        self.setValidator(QIntValidator(0, 99_999, self))
        self.setFixedWidth(theme.in_force().px(64))

    @property
    def value(self) -> int:
        """The number, 0 where nothing is typed."""
        return int(self.text() or 0)

    def show_number(self, number: int) -> None:
        """Show this number."""
        self.setText(str(number))

    def suit(self, bounds: tuple[int, int, int] | None, words: str) -> None:
        """Be there where a rule has such a number, with the usual one in it."""
        for widget in (self, self.after):
            widget.setVisible(bounds is not None)
        self.after.setText(words)
        self.setAccessibleDescription(words)
        if bounds is not None:
            self.show_number(bounds[2])


class RuleForm(QWidget):
    """Fills one rule; `given` carries it when somebody presses Enter or the button."""

    given = Signal(object)  # Rule

    def __init__(self) -> None:
        super().__init__()
        self.kind = QuietComboBox()
        self.term = QLineEdit()
        self.number = NumberField(_("From which number on"))
        self.between = QLabel()
        self._numbers = Flow(gap=theme.in_force().px(6))
        self.span = NumberField(_("Within which span"))
        self.action = QuietComboBox()
        self.button = QPushButton(_("Add"))
        self._build()
        self._suit()

    @property
    def rule(self) -> Rule:
        """The rule as the form has it."""
        kind = RuleKind(self.kind.currentData())
        return Rule(
            kind,
            RuleAction(self.action.currentData()),
            self.term.text().strip() if kind in TERMED else "",
            self.number.value if numbers_of(kind) else 0,
            self.span.value if spans_of(kind) else 0,
        )

    def load(self, rule: Rule) -> None:
        """Show this rule, to be changed."""
        self.kind.setCurrentIndex(self.kind.findData(rule.kind.value))
        self.term.setText(rule.term)
        if rule.number:
            self.number.show_number(rule.number)
        if rule.span:
            self.span.show_number(rule.span)
        self.action.setCurrentIndex(self.action.findData(rule.action.value))
        editor = self.term if rule.kind in TERMED else self.number
        editor.setFocus()

    def start_over(self) -> None:
        """Ready for the next one."""
        self.term.clear()

    def _build(self) -> None:
        for kind in RuleKind:
            self.kind.addItem(kind_told(kind), kind.value)
        # It may be narrower than its longest entry, which is then cut.
        self.kind.setSizeAdjustPolicy(
            QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.kind.setMinimumContentsLength(_LEAST_LETTERS)
        self.kind.setAccessibleName(_("What the rule looks at"))
        self.term.setAccessibleName(_("What to look for"))
        self.action.setAccessibleName(_("What the rule does"))
        self.button.setAutoDefault(False)
        px = theme.in_force().px
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.kind, 1)
        above.addWidget(self.action)
        self.action.setMinimumWidth(px(112))
        for widget in (
            self.number, self.number.after, self.between, self.span, self.span.after,
        ):  # fmt: skip
            self._numbers.line.addWidget(widget)
        below.addWidget(self._numbers, 1)
        below.addWidget(self.term, 1)
        below.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for row in (above, below):
            row.setSpacing(px(6))
            whole.addLayout(row)
        whole.setSpacing(px(6))
        self.kind.currentIndexChanged.connect(self._suit)
        self.button.clicked.connect(self._give)
        for editor in (self.term, self.number, self.span):
            editor.returnPressed.connect(self._give)

    def _suit(self) -> None:
        """Show the fields that this kind has."""
        kind = RuleKind(self.kind.currentData())
        self.term.setVisible(kind in TERMED)
        self._numbers.setVisible(kind not in TERMED)
        self.term.setPlaceholderText(_HINTS[kind]() if kind in _HINTS else "")
        self.number.suit(numbers_of(kind), _words(kind, _NUMBERS))
        self.span.suit(spans_of(kind), _words(kind, _SPANS))
        self.between.setText(_("within") if kind is not RuleKind.REJECTIONS else _("of the last"))
        self.between.setVisible(spans_of(kind) is not None)
        self.action.clear()
        for action in actions_of(kind):
            self.action.addItem(action_told(action), action.value)
        self.button.setText(_("Add") if kind in TERMED else _("Set"))

    def _give(self) -> None:
        self.given.emit(self.rule)


def _words(kind: RuleKind, words: dict[RuleKind, Callable[[], str]]) -> str:
    return words[kind]() if kind in words else ""


_HINTS: dict[RuleKind, Callable[[], str]] = {
    RuleKind.WORD: lambda: _("A word or phrase; casino* goes on"),
    RuleKind.DOMAIN: lambda: _("example.com, or *.top"),
    RuleKind.EMAIL: lambda: _("@example.com, or one address"),
    RuleKind.IP: lambda: _("192.0.2.7, or 192.0.2.0/24"),
}
_NUMBERS: dict[RuleKind, Callable[[], str]] = {
    RuleKind.LINKS: lambda: _("links or more"),
    RuleKind.NEWCOMER: lambda: _("approved comments are asked for"),
    RuleKind.REJECTIONS: lambda: _("% turned away"),
    RuleKind.REPEAT: lambda: _("times before"),
    RuleKind.FLOOD: lambda: _("comments"),
    RuleKind.CLOSED: lambda: _("days after the article"),
}
_SPANS: dict[RuleKind, Callable[[], str]] = {
    RuleKind.REJECTIONS: lambda: _("comments"),
    RuleKind.REPEAT: lambda: _("days"),
    RuleKind.FLOOD: lambda: _("minutes"),
}
