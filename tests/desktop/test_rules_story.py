"""Stories of rules and reasons, through the real window, with the keyboard alone."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from db.words import RuleKind, Status
from desktop import theme
from desktop.main_window import MainWindow
from moderation import history, queue, rule_changes
from moderation.newsroom import Newsroom
from tests.windows import current, press, press_key, said, settle, status_of

Wait = Callable[..., None]


def search(window: MainWindow, text: str) -> int:
    assert window.desk is not None
    window.desk.queue.search.show_text(text)
    window.operations.wait_idle()
    window.desk.queue.view.setFocus()
    return current(window)


def words(window: MainWindow) -> list[str]:
    assert window.newsroom is not None
    rules = rule_changes.rules(window.newsroom)
    return [rule.term for rule in rules if rule.kind is RuleKind.WORD]


def test_a_held_comment_says_why_and_the_rule_is_mended(window: MainWindow) -> None:
    """She sees the casino marked, thinks that the word is fine here, and drops it."""
    assert window.desk is not None
    number = search(window, "casino")
    reading = window.desk.reading
    marked = reading.card.body.extraSelections()
    assert [one.cursor.selectedText() for one in marked] == ["casino"]
    assert reading.card.notice_list.shown[0].sentence.startswith(
        "Held by a rule: the word “casino”"
    )

    press(window, "w")
    assert window.banner.buttons[0].text() == "Drop the word “casino*”"
    press_key(window, Qt.Key.Key_Space)

    assert "casino*" not in words(window)
    assert "taken away" in said(window)
    assert status_of(window, number) is Status.PENDING
    window.desk.queue.view.setFocus()
    press(window, "z")
    assert "casino*" in words(window)


def test_what_is_to_be_changed_is_asked_no_more_of_a_comment_that_one_left(
    window: MainWindow,
) -> None:
    press(window, "/held:any")
    press_key(window, Qt.Key.Key_Return)
    press(window, "w")
    assert window.banner.isVisible()

    press(window, "j")

    assert not window.banner.isVisible()
    assert window.desk is not None
    assert window.desk.queue.view.hasFocus()


def test_w_does_nothing_where_no_rule_held(window: MainWindow) -> None:
    assert window.desk is not None
    search(window, "status:pending -held:any")

    assert not window.deeds["wrong_hold"].isEnabled()


def test_a_rejection_is_explained_by_one_digit(window: MainWindow, filled: Newsroom) -> None:
    """She rejects, the next one is there at once; then she says why, and takes both back."""
    assert window.desk is not None
    strip = window.desk.reading.reason_strip
    number = current(window)
    assert strip.isHidden()
    assert not window.deeds["reason_2"].isEnabled()

    press(window, "d")
    following = current(window)
    assert following != number
    assert strip.buttons[1].text() == "2\u2002Off topic"
    press(window, "2")

    assert current(window) == following
    assert said(window) == "Rejected: Off topic."
    search(window, "status:rejected reason:off-topic")
    assert current(window) == number
    press(window, "z")
    assert status_of(window, number) is Status.PENDING
    (newest, *_older) = history.operations(filled)
    assert history.describe(newest) == "Undo: Reject 1 comment: Off topic"


def test_the_strip_hides_nothing_of_the_next_comment(window: MainWindow) -> None:
    assert window.desk is not None
    reading = window.desk.reading
    press(window, "d")
    QApplication.processEvents()

    card = reading.card
    top = card.mapTo(reading, card.rect().topLeft()).y()
    assert 0 < reading.reason_strip.geometry().bottom() < top


def test_the_strip_stays_at_the_foot_of_the_article_where_that_grows(window: MainWindow) -> None:
    assert window.desk is not None
    reading = window.desk.reading
    window.resize(1440, 900)
    press(window, "dsd")
    article, strip = reading.article_view, reading.reason_strip

    window.deeds["readers_view"].trigger()
    theme.in_force().use_text_scale(1.5)
    settle(window)
    theme.in_force().use_text_scale(1.0)
    window.deeds["readers_view"].trigger()
    settle(window)

    foot = article.mapTo(reading, article.rect().bottomLeft()).y()
    # Its own line below lies on that which is there already.
    assert strip.geometry().bottom() == foot + theme.in_force().tokens.line_width


def test_the_strip_has_the_reasons_that_fit_at_each_text_size(window: MainWindow) -> None:
    assert window.desk is not None
    strip = window.desk.reading.reason_strip
    window.resize(1000, 700)
    seen: dict[str, int] = {}
    for size in ("usual_size", "larger", "usual_size"):
        for _step in range(4 if size == "larger" else 1):
            window.deeds[size].trigger()
        press(window, "d")
        QApplication.processEvents()
        assert all(strip.rect().contains(button.geometry()) for button in strip.buttons)
        assert seen.setdefault(size, len(strip.buttons)) == len(strip.buttons)

    assert 0 < seen["larger"] < seen["usual_size"]


def test_many_are_explained_at_once(window: MainWindow) -> None:
    search(window, "loan*")
    window.deeds["select_all"].trigger()
    press(window, "s")

    press(window, "3")

    assert said(window).endswith(" marked as spam: Advertising.")


def test_the_moment_ends_with_the_next_decision_and_with_undo(window: MainWindow) -> None:
    assert window.desk is not None
    strip = window.desk.reading.reason_strip
    press(window, "d")
    assert not strip.isHidden()
    search(window, "status:pending -has:problem")
    press(window, "a")
    assert strip.isHidden()

    press(window, "d")
    press(window, "z")

    assert strip.isHidden()
    assert not window.deeds["reason_1"].isEnabled()


def test_the_moment_waits_for_a_slow_reader_and_ends_when_she_goes_on(
    window: MainWindow, filled: Newsroom
) -> None:
    assert window.desk is not None
    strip = window.desk.reading.reason_strip
    first = current(window)
    press(window, "d")
    assert not [timer for timer in strip.findChildren(QTimer) if timer.isActive()]

    # Reading on changes nothing; the strip says whose reason it is about.
    window.desk.refresh()
    window.operations.wait_idle()
    assert not strip.isHidden()
    assert strip.accessibleName().startswith("Rejected. ")
    press(window, "2")
    assert not strip.isHidden()

    # Going on to another comment ends it, and a digit says no more.
    press(window, "j")
    assert strip.isHidden()
    press(window, "1")
    (newest, *_older) = history.operations(filled)
    assert history.describe(newest) == "Reject 1 comment: Off topic"
    assert status_of(window, first) is Status.REJECTED


def test_esc_ends_the_moment_and_nothing_else(window: MainWindow) -> None:
    assert window.desk is not None
    press(window, "xjx")
    press(window, "s")
    strip, place = window.desk.reading.reason_strip, current(window)
    assert strip.accessibleName().startswith("Spam. Why? ")

    press_key(window, Qt.Key.Key_Escape)

    assert strip.isHidden()
    assert current(window) == place


def test_a_digit_that_is_typed_is_only_typed(window: MainWindow) -> None:
    assert window.desk is not None
    press(window, "d/")
    press(window, "1")

    assert window.desk.queue.search.line.text() == "1"
    assert said(window) != "Rejected: Insult."


def test_a_screen_reader_is_told_the_reasons(window: MainWindow) -> None:
    assert window.desk is not None
    press(window, "d")

    strip = window.desk.reading.reason_strip
    assert strip.accessibleName().startswith("Rejected. Why? 1 Insult, 2 Off topic, ")
    assert QApplication.focusWidget() not in strip.buttons


def test_cards_say_which_rule(window: MainWindow, filled: Newsroom) -> None:
    number = search(window, "casino")

    (card,) = queue.cards(filled, [number])
    assert [hold.rule.term for hold in card.holds if hold.rule] == ["casino*", ""]
