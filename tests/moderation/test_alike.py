"""The decided comments most like one, and how they were decided."""

from collections.abc import Callable

from db.alike import COMMON
from db.rows import Comment
from db.words import Status, Verdict
from moderation import likenesses, queue
from moderation.alike import likeness, most_alike, runs
from moderation.decisions import decide
from moderation.newsroom import Newsroom
from moderation.queue import Picked

Put = Callable[..., Comment]
LOAN = "Mrs Grace Holloway gave me a loan of 50,000 at only 2 % interest, no collateral needed."
OFFER = (
    "Investment opportunities guaranteed by professional counsellors everywhere, returning"
    " extraordinary percentages immediately without collateral whatsoever, international"
    " correspondence welcome through electronic communication channels"
)


def test_a_near_copy_that_was_decided_comes_with_how_and_by_whom(
    newsroom: Newsroom, put: Put
) -> None:
    earlier = put(LOAN.replace("50,000", "75,000").replace("only", "just"), name="Thankful")
    put("A quite different thing altogether, about the ferry and its coffee.", name="Sam")
    decide(newsroom, Picked.of(earlier), Verdict.SPAM, reason="spam-wave")
    one = put(LOAN)

    (found,) = most_alike(newsroom, one.id)

    assert (found.decided.comment, found.decided.status) == (earlier.id, Status.SPAM)
    assert (found.decided.desk, found.decided.reason) == ("ana", "spam-wave")
    assert found.decided.at is not None
    assert 0.35 < found.likeness < 1


def test_what_waits_is_no_precedent_and_what_came_decided_is(newsroom: Newsroom, put: Put) -> None:
    put(LOAN)
    came = put(LOAN, status=Status.REJECTED)
    one = put(LOAN)

    (found,) = most_alike(newsroom, one.id)

    assert found.decided.comment == came.id
    assert (found.decided.desk, found.likeness) == (None, 1.0)


def test_itself_and_the_unlike_are_not_among_them(newsroom: Newsroom, put: Put) -> None:
    one = put(LOAN, status=Status.APPROVED)
    put("Grace is a fine name for a ferry.", status=Status.APPROVED)

    assert most_alike(newsroom, one.id) == []
    assert most_alike(newsroom, 999) == []


def test_words_that_everybody_uses_are_looked_for_as_they_stand(
    newsroom: Newsroom, put: Put
) -> None:
    for _n in range(COMMON + 5):
        put("great post thanks")
    copy = put("great post thanks", status=Status.REJECTED)
    one = put("Great post, thanks!")

    assert [found.decided.comment for found in most_alike(newsroom, one.id)] == [copy.id]


def test_signs_alone_are_like_nothing(newsroom: Newsroom, put: Put) -> None:
    put("!!! 🙂", status=Status.SPAM)
    one = put("!!! 🙂")

    assert most_alike(newsroom, one.id) == []


def test_the_most_alike_come_first(newsroom: Newsroom, put: Put) -> None:
    near = put(LOAN.replace("Holloway", "Miller"), status=Status.SPAM)
    same = put(LOAN, status=Status.APPROVED)
    one = put(LOAN)

    assert [found.decided.comment for found in most_alike(newsroom, one.id)] == [same.id, near.id]


def test_likeness_is_of_both_texts_together() -> None:
    assert likeness(runs(LOAN), runs(LOAN.upper())) == 1.0
    assert likeness(runs("Yes!"), runs("No.")) == 0.0
    assert likeness(runs(""), runs("")) == 1.0


def test_whoever_stops_it_hears_nothing(newsroom: Newsroom, put: Put) -> None:
    class Stop:
        def tell(self, done: int, total: int | None, what: str) -> None: ...

        def stop_asked(self) -> bool:
            return True

    for _n in range(50):
        put(LOAN, status=Status.SPAM)
    one = put(LOAN)

    assert most_alike(newsroom, one.id, progress=Stop()) in ([], most_alike(newsroom, one.id))
    assert queue.comment(newsroom, one.id).status is Status.PENDING


def test_near_copies_come_from_the_group_however_their_words_were_moved(
    newsroom: Newsroom, put: Put
) -> None:
    words = OFFER.split()
    moved = " ".join("so" if n % 4 == 2 else word for n, word in enumerate(words))
    copy = put(moved, status=Status.SPAM)
    one = put(OFFER)
    assert likeness(runs(OFFER), runs(moved)) < 0.35

    likenesses.catch_up(newsroom)

    assert [found.decided.comment for found in most_alike(newsroom, one.id)] == [copy.id]
