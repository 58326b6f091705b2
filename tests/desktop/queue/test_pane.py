"""Tests for desktop.queue.pane, place and empty, on a real newsroom."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from db.rows import CommentId
from db.words import Status, Verdict
from desktop.operations import Operations
from desktop.queue.pane import QueuePane
from desktop.queue.place import Place
from moderation import arrivals, decisions, history, queue
from moderation.changes import Changes
from moderation.drafts import CommentDraft
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.putting import put_comment


def go(pane: QueuePane, operations: Operations, place: Place) -> None:
    pane.go(place, patience=5)
    operations.wait_idle()


def decide(newsroom: Newsroom, verdict: Verdict, *numbers: int) -> Changes:
    return decisions.decide(newsroom, Picked.of(*queue.cards(newsroom, numbers)), verdict)


def a_letter(newsroom: Newsroom, name: str = "Ben") -> Changes:
    key = queue.articles(newsroom)[0].key
    draft = CommentDraft(article=key, name=name, email="ben@example.org", body="I agree.")
    return arrivals.add(newsroom, draft, article_key=key)


def test_it_lists_what_is_pending_newest_first(pane: QueuePane, filled: Newsroom) -> None:
    cards = queue.cards(filled, pane.model.ids)

    assert len(cards) == queue.tally(filled).pending
    assert {card.status for card in cards} == {Status.PENDING}
    assert cards == sorted(cards, key=lambda card: card.submitted_at, reverse=True)
    assert pane.view.current_number == cards[0].id


@pytest.mark.parametrize("status", [*Status, None])
def test_every_queue_lists_as_many_as_are_counted(
    pane: QueuePane, filled: Newsroom, operations: Operations, status: Status | None
) -> None:
    go(pane, operations, Place(status))

    tally = queue.tally(filled)
    assert len(pane.model.ids) == (tally.total if status is None else tally.of(status))


def test_an_article_narrows_the_queue(
    pane: QueuePane, filled: Newsroom, operations: Operations
) -> None:
    head = queue.articles(filled)[0]

    go(pane, operations, Place(Status.PENDING, head.id))

    assert len(pane.model.ids) == head.tally.pending
    assert {card.article for card in queue.cards(filled, pane.model.ids)} == {head.id}


def test_what_is_typed_is_searched_in_the_queue_at_once(
    pane: QueuePane, filled: Newsroom, operations: Operations, qtbot: QtBot
) -> None:
    pane.search.setFocus()
    qtbot.keyClicks(pane.search.line, "loan*")
    operations.wait_idle()

    cards = queue.cards(filled, pane.model.ids)
    assert 0 < len(cards) < queue.tally(filled).pending
    texts = [f"{card.name} {queue.comment(filled, card.id).text}".lower() for card in cards]
    assert all("loan" in text for text in texts)
    assert pane.view.painter_of_cards.words == ("loan",)


def test_a_search_that_names_a_status_looks_beyond_the_queue(
    pane: QueuePane, filled: Newsroom, operations: Operations
) -> None:
    pane.search.show_text("status:spam")
    operations.wait_idle()

    assert len(pane.model.ids) == queue.tally(filled).spam


def test_what_cannot_be_read_is_said_and_the_list_stays(pane: QueuePane) -> None:
    before = list(pane.model.ids)

    pane.search.show_text("statsu:spam")

    assert pane.search.sentence.isVisible()
    assert list(pane.model.ids) == before


def test_nothing_found_says_so_and_the_way_back(
    pane: QueuePane, operations: Operations, qtbot: QtBot
) -> None:
    pane.search.show_text("nobodywroteanythinglikethis")
    operations.wait_idle()
    assert pane.empty.isVisible()
    assert "nobodywroteanythinglikethis" in pane.empty.sentence.text()

    pane.empty.ways[0].click()
    operations.wait_idle()

    assert pane.search.text == ""
    assert pane.view.isVisible()


def test_an_article_without_any_offers_all_articles(
    pane: QueuePane, filled: Newsroom, operations: Operations, qtbot: QtBot
) -> None:
    quiet = next(head for head in queue.articles(filled) if not head.tally.pending)
    go(pane, operations, Place(Status.PENDING, quiet.id))

    with qtbot.waitSignal(pane.all_articles_asked):
        pane.empty.ways[0].click()


def test_what_was_decided_leaves_and_the_next_is_there(pane: QueuePane, filled: Newsroom) -> None:
    first, second = pane.model.ids[:2]

    pane.take_in(decide(filled, Verdict.APPROVE, first))

    assert first not in pane.model.ids
    assert pane.view.current_number == second


def test_in_the_queue_of_all_it_stays_with_its_new_status(
    pane: QueuePane, filled: Newsroom, operations: Operations
) -> None:
    go(pane, operations, Place(None))
    first = queue.find(filled, pane.finding.sight.query).ids[0]

    pane.take_in(decide(filled, Verdict.SPAM, first))

    row = pane.model.row_of(first)
    assert row is not None
    card = pane.model.card(row)
    assert card is not None
    assert card.status is Status.SPAM


def test_what_is_undone_comes_back_to_where_it_was(
    pane: QueuePane, filled: Newsroom, operations: Operations
) -> None:
    before = list(pane.model.ids)
    changes = decide(filled, Verdict.REJECT, before[3])
    pane.take_in(changes)

    pane.take_in(history.undo(filled), come_to=before[3])
    operations.wait_idle()

    assert list(pane.model.ids) == before
    assert pane.view.current_number == before[3]


def test_a_bulk_decision_lists_the_rest_anew(
    pane: QueuePane, filled: Newsroom, operations: Operations
) -> None:
    pane.view.selectAll()
    picked = pane.view.picked()
    changes = decisions.decide(filled, picked, Verdict.SPAM)

    pane.take_in(changes)
    operations.wait_idle()

    assert len(pane.model.ids) == queue.tally(filled).pending == 0
    assert pane.empty.isVisible()
    assert pane.empty.title.text() == "Nothing is waiting. Well done."


def test_what_arrives_is_counted_and_moves_nothing(
    pane: QueuePane, filled: Newsroom, operations: Operations, open_desk: Callable[..., Newsroom]
) -> None:
    pane.view.choose_row(5)
    before = list(pane.model.ids)
    place = pane.view.current_number
    elsewhere = open_desk("ben", filled.path)
    a_letter(elsewhere)
    a_letter(elsewhere, "Cleo")

    pane.look_for_arrivals()
    operations.wait_idle()

    assert pane.news.text() == "2 new comments"
    assert pane.news.isVisible()
    assert list(pane.model.ids) == before
    assert pane.view.current_number == place


def test_asked_for_they_are_listed_and_gone_to(
    pane: QueuePane, filled: Newsroom, operations: Operations
) -> None:
    number = a_letter(filled).comments[0]
    pane.look_for_arrivals()
    operations.wait_idle()

    pane.news.click()
    operations.wait_idle()

    assert pane.view.current_number == number
    assert not pane.news.isVisible()


def test_what_another_desk_decided_goes_but_for_the_one_being_read(
    pane: QueuePane, filled: Newsroom, operations: Operations
) -> None:
    pane.view.choose_row(2)
    ids = list(pane.model.ids)
    looked_at = pane.view.picked()
    decide(filled, Verdict.SPAM, ids[0], ids[2])

    pane.look_for_arrivals()
    operations.wait_idle()

    assert ids[0] not in pane.model.ids
    assert pane.view.current_number == ids[2]
    assert pane.view.picked() == looked_at


def test_a_comment_that_is_gone_leaves_no_trace_in_the_list(
    pane: QueuePane, filled: Newsroom, operations: Operations
) -> None:
    changes = a_letter(filled)
    pane.take_in(changes)
    operations.wait_idle()
    assert changes.comments[0] in pane.model.ids

    pane.take_in(history.undo(filled))
    operations.wait_idle()

    assert CommentId(changes.comments[0]) not in pane.model.ids


def test_of_a_long_comment_the_card_shows_what_was_searched_for(
    pane: QueuePane, filled: Newsroom, operations: Operations
) -> None:
    text = f"{'I was there all day. ' * 40}A zeppelin came over the harbour. {'So it was. ' * 40}"
    number = put_comment(filled, text).id
    pane.find_again(number)
    operations.wait_idle()

    def shown() -> str:
        row = pane.model.row_of(number)
        assert row is not None
        card = pane.model.card(row)
        assert card is not None
        return card.excerpt

    assert shown() == text[:400]
    go(pane, operations, Place(text="zeppelin"))
    assert shown().startswith("… I was there all day. A zeppelin came over")

    pane.take_in(Changes(None, [number], ""))
    pane.model.forget_cards()
    assert shown().startswith("… I was there all day. A zeppelin came over")
    go(pane, operations, Place())
    assert shown() == text[:400]
