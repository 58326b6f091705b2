"""Why a comment was scored so: words that stand where they are said to, and facts in words."""

from collections.abc import Callable

import pytest

from db.rows import Comment
from moderation import likenesses
from moderation.bands import Band
from moderation.errors import NotFound
from moderation.explaining import Explanation, explain
from moderation.newsroom import Newsroom
from moderation.scores import Question, Scores
from tests.moderation.deciding import decide_many

Put = Callable[..., Comment]


def explained(newsroom: Newsroom, number: int, *, learnt: bool = True) -> Explanation:
    scores = Scores(newsroom)
    if learnt:
        scores.refit()
    return explain(scores, newsroom, number)


def test_the_words_that_moved_it_are_marked_where_they_stand(newsroom: Newsroom, put: Put) -> None:
    decide_many(newsroom)
    text = "What do you know of the tram, you IDIOT? An idiot, I say."
    told = explained(newsroom, put(text).id)

    assert told.band is Band.ABUSE
    assert told.question is Question.ABUSE
    heaviest = next(one for one in told.words if one.word == "idiot")
    assert [text[start:end] for start, end in heaviest.spans] == ["IDIOT", "idiot"]
    assert heaviest.weight > 0
    assert heaviest in told.words[:3]


def test_facts_are_told_without_a_model_too(newsroom: Newsroom, put: Put) -> None:
    text = "BUY TICKETS NOW at https://bit.ly/x and www.example.com! Writе to me@example.com!!!!"
    number = put(text, email="new@example.org").id
    told = explained(newsroom, number, learnt=False)

    assert told.band is Band.UNKNOWN
    assert told.words == []
    assert told.facts == [
        "Nothing under this address was decided before",
        "2 links, 1 of them through a shortener",
        "1 word of mixed alphabets",
        "an e-mail address in the text",
        "5 exclamation marks",
    ]


def test_copies_and_what_became_of_them_are_told(newsroom: Newsroom, put: Put) -> None:
    from db.words import Status

    spam = "Hello friends, I earn a lot of money from home with this simple trick, write to me"
    for n in range(9):
        put(spam, status=Status.SPAM if n < 8 else Status.APPROVED, email=f"a{n}@example.org")
    last = put(spam, email="a1@example.org")
    likenesses.catch_up(newsroom)

    facts = explained(newsroom, last.id, learnt=False).facts

    assert facts[:2] == [
        "9 near-copies; 8 turned away, 1 approved",
        "From this address before: 0 approved, 1 turned away",
    ]


def test_a_comment_that_is_not_there_is_not_explained(newsroom: Newsroom) -> None:
    with pytest.raises(NotFound):
        explained(newsroom, 7, learnt=False)


@pytest.mark.parametrize("text", ["", "a" * 1_000_000, "word " * 50_000, "😀" * 500])
def test_odd_texts_are_explained_too(newsroom: Newsroom, put: Put, text: str) -> None:
    decide_many(newsroom)

    told = explained(newsroom, put(text).id)

    assert told.score is not None
    assert all(end <= len(text) for one in told.words for _start, end in one.spans)
