"""Stories: what somebody does in a morning, through the real window, with the keyboard alone."""

import csv
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from db.words import Status
from desktop.dialogs.export_dialog import ExportDialog
from desktop.main_window import MainWindow
from moderation import queue
from moderation.newsroom import Newsroom, open_newsroom
from tests.calling import call
from tests.contacts import contact_of
from tests.windows import OpenWindow, press, press_key

CTRL = Qt.KeyboardModifier.ControlModifier


def current(window: MainWindow) -> int:
    assert window.desk is not None
    number = window.desk.queue.view.current_number
    assert number is not None
    return number


def statuses(newsroom: Newsroom, *numbers: int) -> list[Status]:
    return [queue.comment(newsroom, number).status for number in numbers]


def fields_with_problems(window: MainWindow) -> dict[str, str]:
    assert window.desk is not None
    fields = window.desk.reading.readers_view.form.fields
    return {field.editor.accessibleName(): field.problem for field in fields if field.problem}


def test_the_first_morning_at_the_desk(
    tmp_path: Path,
    samples: Path,
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From a real export to a published page without a single address."""
    library = tmp_path / "newsroom.commentdesk"
    export = samples / "WordPress__theme-test-data" / "themeunittestdata.wordpress.xml"

    # She imports her export.
    monkeypatch.setenv("COMMENTDESK_NEWSROOM", str(library))
    report = call("import", export, "--json").told
    assert (report["read"], report["added"]) == (33, 33)
    assert report["by_status"]["pending"] == 3

    # She starts the window and sees the articles with their pending counts.
    window = open_window(open_newsroom(library, desk="ana"))
    newsroom = window.newsroom
    assert newsroom is not None
    assert window.desk is not None
    entries = window.desk.sidebar.articles.entries
    spoken = [
        entries.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(entries.rowCount())
    ]
    pending = [int(found[1]) for row in spoken if (found := re.search(r", (\d+) pending$", row))]
    assert sum(pending) == 3

    # She reads each pending comment beside its article, and decides.
    first, second, third = window.desk.queue.model.ids
    assert window.desk.reading.shown == first
    press(window, "a")
    assert window.desk.reading.shown == second
    press(window, "d")
    press(window, "s")
    assert statuses(newsroom, first, second, third) == [
        Status.APPROVED,
        Status.REJECTED,
        Status.SPAM,
    ]
    assert window.desk.queue.empty.isVisible()

    # She takes back the last, closes the window, opens it again, takes back one more.
    press(window, "z")
    assert current(window) == third
    press_key(window, Qt.Key.Key_W, CTRL)
    assert not window.isVisible()
    window = open_window(open_newsroom(library, desk="ana"))
    newsroom = window.newsroom
    assert newsroom is not None
    assert window.desk is not None
    assert current(window) == third
    press(window, "z")
    assert statuses(newsroom, first, second, third) == [
        Status.APPROVED,
        Status.PENDING,
        Status.PENDING,
    ]

    # She looks at the reader's view and adds a comment that came by letter.
    press_key(window, Qt.Key.Key_F9)
    reading = window.desk.reading
    assert reading.readers_view.isVisible()
    everybody = [contact_of(newsroom, number).email for number in all_ids(newsroom)]
    shown = reading.readers_view.page.toPlainText()
    assert not [address for address in everybody if address and address in shown]
    counted = queue.tally(newsroom)
    press(window, "r")
    focused = QApplication.focusWidget()
    assert focused
    assert reading.readers_view.form.isAncestorOf(focused)
    press_key(window, Qt.Key.Key_Tab)  # no name
    press(window, "ben@")
    press_key(window, Qt.Key.Key_Tab)
    press_key(window, Qt.Key.Key_Tab)
    press(window, "I was there, and it was not like that.")
    press_key(window, Qt.Key.Key_Return, CTRL)
    assert len(fields_with_problems(window)) == 2
    assert queue.tally(newsroom) == counted

    # Corrected, it enters the queue as pending.
    press(window, "Ben Okri")
    press_key(window, Qt.Key.Key_Tab)
    press_key(window, Qt.Key.Key_A, CTRL)
    press(window, "ben@example.org")
    press_key(window, Qt.Key.Key_Return, CTRL)
    assert fields_with_problems(window) == {}
    assert queue.tally(newsroom).pending == counted.pending + 1

    # She goes back to the queue; the comment is there.
    press_key(window, Qt.Key.Key_F9)
    press_key(window, Qt.Key.Key_Escape)
    cards = queue.cards(newsroom, window.desk.queue.model.ids)
    assert "Ben Okri" in [card.name for card in cards]

    # She exports what is approved, and gets a receipt; no address is in any of it.
    addresses = [contact_of(newsroom, number) for number in all_ids(newsroom)]
    for down, name in enumerate(("pages", "page.html", "page.json", "page.csv")):
        target = tmp_path / name
        press_key(window, Qt.Key.Key_E, CTRL)
        dialog = window.doors.dialog
        assert isinstance(dialog, ExportDialog)
        assert dialog.choice is not None
        tab_to(window, dialog.choice.format)
        for _time in range(down):
            press_key(window, Qt.Key.Key_Down)
        tab_to(window, dialog.choice.target.editor)
        press_key(window, Qt.Key.Key_A, CTRL)
        press(window, str(target))
        tab_to(window, dialog.export_button)
        press_key(window, Qt.Key.Key_Return)
        assert dialog.view.isVisible()
        written = "".join(
            file.read_text(encoding="utf-8-sig")
            for file in (sorted(target.rglob("*.*")) if target.is_dir() else [target])
        )
        for contact in addresses:
            assert not contact.email or contact.email not in written
            assert not contact.ip or contact.ip not in written
        press_key(window, Qt.Key.Key_Escape)
        assert window.doors.dialog is None

    rows = list(csv.reader((tmp_path / "page.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) - 1 == queue.tally(newsroom).approved


def tab_to(window: MainWindow, wanted: QWidget) -> None:
    """Press Tab until the focus is there; fails if it cannot be come to."""
    for _time in range(40):
        if QApplication.focusWidget() is wanted:
            return
        press_key(window, Qt.Key.Key_Tab)
    raise AssertionError(f"no way to {wanted.accessibleName()} by Tab")


def all_ids(newsroom: Newsroom) -> list[int]:
    from datetime import date

    from moderation.search.grammar import parse

    query = parse("", today=date(2026, 3, 2), zone=newsroom.zone)
    return list(queue.find(newsroom, query).ids)


def test_a_wave_of_spam_is_cleared_by_keys(filled: Newsroom, open_window: OpenWindow) -> None:
    """Searched with completion, summed up, turned away as one, taken back as one, read alone."""
    window = open_window(filled)
    assert window.desk is not None
    desk, bar = window.desk, window.desk.queue.search
    before = queue.tally(filled)

    # She searches for the wave: the name is completed, a slip corrected, the order changed.
    press(window, "/")
    press(window, "loan* -arti")
    press_key(window, Qt.Key.Key_Tab)
    press(window, "night")
    press_key(window, Qt.Key.Key_Tab)
    assert bar.text == "loan* -article:night-ferry "
    press(window, "statsu:pending")
    press_key(window, Qt.Key.Key_Return)
    assert bar.text == "loan* -article:night-ferry status:pending"
    assert [chip.text for chip in bar.chips.chips] == [
        "loan*", "-article:night-ferry", "status:pending",
    ]  # fmt: skip
    press_key(window, Qt.Key.Key_Return)
    window.operations.wait_idle()
    wave = list(desk.queue.model.ids)
    assert len(wave) > 3
    window.deeds["sort_oldest"].trigger()
    window.operations.wait_idle()
    assert list(desk.queue.model.ids) == wave[::-1]

    # She selects all that matches but the one she is at, and reads what they are.
    desk.queue.view.setFocus()
    press_key(window, Qt.Key.Key_A, CTRL)
    press(window, "x")
    several = desk.reading.several
    assert several.sentence == f"{len(wave) - 1} comments selected"
    assert several.facts.splitlines()[0] == f"{len(wave) - 1} pending."

    # One key turns them away, no dialog asks, and one key brings all of them back.
    press(window, "s")
    assert queue.tally(filled).spam == before.spam + len(wave) - 1
    assert window.doors.dialog is None
    press(window, "z")
    assert queue.tally(filled) == before

    # She reads one alone, decides it there, and goes back to the queue.
    press_key(window, Qt.Key.Key_Return)
    assert desk.alone.on
    number = desk.reading.shown
    assert number is not None
    press(window, "s")
    assert statuses(filled, number) == [Status.SPAM]
    press_key(window, Qt.Key.Key_Escape)
    assert desk.queue.view.hasFocus()


def test_the_assist_lends_a_hand(filled: Newsroom, open_window: OpenWindow) -> None:
    """A wave is one card and one key; a late copy the same; risk, why, and what teaches most."""
    window = open_window(filled)
    assert window.desk is not None
    desk = window.desk
    before, listed = queue.tally(filled), list(desk.queue.model.ids)
    desk.tending.tend()  # as it does by itself, a moment after the start
    window.operations.wait_idle()

    # The wave of spam is folded into one card. She goes there, opens it, and goes back.
    folded = len(desk.queue.model.ids)
    assert len(listed) - folded == 13
    press(window, "j" * (folded - 1 - desk.queue.view.currentIndex().row()))
    while (card := desk.queue.model.card(desk.queue.view.currentIndex().row())) is None or (
        card.group is None
    ):
        press(window, "k")
    press(window, "i")
    assert len(desk.queue.model.ids) == 14
    press_key(window, Qt.Key.Key_Escape)
    assert len(desk.queue.model.ids) == folded

    # One key decides all of it, one takes it back, and then it is decided.
    text = queue.comment(filled, current(window)).text
    press(window, "s")
    assert queue.tally(filled).spam == before.spam + 14
    press(window, "z")
    assert queue.tally(filled) == before
    press(window, "s")

    # A late copy comes by another way, and is given the same decision.
    late = call(
        "add", "--newsroom", filled.path, "--article", "night-ferry", "--name", "Joy",
        "--email", "joy@example.org", "--body", f"Hello! {text}", "--json",
    ).told["id"]  # fmt: skip
    press(window, "/")
    press(window, "Hello loan status:pending")
    press_key(window, Qt.Key.Key_Return)
    press_key(window, Qt.Key.Key_Return)
    window.operations.wait_idle()
    desk.queue.view.setFocus()
    assert current(window) == late
    press(window, "g")
    assert statuses(filled, late) == [Status.SPAM]

    # The riskiest first: each has its band, and one key says why.
    for order in ("risk", "teach"):
        press(window, "/")
        press_key(window, Qt.Key.Key_A, CTRL)
        press(window, f"status:pending sort:{order}")
        press_key(window, Qt.Key.Key_Return)
        press_key(window, Qt.Key.Key_Return)
        window.operations.wait_idle()
        desk.queue.view.setFocus()
        cards = queue.cards(filled, desk.queue.model.ids)
        assert all(card.score is not None for card in cards)
        press(window, "y")
        assert desk.reading.card.is_explained
        press(window, "y")
