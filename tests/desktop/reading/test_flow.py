"""Buttons flow like words: over as many lines as they need, each as wide as it is."""

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.reading.flow import Flow


def flow_of(qtbot: QtBot, count: int, *, centred: bool = False) -> tuple[Flow, list[QPushButton]]:
    flow = Flow(gap=8, centred=centred)
    qtbot.addWidget(flow)
    buttons = [QPushButton(f"Button number {number}") for number in range(count)]
    for button in buttons:
        flow.line.addWidget(button)
    return flow, buttons


def lay(flow: Flow, width: int) -> None:
    flow.resize(width, flow.heightForWidth(width))
    flow.show()
    QApplication.processEvents()


def test_they_stand_on_one_line_where_there_is_room(qtbot: QtBot) -> None:
    flow, buttons = flow_of(qtbot, 3)
    lay(flow, flow.sizeHint().width())

    assert {button.y() for button in buttons} == {0}
    assert flow.heightForWidth(flow.sizeHint().width()) == buttons[0].sizeHint().height()


def test_where_there_is_none_nothing_is_cut(qtbot: QtBot) -> None:
    flow, buttons = flow_of(qtbot, 5)
    wide = buttons[0].sizeHint().width()
    lay(flow, 2 * wide + 20)

    assert [button.y() > 0 for button in buttons] == [False, False, True, True, True]
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert flow.rect().contains(buttons[-1].geometry())


def test_hidden_ones_take_no_room(qtbot: QtBot) -> None:
    flow, buttons = flow_of(qtbot, 3)
    buttons[0].hide()
    lay(flow, 400)

    assert buttons[1].x() == 0


def test_centred_lines_stand_in_the_middle(qtbot: QtBot) -> None:
    flow, (button,) = flow_of(qtbot, 1, centred=True)
    lay(flow, 400)

    assert abs(button.geometry().center().x() - 200) <= 1


def test_words_of_one_line_are_on_one_height(qtbot: QtBot) -> None:
    flow, (first, second) = flow_of(qtbot, 2)
    second.setMinimumHeight(first.sizeHint().height() + 20)
    lay(flow, flow.sizeHint().width())

    assert first.geometry().center().y() == second.geometry().center().y()
