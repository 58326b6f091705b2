"""Tests for desktop.reading.article."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.reading import looked_at
from desktop.reading.article import ArticleView
from desktop.reading.looked_at import article_html_of
from desktop.reading.pane import ReadingPane
from desktop.theme import Choice
from moderation import queue
from tests.desktop.town import Town


@pytest.fixture
def view(qtbot: QtBot) -> ArticleView:
    """An article view on the screen."""
    made = ArticleView()
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    QApplication.processEvents()
    return made


def show(view: ArticleView, town: Town, title: str, body: str) -> None:
    """Show an article as the pane does."""
    article = queue.article(town.newsroom, town.add_article(title, body))
    html, cut = article_html_of(article.body, article.body_format)
    view.show_article(article, html, cut=cut)
    QApplication.processEvents()


def test_a_long_headline_is_cut_to_three_lines(view: ArticleView, town: Town) -> None:
    show(view, town, "Word " * 80, "<p>text</p>")

    assert view.headline.endswith("…")
    assert view._headline.height() <= 3.5 * view._headline.fontMetrics().lineSpacing()
    assert "Word Word" in view._headline.toolTip()


def test_an_article_without_a_text_says_so(view: ArticleView, town: Town) -> None:
    show(view, town, "Photo of the day", "")

    assert view.text.toPlainText() == "The text of this article is not in the library."


def test_a_text_that_goes_on_fades_at_its_end(view: ArticleView, town: Town) -> None:
    show(view, town, "Short", "<p>text</p>")
    assert not view._fade.isVisible()

    show(view, town, "Long", "<p>text</p>" * 100)
    assert view._fade.isVisible()

    view.text.verticalScrollBar().setValue(view.text.verticalScrollBar().maximum())
    assert not view._fade.isVisible()


def test_all_of_a_cut_article_is_shown_when_asked(
    qtbot: QtBot, view: ArticleView, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looked_at, "LONGEST_ARTICLE", 500)
    show(view, town, "Endless", "<p>" + "word " * 999 + "</p>")
    assert view.text.toPlainText().endswith("Show the whole article")

    view.text.anchorClicked.emit(QUrl("whole:"))

    assert view.text.toPlainText().count("word") == 999


def test_other_links_are_told(qtbot: QtBot, view: ArticleView, town: Town) -> None:
    show(view, town, "Linked", '<p><a href="https://example.org/">there</a></p>')

    with qtbot.waitSignal(view.link_chosen) as told:
        view.text.anchorClicked.emit(QUrl("https://example.org/"))

    assert told.args == ["https://example.org/"]


def test_no_line_of_the_article_lies_beside_what_is_seen(
    town: Town, pane: ReadingPane, settle: Callable[[], None]
) -> None:
    code = "<pre>" + "one_name = another_name + " * 40 + "</pre>"
    article = town.add_article("Code", f"<p>Look:</p>{code}" + "<p>And so on.</p>" * 60)

    pane.show_comment(town.say("Hm.", under=article))
    settle()

    text = pane.article_view.text
    assert not text.horizontalScrollBar().isVisible()
    assert text.document().size().width() <= text.viewport().width()


def test_in_high_contrast_no_line_is_seen_in_part(view: ArticleView, town: Town) -> None:
    theme.in_force().choose(Choice.CONTRAST)
    show(view, town, "Long", "<p>Going, quickly, by the quay.</p>" * 100)
    ground = theme.in_force().colour("panel")
    cut = []
    for height in range(240, 300):
        view.resize(600, height)
        QApplication.processEvents()
        shown = QImage(view.text.size(), QImage.Format.Format_RGB32)
        shown.fill(ground)
        view.text.render(
            shown, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren
        )  # on the ground of the pane
        end = shown.height() - 1
        if any(shown.pixelColor(x, end) != ground for x in range(shown.width() - 20)):
            cut.append(height)
    theme.in_force().choose(Choice.SYSTEM)

    assert cut == []
