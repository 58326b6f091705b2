"""Pictures of rules and reasons: a comment that was held, what mends it, and why one went."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from db.rows import Rule
from db.words import RuleAction, RuleKind
from desktop.main_window import MainWindow
from moderation import rule_changes

Settle = Callable[[], None]


def _held(window: MainWindow, _demo: bool, settle: Settle) -> None:
    """A comment that rules held, with its characters marked."""
    assert window.desk is not None
    window.desk.queue.search.show_text("casino")
    settle()


def _wrong_hold(window: MainWindow, demo: bool, settle: Settle) -> None:
    """Somebody says that the hold was wrong."""
    _held(window, demo, settle)
    window.deeds["wrong_hold"].trigger()
    settle()


def _reasons(window: MainWindow, demo: bool, settle: Settle) -> None:
    """The moment after a rejection."""
    if demo:
        window.deeds["reject"].trigger()
        settle()


def _page(window: MainWindow, name: str, settle: Settle) -> QWidget | None:
    window.doors.settings(name)
    settle()
    return window.doors.dialog


def _rules(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    """The page of rules; in the sample with a word that was just tried on the history."""
    from desktop.settings.dialog import SettingsDialog
    from desktop.settings.rules_page import RulesPage

    dialog = _page(window, "rules", settle)
    assert isinstance(dialog, SettingsDialog)
    page = dialog.shown
    if demo and isinstance(page, RulesPage):
        page.form.load(Rule(RuleKind.WORD, RuleAction.HOLD, "ferry*"))
        page.add(page.form.rule)
        page.keep()
        settle()
    return dialog


def _rules_numbers(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
    """The form of a rule that counts."""
    from desktop.settings.dialog import SettingsDialog
    from desktop.settings.rules_page import RulesPage

    dialog = _page(window, "rules", settle)
    assert isinstance(dialog, SettingsDialog)
    if isinstance(dialog.shown, RulesPage):
        dialog.shown.form.load(Rule(RuleKind.FLOOD, RuleAction.HOLD, number=5, span=10))
    return dialog


def _no_rules(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    """A newsroom that has no rules yet."""
    if demo and window.newsroom is not None:
        there = rule_changes.rules(window.newsroom)
        rule_changes.change(window.newsroom, remove=[rule.id for rule in there])
    return _page(window, "rules", settle)


def _rules_trouble(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    """Somebody typed what is no rule."""
    from desktop.settings.dialog import SettingsDialog
    from desktop.settings.rules_page import RulesPage

    dialog = _page(window, "rules", settle)
    assert isinstance(dialog, SettingsDialog)
    if demo and isinstance(dialog.shown, RulesPage):
        dialog.shown.add(Rule(RuleKind.DOMAIN, RuleAction.HOLD, "no site at all"))
    return dialog


def _reasons_page(window: MainWindow, _demo: bool, settle: Settle) -> QWidget | None:
    return _page(window, "reasons", settle)


RULE_SCENES: Mapping[str, Callable[[MainWindow, bool, Settle], QWidget | None]] = {
    "held": _held,
    "wrong-hold": _wrong_hold,
    "reasons": _reasons,
    "settings-rules": _rules,
    "settings-rules-numbers": _rules_numbers,
    "settings-rules-none": _no_rules,
    "settings-rules-wrong": _rules_trouble,
    "settings-reasons": _reasons_page,
}
