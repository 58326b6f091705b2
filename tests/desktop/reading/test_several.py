"""Tests for desktop.reading.several."""

from collections import Counter
from dataclasses import replace

from db.words import Status
from desktop.reading.several import SeveralView, summarise
from tests.desktop.town import Town


def test_comments_are_summed_up(town: Town) -> None:
    cards = [
        town.card(town.say(f"Comment {n}", name)) for n, name in enumerate(("Ana", "ana ", "J"))
    ]
    cards[0] = replace(cards[0], links=2, lacks=("email",))
    cards[1] = replace(cards[1], lacks=("email",), waived=True)

    summary = summarise(cards)

    assert summary.statuses == Counter({Status.PENDING: 3})
    assert summary.names == 2
    assert summary.articles == ["Harbour bridge opens"]
    assert (summary.with_links, summary.incomplete) == (1, 1)


def test_nothing_chosen_sums_up_to_nothing() -> None:
    summary = summarise([])

    assert (summary.names, list(summary.articles), list(summary.first)) == (0, [], [])


def test_the_count_is_there_at_once(town: Town, operations: object) -> None:
    from desktop.operations import Operations

    assert isinstance(operations, Operations)
    view = SeveralView(town.newsroom, operations)

    view.show_comments(range(1, 1_000_001))
    assert view.sentence == "1,000,000 comments selected"

    operations.wait_idle()
    assert "This is said of the first 2,000." in view.facts
    view.forget()
    assert view.count == 0
    view.deleteLater()
