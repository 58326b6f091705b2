"""Tests for desktop.reading.decision_bar."""

import unicodedata
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from db.words import Status
from desktop import theme
from desktop.actions import Actions, Situation
from desktop.messages import Messages
from desktop.reading.decision_bar import DecisionBar
from desktop.reading.margins import left_over, side_of


@pytest.fixture
def bar(qapp: QApplication, actions: Actions) -> Iterator[DecisionBar]:
    """A decision bar on the screen."""
    theme.in_force()
    messages = Messages()
    made = DecisionBar(actions, messages)
    made.setProperty("messages", messages)
    made.resize(760, 60)
    made.show()
    QApplication.processEvents()
    yield made
    made.hide()
    made.deleteLater()
    messages.deleteLater()


def menu_of(bar: DecisionBar) -> list[str]:
    """What the menu at the end offers."""
    (more,) = bar.findChildren(QToolButton)
    return [action.objectName() for action in more.menu().actions()]


def test_each_button_shows_its_key(bar: DecisionBar) -> None:
    told = {name: bar.button(name).text().split() for name in ("approve", "reject", "spam")}

    assert told == {"approve": ["Approve", "A"], "reject": ["Reject", "D"], "spam": ["Spam", "S"]}
    assert bar.button("spam").accessibleName() == "Mark as spam"
    assert bar.button("spam").accessibleDescription() == "Key: S"


def test_the_keys_on_the_buttons_are_those_in_force(bar: DecisionBar, actions: Actions) -> None:
    actions.use_letters(False)

    assert bar.button("approve").text().endswith("Ctrl+Shift+A")


def test_a_button_does_what_the_action_does(bar: DecisionBar, actions: Actions) -> None:
    done: list[str] = []
    for name in ("approve", "reject", "spam", "edit", "reply"):
        actions[name].triggered.connect(lambda _on=False, name=name: done.append(name))
        bar.button(name).click()

    assert done == ["approve", "reject", "spam", "edit", "reply"]


def test_what_cannot_be_done_cannot_be_pressed(bar: DecisionBar, actions: Actions) -> None:
    actions.suit(Situation(newsroom=True, comments=1, statuses=frozenset({Status.APPROVED})))

    assert not bar.button("approve").isEnabled()
    assert bar.button("reject").isEnabled()

    actions.suit(Situation(newsroom=True, comments=3))
    assert not bar.button("edit").isEnabled()


@pytest.mark.parametrize("width", range(360, 1_000, 40))
def test_nothing_is_cut_and_nothing_is_lost_at_any_width(bar: DecisionBar, width: int) -> None:
    bar.resize(width, bar.sizeHint().height())
    QApplication.processEvents()

    shown = {name for name in ("approve", "reject", "spam", "edit", "reply")
             if bar.button(name).isVisible()}  # fmt: skip
    for name in shown:
        button = bar.button(name)
        right = button.mapTo(bar, button.rect().topRight()).x()
        assert button.width() >= button.sizeHint().width()
        assert right <= width
    assert {"approve", "reject", "spam"} <= shown
    assert shown | set(menu_of(bar)) >= {"edit", "reply", "hold", "note"}
    assert bar.line.width() >= 100


def test_the_bar_says_on_how_many_it_acts(bar: DecisionBar) -> None:
    bar.show_count(12)

    assert bar.accessibleName() == "Decide 12 comments"


def test_with_text_twice_as_large_nothing_is_cut(bar: DecisionBar) -> None:
    force = theme.in_force()
    force.use_text_scale(2.0)
    bar.resize(max(760, bar.minimumSizeHint().width()), 140)
    QApplication.processEvents()

    for name in ("approve", "reject", "spam"):
        assert bar.button(name).width() >= bar.button(name).sizeHint().width()
    force.use_text_scale(1.0)


def told(bar: DecisionBar) -> QLabel:
    """The words of what happened last."""
    (label,) = bar.line.findChildren(QLabel)
    return label


def test_a_sentence_that_is_too_long_for_a_line_has_two_and_moves_nothing(
    bar: DecisionBar,
) -> None:
    before = bar.button("approve").geometry(), bar.sizeHint().height()

    bar.property("messages").tell("Ewa Kowalczyk marked as spam, and three others.", undoable=True)
    QApplication.processEvents()

    lines = told(bar).text().replace("\u200e", "").split("\n")
    assert " ".join(lines) == "Ewa Kowalczyk marked as spam, and three others."
    assert len(lines) == 2
    assert (bar.button("approve").geometry(), bar.sizeHint().height()) == before


def test_what_is_too_long_for_two_is_cut_with_a_sign(bar: DecisionBar) -> None:
    bar.property("messages").tell("word " * 40)
    QApplication.processEvents()

    assert told(bar).text().count("\n") == 1
    assert told(bar).text().endswith("…")


def test_a_sentence_that_begins_with_an_arabic_name_is_read_from_the_left(
    bar: DecisionBar,
) -> None:
    bar.property("messages").tell("محمد marked as spam.")

    assert not told(bar).text()[0].isalpha()
    assert unicodedata.bidirectional(told(bar).text()[0]) == "L"


def test_undo_above_the_buttons_makes_the_bar_no_higher(bar: DecisionBar, actions: Actions) -> None:
    actions["undo"].setEnabled(True)
    bar.resize(520, bar.height())
    QApplication.processEvents()
    before = bar.sizeHint().height()

    bar.property("messages").tell("Ana rejected.", undoable=True)
    QApplication.processEvents()

    assert any(one.isVisible() for one in bar.line.findChildren(QPushButton))
    assert bar.sizeHint().height() == before


@pytest.mark.parametrize("width", [520, 760, 2_900])
def test_what_happened_last_ends_where_the_lines_above_do(bar: DecisionBar, width: int) -> None:
    bar.resize(width, bar.height())
    QApplication.processEvents()

    end = bar.line.mapTo(bar, bar.line.rect().topRight()).x() + 1
    assert end == width - side_of(width) - left_over(width)


def test_the_menu_is_as_high_as_the_buttons_in_any_font(bar: DecisionBar) -> None:
    bar.resize(760, 100)
    bar.button("approve").setMinimumHeight(44)
    QApplication.processEvents()

    (more,) = bar.findChildren(QToolButton)
    assert more.height() == bar.button("approve").height() == 44
