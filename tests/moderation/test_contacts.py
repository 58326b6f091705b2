"""The private part of many comments, on being asked for."""

from db.rows import CommentId
from db.words import Verb
from moderation import history
from moderation.contacts import reveal_contacts
from moderation.newsroom import Newsroom
from tests.calling import Put


def test_one_look_at_many_is_one_operation_that_names_each(put: Put, newsroom: Newsroom) -> None:
    one, two = put(email="ana@example.org"), put(email="jon@example.org")

    found = reveal_contacts(newsroom, [two.id, one.id, CommentId(99)])

    assert {number: contact.email for number, contact in found.items()} == {
        one.id: "ana@example.org",
        two.id: "jon@example.org",
    }
    last = history.operations(newsroom, limit=1)[0]
    assert (last.verb, last.count, last.desk) == (Verb.REVEAL, 2, "ana")
    assert history.story(newsroom, one.id)[-1][0] == last


def test_looking_at_nobody_is_not_written_down(newsroom: Newsroom) -> None:
    assert reveal_contacts(newsroom, [CommentId(99)]) == {}
    assert newsroom.revision() == 0
