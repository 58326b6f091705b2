"""A person is found by what is known of them, and with them all that is held."""

from collections.abc import Callable

import pytest

from db.rows import Comment
from moderation import person
from moderation.errors import NotFound
from moderation.newsroom import Newsroom
from moderation.person import Told, find_person
from tests.moderation.ana import ADDRESS

Put = Callable[..., Comment]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (ADDRESS.upper(), Told.EMAIL),
        ("203.0.113.77", Told.IP),
        ("ana ruiz-quetzalcoatl", Told.NAME),
        (f"email:{ADDRESS}", Told.SEARCH),
    ],
)
def test_a_person_is_found_by_what_is_known(
    newsroom: Newsroom, put: Put, ana: Comment, words: str, told: Told
) -> None:
    other = put("Another one", name="A. R.", email=ADDRESS.upper())
    put("Somebody else")

    found = find_person(newsroom, words)

    assert (found.told, list(found.comments)) == (told, [ana.id, other.id])


@pytest.mark.parametrize("words", ["Nobody At All", "Write", "192.0.2.1", "", "author:nobody"])
def test_nobody_is_said_to_be_nobody(newsroom: Newsroom, ana: Comment, words: str) -> None:
    with pytest.raises(NotFound):
        find_person(newsroom, words)


def test_what_is_held_is_told_before(newsroom: Newsroom, ana: Comment) -> None:
    held = person.held(newsroom, find_person(newsroom, ADDRESS))

    assert (list(held.operations), list(held.details)) == ([1, 2, 3, 4], [4])
