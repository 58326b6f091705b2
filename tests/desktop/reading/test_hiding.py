"""A person's number in a comment is marked for the moderator, and one key hides it from readers."""

from PySide6.QtWidgets import QTextEdit

from moderation import queue
from moderation.newsroom import Newsroom
from tests.putting import put_comment
from tests.windows import OpenWindow, press

TEXT = "Call Jim: +1 650-253-0000 tonight, the ferry is late again."


def test_a_number_is_marked_and_one_key_hides_it(
    open_window: OpenWindow, newsroom: Newsroom
) -> None:
    number = put_comment(newsroom, TEXT).id
    window = open_window(newsroom)
    assert window.desk is not None
    card = window.desk.reading.card
    window.operations.wait_idle()
    body: QTextEdit = card.body
    assert [one.cursor.selectedText() for one in body.extraSelections()] == ["+1 650-253-0000"]
    (notice,) = (one for one in card.notice_list.shown if "number" in one.sentence)
    assert "telephone" in notice.sentence

    press(window, "m")

    hidden = "Call Jim: [telephone number hidden] tonight, the ferry is late again."
    assert queue.comment(newsroom, number).text == hidden
    assert not [one for one in card.notice_list.shown if "number" in one.sentence]
    press(window, "z")
    assert queue.comment(newsroom, number).text == TEXT


def test_where_there_is_none_nothing_is_changed(
    open_window: OpenWindow, newsroom: Newsroom
) -> None:
    text = "The bridge cost 1,234,567 dollars on 29.11.2025."
    number = put_comment(newsroom, text).id
    window = open_window(newsroom)
    assert window.desk is not None
    assert not window.desk.reading.card.notice_list.shown
    before = newsroom.revision()

    press(window, "m")

    assert newsroom.revision() == before
    assert queue.comment(newsroom, number).text == text
