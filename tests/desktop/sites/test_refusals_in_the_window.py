"""What a site refuses is said where it was written, can be mended there, and is sent again."""

from collections.abc import Callable
from typing import NoReturn

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.site_rows import State
from desktop.dialogs.reply_dialog import ReplyDialog
from desktop.main_window import MainWindow
from desktop.reading.reply_form import ReplyForm
from moderation import history, queue
from moderation.errors import LibraryError
from moderation.newsroom import Newsroom
from moderation.search.query import Query
from moderation.wordpress import mending, outgoing
from tests.desktop.sites.joining import connect, in_step, round_done
from tests.peers.fake_site import FakeSite, Fault
from tests.windows import said

Written = Callable[..., ReplyForm]
_LONG = "The e-mail address is longer than the site takes."


@pytest.fixture
def form(window: MainWindow, site: FakeSite, qtbot: QtBot) -> ReplyForm:
    """The reply form under the article of a connected site's comment."""
    site.add("I saw it.", "approved")
    connect(window, site, qtbot)
    round_done(window, qtbot)
    assert window.desk is not None
    window.deeds["queue_all"].trigger()
    window.desk.refresh()
    window.operations.wait_idle()
    window.deeds["readers_view"].trigger()
    window.operations.wait_idle()
    return window.desk.reading.readers_view.form


def write(form: ReplyForm, **texts: str) -> None:
    """Type a letter."""
    whole = {"name": "Eva", "email": "eva@example.org", "url": "", "comment": "By letter."} | texts
    for field in form.fields:
        field.fill(whole[field.field])


def send(window: MainWindow, form: ReplyForm, qtbot: QtBot) -> None:
    """Send it, and let it go to the site."""
    form.send()
    window.operations.wait_idle()
    round_done(window, qtbot)
    window.operations.wait_idle()


def refuse(site: FakeSite, code: str) -> None:
    """Let the site refuse the next comment that is made."""
    site.faults.append(Fault("status", "POST", "wp/v2/comments", status=400, code=code))


def field(form: ReplyForm, name: str) -> str:
    """What is said to be wrong with a field."""
    return next(one.problem for one in form.fields if one.field == name)


def test_a_refusal_is_said_on_the_form_and_mended_there(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, form: ReplyForm, qtbot: QtBot
) -> None:
    refuse(site, "comment_author_email_column_length")
    write(form)
    send(window, form, qtbot)

    assert form.refusal.label.text() == (
        f"The site did not take the comment by Eva: {_LONG}"
    )  # fmt: skip
    assert said(window) == form.refusal.label.text()
    form.refusal.button.click()
    window.operations.wait_idle()
    assert form.draft.body == "By letter."
    assert field(form, "email") == _LONG
    assert form.refusal.isHidden()
    assert form.send_button.accessibleName() == "Send it again"

    write(form, email="e@example.org")
    send(window, form, qtbot)

    assert site.comments[max(site.comments)]["author_email"] == "e@example.org"
    assert form.draft.blank
    assert form.send_button.accessibleName() == "Add to the queue"
    assert form.refusal.isHidden()
    assert outgoing.counts(newsroom) == {State.SENT: 1}
    assert queue.count(newsroom, Query()) == 2


def test_who_mends_what_was_refused_keeps_what_she_was_typing(
    window: MainWindow, site: FakeSite, form: ReplyForm, qtbot: QtBot
) -> None:
    refuse(site, "comment_content_column_length")
    write(form)
    send(window, form, qtbot)
    write(form, comment="Another letter.")
    form.refusal.button.click()
    window.operations.wait_idle()
    write(form, comment="Shorter.")
    send(window, form, qtbot)
    assert form._restore.isVisibleTo(form)
    form._restore.click()

    assert form.draft.body == "Another letter."
    assert form.draft.mends is None


def test_looking_at_the_address_again_stands_in_the_history(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, form: ReplyForm, qtbot: QtBot
) -> None:
    refuse(site, "comment_content_column_length")
    write(form)
    send(window, form, qtbot)
    form.refusal.button.click()
    window.operations.wait_idle()

    assert history.operations(newsroom, limit=1)[0].verb == "reveal"


def test_what_is_longer_than_the_site_takes_is_said_while_it_is_typed(
    window: MainWindow, form: ReplyForm
) -> None:
    write(form, name="é" * 130, comment="&" * 20_000)

    assert field(form, "name") == (
        "The name is longer than the site takes. It has to be 8 characters shorter."
    )
    assert field(form, "comment").startswith("The comment is longer than the site takes.")
    write(form)
    assert not any(one.problem for one in form.fields)


def test_that_the_site_takes_no_more_comments_is_said_before_one_is_sent(
    window: MainWindow, newsroom: Newsroom, form: ReplyForm
) -> None:
    with newsroom.write() as writing:
        writing.run("UPDATE article SET open = 0")
    assert window.desk is not None
    window.deeds["readers_view"].trigger()
    view = window.desk.reading.readers_view
    form._for = None
    window.deeds["readers_view"].trigger()
    window.operations.wait_idle()

    assert form.told.startswith("The site takes no more comments under this article")
    assert view.told.endswith("Comments are closed.")


def test_a_refused_reply_of_the_newsroom_comes_back_with_its_text(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, form: ReplyForm, qtbot: QtBot
) -> None:
    assert window.desk is not None
    window.deeds["readers_view"].trigger()
    refuse(site, "comment_content_column_length")
    for text in ("Thank you, and so on.", "Thank you."):
        window.deeds["reply"].trigger()
        window.operations.wait_idle()
        dialog = window.findChild(ReplyDialog)
        assert dialog is not None
        if text == "Thank you.":
            assert dialog.field.text == "Thank you, and so on."
            assert dialog.field.problem == "The comment is longer than the site takes."
            assert not dialog.reason_to_stay()
        editor = dialog.field.editor
        assert isinstance(editor, QPlainTextEdit)
        editor.setPlainText(text)
        dialog.send.click()
        window.operations.wait_idle()
        qtbot.waitUntil(lambda: window.findChild(ReplyDialog) is None)
        round_done(window, qtbot)

    assert site.text_of(max(site.comments)) == "Thank you."
    assert site.comments[max(site.comments)]["author_name"] == "Ana"
    assert queue.count(newsroom, Query()) == 2
    assert not in_step(window).is_busy


def test_a_drive_that_is_away_for_a_round_has_no_refusal_told_again(
    window: MainWindow,
    site: FakeSite,
    form: ReplyForm,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(_newsroom: Newsroom, article: object = None) -> NoReturn:
        raise LibraryError("The drive is away.")

    refuse(site, "comment_author_email_column_length")
    write(form)
    send(window, form, qtbot)
    with monkeypatch.context() as patched:
        patched.setattr(mending, "refused", away)
        round_done(window, qtbot)
    window.operations.messages.tell("Something else.")

    round_done(window, qtbot)
    window.operations.wait_idle()

    assert said(window) == "Something else."
