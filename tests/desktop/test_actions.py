"""Tests for desktop.actions and desktop.action_specs."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.words import Status
from desktop import stylesheet
from desktop.action_specs import SPECS, Profile
from desktop.actions import Actions, Situation
from desktop.keymap import Keymap
from desktop.tokens import LIGHT

BUSY = Situation(newsroom=True, comments=1, undo="Approve 1 comment", redo="Edit", ticked=True)


@pytest.fixture
def actions(qapp: QApplication) -> Iterator[Actions]:
    """The actions of a window with everything enabled."""
    made = Actions()
    made.suit(BUSY)
    yield made
    made.deleteLater()


@pytest.fixture
def window(actions: Actions, qtbot: QtBot) -> QWidget:
    """A window with two text fields and the actions, shown and active."""
    made = QWidget()
    qtbot.addWidget(made)
    layout = QVBoxLayout(made)
    for field in (QLineEdit(made), QPlainTextEdit(made)):
        layout.addWidget(field)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.addActions([actions[name] for name in actions])
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("letters", [True, False])
def test_no_two_actions_share_a_key(actions: Actions, profile: Profile, letters: bool) -> None:
    actions.use_keymap(Keymap(profile, letters=letters))

    counted = Counter(key for name in actions for key in actions.keys(name))
    assert [key for key, times in counted.items() if times > 1] == []


def test_the_keys_are_those_of_wordpress(actions: Actions) -> None:
    letters = {
        "next": "J",
        "previous": "K",
        "approve": "A",
        "reject": "D",
        "spam": "S",
        "hold": "U",
        "reply": "R",
        "edit": "E",
        "note": "N",
        "tick": "X",
        "undo": "Z",
        "search": "/",
        "keys": "?",
    }

    assert {name: actions.key(name) for name in letters} == letters


def test_every_decision_can_be_taken_without_single_letters(actions: Actions) -> None:
    actions.use_letters(False)

    assert all(actions.keys(spec.id) for spec in SPECS if spec.letters)
    assert not [key for name in actions for key in actions.keys(name) if len(key) == 1]


def test_coral_approves_with_f(actions: Actions) -> None:
    actions.use_keymap(Keymap(Profile.CORAL))

    assert actions.key("approve") == "F"
    assert actions.key("reject") == "D"


def test_a_letter_decides(actions: Actions, window: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(actions["approve"].triggered):
        qtbot.keyClick(window, Qt.Key.Key_A)


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_no_letter_decides_while_somebody_types(
    actions: Actions, window: QWidget, qtbot: QtBot, kind: type[QWidget]
) -> None:
    field = window.findChild(kind)
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.setFocus()
    fired: list[str] = []
    for name in actions:
        actions[name].triggered.connect(lambda _on=False, name=name: fired.append(name))

    qtbot.keyClicks(field, "jkadsurenxz/?")

    typed = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    assert typed == "jkadsurenxz/?"
    assert fired == []


def test_switched_off_letters_do_nothing(actions: Actions, window: QWidget, qtbot: QtBot) -> None:
    actions.use_letters(False)

    with qtbot.assertNotEmitted(actions["reject"].triggered):
        qtbot.keyClick(window, Qt.Key.Key_D)


def test_a_key_held_down_moves_on_but_decides_once(actions: Actions) -> None:
    assert actions["next"].autoRepeat()
    assert not [spec.id for spec in SPECS if spec.verdict and actions[spec.id].autoRepeat()]


def test_undo_names_what_it_takes_back(actions: Actions) -> None:
    assert actions["undo"].text() == "Undo “Approve 1 comment”"

    actions.suit(Situation(newsroom=True))

    assert actions["undo"].text() == "Undo"
    assert not actions["undo"].isEnabled()


def test_without_a_newsroom_only_doors_to_one_are_open(actions: Actions) -> None:
    actions.suit(Situation())

    assert actions["open"].isEnabled()
    assert not actions["approve"].isEnabled()
    assert not actions["import"].isEnabled()


def test_what_is_so_already_is_not_offered(actions: Actions) -> None:
    one = Situation(newsroom=True, comments=1, statuses=frozenset({Status.SPAM}))
    actions.suit(one)

    assert not actions["spam"].isEnabled()
    assert actions["approve"].isEnabled()


def test_of_several_only_what_needs_one_is_closed(actions: Actions) -> None:
    actions.suit(Situation(newsroom=True, comments=12))

    assert actions["reject"].isEnabled()
    assert not actions["reply"].isEnabled()


@pytest.mark.parametrize("name", ["readers_view", "sidebar", "theme_dark", "queue_spam"])
def test_a_menu_shows_what_is_on_also_where_the_action_has_a_sign(
    actions: Actions, qtbot: QtBot, name: str
) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.setStyleSheet(stylesheet.sheet(LIGHT))
    action = actions[name]
    menu.addAction(action)
    menu.popup(QPoint())
    action.setChecked(False)
    QApplication.processEvents()
    off = menu.grab().toImage()

    action.setChecked(True)
    QApplication.processEvents()

    place = menu.actionGeometry(action)
    place.setWidth(28)
    assert action.isChecked()
    assert menu.grab().toImage().copy(place) != off.copy(place)
