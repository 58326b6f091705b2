"""The same against a real WordPress: nothing here is a word of ours about how it behaves."""

from collections.abc import Callable, Iterator

import pytest

from db.site_rows import State
from db.words import Status, Verdict
from moderation import arrivals, decisions, edits, history, queue
from moderation.drafts import CommentDraft
from moderation.edits import Edit
from moderation.errors import IntakeRefused
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.search.query import Query
from moderation.soundness import look_over
from moderation.wordpress import columns, connecting, mending, outgoing, syncing
from moderation.wordpress.counts import Counts
from moderation.wordpress.troubles import SiteTrouble, Trouble
from moderation.wordpress.wire import Login
from tests.peers.real_site import RealSite, real_site

_WORDS = {"hold": "pending", "approved": "approved", "spam": "spam", "trash": "rejected"}


@pytest.fixture(scope="module")
def site() -> Iterator[RealSite]:
    with real_site() as started:
        started.add(120)
        yield started


@pytest.fixture
def sync(newsroom: Newsroom, site: RealSite) -> Callable[[], Counts]:
    """One whole round with the site, which is connected the first time."""
    tested = connecting.test(site.url, "ana", site.password())
    joined, _kept = connecting.connect(newsroom, tested, site.password())
    login = Login("ana", site.password())

    def whole_round() -> Counts:
        now = connecting.by_number(newsroom, joined.site)
        return syncing.round_with(newsroom, now, login, whole=True)

    return whole_round


def here(newsroom: Newsroom) -> dict[int, str]:
    with newsroom.read() as reading:
        rows = reading.quick(
            "SELECT r.number, c.status FROM comment c JOIN private_remote r ON r.comment_id = c.id"
            " WHERE r.status <> 'gone'"
        ).fetchall()
    return {int(row[0]): str(row[1]) for row in rows}


def there(site: RealSite) -> dict[int, str]:
    return {number: _WORDS[one["status"]] for number, one in site.comments().items()}


def first(newsroom: Newsroom, status: Status, nth: int = 0) -> int:
    ids = queue.find(newsroom, Query()).ids
    return [one for one in ids if queue.comment(newsroom, one).status is status][nth]


def remote_number(newsroom: Newsroom, comment: int) -> int:
    with newsroom.read() as reading:
        return int(
            reading.quick(
                "SELECT number FROM private_remote WHERE comment_id = ?", (comment,)
            ).fetchone()[0]
        )


@pytest.mark.parametrize(
    ("user", "password", "kind"),
    [
        ("ana", "not the one", Trouble.PASSWORD),
        ("nobody", "not the one", Trouble.PASSWORD),
        ("wim", None, Trouble.RIGHTS),
        ("rea", None, Trouble.RIGHTS),
    ],
)
def test_it_says_what_is_wrong(
    site: RealSite, user: str, password: str | None, kind: Trouble
) -> None:
    with pytest.raises(SiteTrouble) as caught:
        connecting.test(site.url, user, password or site.password(user))

    assert caught.value.kind is kind


def test_both_sides_agree_after_everything_that_can_be_decided(
    newsroom: Newsroom, site: RealSite, sync: Callable[[], Counts]
) -> None:
    assert sync().added == len(site.comments())
    assert here(newsroom) == there(site)
    before = site.comments()

    chosen = {
        Verdict.APPROVE: first(newsroom, Status.PENDING),
        Verdict.SPAM: first(newsroom, Status.PENDING, 1),
        Verdict.REJECT: first(newsroom, Status.APPROVED),
        Verdict.HOLD: first(newsroom, Status.SPAM),
    }
    for verdict, number in chosen.items():
        decisions.decide(newsroom, Picked.of(queue.comment(newsroom, number)), verdict)
    edited = queue.comment(newsroom, first(newsroom, Status.APPROVED, 2))
    edits.edit(newsroom, edited.id, edited.revision, Edit(body="Cut to <b>one</b> sentence."))
    draft = CommentDraft("", "The desk", "desk@example.org", "We asked the council.")
    answer = arrivals.add(
        newsroom, draft, article_key=edited.article_key, reply_to=edited.id
    ).comments[0]
    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, answer)), Verdict.APPROVE)
    counts = sync()

    assert (counts.sent, counts.refused, counts.waiting) == (6, 0, 0)
    assert here(newsroom) == there(site)
    after = site.comments()
    for number in chosen.values():
        known_as = remote_number(newsroom, number)
        for kept in ("author_ip", "author_user_agent", "author_name", "date_gmt", "content"):
            assert after[known_as][kept] == before[known_as][kept]
    page = site.public_page()
    assert "Cut to <b>one</b> sentence." in page
    assert "We asked the council." in page
    assert look_over(newsroom).is_sound


def test_what_is_changed_on_the_site_comes_here(
    newsroom: Newsroom, site: RealSite, sync: Callable[[], Counts]
) -> None:
    sync()
    numbers = [remote_number(newsroom, first(newsroom, Status.APPROVED, nth)) for nth in range(3)]
    site.ask("POST", f"comments/{numbers[0]}", json={"status": "spam"})
    site.ask("POST", f"comments/{numbers[1]}", json={"content": "Changed over there."})
    site.ask("DELETE", f"comments/{numbers[2]}", params={"force": True})
    site.add(3)
    counts = sync()

    assert (counts.added, counts.followed, counts.edited, counts.gone) == (3, 1, 1, 1)
    assert here(newsroom) == there(site)


def test_undo_sends_the_reverse_to_the_site(
    newsroom: Newsroom, site: RealSite, sync: Callable[[], Counts]
) -> None:
    sync()
    number = first(newsroom, Status.PENDING)
    known_as = remote_number(newsroom, number)
    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, number)), Verdict.REJECT)
    sync()
    assert site.comments()[known_as]["status"] == "trash"
    history.undo(newsroom)
    sync()

    assert site.comments()[known_as]["status"] == "hold"


def test_a_reply_under_an_article_that_is_gone_is_refused_in_our_words(
    newsroom: Newsroom, site: RealSite, sync: Callable[[], Counts]
) -> None:
    sync()
    parent = queue.comment(newsroom, first(newsroom, Status.APPROVED))
    site.ask("POST", f"posts/{site.article}", json={"comment_status": "closed"})
    draft = CommentDraft("", "The desk", "desk@example.org", "Too late, it seems.")
    arrivals.add(newsroom, draft, article_key=parent.article_key, reply_to=parent.id)
    counts = sync()
    site.ask("POST", f"posts/{site.article}", json={"comment_status": "open"})

    assert counts.refused == 1
    (entry,) = outgoing.entries(newsroom, states=[State.REFUSED])
    assert outgoing.why(entry) == "The site takes no more comments under this article."
    assert outgoing.retry(newsroom, [entry.id]) == 1
    assert sync().sent == 1


_LONG = {
    "name": ("é" * 130, "The name is longer than the site takes."),
    "email": (
        "e" * 60 + "@" + "d" * 40 + ".example",
        "The e-mail address is longer than the site takes.",
    ),
    "url": ("https://example.org/" + "u" * 200, "The website is longer than the site takes."),
    "body": ("é" * 40_000, "The comment is longer than the site takes."),
}
_OTHERWISE = {
    "no address": ("email", "", "The site requires name and e-mail of whoever comments."),
    "no name": ("name", "", "The site requires name and e-mail of whoever comments."),
    "odd": ("email", "eva@b\u00fccher.example", "The site does not take the e-mail address."),
}


def write(newsroom: Newsroom, fields: dict[str, str], text: str) -> None:
    """Somebody's letter is typed in, in answer to a comment."""
    parent = queue.comment(newsroom, first(newsroom, Status.APPROVED))
    whole = {"name": "Eva", "email": "eva@example.org", "url": "", "body": text} | fields
    draft = CommentDraft("", whole["name"], whole["email"], whole["body"], url=whole["url"])
    arrivals.add(newsroom, draft, article_key=parent.article_key, reply_to=parent.id)


def refused_then_mended(
    newsroom: Newsroom, sync: Callable[[], Counts], text: str
) -> tuple[str, str]:
    """The field and the sentence of a refusal; what was refused is mended, and reaches the site."""
    assert sync().refused == 1
    (refused,) = mending.refused(newsroom)
    mended = Edit(name="Eva", email="eva@example.org", url="https://example.org", body=text)
    mending.mend(newsroom, refused, mended)
    assert sync().sent == 1
    assert not mending.refused(newsroom)
    assert remote_number(newsroom, refused.comment)
    return refused.problem.field, refused.problem.message


@pytest.mark.parametrize("field", list(_LONG))
def test_its_columns_are_known_before_anything_is_sent(
    newsroom: Newsroom, sync: Callable[[], Counts], monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    sync()
    given, sentence = _LONG[field]
    text = f"This is about the {field}."
    with pytest.raises(IntakeRefused) as caught:
        write(newsroom, {field: given}, text)
    assert caught.value.problems[0].message.startswith(sentence)

    # And what we know is what the site itself says.
    with monkeypatch.context() as patched:
        patched.setattr(columns, "_LONGEST", {})
        write(newsroom, {field: given}, text)
    assert refused_then_mended(newsroom, sync, text) == (
        {"body": "comment"}.get(field, field), sentence
    )  # fmt: skip


@pytest.mark.parametrize("why", list(_OTHERWISE))
def test_what_it_refuses_is_told_of_the_field_then_mended_and_sent(
    newsroom: Newsroom, sync: Callable[[], Counts], why: str
) -> None:
    sync()
    field, given, sentence = _OTHERWISE[why]
    with newsroom.write() as writing:
        writing.run("UPDATE site SET email_required = 0, name_required = 0")
    text = f"There is {why} here."
    write(newsroom, {field: given}, text)

    assert refused_then_mended(newsroom, sync, text) == (
        {"body": "comment"}.get(field, field), sentence
    )  # fmt: skip


def test_the_plug_is_pulled_and_both_sides_agree_in_the_end(
    newsroom: Newsroom, site: RealSite, sync: Callable[[], Counts]
) -> None:
    sync()
    site.pull_the_plug()
    pending = [
        queue.comment(newsroom, one)
        for one in queue.find(newsroom, Query()).ids
        if queue.comment(newsroom, one).status is Status.PENDING
    ]
    decisions.decide(newsroom, Picked.of(*pending), Verdict.APPROVE)
    login = Login("ana", site.password())
    joined = connecting.all_of(newsroom)[0]
    from moderation.wordpress.patience import Patience

    with pytest.raises(SiteTrouble) as caught:
        syncing.round_with(newsroom, joined, login, patience=Patience(pause=lambda _time: None))
    assert caught.value.kind is Trouble.NOT_THERE
    site.start()
    counts = sync()

    assert counts.sent == len(pending)
    assert here(newsroom) == there(site)
