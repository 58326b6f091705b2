"""Tests for desktop.reading.browser."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop import fonts, theme
from desktop.reading.browser import StillBrowser, StillDocument
from desktop.reading.focus_ring import FocusRing


def browser(qtbot: QtBot, html: str, *, whole: bool = False, width: int = 400) -> StillBrowser:
    """A browser of this width on the screen, with this text."""
    made = StillBrowser(fonts.interface(), whole=whole)
    qtbot.addWidget(made)
    made.resize(width, 300)
    made.show_html(html)
    made.show()
    QApplication.processEvents()
    return made


@pytest.fixture
def picture(tmp_path: Path, qapp: QApplication) -> Path:
    """A picture that lies on this machine."""
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    file = tmp_path / "picture.png"
    assert image.save(str(file))
    return file


def test_a_picture_is_asked_for_and_answered_with_nothing(qtbot: QtBot, picture: Path) -> None:
    document = StillDocument(None)
    asked: list[str] = []
    document.refused.connect(lambda url: asked.append(url.toString()))
    remote = "http://127.0.0.1:9/pixel.png"
    document.setHtml(
        f'<img src="{QUrl.fromLocalFile(str(picture)).toString()}"><img src="{remote}">'
    )
    document.setTextWidth(200)
    assert document.size().height() > 0

    assert QUrl.fromLocalFile(str(picture)).toString() in asked
    assert remote in asked
    document.deleteLater()


def test_the_same_picture_is_opened_by_a_document_of_qt_itself(qtbot: QtBot, picture: Path) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    ours, theirs = StillDocument(None), QTextDocument()

    assert not ours.resource(kind, QUrl.fromLocalFile(str(picture))).trimmed()
    assert theirs.resource(kind, QUrl.fromLocalFile(str(picture))).width() == 8
    for document in (ours, theirs):
        document.deleteLater()


def test_the_browser_loads_no_file_either(qtbot: QtBot, picture: Path) -> None:
    shown = browser(qtbot, f'<p>Look</p><img src="{picture.as_uri()}">')
    kind = QTextDocument.ResourceType.ImageResource.value

    assert not shown.loadResource(kind, QUrl.fromLocalFile(str(picture))).trimmed().data()
    assert isinstance(shown.document(), StillDocument)


def test_a_link_is_told_and_not_followed(qtbot: QtBot) -> None:
    shown = browser(qtbot, '<a href="https://example.org/a">there</a>')

    with qtbot.waitSignal(shown.link_chosen) as told:
        shown.anchorClicked.emit(QUrl("https://example.org/a"))

    assert told.args == ["https://example.org/a"]
    assert shown.source().isEmpty()


def test_shown_whole_it_is_as_high_as_its_text_and_never_scrolls(qtbot: QtBot) -> None:
    shown = browser(qtbot, "<p>" + "word " * 200 + "</p>", whole=True)

    narrow, wide = shown.heightForWidth(200), shown.heightForWidth(600)

    assert narrow > wide > shown.fontMetrics().height() * 2
    shown.resize(600, wide)
    QApplication.processEvents()
    assert shown.verticalScrollBar().maximum() == 0


def test_a_word_without_end_is_broken_inside_its_line(qtbot: QtBot) -> None:
    shown = browser(qtbot, "<p>" + "a" * 500 + "</p>", whole=True, width=300)

    document = shown.document()

    assert document.size().width() <= 300
    assert document.firstBlock().layout().lineCount() > 3


def test_text_that_is_read_from_the_right_begins_at_the_right(qtbot: QtBot) -> None:
    shown = browser(qtbot, "<p>السلام عليكم</p><p>Good morning</p>", whole=True)
    document = shown.document()

    arabic = document.firstBlock().layout().lineAt(0).naturalTextRect()
    english = document.lastBlock().layout().lineAt(0).naturalTextRect()

    assert arabic.left() > shown.width() / 2
    assert english.left() < 5


def test_lines_are_kept_short_however_wide_the_window(qtbot: QtBot) -> None:
    shown = browser(qtbot, "<p>" + "word " * 200 + "</p>", width=1_600)

    shown.keep_lines_within(60)
    QApplication.processEvents()

    longest = max(
        shown.document().firstBlock().layout().lineAt(n).textLength()
        for n in range(shown.document().firstBlock().layout().lineCount())
    )
    assert longest <= 90
    assert shown.viewport().width() < 700


def test_a_heading_is_only_a_little_larger_than_the_text(qtbot: QtBot) -> None:
    shown = browser(qtbot, "<h1>Loud</h1><p>text</p>")
    sizes = [
        shown.document().findBlockByNumber(n).begin().fragment().charFormat().font().pixelSize()
        for n in range(2)
    ]

    assert sizes[0] <= fonts.TEXT * 1.3
    assert shown.toPlainText() == "Loud\ntext"


def test_it_takes_on_the_colours_of_another_theme(qtbot: QtBot) -> None:
    force = theme.in_force()
    before = force.choice
    force.choose(theme.Choice.LIGHT)
    shown = browser(qtbot, "<p>text</p>")

    force.choose(theme.Choice.DARK)

    assert shown.palette().text().color() == force.colour("text")
    assert shown.toPlainText() == "text"
    force.choose(before)


def test_a_ring_shows_where_the_keyboard_is(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field = QLineEdit()
    shown = StillBrowser(fonts.interface())
    shown.show_html("<p>text</p>")
    for widget in (field, shown):
        column.addWidget(widget)
    window.show()
    window.activateWindow()
    QApplication.processEvents()

    shown.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = window.findChildren(FocusRing)
    assert ring.isVisible()
    assert ring.geometry().contains(shown.geometry())

    field.setFocus(Qt.FocusReason.TabFocusReason)
    assert not ring.isVisible()

    shown.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring.isVisible()


def test_another_theme_lays_the_text_out_once_and_leaves_the_place(qtbot: QtBot) -> None:
    text = "".join(f"<p>{number} came by the night ferry.</p>" for number in range(300))
    made = browser(qtbot, text)
    bar = made.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place, high = bar.value(), made.document().size().height()
    laid_out: list[float] = []
    made.document().documentLayout().documentSizeChanged.connect(
        lambda size: laid_out.append(size.height())
    )

    for choice in (theme.Choice.DARK, theme.Choice.LIGHT):
        theme.in_force().choose(choice)
        QApplication.processEvents()

    assert bar.value() == place
    # Of one that begins, Qt tells what it has so far and what it comes to, each twice.
    assert len([one for one in laid_out if one > 100]) <= 2 * 4
    assert laid_out[-1] == high


def test_the_ring_goes_along_when_what_is_above_grows(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    above, text = QLineEdit(), StillBrowser(fonts.interface())
    text.show_html("<p>Read me.</p>")
    for widget in (above, text):
        column.addWidget(widget)
    page.resize(400, 300)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    text.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = page.findChildren(FocusRing)

    text.move(text.x(), text.y() + 30)
    assert ring.y() == text.y() - 4
