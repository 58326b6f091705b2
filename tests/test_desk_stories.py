"""Stories of a day at the desk: read what is quoted, be even, mend Tuesday, make a rule."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from db.words import Status, Verdict
from desktop.dialogs.history import HistoryDialog
from desktop.main_window import MainWindow
from desktop.reading.beside import Page
from desktop.settings.dialog import SettingsDialog
from desktop.settings.rules_page import RulesPage
from moderation import decisions, queue
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.soundness import look_over
from tests.conftest import TickingClock
from tests.desktop.town import Town
from tests.windows import OpenWindow, current, press, press_key, settle, status_of

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def tab_to(window: MainWindow, wanted: QWidget) -> None:
    """Press Tab until the focus is there; fails if it cannot be come to."""
    for _time in range(60):
        if QApplication.focusWidget() is wanted:
            return
        press_key(window, Qt.Key.Key_Tab)
    raise AssertionError(f"no way to {wanted.accessibleName()} by Tab")


def test_what_a_comment_quotes_is_read_in_its_article(
    filled: Newsroom, open_window: OpenWindow
) -> None:
    """She searches for who quoted, sees the sentence marked, and what stands around it."""
    window = open_window(filled)
    assert window.desk is not None
    press(window, "/author:Abernathy")
    press_key(window, Qt.Key.Key_Return)
    settle(window)

    article = window.desk.reading.article_view
    assert article.marked == ["The spokeswoman expressed a hope, not a date"]
    (mark,) = article.text.extraSelections()
    line = article.text.cursorRect(mark.cursor)
    assert 0 <= line.top() < article.text.viewport().height()
    assert "expressed a hope" in article.text.accessibleDescription()

    # The next one quotes nothing, and nothing stays marked.
    press(window, "/")
    press_key(window, Qt.Key.Key_A, CTRL)
    press(window, "author:Hannelore")
    press_key(window, Qt.Key.Key_Return)
    settle(window)
    assert article.marked == []


def test_the_one_from_tuesday_is_taken_back_and_what_changed_since_is_left(
    newsroom: Newsroom, open_window: OpenWindow, clock: TickingClock
) -> None:
    """Three were rejected on Tuesday; Ben approved one since. Ana finds it, and takes it back."""
    town = Town(newsroom)
    numbers = [town.say(f"About the bridge, the {n}th", f"Jon {n}") for n in range(3)]
    clock.now = datetime(2026, 3, 3, 9, tzinfo=UTC)
    decisions.decide(newsroom, Picked.of(*map(town.card, numbers)), Verdict.REJECT)
    clock.now = datetime(2026, 3, 4, 9, tzinfo=UTC)
    newsroom.desk = "ben"
    decisions.decide(newsroom, Picked.of(town.card(numbers[1])), Verdict.APPROVE)
    newsroom.desk = "ana"
    window = open_window(newsroom)
    settle(window)

    # She searches the history by the day.
    press_key(window, Qt.Key.Key_H, CTRL)
    settle(window)
    dialog = window.doors.dialog
    assert isinstance(dialog, HistoryDialog)
    press(window, "on:2026-03-03 reject")
    settle(window)
    assert dialog.model.rowCount() == 1
    row = dialog.model.row(0)
    assert row is not None
    assert row.when.startswith("3 March 2026, ")

    # One key down, one Tab trip, and it is taken back; Ben's is left and named.
    press_key(window, Qt.Key.Key_Down)
    assert dialog.table.hasFocus()
    tab_to(window, dialog.undo_button)
    press_key(window, Qt.Key.Key_Return)
    settle(window)
    stands = [status_of(window, number) for number in numbers]
    assert stands == [Status.PENDING, Status.APPROVED, Status.PENDING]
    assert "ben" in dialog.said
    assert "Jon 1" in dialog.said
    assert look_over(newsroom).is_sound


def test_what_was_decided_of_its_like_is_listed_and_opened(
    newsroom: Newsroom, open_window: OpenWindow
) -> None:
    """The list of what is most alike, each with how it was decided; one key goes there."""
    town = Town(newsroom)
    text = "The council sold the quay to its friends, and the ferry with it, for a song."
    earlier = [town.say(f"{text} {end}", f"Jon {end}") for end in ("Shame!", "Again!")]
    decisions.decide(newsroom, Picked.of(town.card(earlier[0])), Verdict.REJECT)
    decisions.decide(newsroom, Picked.of(town.card(earlier[1])), Verdict.APPROVE)
    number = town.say(f"{text} Who is surprised?", "Rolf")
    window = open_window(newsroom)
    settle(window)
    assert window.desk is not None
    assert current(window) == number

    press(window, "l")
    settle(window)

    leaf = window.desk.reading.beside.leaf(Page.ALIKE)
    told = leaf.toPlainText()
    assert "rejected" in told
    assert "approved" in told
    assert "Jon Shame!" in told
    assert leaf.hasFocus()
    press_key(window, Qt.Key.Key_Tab)
    press_key(window, Qt.Key.Key_Return)
    settle(window)
    assert window.desk.reading.shown in earlier


def test_a_rule_is_tried_on_the_history_before_it_is_kept(
    filled: Newsroom, open_window: OpenWindow
) -> None:
    """She writes a word, reads what it would have held, keeps it, and the next one is held."""
    window = open_window(filled)
    settle(window)
    press_key(window, Qt.Key.Key_R, CTRL | SHIFT)
    settle(window)
    dialog = window.doors.dialog
    assert isinstance(dialog, SettingsDialog)
    (page,) = dialog.findChildren(RulesPage)

    tab_to(window, page.form.term)
    press(window, "ferry*")
    press_key(window, Qt.Key.Key_Return)
    settle(window)

    press_key(window, Qt.Key.Key_Return, CTRL)
    settle(window)
    assert (
        page.trial.told.text() == "2 of 131 comments would have been held. 1 of them is approved."
    )
    assert page.trial.rows.rowCount() == 2
    press_key(window, Qt.Key.Key_Return, CTRL)
    settle(window)
    assert dialog.said == "Rule kept: Hold the word “ferry*”."
    press_key(window, Qt.Key.Key_Escape)
    settle(window)
    filled.desk = "letters"
    town = Town(filled)
    number = town.say("The ferryman was better.", "Kim", "kim@example.org")
    (card,) = queue.cards(filled, [number])
    assert [hold.rule.term for hold in card.holds if hold.rule] == ["ferry*"]
    filled.desk = "ana"

    # One undo takes the rule back; what Kim wrote came by another desk.
    press(window, "z")
    again = town.say("The ferryman, I say.", "Lea", "lea@example.org")
    assert not queue.cards(filled, [again])[0].holds
