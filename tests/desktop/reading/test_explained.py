"""Why: said under the text on asking, marked in it, and gone with the comment."""

from PySide6.QtWidgets import QTextEdit

from desktop.main_window import MainWindow
from moderation.newsroom import Newsroom
from tests.moderation.deciding import decide_many
from tests.putting import put_comment
from tests.windows import OpenWindow, press

SPAM = "Earn money from home with tickets, order now at www.example.com/tickets"


def marked(window: MainWindow) -> list[str]:
    assert window.desk is not None
    body: QTextEdit = window.desk.reading.card.body
    return [one.cursor.selectedText() for one in body.extraSelections()]


def told(window: MainWindow) -> str:
    assert window.desk is not None
    return " ".join(one.sentence for one in window.desk.reading.card.notice_list.shown)


def test_y_says_why_marks_the_words_and_lets_it_go_again(
    open_window: OpenWindow, newsroom: Newsroom
) -> None:
    decide_many(newsroom)
    put_comment(newsroom, "The ferry was late this morning, nobody told us why.", minute=1)
    put_comment(newsroom, SPAM, minute=2, links=1)
    window = open_window(newsroom)
    assert window.desk is not None
    window.desk.tending.tend()
    window.operations.wait_idle()

    press(window, "y")

    assert "Likely spam" in told(window)
    assert "1 link" in told(window)
    assert marked(window)
    assert all(word in SPAM for word in marked(window))
    press(window, "y")
    assert "likely" not in told(window).lower()
    assert marked(window) == []
    press(window, "yj")
    assert "likely" not in told(window).lower()
    assert marked(window) == []


def test_without_a_model_the_facts_are_said(window: MainWindow) -> None:
    press(window, "y")

    assert "Not scored" in told(window)
    assert marked(window) == []
