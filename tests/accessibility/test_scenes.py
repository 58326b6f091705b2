"""Every scene, as those meet it who do not see it, who need it large, and who use no mouse."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from desktop.demo import Demo
from desktop.main_window import MainWindow
from desktop.memory import Memory
from desktop.reading.focus_ring import FocusRing
from desktop.reading.form_field import QuietComboBox
from desktop.scenes import SCENES, scene
from desktop.screenshot import picture_of
from desktop.theme import in_force
from tests.accessibility.focusing import unseen
from tests.accessibility.reading import jumps
from tests.accessibility.rows import uneven
from tests.accessibility.walking import ACTED_ON, walk

VIEWS = sorted(SCENES)
SMALLEST = (1024, 700)


@contextmanager
def shown(view: str, scale: float = 1.0, size: tuple[int, int] = (1440, 900)) -> Iterator[QWidget]:
    """The window of the sample newsroom in this scene, or the dialog that it shows."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    with TemporaryDirectory(prefix="commentdesk-scene-") as folder:
        demo = Demo()
        memory = Memory(Path(folder) / "window.ini")
        memory.text_scale = scale
        in_force().use_text_scale(scale)
        window = MainWindow(demo.newsroom, memory, keeps_place=False)
        window.resize(*size)
        window.begin()
        window.show()
        window.activateWindow()

        def settle() -> None:
            for _round in range(3):
                application.processEvents()
                window.operations.wait_idle()

        settle()
        try:
            yield scene(view)(window, True, settle) or window
        finally:
            window.close_anyway()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            demo.remove()
            # Sizes are changed while there is no window that would be laid out for nothing.
            in_force().use_text_scale(1.0)


@pytest.mark.parametrize("view", VIEWS)
def test_it_is_drawn_everything_has_a_name_tab_goes_round_and_the_focus_is_seen(
    qapp: QApplication, view: str
) -> None:
    """Tab comes to every control as one reads, forwards and backwards, and leaves it again."""
    with shown(view) as top:
        (window,) = (one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow))
        picture = picture_of(window, None if top is window else top)
        drawn = picture.width(), picture.height()
        nameless = [
            f"{heard.role.name}: {heard.path}"
            for heard in walk(top)
            if heard.role in ACTED_ON and not heard.name.strip()
        ]
        ragged = [
            f"{describe(one)} has {one.height()}, {describe(other)} {other.height()}"
            for one, other in uneven(top)
        ]
        top.activateWindow()
        QApplication.processEvents()
        missed, astray_by_tab = set(), []
        for back in (False, True):
            reached = go_round(top, back=back)
            wanted = {one for one in top.findChildren(QWidget) if takes_tab(one, top)}
            missed |= {describe(one) for one in wanted.difference(reached)}
            stops = reached[::-1] if back else reached
            there = [one for one in stops if isValid(one) and top.isAncestorOf(one)]
            odd = [f"{describe(one)}, then {describe(after)}" for one, after in jumps(there)]
            # It began where the keyboard was, so that once it goes back to where one begins.
            astray_by_tab += odd if len(odd) > 1 else []
        takers = [one for one in top.findChildren(QWidget) if takes_tab(one, top)]
        blind = [f"{describe(one)} in {theme}" for one, theme in unseen(top, takers)]

    assert drawn == (1440, 900)
    assert nameless == []
    assert ragged == []
    assert missed == set()
    assert astray_by_tab == []
    assert blind == []


@pytest.mark.parametrize("view", VIEWS)
def test_at_twice_the_text_size_nothing_is_cut_off(qapp: QApplication, view: str) -> None:
    """Even in the smallest window that the program is made for."""
    with shown(view, scale=2.0, size=SMALLEST) as top:
        # The screen of these tests is higher; on a real one the dialog is bounded by it.
        top.resize(top.size().boundedTo(QSize(*SMALLEST)))
        for _round in range(3):  # what is folded for its width asks for another height
            QApplication.processEvents()
        cut = [told for told in cut_off(top) if told]
        size = top.width(), top.height()

    assert cut == []
    assert size[0] <= SMALLEST[0]
    assert size[1] <= SMALLEST[1]


def cut_off(top: QWidget) -> Iterator[str]:
    """What has less room than its words need; labels that cut themselves say so in a tool tip."""
    for one in top.findChildren(QWidget):
        if not one.isVisibleTo(top) or one.visibleRegion().isEmpty():
            continue
        if isinstance(one, QPushButton | QToolButton | QCheckBox | QRadioButton):
            signs = isinstance(one, QToolButton) and not _says_words(one)
            words = "" if signs else one.text()
            needed = max(map(QFontMetrics(one.font()).horizontalAdvance, _lines(words)))
            if words and one.width() < needed:
                yield f"{describe(one)} has {one.width()} of {needed} pixels"
            if words and one.height() < QFontMetrics(one.font()).height() * len(_lines(words)):
                yield f"{describe(one)} is {one.height()} pixels high"
        elif isinstance(one, QLabel) and one.text() and type(one) is QLabel and not one.wordWrap():
            needed = QFontMetrics(one.font()).horizontalAdvance(one.text().split("\n")[0])
            if one.width() < needed - 1 and one.textFormat() == Qt.TextFormat.PlainText:
                yield f"{describe(one)} has {one.width()} of {needed} pixels"
        if isinstance(one, QLabel) and one.text() and one.wordWrap():
            needed = one.heightForWidth(one.width())
            if one.height() < needed - 1:
                yield f"{describe(one)} is {one.height()} of {needed} pixels high"
        yield from squeezed(one)
        yield from sideways(one)
        yield from astray(one)
        yield from overlaps(one)


def _lines(words: str) -> list[str]:
    return words.replace("&", "").split("\n")


def squeezed(one: QWidget) -> Iterator[str]:
    """Fields that are lower than what is typed in them, and choosers that cut without a sign."""
    if isinstance(one, QLineEdit | QComboBox | QAbstractSpinBox):
        needed = QFontMetrics(one.font()).height()
        if one.height() < needed:
            yield f"{describe(one)} is {one.height()} of {needed} pixels high"
    if isinstance(one, QComboBox) and not isinstance(one, QuietComboBox):
        needed = QFontMetrics(one.font()).horizontalAdvance(one.currentText())
        if one.width() < needed:
            yield f"{describe(one)} has {one.width()} of {needed} pixels"


def sideways(one: QWidget) -> Iterator[str]:
    """What is wider than the frame that it is seen through, and titles wider than their columns."""
    if isinstance(one, QScrollArea):
        inner, room = one.widget(), one.viewport().width()
        if inner is not None and inner.width() > room:
            yield f"{describe(inner)} is {inner.width()} wide, and seen through {room} pixels"
    elif isinstance(one, QAbstractScrollArea) and one.horizontalScrollBar().maximum() > 0:
        yield f"{describe(one)} scrolls sideways"
    if isinstance(one, QTableView) and one.horizontalHeader().isVisibleTo(one):
        header = one.horizontalHeader()
        for place in range(header.count()):
            needed, there = header.sectionSizeHint(place), header.sectionSize(place)
            if not header.isSectionHidden(place) and there < needed:
                yield f"{describe(one)} gives the title of column {place} {there} of {needed}"


def astray(one: QWidget) -> Iterator[str]:
    """A ring that is not around what has the keyboard."""
    if isinstance(one, FocusRing):
        around = one.parentWidget()
        focused = around.focusWidget() if around is not None else None
        if focused is not None and not one.geometry().contains(
            focused.geometry().adjusted(0, 4, 0, -4)
        ):
            yield f"the ring {one.geometry()} is not around {focused.geometry()}"


def _says_words(button: QToolButton) -> bool:
    return button.toolButtonStyle() is not Qt.ToolButtonStyle.ToolButtonIconOnly


def overlaps(one: QWidget) -> Iterator[str]:
    """Buttons and labels of one parent that lie over each other."""
    parent = one.parentWidget()
    if parent is None or parent.layout() is None or not isinstance(one, QAbstractButton | QLabel):
        return
    for other in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        later = isinstance(other, QAbstractButton | QLabel) and other is not one
        if later and other.isVisible() and one.isVisible():
            common: QRect = one.geometry().intersected(other.geometry())
            if common.width() > 1 and common.height() > 1:
                yield f"{describe(one)} lies over {describe(other)}"


def go_round(top: QWidget, *, back: bool) -> list[QWidget]:
    """Press Tab until the focus is where it began; every widget that had it, in that order."""
    reached: list[QWidget] = []
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    modifier = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    seen_again = 0
    for _press in range(900):
        # The stubs say that there is always one.
        focus = cast("QWidget | None", top.focusWidget())
        if focus is not None:
            seen_again = seen_again + 1 if focus in reached else 0
            if not seen_again:
                reached.append(focus)
        if seen_again > 60:  # links within a text are walked through as well
            return reached
        QTest.keyClick(top if focus is None else focus, key, modifier)
        QApplication.processEvents()
    raise AssertionError("Tab does not come round")


def takes_tab(one: QWidget, top: QWidget) -> bool:
    """Whether Tab should come to it."""
    proxied = one.focusProxy() is not None
    policy = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    inside_popup = one.window() is not top
    group = isinstance(one, QRadioButton) and not one.isChecked()
    return (
        policy and not proxied and one.isVisible() and one.isEnabled()
        and not inside_popup and not group
    )  # fmt: skip


def describe(one: QWidget) -> str:
    """A widget in words."""
    name = one.accessibleName() or (one.text() if isinstance(one, QAbstractButton | QLabel) else "")
    above: Callable[[], QWidget | None] = one.parentWidget
    parent = above()
    return f"{type(parent).__name__} ▸ {type(one).__name__} “{name[:50]}”"
