"""What a reader sees: approved comments only, in thread order, with nothing private in them."""

from collections.abc import Callable
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rows import Comment
from db.words import Status
from moderation import queue
from moderation.edits import let_address_stand
from moderation.errors import NotFound
from moderation.newsroom import Newsroom
from moderation.public import (
    Cleaning,
    PublicComment,
    known_private,
    public_comments,
    readers_page,
)
from moderation.public_threads import Placed, thread_order

Put = Callable[..., Comment]
APPROVED = Status.APPROVED


def test_only_approved_comments_are_public(newsroom: Newsroom, put: Put) -> None:
    for minute, status in enumerate(Status):
        put(f"This one is {status}.", status=status, minute=minute)
    seen = public_comments(newsroom, 1)

    assert [comment.text for comment in seen] == ["This one is approved."]


def test_a_public_comment_has_no_private_field() -> None:
    names = {field.name for field in fields(PublicComment)}

    assert names == {
        "id", "article", "parent", "kind", "depth", "name", "url", "submitted_at", "html", "text",
        "masked", "edited",
    }  # fmt: skip


def test_threads_stand_in_order_and_siblings_oldest_first(newsroom: Newsroom, put: Put) -> None:
    first = put("1", status=APPROVED, minute=1)
    second = put("2", status=APPROVED, minute=2)
    put("1.2", status=APPROVED, minute=9, reply_to=first.id)
    reply = put("1.1", status=APPROVED, minute=5, reply_to=first.id)
    put("1.1.1", status=APPROVED, minute=6, reply_to=reply.id)
    put("2.1", status=APPROVED, minute=3, reply_to=second.id)
    seen = public_comments(newsroom, 1)

    assert [(one.text, one.depth) for one in seen] == [
        ("1", 0), ("1.1", 1), ("1.1.1", 2), ("1.2", 1), ("2", 0), ("2.1", 1),
    ]  # fmt: skip


def test_a_reply_to_what_is_not_public_follows_the_nearest_public_one(
    newsroom: Newsroom, put: Put
) -> None:
    first = put("first", status=APPROVED)
    spam = put("spam", status=Status.SPAM, reply_to=first.id, minute=1)
    held = put("held", reply_to=spam.id, minute=2)
    put("kept", status=APPROVED, reply_to=held.id, minute=3)
    lone = put("lone", status=Status.REJECTED, minute=4)
    put("orphan", status=APPROVED, reply_to=lone.id, minute=5)
    seen = {one.text: (one.parent, one.depth) for one in public_comments(newsroom, 1)}

    assert seen == {"first": (None, 0), "kept": (first.id, 1), "orphan": (None, 0)}


def test_a_thread_may_be_deeper_than_python_can_recurse() -> None:
    links = [(n, n - 1 if n else None, n % 3 != 1) for n in range(20_000)]
    order = thread_order(links)

    assert len(order) == sum(public for _one, _parent, public in links)
    assert order[-1] == Placed(19_998, 19_997, len(order) - 1)


LINKS = st.lists(st.tuples(st.integers(0, 12) | st.none(), st.booleans()), max_size=12)


@given(LINKS)
def test_whatever_the_links_say_each_public_comment_is_there_once(
    links: list[tuple[int | None, bool]],
) -> None:
    """Circles, parents that are not there and comments that answer themselves among them."""
    named = [(number, parent, public) for number, (parent, public) in enumerate(links)]
    order = thread_order(named)

    assert sorted(placed.id for placed in order) == [one for one, _parent, is_ in named if is_]
    depth: dict[int | None, int] = {None: -1}
    for placed in order:
        assert placed.depth == depth[placed.parent] + 1
        depth[placed.id] = placed.depth


def test_a_readers_page_is_sanitised_and_masked(newsroom: Newsroom, put: Put) -> None:
    comment = put("x", name=" Jon\n@home ", email="jon@example.org", status=APPROVED)
    put("Write to other@example.net.", email="other@example.net", status=APPROVED, minute=1)
    with newsroom.write() as writing:
        writing.run(
            "UPDATE comment SET body = ?, body_format = 'html', url = 'javascript:alert(1)'"
            " WHERE id = ?",
            ("<b>Hi</b><script>x</script> jon%40example.org", comment.id),
        )
        writing.run(
            "UPDATE article SET title = 'From  jon@example.org', url = 'ftp://example.org',"
            " body = '<p onclick=x>Write to desk@example.com or jon@example.org</p>'"
        )
    page = readers_page(newsroom, 1)

    assert page.article.title == "From [e-mail hidden]"
    assert page.article.url == ""
    assert page.article.body == "<p>Write to desk@example.com or [e-mail hidden]</p>"
    assert page.masked == 2
    first, second = page.comments
    assert (first.name, first.url, first.masked) == ("Jon @home", "", 1)
    assert "script" not in first.html
    assert "<b>Hi</b>" in first.html
    assert "[e-mail hidden]" in first.html
    assert first.text == "Hi [e-mail hidden]"
    assert second.text == "Write to [e-mail hidden]."


def test_an_address_that_a_moderator_let_stand_stays(newsroom: Newsroom, put: Put) -> None:
    comment = put("Write to jon@example.org.", status=APPROVED)
    assert public_comments(newsroom, 1)[0].text == "Write to [e-mail hidden]."

    let_address_stand(newsroom, comment.id, comment.revision, stands=True)

    cleaning = Cleaning(known_private(newsroom))
    with newsroom.public_read() as reading:
        (seen,) = cleaning.comments(reading, comment.article)
    assert (seen.text, seen.masked) == ("Write to jon@example.org.", 0)
    assert cleaning.standing == {"jon@example.org"}


def test_comments_are_read_a_batch_at_a_time_and_as_often_as_one_likes(
    newsroom: Newsroom, put: Put
) -> None:
    for minute in range(5):
        put(str(minute), status=APPROVED, minute=minute)
    with newsroom.public_read() as reading:
        comments = Cleaning(known_private(newsroom)).comments(reading, put("x").article)

        assert len(comments) == 5
        assert [one.text for one in comments] == [one.text for one in comments]
        assert comments[-1].text == "4"
        assert [one.text for one in comments[1:3]] == ["1", "2"]


def test_what_is_known_is_looked_up_anew_once_something_was_written(
    newsroom: Newsroom, put: Put
) -> None:
    put("x")
    known = known_private(newsroom)
    assert known_private(newsroom) is known

    put("y", email="new@example.org")

    assert known_private(newsroom) is not known
    assert known_private(newsroom).emails.around("new@example.org", 3)


def test_an_article_that_is_not_there_is_told(newsroom: Newsroom) -> None:
    with pytest.raises(NotFound):
        readers_page(newsroom, 7)


def test_an_article_that_is_withdrawn_meanwhile_is_not_shown(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("x", status=APPROVED)
    looked_at = queue.article(newsroom, 1)
    monkeypatch.setattr(queue, "article", lambda _newsroom, _number: looked_at)
    with newsroom.write() as writing:
        writing.run("UPDATE article SET withdrawn = 1")

    with pytest.raises(NotFound):
        readers_page(newsroom, 1)
