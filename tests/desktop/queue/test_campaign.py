"""A campaign is one card: it opens, is decided by one key, and one undo takes that back."""

import pytest
from PySide6.QtCore import Qt

from db.rows import Group, Tally
from db.words import Status, Verdict
from desktop.main_window import MainWindow
from desktop.queue.campaign import verdict_of
from desktop.queue.card import _where
from desktop.queue.chips import chips
from moderation import decisions, likenesses, queue
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.putting import put_comment
from tests.windows import OpenWindow, current, press, press_key, said, status_of

WAVE = 14  # of the sample's comments promise the same loan


@pytest.fixture
def at_the_wave(open_window: OpenWindow, filled: Newsroom) -> MainWindow:
    """The window, at the card that the sample's wave of spam is folded into."""
    likenesses.catch_up(filled)
    window = open_window(filled)
    assert window.desk is not None
    model = window.desk.queue.model
    (card,) = (
        card for row in range(model.rowCount())
        if (card := model.card(row)) is not None and card.group is not None
    )  # fmt: skip
    window.desk.queue.view.choose(card.id)
    window.operations.wait_idle()
    return window


def card_of(window: MainWindow) -> str:
    assert window.desk is not None
    card = window.desk.queue.model.card(window.desk.queue.view.currentIndex().row())
    assert card is not None
    return _where(card, Status.PENDING)


def listed(window: MainWindow) -> list[int]:
    assert window.desk is not None
    return list(window.desk.queue.model.ids)


def spam(newsroom: Newsroom) -> int:
    return queue.tally(newsroom).spam


def test_the_samples_wave_of_spam_is_one_card(at_the_wave: MainWindow, filled: Newsroom) -> None:
    assert card_of(at_the_wave) == "14 near-copies, 5 articles, 10 names"
    assert len(listed(at_the_wave)) == queue.tally(filled).pending - WAVE + 1


def test_one_key_decides_all_of_it_and_one_undo_takes_it_back(
    at_the_wave: MainWindow, filled: Newsroom
) -> None:
    before, cards = spam(filled), listed(at_the_wave)
    number = current(at_the_wave)

    press(at_the_wave, "s")

    assert spam(filled) == before + WAVE
    assert listed(at_the_wave) == [one for one in cards if one != number]
    assert "14" in said(at_the_wave)
    press(at_the_wave, "z")
    assert spam(filled) == before
    assert len(listed(at_the_wave)) == len(cards)


def test_what_is_selected_is_told_with_the_copies_that_are_decided_with_it(
    at_the_wave: MainWindow, filled: Newsroom
) -> None:
    """Of two cards one stands for the wave: the summary is of what one key would decide."""
    assert at_the_wave.desk is not None
    before = spam(filled)

    press(at_the_wave, "xjx")

    several = at_the_wave.desk.reading.several
    assert several.sentence == f"{WAVE + 1} comments selected"
    assert several.facts.splitlines()[:2] == [
        "2 cards; near-copies are decided with them.",
        f"{WAVE + 1} pending.",
    ]
    bar = at_the_wave.desk.reading.bar
    assert bar.accessibleName() == f"Decide {WAVE + 1} comments"
    press(at_the_wave, "s")
    assert spam(filled) == before + WAVE + 1


def test_it_opens_with_the_odd_one_out_first_and_closes_where_it_was(
    at_the_wave: MainWindow, filled: Newsroom
) -> None:
    assert at_the_wave.desk is not None
    number, cards = current(at_the_wave), listed(at_the_wave)

    press(at_the_wave, "i")

    opened = listed(at_the_wave)
    assert len(opened) == WAVE
    assert current(at_the_wave) == opened[0] != number
    marked = at_the_wave.desk.queue.view.painter_of_cards.words
    assert "deep" in marked
    assert "debt" not in marked
    press_key(at_the_wave, Qt.Key.Key_Escape)
    assert listed(at_the_wave) == cards
    assert current(at_the_wave) == number


def test_within_the_open_campaign_one_is_decided_alone(
    at_the_wave: MainWindow, filled: Newsroom
) -> None:
    before = spam(filled)
    press(at_the_wave, "i")

    press(at_the_wave, "s")

    assert spam(filled) == before + 1


def test_a_later_copy_says_what_became_of_the_others_and_takes_the_same(
    at_the_wave: MainWindow, filled: Newsroom
) -> None:
    assert at_the_wave.desk is not None
    text = queue.comment(filled, current(at_the_wave)).text
    press(at_the_wave, "s")
    late = put_comment(filled, f"Hello! {text}", article="late", name="Joy")
    likenesses.catch_up(filled)
    at_the_wave.desk.refresh()
    at_the_wave.operations.wait_idle()
    at_the_wave.desk.queue.view.choose(late.id)
    (card,) = queue.cards(filled, [late.id])
    assert "copies are spam" in [chip.words for chip in chips(card, shown=Status.PENDING)]

    press(at_the_wave, "g")

    assert status_of(at_the_wave, late.id) is Status.SPAM


def test_a_comment_without_copies_says_so(window: MainWindow) -> None:
    press(window, "i")
    assert "no near-copies" in said(window)

    press(window, "g")
    assert "were not decided" in said(window)


def test_decided_differently_there_is_no_same_decision() -> None:
    assert verdict_of(Group(1, Tally(pending=2, spam=3), 1, 1)) is Verdict.SPAM
    assert verdict_of(Group(1, Tally(pending=2, spam=3, approved=1), 1, 1)) is None
    assert verdict_of(Group(1, Tally(pending=2), 1, 1)) is None


def test_copies_found_meanwhile_are_folded_and_nothing_else_moves(
    window: MainWindow, filled: Newsroom
) -> None:
    assert window.desk is not None
    here, cards = current(window), listed(window)
    window.operations.wait_idle()  # the assist gives way to whatever else is asked

    window.desk.tending.tend()
    window.operations.wait_idle()

    assert current(window) == here
    assert len(listed(window)) == len(cards) - WAVE + 1
    assert [one for one in cards if one in listed(window)] == listed(window)
    (card,) = queue.cards(filled, [here])
    assert card.score is not None


def test_a_copy_that_arrives_is_no_new_card(at_the_wave: MainWindow, filled: Newsroom) -> None:
    assert at_the_wave.desk is not None
    number = current(at_the_wave)
    put_comment(filled, queue.comment(filled, number).text, article="late", minute=10**6)
    likenesses.catch_up(filled)

    at_the_wave.desk.queue.look_for_arrivals()
    at_the_wave.operations.wait_idle()

    assert not at_the_wave.desk.queue.news.isVisible()
    assert current(at_the_wave) == number


def test_a_decision_on_a_folded_card_leaves_decided_copies_alone(
    at_the_wave: MainWindow, filled: Newsroom
) -> None:
    other = next(one for one in range(1, 132) if _is_copy(filled, one, current(at_the_wave)))
    decisions.decide(filled, Picked.of(queue.comment(filled, other)), Verdict.APPROVE)
    before = spam(filled)

    press(at_the_wave, "s")

    assert spam(filled) == before + WAVE - 1
    assert queue.comment(filled, other).status is Status.APPROVED


def _is_copy(newsroom: Newsroom, number: int, of: int) -> bool:
    cards = queue.cards(newsroom, [number, of])
    return (
        number != of and len(cards) == 2 and cards[0].group is not None
        and cards[0].group == cards[1].group
    )  # fmt: skip
