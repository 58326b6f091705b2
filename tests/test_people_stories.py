"""Stories about what stands beside a comment, through the real window, with the keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.words import Standing, Status, Verdict
from desktop.dialogs.block_dialog import BlockDialog
from desktop.dialogs.reply_dialog import ReplyDialog
from desktop.main_window import MainWindow
from desktop.reading.beside import Page
from desktop.reading.entry import Entry
from moderation import decisions, notes, queue, standings
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.soundness import look_over
from tests.desktop.town import Town
from tests.windows import OpenWindow, current, press, press_key, said, settle, status_of

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def leaf(window: MainWindow, page: Page) -> str:
    assert window.desk is not None
    return window.desk.reading.beside.leaf(page).toPlainText()


def test_a_whole_thread_is_decided_without_losing_the_place(
    newsroom: Newsroom, open_window: OpenWindow
) -> None:
    """She is at a reply, sees that what it answers should go first, and decides it there."""
    town = Town(newsroom)
    insult = town.say("You are all idiots.", "Rolf", "rolf@example.org", approved=True)
    reply = town.say("Speak for yourself.", "Kim", "kim@example.org", to=insult)
    answer = town.say("Well said.", "Lea", "lea@example.org", to=reply)
    window = open_window(newsroom)
    assert window.desk is not None
    window.desk.queue.view.choose(reply)
    settle(window)
    assert current(window) == reply

    # The keyboard goes into the thread, to what is answered; the same keys act there.
    press(window, "t")
    focused = QApplication.focusWidget()
    assert isinstance(focused, Entry)
    press(window, "d")
    assert status_of(window, insult) is Status.REJECTED
    assert current(window) == reply
    assert window.desk.reading.thread_view.focused is not None

    # On to the answer below; it is approved where it stands.
    press(window, "ja")
    assert (status_of(window, answer), current(window)) == (Status.APPROVED, reply)

    # Taken back, it is pending again, and the place is still the reply.
    press(window, "z")
    assert (status_of(window, answer), current(window)) == (Status.PENDING, reply)

    # Esc leads back to the queue, where the keys act on the reply as ever.
    press_key(window, Qt.Key.Key_Escape)
    press(window, "a")
    assert status_of(window, reply) is Status.APPROVED
    assert look_over(newsroom).is_sound


def test_a_troll_is_met_noted_and_blocked(newsroom: Newsroom, open_window: OpenWindow) -> None:
    """From a comment to what is known of its commenter, a note, a block, and the next comment."""
    town = Town(newsroom)
    earlier = town.say("Traitors, the lot of you, and liars.", "Rolf", "rolf@example.org")
    decisions.decide(newsroom, Picked.of(town.card(earlier)), Verdict.REJECT)
    number = town.say("Traitors, the lot of you, and cowards.", "Rolf", "rolf@example.org")
    window = open_window(newsroom)
    settle(window)
    assert current(window) == number

    # What was decided of its like is said unasked; the record is one key away.
    assert window.desk is not None
    said_beside = [one.sentence for one in window.desk.reading.card.notice_list.shown]
    assert any("was rejected on" in sentence for sentence in said_beside)
    press(window, "c")
    assert "1 rejected" in leaf(window, Page.COMMENTER)

    # A note on him, with who wrote it.
    press_key(window, Qt.Key.Key_N, SHIFT)
    settle(window)
    press(window, "Third time this week.")
    press_key(window, Qt.Key.Key_Return, CTRL)
    assert "Third time this week." in leaf(window, Page.COMMENTER)
    assert notes.of(newsroom, earlier)[0].desk == "ana"

    # Blocked for thirty days; what comes next from him is rejected at once.
    press_key(window, Qt.Key.Key_B, SHIFT)
    settle(window)
    assert isinstance(window.desk.reading.errands.dialogs[-1], BlockDialog)
    press_key(window, Qt.Key.Key_Return, CTRL)
    assert "is blocked until" in said(window)
    assert "Blocked since" in leaf(window, Page.COMMENTER)
    newsroom.desk = "letters"
    again = town.say("You will hear from me.", "Rolf", "rolf@example.org")
    newsroom.desk = "ana"
    assert status_of(window, again) is Status.REJECTED

    # One key takes the block back.
    press_key(window, Qt.Key.Key_Escape)
    press(window, "z")
    assert standings.regard(newsroom, number).standing is Standing.NONE
    assert look_over(newsroom).is_sound


def test_a_question_is_edited_answered_and_its_story_read(
    newsroom: Newsroom, open_window: OpenWindow
) -> None:
    """A rough question: toned down and approved in one, answered, and all of it told."""
    town = Town(newsroom)
    number = town.say("When does the damned bridge open?", "Kim", "kim@example.org")
    window = open_window(newsroom)
    settle(window)
    assert window.desk is not None

    # Edit: the difference is there before it is kept; one key keeps and approves.
    press(window, "e")
    settle(window)
    press_key(window, Qt.Key.Key_A, CTRL)
    press(window, "When does the bridge open?")
    press_key(window, Qt.Key.Key_Return, CTRL | SHIFT)
    comment = queue.comment(newsroom, number)
    assert (comment.status, comment.text) == (Status.APPROVED, "When does the bridge open?")
    assert comment.edited

    # Reply as the newsroom.
    press_key(window, Qt.Key.Key_5, CTRL)
    window.desk.queue.view.choose(number)
    settle(window)
    press(window, "r")
    settle(window)
    assert isinstance(window.desk.reading.errands.dialogs[-1], ReplyDialog)
    press(window, "On Monday, at seven.")
    press_key(window, Qt.Key.Key_Return, CTRL)
    assert queue.thread(newsroom, number)[-1].text == "On Monday, at seven."

    # The story tells all of it, what was struck out too.
    press(window, "h")
    told = leaf(window, Page.STORY)
    assert "damned" in told
    assert told.index("replied to") < told.index("edited and approved") < told.index("came in")
    assert look_over(newsroom).is_sound
