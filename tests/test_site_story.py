"""The story of a connected site: the real window, the real WordPress, and a plug that is pulled."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from db.site_rows import State
from db.words import Status
from desktop.main_window import MainWindow
from desktop.settings.dialog import SettingsDialog
from desktop.sites.sites_page import SitesPage
from moderation import edits, queue, replying
from moderation.edits import Edit
from moderation.newsroom import Newsroom
from moderation.search.query import Query
from moderation.wordpress import outgoing, passwords
from tests.peers.real_site import RealSite, real_site
from tests.windows import OpenWindow, press

_WORDS = {"hold": "pending", "approved": "approved", "spam": "spam", "trash": "rejected"}
_PATIENCE = 60_000


@pytest.fixture(scope="module")
def site() -> Iterator[RealSite]:
    with real_site() as started:
        started.add(40)
        yield started


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "keep", lambda *_told: False)
    monkeypatch.setattr(passwords, "kept", lambda _connection: None)
    monkeypatch.setattr(passwords, "_SINCE_START", {})


def by_number(newsroom: Newsroom) -> dict[int, tuple[int, str]]:
    """Our number and status of each comment, by the site's number."""
    with newsroom.read() as reading:
        rows = reading.quick(
            "SELECT r.number, c.id, c.status FROM comment c JOIN private_remote r"
            " ON r.comment_id = c.id WHERE r.status <> 'gone'"
        ).fetchall()
    return {int(row[0]): (int(row[1]), str(row[2])) for row in rows}


def agree(newsroom: Newsroom, site: RealSite) -> bool:
    ours = {number: status for number, (_comment, status) in by_number(newsroom).items()}
    return ours == {number: _WORDS[one["status"]] for number, one in site.comments().items()}


def round_done(window: MainWindow, qtbot: QtBot) -> None:
    syncing = window.syncing
    assert syncing is not None
    qtbot.waitUntil(lambda: not syncing.is_busy, timeout=_PATIENCE)
    window.deeds["sync"].trigger()
    qtbot.waitUntil(lambda: not syncing.is_busy, timeout=_PATIENCE)
    assert window.desk is not None
    window.desk.refresh()
    window.operations.wait_idle()
    window.desk.go_to(window.desk.place)
    window.operations.wait_idle()


def looked_at(window: MainWindow, qtbot: QtBot) -> int:
    """The comment under decision; where what was looked at went away, the next one is chosen."""
    assert window.desk is not None
    view = window.desk.queue.view

    def is_one_chosen() -> bool:
        if view.current_number is None:
            window.deeds["next"].trigger()
            window.operations.wait_idle()
        return view.current_number is not None

    qtbot.waitUntil(is_one_chosen, timeout=_PATIENCE)
    assert view.current_number is not None
    return view.current_number


def test_a_site_is_moderated_from_the_desk_also_while_it_is_away(
    open_window: OpenWindow, newsroom: Newsroom, site: RealSite, qtbot: QtBot
) -> None:
    window = open_window(newsroom)

    # She connects her site.
    window.deeds["sites"].trigger()
    dialog = window.doors.dialog
    assert isinstance(dialog, SettingsDialog)
    page = dialog.findChild(SitesPage)
    assert page is not None
    page.fields["address"].fill(site.url)
    page.fields["user"].fill("ana")
    page.fields["password"].fill(site.password())
    page.connect_button.click()
    window.operations.wait_idle()
    assert [row.connection.name for row in page.rows] == ["The Peer Courier"]
    dialog.close()
    round_done(window, qtbot)
    assert agree(newsroom, site)
    assert queue.tally(newsroom).pending == 10

    # She approves, calls spam, rejects: one key each, and the next one is there.
    assert window.desk is not None
    window.desk.queue.view.setFocus()
    decided = []
    for key in "asd":
        decided.append(looked_at(window, qtbot))
        press(window, key)
    # She edits one and replies to it.
    first = queue.comment(newsroom, decided[0])
    edits.edit(newsroom, first.id, first.revision, Edit(body="I was there, and it is open."))
    now = queue.comment(newsroom, first.id)
    replying.reply(newsroom, now.id, now.revision, "Thank you: 5 < 6 & so on.")
    round_done(window, qtbot)
    assert agree(newsroom, site)
    assert outgoing.counts(newsroom) == {State.SENT: 5}

    # Readers see it, and so does whoever asks the site's API.
    public = site.public_page()
    assert "I was there, and it is open." in public
    assert "Thank you: 5 &lt; 6 &amp; so on." in public
    words = {one["id"]: one["status"] for one in site.comments().values()}
    known = {comment: number for number, (comment, _status) in by_number(newsroom).items()}
    assert [words[known[one]] for one in decided] == ["approved", "spam", "trash"]

    # Somebody else changes something on the site: it is seen here.
    known_as = known[looked_at(window, qtbot)]
    site.ask("POST", f"comments/{known_as}", json={"status": "spam"})
    round_done(window, qtbot)
    assert by_number(newsroom)[known_as][1] == "spam"

    # The server dies. She decides on, and is told; nothing waits for it.
    site.pull_the_plug()
    window.desk.queue.view.setFocus()
    away = [looked_at(window, qtbot)]
    press(window, "a")
    away.append(looked_at(window, qtbot))
    press(window, "s")
    round_done(window, qtbot)
    step = window.syncing.step if window.syncing is not None else None
    assert step is not None
    assert step.look == "no"
    assert "cannot be reached" in step.sentence
    assert [queue.comment(newsroom, one).status for one in away] == [Status.APPROVED, Status.SPAM]

    # It comes back, and both sides agree.
    site.start()
    round_done(window, qtbot)
    assert agree(newsroom, site)
    assert not outgoing.counts(newsroom).get(State.WAITING)
    assert queue.count(newsroom, Query()) == len(site.comments())
