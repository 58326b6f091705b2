"""Tests for desktop.theme."""

import math
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import stylesheet, theme
from desktop.theme import Choice, Theme
from desktop.tokens import CONTRAST, DARK, LIGHT, THEMES, Tokens, contrast


@pytest.fixture
def worn(qapp: QApplication) -> Iterator[Theme]:
    """The theme of the application; like the system again afterwards."""
    found = theme.in_force()
    yield found
    found.use_text_scale(1.0)
    found.choose(Choice.SYSTEM)


def test_there_is_one_theme_for_the_application(worn: Theme) -> None:
    assert theme.in_force() is worn


@pytest.mark.parametrize(
    ("choice", "tokens"),
    [(Choice.LIGHT, LIGHT), (Choice.DARK, DARK), (Choice.CONTRAST, CONTRAST)],
)
def test_what_is_chosen_is_worn(worn: Theme, choice: Choice, tokens: object) -> None:
    worn.choose(choice)

    assert worn.tokens is tokens


def test_choosing_says_that_colours_are_others_now(worn: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worn.changed):
        worn.choose(Choice.DARK)

    ground = QApplication.palette().color(QPalette.ColorRole.Window)
    assert ground.name().upper() == DARK.window


def test_text_grows_and_lengths_with_it(worn: Theme) -> None:
    before = QApplication.font().pixelSize()

    worn.use_text_scale(2.0)

    assert QApplication.font().pixelSize() == 2 * before
    assert worn.px(104) == 208


def test_text_never_grows_beyond_twice_its_size(worn: Theme) -> None:
    worn.use_text_scale(9.0)

    assert worn.scale == 2.0


def test_a_look_is_put_on_and_off(worn: Theme, qtbot: QtBot) -> None:
    button = QPushButton("Approve")
    qtbot.addWidget(button)

    theme.look(button, "approve")
    with_look = button.sizeHint()
    theme.look(button, "")

    assert button.property("look") == ""
    assert with_look.isValid()


def test_in_high_contrast_a_button_with_the_focus_is_inverted(worn: Theme) -> None:
    colours = f"background: {CONTRAST.text}; color: {CONTRAST.panel};"
    inverted = f"QPushButton:focus, QToolButton:focus {{ {colours} }}"

    assert inverted in stylesheet.sheet(CONTRAST)
    assert "QPushButton:focus, QToolButton:focus {  }" in stylesheet.sheet(LIGHT)


def _drawn(widget: QWidget) -> QImage:
    widget.ensurePolished()
    widget.resize(240, 40)
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("kind", [QPushButton, QCheckBox, QComboBox])
def test_in_black_and_white_too_what_cannot_be_used_looks_otherwise(
    worn: Theme, qtbot: QtBot, kind: type[QPushButton] | type[QCheckBox] | type[QComboBox]
) -> None:
    worn.choose(Choice.CONTRAST)
    control = kind()
    qtbot.addWidget(control)
    usable = _drawn(control)
    control.setEnabled(False)

    assert _drawn(control) != usable


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK, Choice.CONTRAST])
def test_a_tick_that_cannot_be_taken_away_looks_otherwise(
    worn: Theme, qtbot: QtBot, choice: Choice
) -> None:
    worn.choose(choice)
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setChecked(True)
    usable = _drawn(box)
    box.setEnabled(False)

    ground = QColor(worn.tokens.window)
    drawn = _drawn(box)
    assert drawn != usable
    assert any(drawn.pixelColor(x, y) == ground for x in range(4, 16) for y in range(14, 26))


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK, Choice.CONTRAST])
def test_what_a_field_says_while_it_is_empty_can_be_read(
    worn: Theme, qtbot: QtBot, choice: Choice
) -> None:
    worn.choose(choice)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setPlaceholderText(
        "\u2588\u2588\u2588\u2588"
    )  # blocks: no thin stroke mixes with the ground
    drawn = _drawn(field)
    colours = Counter(drawn.pixelColor(x, y).name() for x in range(12, 200) for y in range(10, 30))
    ground = worn.tokens.raised.lower()
    ink = next(colour for colour, _count in colours.most_common() if colour != ground)

    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.CONTRAST])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_boxes_and_rings_grow_with_the_words_and_do_not_jump_when_chosen(
    worn: Theme, qtbot: QtBot, choice: Choice, scale: float
) -> None:
    worn.choose(choice)
    worn.use_text_scale(scale)
    edges = 2 * worn.tokens.line_width
    for kind in (QCheckBox, QRadioButton):
        control = kind("Words")
        qtbot.addWidget(control)
        control.ensurePolished()
        free = control.sizeHint()
        control.setChecked(True)

        assert control.sizeHint() == free
        element = (
            QStyle.SubElement.SE_CheckBoxIndicator
            if kind is QCheckBox
            else QStyle.SubElement.SE_RadioButtonIndicator
        )
        option = QStyleOptionButton()
        control.initStyleOption(option)
        sign = control.style().subElementRect(element, option, control)
        assert sign.width() == round(14 * scale) + edges


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_fields_are_equally_high_whatever_they_hold_with_the_focus_and_where_wrong(
    qtbot: QtBot, tokens: Tokens
) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    top.setStyleSheet(stylesheet.sheet(tokens))
    column = QVBoxLayout(top)
    usual, wrong, focused = QLineEdit(), QLineEdit(), QLineEdit()
    others = QComboBox(), QDateEdit(), QSpinBox()
    for field in (usual, wrong, focused, *others):
        column.addWidget(field)
    theme.look(wrong, "wrong")
    top.show()
    top.activateWindow()
    found = []
    for field in (focused, wrong, *others):
        field.setFocus()
        QApplication.processEvents()
        found += [one.sizeHint().height() for one in (usual, wrong, focused, *others)]

    assert len(set(found)) == 1


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.CONTRAST])
@pytest.mark.parametrize("focused", [False, True])
def test_words_begin_at_one_place_in_every_field(
    worn: Theme, qtbot: QtBot, choice: Choice, focused: bool
) -> None:
    worn.choose(choice)
    line, chooser, typed = QLineEdit("HHH"), QComboBox(), QComboBox()
    typed.setEditable(True)
    begins = []
    for field in (line, chooser, typed):
        qtbot.addWidget(field)
        if isinstance(field, QComboBox):
            field.addItem("HHH")
        field.resize(200, field.sizeHint().height())
        field.show()
        field.activateWindow()
        if focused:
            field.setFocus()
        QApplication.processEvents()
        drawn = _drawn(field)
        middle = drawn.height() // 2
        ground = drawn.pixelColor(100, middle)
        edge = 5
        begins.append(next(x for x in range(edge, 60) if drawn.pixelColor(x, middle) != ground))

    assert len(set(begins)) == 1


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_what_is_gone_to_in_a_menu_is_seen_and_moves_nothing(qtbot: QtBot, tokens: Tokens) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.setStyleSheet(stylesheet.sheet(tokens))
    _first, action = menu.addAction("Approve"), menu.addAction("Reject")
    menu.popup(QPoint())
    QApplication.processEvents()
    before, size = menu.grab().toImage(), menu.sizeHint()

    menu.setActiveAction(action)
    QApplication.processEvents()

    place = menu.actionGeometry(action)
    assert menu.grab().toImage().copy(place) != before.copy(place)
    assert menu.sizeHint() == size


class _Told(QLabel):
    """Counts how often it is told of another look."""

    def __init__(self) -> None:
        super().__init__("Words")
        self.told = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.told += event.type() is QEvent.Type.StyleChange


def test_a_widget_is_told_of_another_look_once(worn: Theme, qtbot: QtBot) -> None:
    label = _Told()
    qtbot.addWidget(label)
    label.show()
    label.told = 0

    worn.choose(Choice.DARK)
    worn.use_text_scale(1.5)

    assert label.told == 2
    assert not label.testAttribute(Qt.WidgetAttribute.WA_SetStyle)


def test_a_window_that_was_open_looks_as_one_that_is_opened_now(worn: Theme, qtbot: QtBot) -> None:
    def opened() -> QWidget:
        made = QWidget()
        qtbot.addWidget(made)
        column = QVBoxLayout(made)
        for look in ("approve", "quiet", "link"):
            button = QPushButton("Words")
            theme.look(button, look)
            column.addWidget(button)
        muted = QLabel("Words")
        theme.look(muted, "muted")
        column.addWidget(muted)
        column.addWidget(QCheckBox("Words"))
        made.setDisabled(True)  # so that neither has the keyboard
        made.show()
        return made

    older = opened()
    worn.choose(Choice.CONTRAST)
    worn.use_text_scale(1.5)
    worn.choose(Choice.DARK)
    newer = opened()
    QApplication.processEvents()

    older.resize(newer.size())
    assert older.sizeHint() == newer.sizeHint()
    assert older.grab().toImage() == newer.grab().toImage()


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK, Choice.CONTRAST])
def test_the_ring_of_what_is_chosen_is_round_on_a_fine_screen(
    worn: Theme, qtbot: QtBot, choice: Choice
) -> None:
    worn.choose(choice)
    control = QRadioButton("Words")
    qtbot.addWidget(control)
    control.setChecked(True)
    control.resize(control.sizeHint())
    fine = 8
    drawn = QImage(control.size() * fine, QImage.Format.Format_ARGB32)
    drawn.setDevicePixelRatio(fine)
    control.render(drawn)
    option = QStyleOptionButton()
    control.initStyleOption(option)
    element = QStyle.SubElement.SE_RadioButtonIndicator
    sign = control.style().subElementRect(element, option, control)
    centre = QRectF(sign).center() * fine

    def reach(degrees: int) -> float:
        """How far from the centre the ring ends in this direction."""
        along = QPointF(math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))
        out = next(
            far
            for far in range(sign.width() // 2 * fine + fine, 0, -1)
            if drawn.pixelColor((centre + along * far).toPoint()).name()
            == worn.tokens.accent.lower()
        )
        return float(out)

    reached = [reach(degrees) for degrees in range(0, 360, 6)]

    assert max(reached) - min(reached) <= 2


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton, QPushButton, QToolButton])
@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_what_tab_came_to_has_one_ring_and_none_about_its_words(
    worn: Theme, qtbot: QtBot, kind: type[QAbstractButton], choice: Choice
) -> None:
    worn.choose(choice)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before, button = QLineEdit(), kind()
    button.setText("Name of it")
    column.addWidget(before)
    column.addWidget(button)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before.setFocus()
    inside = button.rect().adjusted(24 if isinstance(button, _TICKED) else 4, 4, -4, -4)
    unfocused = button.grab(inside).toImage()

    qtbot.keyClick(before, Qt.Key.Key_Tab)

    assert button.hasFocus()
    assert button.grab(inside).toImage() == unfocused


_TICKED = (QCheckBox, QRadioButton)
