"""Tests for desktop.settings.site_page, opened from the real window."""

from db import connections
from db.words import Status
from desktop.main_window import MainWindow
from desktop.settings.dialog import SettingsDialog
from desktop.settings.site_page import SitePage
from moderation import queue


def opened(window: MainWindow) -> SitePage:
    window.deeds["site"].trigger()
    assert isinstance(window.doors.dialog, SettingsDialog)
    assert isinstance(window.doors.dialog.shown, SitePage)
    return window.doors.dialog.shown


def test_it_shows_the_site_as_it_is(window: MainWindow) -> None:
    page = opened(window)

    assert page.name.text == "The Harbour Courier"
    assert page.name_required.isChecked()
    assert page.email_required.isChecked()
    assert not page.comment_required.isEnabled()


def test_what_is_kept_is_seen_in_the_window_at_once(window: MainWindow) -> None:
    assert window.newsroom is not None
    assert window.desk is not None
    lacking = [
        card
        for card in queue.cards(window.newsroom, window.desk.queue.model.ids)
        if "email" in card.lacks
    ]
    assert lacking
    page = opened(window)

    page.name.fill("Harbour")
    page.email_required.setChecked(False)
    page.keep_button.click()
    window.operations.wait_idle()

    site = queue.sites(window.newsroom)[0]
    assert (site.name, site.name_required, site.email_required) == ("Harbour", True, False)
    assert window.windowTitle() == "Harbour — Commentdesk"
    assert window.desk.sidebar.name.text() == "Harbour"
    for card in queue.cards(window.newsroom, [one.id for one in lacking]):
        assert card.status is Status.PENDING
        assert "email" not in card.lacks


def test_what_was_changed_is_not_lost_by_one_stray_esc(window: MainWindow) -> None:
    page = opened(window)
    page.email_required.setChecked(False)
    dialog = window.doors.dialog
    assert isinstance(dialog, SettingsDialog)

    dialog.reject()

    assert dialog.isVisible()
    assert dialog.said
    dialog.leave()


def test_what_is_kept_holds_nobody_back(window: MainWindow) -> None:
    page = opened(window)
    page.email_required.setChecked(False)
    dialog = window.doors.dialog
    assert isinstance(dialog, SettingsDialog)

    page.keep_button.click()
    window.operations.wait_idle()
    dialog.reject()

    assert not dialog.isVisible()


def test_of_several_sites_each_has_its_own_requirements(window: MainWindow) -> None:
    assert window.newsroom is not None
    assert opened(window).chooser.count() == 1
    assert isinstance(window.doors.dialog, SettingsDialog)
    window.doors.dialog.close()
    with window.newsroom.write() as writing:
        for name in ("first", "second"):
            connections.connect(
                writing, key=name, name=name.title(), url=f"https://{name}.example",
                root=f"https://{name}.example/wp-json/", username="ana",
                source=f"wordpress:{name}.example",
            )  # fmt: skip
    page = opened(window)
    page.chooser.setCurrentIndex(1)
    page.chooser.activated.emit(1)
    assert page.name.text == "First"
    page.email_required.setChecked(False)
    page.chooser.setCurrentIndex(0)
    page.chooser.activated.emit(0)
    assert page.name.text == "First"
    assert page.chooser.currentIndex() == 1
    page.keep_button.click()
    window.operations.wait_idle()
    page.chooser.setCurrentIndex(0)
    page.chooser.activated.emit(0)

    assert page.name.text == "The Harbour Courier"
    assert [one.email_required for one in queue.sites(window.newsroom)] == [True, False, True]
