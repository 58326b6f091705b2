"""Tests for desktop.reading.readers_view: what readers see, and nothing else."""

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from db import comments
from db.words import BodyFormat, Verdict
from desktop.actions import Actions
from desktop.operations import Operations
from desktop.reading import readers_view
from desktop.reading.pane import ReadingPane
from desktop.reading.readers_view import ReadersView
from moderation import decisions, queue
from moderation.drafts import ArticleDraft
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.desktop.town import Town
from tests.putting import put_article

Settle = Callable[[], None]


@pytest.fixture
def view(town: Town, pane: ReadingPane, actions: Actions, settle: Settle) -> ReadersView:
    """The reader's view of the town's article."""
    pane.show_article(town.article)
    actions["readers_view"].setChecked(True)
    settle()
    return pane.readers_view


def text(view: ReadersView, settle: Settle) -> str:
    """What is read in the view."""
    settle()
    return view.page.toPlainText()


def look_again(pane: ReadingPane, settle: Settle) -> None:
    """Let the pane show what is there now."""
    from moderation.changes import Changes

    pane.refresh(Changes(None, [], ""))
    settle()


def test_only_approved_comments_are_seen(
    town: Town, pane: ReadingPane, view: ReadersView, settle: Settle
) -> None:
    town.say("Seen by all.", approved=True)
    town.say("Not decided yet.")
    rejected = town.say("Refused.")
    decisions.decide(town.newsroom, Picked.of(town.card(rejected)), Verdict.REJECT)

    look_again(pane, settle)

    assert "Seen by all." in text(view, settle)
    assert "Not decided yet." not in text(view, settle)
    assert "Refused." not in text(view, settle)
    assert view.told == "What readers see: 1 approved comment, and no e-mail address."


def test_no_address_is_anywhere(
    town: Town, pane: ReadingPane, view: ReadersView, settle: Settle
) -> None:
    town.say("Write to ana@example.org!", "kai@example.net", approved=True)

    look_again(pane, settle)

    assert "[e-mail hidden]" in text(view, settle)
    for html in (view.page.toHtml(), text(view, settle)):
        assert "ana@example.org" not in html
        assert "kai@example.net" not in html


def test_no_address_of_the_sample_is_anywhere(
    filled: Newsroom,
    open_pane: Callable[..., ReadingPane],
    actions: Actions,
    settle: Settle,
) -> None:
    pane = open_pane(filled)
    actions["readers_view"].setChecked(True)
    # What stands is what a moderator let stand; the sample has a typed-in address, not let stand.
    with filled.read() as reading:
        stored = {email for email, _ip in comments.private_values(reading) if "@" in email}

    for head in queue.articles(filled):
        pane.show_article(head.id)
        settle()
        html = pane.readers_view.page.toHtml()

        assert len(html) > 1_000
        assert not [email for email in stored if email in html]


def test_a_newsroom_without_articles_has_no_readers_view(
    newsroom: Newsroom,
    open_pane: Callable[..., ReadingPane],
    actions: Actions,
    settle: Settle,
) -> None:
    pane = open_pane(newsroom)
    actions["readers_view"].setChecked(True)
    settle()

    assert not pane.readers_view.isVisible()


def test_replies_stand_under_what_they_answer(
    town: Town, pane: ReadingPane, view: ReadersView, settle: Settle
) -> None:
    first = town.say("First.", "Petra", approved=True)
    town.say("Second.", "Jon", approved=True)
    town.say("Answer to the first.", "Ludmila", to=first, approved=True)
    look_again(pane, settle)

    shown = text(view, settle)
    blocks = [view.page.document().findBlockByNumber(n) for n in
              range(view.page.document().blockCount())]  # fmt: skip
    left = {block.text(): block.blockFormat().leftMargin() for block in blocks}

    assert shown.index("First.") < shown.index("Answer to the first.") < shown.index("Second.")
    assert left["Answer to the first."] > left["First."]


def test_a_reply_begins_at_the_comment(
    town: Town, pane: ReadingPane, view: ReadersView, settle: Settle
) -> None:
    first = town.say("First.", "Petra", approved=True)
    look_again(pane, settle)

    view.page.anchorClicked.emit(QUrl(f"reply:{first}"))
    settle()

    assert view.form.draft.parent == first
    assert view.form.fields[0].editor is view.window().focusWidget()


def test_a_commenters_website_is_a_link_that_is_only_told(
    qtbot: QtBot, town: Town, pane: ReadingPane, view: ReadersView, settle: Settle
) -> None:
    town.say("First.", "Petra", url="https://petra.example.org/", approved=True)
    look_again(pane, settle)
    assert "https://petra.example.org/" in view.page.toHtml()

    with qtbot.waitSignal(view.link_chosen) as told:
        view.page.anchorClicked.emit(QUrl("https://petra.example.org/"))

    assert told.args == ["https://petra.example.org/"]


def test_of_many_comments_more_are_shown_when_asked(
    town: Town,
    pane: ReadingPane,
    view: ReadersView,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readers_view, "_ROOM", 2)
    view._room = 2
    for n in range(5):
        town.say(f"Comment {n}.", approved=True)
    look_again(pane, settle)
    assert "Show 3 more comments" in text(view, settle)

    view.page.anchorClicked.emit(QUrl("more:"))

    assert "Comment 3." in text(view, settle)
    assert "Show 1 more comment" in text(view, settle)


def test_an_article_without_comments_says_so(view: ReadersView, settle: Settle) -> None:
    assert "No comments yet" in text(view, settle)


def test_a_closed_article_can_still_be_added_to(
    town: Town, pane: ReadingPane, actions: Actions, settle: Settle
) -> None:
    draft = ArticleDraft(external_id="9", title="Old news", body="<p>Long ago.</p>", open=False)
    number = put_article(town.newsroom, draft)
    pane.show_article(number)
    actions["readers_view"].setChecked(True)
    settle()

    assert "Comments are closed" in pane.readers_view.told
    assert pane.readers_view.form.isEnabled()


def test_strangers_markup_stays_sanitised(
    town: Town, pane: ReadingPane, view: ReadersView, settle: Settle
) -> None:
    town.say(
        "<b>bold</b><img src='http://127.0.0.1:9/x.png'><script>alert(1)</script>",
        "<i>Name</i>",
        approved=True,
        body_format=BodyFormat.HTML,
    )
    look_again(pane, settle)

    assert "<i>Name</i>" in text(view, settle)
    assert "<img" not in view.page.toHtml()
    assert "alert" not in text(view, settle)


def test_the_form_can_be_reached_from_above(
    pane: ReadingPane, view: ReadersView, settle: Settle
) -> None:
    (button,) = (one for one in view.findChildren(QPushButton) if one.text() == "Add a comment…")

    button.click()
    settle()

    name = view.form.fields[0].editor
    assert name is view.window().focusWidget()
    top = name.mapTo(view, name.rect().topLeft()).y()
    assert 0 < top < view.height()


def test_what_is_added_shows_up_once_approved(
    town: Town,
    pane: ReadingPane,
    view: ReadersView,
    operations: Operations,
    settle: Settle,
) -> None:
    operations.newsroom_changed.connect(pane.refresh)
    for field, typed in zip(
        view.form.fields, ("Ana", "ana@example.org", "", "By letter."), strict=True
    ):
        field.fill(typed)
    view.form.send()
    settle()
    assert "By letter." not in text(view, settle)

    decisions.decide(town.newsroom, Picked.of(town.card(1)), Verdict.APPROVE)
    look_again(pane, settle)

    assert "By letter." in text(view, settle)


def test_a_line_that_begins_with_an_arabic_name_has_its_date_in_order(
    town: Town, pane: ReadingPane, view: ReadersView, settle: Settle
) -> None:
    town.say("هل سيعلن الطرفان موعدًا جديدًا؟", "محمد", approved=True)
    look_again(pane, settle)
    text(view, settle)
    block = view.page.document().begin()
    while "محمد" not in block.text():
        block = block.next()

    line = block.layout().lineAt(0)
    # What is drawn for the day of the month stands before what is drawn for the month.
    day, month = (
        cast("tuple[float, int]", line.cursorToX(block.text().index(part)))[0]
        for part in (" 2", "March")
    )
    assert day < month
    assert block.next().textDirection() is Qt.LayoutDirection.RightToLeft


def test_on_a_wide_screen_the_bar_is_beside_the_lines(
    town: Town, open_pane: Callable[..., ReadingPane], actions: Actions, settle: Settle
) -> None:
    for _number in range(40):
        town.say("Seen by all. " * 20, approved=True)
    pane = open_pane(town.newsroom, 2_900, 700)
    pane.show_article(town.article)
    actions["readers_view"].setChecked(True)
    settle()

    scroll = pane.readers_view.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    bar = scroll.verticalScrollBar()
    page = pane.readers_view.page
    assert bar.isVisible()
    left = bar.mapTo(pane, bar.rect().topLeft()).x()
    assert left - page.mapTo(pane, page.rect().topRight()).x() < 40
