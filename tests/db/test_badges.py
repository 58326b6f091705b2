"""Every commenter has a badge: a random number by address, given and taken away by triggers."""

from collections.abc import Callable

from db.rows import Comment
from moderation import edits, history, queue
from moderation.edits import Edit
from moderation.newsroom import Newsroom

Put = Callable[..., Comment]


def badges(newsroom: Newsroom) -> dict[str, int]:
    with newsroom.read() as reading:
        return {row[0]: row[1] for row in reading.run("SELECT * FROM private_badge")}


def shown(newsroom: Newsroom, *comments: Comment) -> list[int | None]:
    return [card.badge for card in queue.cards(newsroom, [one.id for one in comments])]


def test_comments_under_one_address_share_a_badge(newsroom: Newsroom, put: Put) -> None:
    one = put(name="Ana", email="ana@example.org")
    same = put(name="A.", email="ANA@example.org")
    other = put(name="Ana", email="ana@example.net")

    first, second, third = shown(newsroom, one, same, other)
    assert first == second != third


def test_it_has_nothing_of_the_address(newsroom: Newsroom, open_desk: Callable[..., Newsroom],
                                       put: Put) -> None:  # fmt: skip
    one = put(email="ana@example.org")
    put(email="ana@example.org")
    before = shown(newsroom, one)
    edits.edit(newsroom, one.id, one.revision, Edit(email="jon@example.org"))
    history.undo(newsroom)

    # The other comment kept the address here, so the badge stayed; a second newsroom draws anew.
    assert shown(newsroom, one) == before
    elsewhere = open_desk("ben", newsroom.path.with_name("other.commentdesk"))
    from tests.putting import put_comment

    assert shown(elsewhere, put_comment(elsewhere, email="ana@example.org")) != before


def test_without_an_address_there_is_none(newsroom: Newsroom, put: Put) -> None:
    assert shown(newsroom, put(email="", lacks="email")) == [None]
    assert badges(newsroom) == {}


def test_an_address_that_is_gone_leaves_none_behind(newsroom: Newsroom, put: Put) -> None:
    one = put(email="ana@example.org")

    edits.edit(newsroom, one.id, one.revision, Edit(email="jon@example.org"))

    assert list(badges(newsroom)) == ["jon@example.org"]
