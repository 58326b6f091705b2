"""Tests for desktop.dialogs.site_dialog, opened from the real window."""

from db.words import Status
from desktop.dialogs.site_dialog import SiteDialog
from desktop.main_window import MainWindow
from moderation import queue


def opened(window: MainWindow) -> SiteDialog:
    window.deeds["site"].trigger()
    assert isinstance(window.doors.dialog, SiteDialog)
    return window.doors.dialog


def test_it_shows_the_site_as_it_is(window: MainWindow) -> None:
    dialog = opened(window)

    assert dialog.name.text == "The Harbour Courier"
    assert dialog.name_required.isChecked()
    assert dialog.email_required.isChecked()
    assert not dialog.comment_required.isEnabled()


def test_what_is_kept_is_seen_in_the_window_at_once(window: MainWindow) -> None:
    assert window.newsroom is not None
    assert window.desk is not None
    lacking = [
        card
        for card in queue.cards(window.newsroom, window.desk.queue.model.ids)
        if "email" in card.lacks
    ]
    assert lacking
    dialog = opened(window)

    dialog.name.fill("Harbour")
    dialog.email_required.setChecked(False)
    dialog.keep_button.click()
    window.operations.wait_idle()

    site = queue.sites(window.newsroom)[0]
    assert (site.name, site.name_required, site.email_required) == ("Harbour", True, False)
    assert window.windowTitle() == "Harbour — Commentdesk"
    assert window.desk.sidebar.name.text() == "Harbour"
    for card in queue.cards(window.newsroom, [one.id for one in lacking]):
        assert card.status is Status.PENDING
        assert "email" not in card.lacks


def test_what_was_changed_is_not_lost_by_one_stray_esc(window: MainWindow) -> None:
    dialog = opened(window)
    dialog.email_required.setChecked(False)

    dialog.reject()

    assert dialog.isVisible()
    assert dialog.said
    dialog.leave()
