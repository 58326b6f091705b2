"""A campaign is looked at and decided as one; and what was decided unevenly is found."""

from collections.abc import Callable

import pytest

from db.rows import Comment
from db.words import Status, Verdict
from moderation import campaigns, decisions, history, likenesses, queue
from moderation.errors import NotFound
from moderation.newsroom import Newsroom
from moderation.queue import Picked

Put = Callable[..., Comment]
SPAM = "Hello friends, I earn 4,000 dollars a week from home with this simple trick, write to me"


@pytest.fixture
def wave(newsroom: Newsroom, put: Put) -> list[int]:
    """Five copies under three articles and four names, and one comment that is none of them."""
    numbers: list[int] = [
        put(SPAM, article="harbour", name="Jon").id,
        put(f"{SPAM}!", article="bridge", name="Jim").id,
        put(SPAM.upper(), article="school", name="Joe").id,
        put(SPAM.replace("friends", "neighbours"), article="school", name="Jon").id,
        put(f"{SPAM} www.example.com", article="school", name="Jan").id,
    ]
    put("The ferry was late again this morning, and nobody told us why.")
    likenesses.catch_up(newsroom)
    return numbers


def statuses(newsroom: Newsroom) -> list[str]:
    return [card.status.value for card in queue.cards(newsroom, range(1, 7))]


def test_a_group_says_how_many_under_how_many_articles_and_names(
    newsroom: Newsroom, wave: list[int]
) -> None:
    group = campaigns.group_of(newsroom, wave[3])

    assert group is not None
    assert campaigns.sentence(group) == "5 near-copies, 3 articles, 4 names"
    assert campaigns.group_of(newsroom, 6) is None
    assert campaigns.largest(newsroom) == [group]


def test_the_odd_one_out_is_first_with_its_words_marked(
    newsroom: Newsroom, wave: list[int]
) -> None:
    members = campaigns.members(newsroom, wave[0])

    odd = next(one for one in members if one.comment == wave[3])
    assert [odd.text[start:end] for start, end in odd.spans] == ["neighbours"]
    assert [one.comment for one in members[-2:]] == [wave[1], wave[2]]
    assert {one.comment for one in members} == set(wave)


def test_one_decision_is_for_all_and_one_undo_takes_it_back(
    newsroom: Newsroom, wave: list[int]
) -> None:
    changes = campaigns.decide(newsroom, wave[0], Verdict.SPAM)

    assert list(changes.comments) == wave
    assert statuses(newsroom) == [*["spam"] * 5, "pending"]
    history.undo(newsroom)
    assert statuses(newsroom) == ["pending"] * 6


def test_what_was_decided_before_stays_as_it_is(newsroom: Newsroom, wave: list[int]) -> None:
    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, 2)), Verdict.APPROVE)

    campaigns.decide(newsroom, wave[0], Verdict.SPAM)

    assert statuses(newsroom) == ["spam", "approved", "spam", "spam", "spam", "pending"]
    with pytest.raises(NotFound):
        campaigns.decide(newsroom, wave[0], Verdict.SPAM)


def test_copies_that_were_decided_differently_are_a_pair_newest_first(
    newsroom: Newsroom, put: Put, wave: list[int]
) -> None:
    ferry = "The ferry was late again this morning, and nobody told us why!!"
    put(ferry, status=Status.APPROVED)
    likenesses.catch_up(newsroom)
    assert campaigns.uneven(newsroom) == []
    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, 6)), Verdict.REJECT)
    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, 1)), Verdict.SPAM)
    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, 2)), Verdict.REJECT)
    assert [(one.newer, one.older) for one in campaigns.uneven(newsroom)] == [(6, 7)]

    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, 3)), Verdict.APPROVE)

    assert [(one.newer, one.older) for one in campaigns.uneven(newsroom)] == [(3, 2), (6, 7)]


def test_what_was_withdrawn_counts_nowhere(newsroom: Newsroom, put: Put) -> None:
    from moderation import arrivals
    from moderation.drafts import CommentDraft

    first = put(SPAM)
    draft = CommentDraft(article="harbour", name="Jim", email="jim@example.org", body=SPAM)
    arrivals.add(newsroom, draft, article_key="harbour")
    likenesses.catch_up(newsroom)
    assert campaigns.group_of(newsroom, first.id) is not None

    history.undo(newsroom)

    assert campaigns.group_of(newsroom, first.id) is None
    assert campaigns.largest(newsroom) == []
    assert campaigns.count(newsroom) == 0
