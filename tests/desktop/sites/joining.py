"""What somebody at the window does about a site: connect it, wait for a round, open the outbox."""

from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.settings.dialog import SettingsDialog
from desktop.sites.outbox_dialog import OutboxDialog
from desktop.sites.sites_page import SitesPage
from desktop.sites.syncing import Syncing
from tests.peers.fake_site import FakeSite


def in_step(window: MainWindow) -> Syncing:
    assert window.syncing is not None
    return window.syncing


def page_of(window: MainWindow) -> SitesPage:
    window.deeds["sites"].trigger()
    assert isinstance(window.doors.dialog, SettingsDialog)
    page = window.doors.dialog.findChild(SitesPage)
    assert page is not None
    return page


def connect(window: MainWindow, site: FakeSite, qtbot: QtBot, password: str = "") -> SitesPage:
    page = page_of(window)
    page.fields["address"].fill(site.url)
    page.fields["user"].fill(site.user)
    page.fields["password"].fill(password or site.password)
    page.connect_button.click()
    window.operations.wait_idle()
    return page


def round_done(window: MainWindow, qtbot: QtBot) -> None:
    """Wait for a whole round that begins now."""
    syncing = in_step(window)
    qtbot.waitUntil(lambda: not syncing.is_busy, timeout=20_000)
    syncing.sync()
    qtbot.waitUntil(lambda: not syncing.is_busy, timeout=20_000)


def outbox_of(window: MainWindow) -> OutboxDialog:
    window.deeds["outbox"].trigger()
    window.operations.wait_idle()
    assert isinstance(window.doors.dialog, OutboxDialog)
    return window.doors.dialog
