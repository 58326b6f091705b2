"""Tests for desktop.settings.rules_page, opened from the real window."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.rows import Rule
from db.words import RuleAction, RuleKind
from desktop.main_window import MainWindow
from desktop.operations import RunningOperation
from desktop.settings.dialog import SettingsDialog
from desktop.settings.reasons_page import ReasonsPage
from desktop.settings.rules_page import RulesPage
from moderation import history, reasons, replaying, rule_changes
from moderation.changes import Progress
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom
from moderation.replaying import Replayed

HOLD = RuleAction.HOLD


def opened(window: MainWindow) -> RulesPage:
    window.deeds["rules"].trigger()
    assert isinstance(window.doors.dialog, SettingsDialog)
    assert isinstance(window.doors.dialog.shown, RulesPage)
    return window.doors.dialog.shown


def keep(window: MainWindow, page: RulesPage) -> None:
    page.keep()
    window.operations.wait_idle()


def said(window: MainWindow) -> str:
    assert isinstance(window.doors.dialog, SettingsDialog)
    return window.doors.dialog.said


def listed(page: RulesPage) -> list[str]:
    rows = page.rows
    return [str(rows.data(rows.index(row, 0))) for row in range(rows.rowCount())]


def terms(newsroom: Newsroom) -> set[str]:
    return {rule.term for rule in rule_changes.rules(newsroom) if rule.term}


def test_a_word_is_tried_on_the_history_and_then_kept(
    window: MainWindow, filled: Newsroom, qtbot: QtBot
) -> None:
    """She types a word, sees whom it would have held, and keeps it: by the keyboard alone."""
    page = opened(window)
    page.form.term.setFocus()
    qtbot.keyClicks(page.form.term, "ferry*")
    qtbot.keyClick(page.form.term, Qt.Key.Key_Return)
    assert listed(page)[0] == "Hold the word “ferry*” (not kept yet)"
    assert page.keep_button.accessibleName() == "Try it on the history"

    keep(window, page)
    assert (
        page.trial.told.text() == "2 of 131 comments would have been held. 1 of them is approved."
    )
    assert page.trial.rows.rowCount() == 2
    assert page.trial.rows.data(page.trial.rows.index(0, 2)) in ("approved", "pending")
    assert "ferry*" not in terms(filled)
    assert page.keep_button.accessibleName() == "Keep the rules"

    keep(window, page)
    assert "ferry*" in terms(filled)
    assert page.reason_to_stay() == ""
    assert said(window) == "Rule kept: Hold the word “ferry*”."
    window.deeds["undo"].trigger()
    window.operations.wait_idle()
    assert "ferry*" not in terms(filled)


def test_a_rule_is_taken_away_and_undone(window: MainWindow, filled: Newsroom) -> None:
    page = opened(window)
    row = listed(page).index("Hold the word “casino*”.")
    page.table.selectRow(row)
    page.table.setFocus()

    page.remove()
    assert "Hold the word “casino*” (to be taken away)" in listed(page)
    assert page.reason_to_stay()
    keep(window, page)

    assert "casino*" not in terms(filled)
    history.undo(filled)
    assert "casino*" in terms(filled)


def test_taken_away_twice_it_stays(window: MainWindow, filled: Newsroom) -> None:
    page = opened(window)

    page.remove()
    page.table.selectRow(0)
    page.remove()

    assert page.reason_to_stay() == ""
    assert not page.keep_button.isEnabled()


def test_a_number_is_changed_in_the_form(window: MainWindow, filled: Newsroom) -> None:
    page = opened(window)
    page.table.selectRow(listed(page).index("Hold 2 links or more."))
    page.change()
    assert page.form.rule.number == 2

    page.form.number.show_number(4)
    page.form.button.click()
    keep(window, page)
    keep(window, page)

    assert [r.number for r in rule_changes.rules(filled) if r.kind is RuleKind.LINKS] == [4]


def test_every_kind_has_its_fields(window: MainWindow) -> None:
    page = opened(window)

    for kind in RuleKind:
        page.form.kind.setCurrentIndex(page.form.kind.findData(kind.value))
        QApplication.processEvents()
        page.form.term.setText("192.0.2.7" if kind is RuleKind.IP else "shop.example")
        page.add(page.form.rule)

        assert said(window) == "", kind
    assert len(page.drafted) == len(RuleKind) - 1  # disposable addresses are held already


def test_what_is_no_rule_is_refused_and_stays_in_the_form(window: MainWindow) -> None:
    page = opened(window)
    page.form.load(Rule(RuleKind.DOMAIN, HOLD, "no site at all"))

    page.form.button.click()

    assert said(window).startswith("“no site at all” is not the name of a site.")
    assert page.form.term.text() == "no site at all"
    assert page.drafted == []


def test_words_come_from_a_file_and_go_to_one(
    window: MainWindow, filled: Newsroom, tmp_path: Path
) -> None:
    page = opened(window)
    keys, out = tmp_path / "keys.txt", tmp_path / "words.txt"
    keys.write_text("# ours\nbetting*\nwin big\n", encoding="utf-8")

    page.read_words(keys)
    assert {rule.term for rule in page.drafted} == {"betting*", "win big"}
    keep(window, page)
    keep(window, page)
    page.write_words(out)

    assert set(out.read_text(encoding="utf-8").split("\n")) >= {"betting*", "win big", "loan*"}
    page.read_words(tmp_path / "nowhere.txt")
    assert "nowhere.txt cannot be read" in said(window)


def test_a_bad_line_of_a_file_is_named_and_nothing_is_drafted(
    window: MainWindow, tmp_path: Path
) -> None:
    page = opened(window)
    keys = tmp_path / "keys.txt"
    keys.write_text("betting\n*\n", encoding="utf-8")

    page.read_words(keys)

    assert said(window).startswith("Rule 2: “*” is no word")
    assert page.drafted == []


def test_a_list_of_wordpress_is_known(window: MainWindow, tmp_path: Path) -> None:
    page = opened(window)
    keys = tmp_path / "keys.txt"
    keys.write_text("betting\nspam@shop.example\n192.0.2.7\n", encoding="utf-8")

    page.read_words(keys)

    assert {(rule.kind, rule.term) for rule in page.drafted} == {
        (RuleKind.WORD, "*betting*"), (RuleKind.EMAIL, "spam@shop.example"),
        (RuleKind.IP, "192.0.2.7/32"),
    }  # fmt: skip


def test_a_replay_that_is_stopped_lets_the_rules_be_kept(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window)
    page.add(Rule(RuleKind.WORD, HOLD, "ferry*"))
    stopped, replay = Event(), replaying.replay

    def stop(operation: RunningOperation) -> None:
        operation.stop()
        stopped.set()

    def replay_once_stopped(
        newsroom: Newsroom, rules: Sequence[Rule], *, progress: Progress
    ) -> Replayed:
        assert stopped.wait(20)
        return replay(newsroom, rules, progress=progress)

    monkeypatch.setattr(replaying, "replay", replay_once_stopped)
    window.operations.started.connect(stop)

    keep(window, page)

    assert page.trial.told.text() == "The replay was stopped."
    assert page.keep_button.accessibleName() == "Keep the rules"
    assert page.keep_button.isEnabled()


def test_a_change_after_the_replay_asks_for_another(window: MainWindow) -> None:
    page = opened(window)
    page.add(Rule(RuleKind.WORD, HOLD, "ferry*"))
    keep(window, page)

    page.add(Rule(RuleKind.WORD, HOLD, "bridge*"))

    assert page.trial.told.text() == ""
    assert page.keep_button.accessibleName() == "Try it on the history"


def test_five_thousand_words_are_listed_and_searched(window: MainWindow) -> None:
    page = opened(window)
    page._take([Rule(RuleKind.WORD, HOLD, f"word{n}x") for n in range(5_000)])
    assert page.rows.rowCount() > 5_000

    page.filter.setText("word4999")

    assert page.rows.rowCount() == 1


def test_its_models_hold_what_qt_asks(window: MainWindow) -> None:
    page = opened(window)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, mode) for model in (page.rows, page.trial.rows)]

    page.add(Rule(RuleKind.WORD, HOLD, "ferry*"))
    keep(window, page)

    assert all(testers)


def test_reasons_are_changed_and_offered_at_once(window: MainWindow, filled: Newsroom) -> None:
    assert window.desk is not None
    window.doors.settings("reasons")
    assert isinstance(window.doors.dialog, SettingsDialog)
    page = window.doors.dialog.shown
    assert isinstance(page, ReasonsPage)
    assert page.reason_to_stay() == ""

    page.editor.setPlainText("rude = Rude\nNo source")
    assert page.reason_to_stay()
    page.keep()
    window.operations.wait_idle()

    assert [one.code for one in reasons.reasons(filled)] == ["rude", "no-source"]
    window.deeds["reject"].trigger()
    window.operations.wait_idle()
    strip = window.desk.reading.reason_strip
    assert [button.text() for button in strip.buttons] == ["1\u2002Rude", "2\u2002No source"]
    page.editor.setPlainText("Rude! = x")
    page.keep()
    window.operations.wait_idle()
    assert "is no code" in said(window)


def test_what_no_rule_matches_is_not_called_a_lack_of_rules(window: MainWindow) -> None:
    page = opened(window)
    page.filter.setText("zzzz")
    told = page.nothing.isVisible(), page.nothing.text()
    page.filter.clear()

    assert told == (True, "No rule matches.")
    assert not page.nothing.isVisible()


def test_a_replay_that_fails_is_said_and_can_be_tried_again(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(window)
    page.add(Rule(RuleKind.WORD, HOLD, "ferry*"))

    def fail(*_args: object, **_named: object) -> None:
        raise NewsroomError("The drive is gone.")

    with monkeypatch.context() as broken:
        broken.setattr("moderation.replaying.replay", fail)
        keep(window, page)

    assert said(window) == "The drive is gone."
    assert not page.trial.is_running
    assert not page.trial.stop_button.isVisible()
    assert page.keep_button.isEnabled()
    keep(window, page)
    assert page.trial.was_seen
