"""Pictures of connected sites: how it stands, the page that connects them, and the outbox.

The site in them does not exist and is never asked: what it last said is written beside the sample.
"""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from desktop.main_window import MainWindow
from desktop.settings.dialog import SettingsDialog
from desktop.sites.sites_page import SitesPage
from resources.translation import _

Settle = Callable[[], None]


def _join(window: MainWindow, settle: Settle) -> None:
    """Let the sample newsroom be connected, with something to send and something to settle."""
    from moderation.wordpress.pretending import pretend

    assert window.newsroom is not None
    assert window.syncing is not None
    _quiet(window)
    pretend(window.newsroom)
    window.syncing.look()
    settle()


def _quiet(window: MainWindow) -> None:
    """The picture is of this moment: nobody is asked meanwhile."""
    assert window.syncing is not None
    window.syncing.pause()


def _line(window: MainWindow, demo: bool, settle: Settle) -> None:
    if demo:
        _join(window, settle)


def _busy(window: MainWindow, demo: bool, settle: Settle) -> None:
    """In the middle of a first fetch."""
    if demo:
        _join(window, settle)
    assert window.syncing is not None
    window.syncing.is_busy = True
    told = _("{what}: {done} of {total}")
    window.syncing._tell(
        told.format(what=_("Fetching the site’s comments"), done="41,300", total="100,000")
    )
    settle()


def _away(window: MainWindow, demo: bool, settle: Settle) -> None:
    """The site cannot be reached, and what is decided waits."""
    from desktop.sites.rounds import Outcome
    from moderation.wordpress import troubles

    if demo:
        _join(window, settle)
    assert window.syncing is not None
    site = window.syncing.sites[0].site
    window.syncing._note(Outcome([site], {site: troubles.not_there("courier.example.org")}))
    window.syncing.changed.emit()
    settle()


def _reply_refused(window: MainWindow, demo: bool, settle: Settle) -> None:
    """A letter that the site did not take, about to be mended where it was written."""
    from moderation.wordpress.pretending import refuse_a_letter

    if demo and window.newsroom is not None and window.desk is not None:
        _join(window, settle)
        window.desk.show_anywhere(refuse_a_letter(window.newsroom))
        settle()
    assert window.desk is not None
    window.deeds["readers_view"].trigger()
    settle()
    view = window.desk.reading.readers_view
    view.form.mend()
    settle()
    view._show_form()
    settle()


def _outbox(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    if demo:
        _join(window, settle)
    window.deeds["outbox"].trigger()
    settle()
    return window.doors.dialog


def _sites(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    if demo:
        _join(window, settle)
    window.deeds["sites"].trigger()
    settle()
    return window.doors.dialog


def _sites_refused(window: MainWindow, demo: bool, settle: Settle) -> QWidget | None:
    """What is wrong is said beside the field."""
    from moderation.wordpress import troubles

    del demo
    dialog = _sites(window, False, settle)
    assert isinstance(dialog, SettingsDialog)
    page = dialog.findChild(SitesPage)
    assert page is not None
    for name, text in {
        "address": "https://example.org", "user": "ana", "password": "abcd efgh ijkl",
    }.items():  # fmt: skip
        page.fields[name].fill(text)
    page._failed(troubles.wrong_password("example.org", "ana"))
    settle()
    return dialog


SITE_SCENES: Mapping[str, Callable[[MainWindow, bool, Settle], QWidget | None]] = {
    "site-line": _line,
    "site-busy": _busy,
    "site-away": _away,
    "reply-refused": _reply_refused,
    "outbox": _outbox,
    "sites": _sites,
    "sites-refused": _sites_refused,
}
