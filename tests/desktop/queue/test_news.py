"""What counts as news: every comment that came, also those that one card stands for."""

import pytest

from db.words import Verdict
from desktop.operations import Operations
from desktop.queue.folding import Fold
from desktop.queue.news import News
from desktop.queue.pane import QueuePane
from desktop.queue.place import Place, look_at
from moderation import decisions, likenesses, queue
from moderation.changes import SILENT
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.putting import put_comment

WAVE = 12
OFFER = "Write to me and win a crate of golden apples from the garden of my uncle in Peru today"


def wave(newsroom: Newsroom, count: int = WAVE, *, from_minute: int = 0) -> list[int]:
    """So many near-copies come, and the assist compares them; oldest first."""
    came = [
        put_comment(newsroom, f"{OFFER}, number {minute}", minute=minute, ip="203.0.113.9").id
        for minute in range(from_minute, from_minute + count)
    ]
    likenesses.catch_up(newsroom)
    return list(came)


def reject(newsroom: Newsroom, number: int) -> None:
    decisions.decide(newsroom, Picked.of(*queue.cards(newsroom, [number])), Verdict.REJECT)


def look(pane: QueuePane, operations: Operations, since: int = 0) -> None:
    pane.look_for_arrivals(since)
    operations.wait_idle()


@pytest.mark.parametrize("known", [True, False])
def test_each_near_copy_that_came_is_counted_and_asked_for_they_are_one_card(
    pane: QueuePane, filled: Newsroom, operations: Operations, known: bool
) -> None:
    likenesses.catch_up(filled)
    pane.find_again()
    operations.wait_idle()
    before, since = len(pane.model.ids), filled.revision()
    came = wave(filled)
    put_comment(filled, "The ferry was late again this morning.")

    look(pane, operations, since if known else 0)

    assert pane.news.text() == f"{WAVE + 1} new comments"
    pane.news.click()
    operations.wait_idle()
    assert len(pane.model.ids) == before + 2
    assert not pane.news.isVisible()
    assert len(set(came).intersection(pane.model.ids)) == 1


def test_what_came_in_several_waves_is_counted_together(
    pane: QueuePane, filled: Newsroom, operations: Operations
) -> None:
    since = filled.revision()
    wave(filled)
    look(pane, operations, since)

    since = filled.revision()
    wave(filled, 3, from_minute=WAVE)
    look(pane, operations, since)

    assert pane.news.text() == f"{WAVE + 3} new comments"


def test_copies_of_a_listed_card_are_told_by_that_card_and_are_no_news(
    pane: QueuePane, filled: Newsroom, operations: Operations
) -> None:
    came = wave(filled)
    pane.find_again()
    operations.wait_idle()

    came += wave(filled, 3, from_minute=WAVE)
    look(pane, operations)

    assert not pane.news.isVisible()
    (card,) = queue.cards(filled, sorted(set(came).intersection(pane.model.ids)))
    assert card.group is not None
    assert card.group.size == WAVE + 3


def test_copies_that_waited_behind_a_card_that_another_desk_decided_did_not_come_now(
    filled: Newsroom,
) -> None:
    came = wave(filled)
    sight, fold = look_at(filled, Place()), Fold(folded=True)
    found = queue.find(filled, sight.query)
    listed = fold.apply(filled, found).ids
    (card,) = set(came).intersection(listed)
    since = filled.revision()
    reject(filled, card)

    new, gone = News(filled, sight, fold, listed, [], since).compare(SILENT)

    assert list(gone) == [card]
    assert len(new) == 1  # one of them has to be listed in its place
    assert set(new) < set(came)


def test_of_a_wave_only_what_belongs_to_the_place_is_counted(
    filled: Newsroom,
) -> None:
    harbour = put_comment(filled, "The ferry was late.").article
    sight, fold = look_at(filled, Place(article=harbour)), Fold(folded=True)
    listed = queue.find(filled, sight.query, article=harbour).ids
    here = put_comment(filled, f"{OFFER}, number 1").id
    put_comment(filled, f"{OFFER}, number 2", article="station")
    likenesses.catch_up(filled)

    new, _gone = News(filled, sight, fold, listed, [], 0).compare(SILENT)

    assert list(new) == [here]
