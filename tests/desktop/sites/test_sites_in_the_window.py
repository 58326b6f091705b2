"""Connected sites in the window: connecting, keeping in step beside the work, outbox, conflicts."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db.site_rows import Rule, State
from db.words import Status, Verdict
from desktop.main_window import MainWindow
from desktop.settings.dialog import SettingsDialog
from desktop.sites.line import SiteLine
from moderation import decisions, queue
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.search.query import Query
from moderation.wordpress import connecting, outgoing, passwords
from tests.desktop.sites.joining import connect, in_step, outbox_of, page_of, round_done
from tests.peers.fake_site import FakeSite, Fault
from tests.windows import OpenWindow


def test_without_a_site_nothing_of_it_is_there_and_no_thread_runs(window: MainWindow) -> None:
    line = window.findChild(SiteLine)
    assert line is not None

    assert line.isHidden()
    assert in_step(window).step is None
    in_step(window).sync()
    assert not in_step(window).is_busy


def test_a_site_is_connected_in_the_window_and_its_comments_come(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, qtbot: QtBot
) -> None:
    for number in range(3):
        site.add(f"Number {number}")
    page = connect(window, site, qtbot)
    round_done(window, qtbot)

    assert [row.connection.url for row in page.rows] == [site.url]
    assert page.fields["password"].text == ""
    assert queue.tally(newsroom).pending == 3
    line = window.findChild(SiteLine)
    assert line is not None
    assert not line.isHidden()
    assert line.label.text().startswith("In step with The & Courier")


def test_what_is_wrong_is_said_on_the_field(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, qtbot: QtBot
) -> None:
    page = connect(window, site, qtbot, "not the one")

    assert "does not take this password" in page.fields["password"].problem
    assert not page.fields["address"].problem
    assert not connecting.all_of(newsroom)
    assert page.connect_button.isEnabled()


def test_what_is_missing_is_said_before_anybody_is_asked(
    window: MainWindow, site: FakeSite, qtbot: QtBot
) -> None:
    page = page_of(window)
    page.keep()

    assert all(field.problem for field in page.fields.values())
    assert not site.requests


def test_the_password_is_not_shown(window: MainWindow) -> None:
    editor = page_of(window).fields["password"].editor

    assert isinstance(editor, QLineEdit)
    assert editor.echoMode() is QLineEdit.EchoMode.Password


def test_a_decision_goes_to_the_site_by_itself(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, qtbot: QtBot
) -> None:
    number = site.add()
    connect(window, site, qtbot)
    round_done(window, qtbot)
    assert window.desk is not None
    window.desk.refresh()
    window.operations.wait_idle()
    window.deeds["spam"].trigger()
    window.operations.wait_idle()
    qtbot.waitUntil(lambda: site.status_of(number) == "spam", timeout=20_000)

    syncing = in_step(window)
    qtbot.waitUntil(lambda: not syncing.is_busy, timeout=20_000)
    assert outgoing.counts(newsroom) == {State.SENT: 1}


def test_a_site_that_is_away_is_said_and_nothing_is_lost(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, qtbot: QtBot
) -> None:
    site.add()
    connect(window, site, qtbot)
    round_done(window, qtbot)
    site.faults.append(Fault("status", route="wp/v2/users", headers={"Retry-After": "900"}))
    comment = queue.comment(newsroom, queue.find(newsroom, Query()).ids[0])
    decisions.decide(newsroom, Picked.of(comment), Verdict.SPAM)
    round_done(window, qtbot)

    step = in_step(window).step
    assert step is not None
    assert step.look == "no"
    assert "asks to be left alone" in step.sentence
    assert "1 waits to be sent" in step.sentence

    line = window.findChild(SiteLine)
    assert line is not None
    window.resize(window.minimumSizeHint())
    QApplication.processEvents()
    assert line.label.height() >= line.label.heightForWidth(line.label.width()) > 0
    assert line.label.wordWrap()  # read whole, on as many lines as it takes


def test_a_password_that_is_not_known_any_more_is_asked_for(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, qtbot: QtBot
) -> None:
    connect(window, site, qtbot)
    round_done(window, qtbot)
    passwords._SINCE_START.clear()
    round_done(window, qtbot)

    step = in_step(window).step
    assert step is not None
    assert step.needs_password
    page = page_of(window)
    page.rows[0].password.click()
    assert page.fields["user"].text == "ana"


def test_an_entry_is_taken_back_in_the_outbox(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, qtbot: QtBot
) -> None:
    site.add()
    connect(window, site, qtbot)
    round_done(window, qtbot)
    in_step(window).pause()
    comment = queue.comment(newsroom, queue.find(newsroom, Query()).ids[0])
    decisions.decide(newsroom, Picked.of(comment), Verdict.SPAM)
    dialog = outbox_of(window)
    assert dialog.back_button.isEnabled()
    assert not dialog.again_button.isEnabled()
    dialog.back_button.click()
    window.operations.wait_idle()

    assert dialog.model.rowCount() == 0
    assert queue.comment(newsroom, comment.id).status is Status.PENDING


@pytest.mark.parametrize("rule", [Rule.SITE, Rule.OURS])
def test_a_conflict_is_shown_side_by_side_and_settled(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, qtbot: QtBot, rule: Rule
) -> None:
    number = site.add("They said so.")
    connect(window, site, qtbot)
    round_done(window, qtbot)
    comment = queue.comment(newsroom, queue.find(newsroom, Query()).ids[0])
    decisions.decide(newsroom, Picked.of(comment), Verdict.SPAM)
    site.set_status(number, "approved")
    round_done(window, qtbot)
    dialog = outbox_of(window)
    assert dialog.theirs.heading.text() == "On the site: approved"
    assert dialog.ours.heading.text() == "Here: spam"
    assert dialog.theirs.text.text() == "They said so."
    button = dialog.theirs_button if rule is Rule.SITE else dialog.ours_button
    button.click()
    window.operations.wait_idle()
    round_done(window, qtbot)

    assert site.status_of(number) == ("approved" if rule is Rule.SITE else "spam")
    assert not outgoing.conflicts(newsroom)


def test_the_rule_of_a_site_is_kept_at_once(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, qtbot: QtBot
) -> None:
    page = connect(window, site, qtbot)
    chooser = page.rows[0].rule
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    window.operations.wait_idle()

    assert connecting.all_of(newsroom)[0].rule is Rule.SITE


def test_a_connected_site_is_tested_and_what_is_wrong_is_said(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, qtbot: QtBot
) -> None:
    page = connect(window, site, qtbot)
    round_done(window, qtbot)

    def test() -> str:
        page.rows[0].test.click()
        window.operations.wait_idle()
        assert isinstance(window.doors.dialog, SettingsDialog)
        return window.doors.dialog.said

    assert test() == "The & Courier answers, and takes the password."
    site.moderates = False
    assert test().startswith("“ana” may not moderate comments on this site.")
    site.moderates, site.password = True, "withdrawn"
    test()
    assert "does not take this password" in page.fields["password"].problem
    assert page.fields["address"].text == site.url


def test_a_test_asks_for_a_password_that_nobody_knows(
    window: MainWindow, site: FakeSite, qtbot: QtBot
) -> None:
    page = connect(window, site, qtbot)
    round_done(window, qtbot)
    passwords._SINCE_START.clear()
    asked = len(site.requests)
    page.rows[0].test.click()

    assert page.fields["password"].problem == "The password of The & Courier is needed."
    assert len(site.requests) == asked


def test_a_site_is_let_go_at_the_second_press(
    window: MainWindow, newsroom: Newsroom, site: FakeSite, qtbot: QtBot
) -> None:
    page = connect(window, site, qtbot)
    page.rows[0].remove.click()
    assert connecting.all_of(newsroom)
    page.rows[0].remove.click()
    window.operations.wait_idle()

    assert not connecting.all_of(newsroom)
    assert not page.rows


def test_a_window_that_closes_does_not_wait_for_a_slow_site(
    open_window: OpenWindow, newsroom: Newsroom, site: FakeSite, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(newsroom)
    connect(window, site, qtbot)
    round_done(window, qtbot)
    site.faults.append(Fault("slow", route="wp/v2/users", times=5))
    in_step(window).sync()
    qtbot.waitUntil(lambda: bool(in_step(window)._wires), timeout=20_000)
    window.close()

    assert not in_step(window).is_busy
