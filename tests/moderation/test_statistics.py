"""Tests for moderation.statistics, and for the figures of db that it reads."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import figure_deltas, figures
from db.figure_deltas import Delta, domains_of
from db.library import Reading
from db.rows import Comment
from db.words import Status, Verdict
from moderation import decisions, edits, erasure, history, queue
from moderation.edits import Edit
from moderation.errors import Cancelled, NewsroomError
from moderation.newsroom import Newsroom, open_newsroom
from moderation.periods import Period
from moderation.person import find_person
from moderation.queue import Picked
from moderation.statistics import Decided, Linked, Statistics, look
from tests.conftest import TickingClock
from tests.putting import put_comment

Put = Callable[..., Comment]


def decide(newsroom: Newsroom, verdict: Verdict, *comments: Comment) -> None:
    looked_at = queue.cards(newsroom, [one.id for one in comments])
    decisions.decide(newsroom, Picked.of(*looked_at), verdict)


def made_anew(newsroom: Newsroom, period: Period = Period.ALL) -> Statistics:
    figures.forget(newsroom.path)
    return look(newsroom, period)


def test_an_empty_newsroom_has_no_numbers_and_no_trouble(newsroom: Newsroom) -> None:
    for period in Period:
        found = look(newsroom, period)

        assert found.arrived.total == 0
        assert found.waits.median is None
        assert found.as_json()["decided"] == {
            "approved": 0, "rejected": 0, "spam": 0, "approval_rate": None
        }  # fmt: skip


def test_comments_count_on_the_day_they_were_submitted_under_what_they_are_now(
    newsroom: Newsroom, put: Put
) -> None:
    yesterday, other = put("One", minute=0), put("Two", minute=1)
    today = put("Three", minute=24 * 60)
    decide(newsroom, Verdict.APPROVE, yesterday, today)

    found = look(newsroom, Period.WEEK)

    by_day = {step.day: step.arrived for step in found.steps if step.arrived.total}
    assert len(found.steps) == 7
    assert by_day[date(2026, 3, 1)].approved == 1
    assert by_day[date(2026, 3, 1)].pending == 1
    assert by_day[date(2026, 3, 2)].approved == 1
    assert other.status is Status.PENDING


def test_a_decision_is_whoever_s_took_it_until_it_is_taken_back(
    open_desk: Callable[..., Newsroom], put: Put
) -> None:
    first, second, third = put("One"), put("Two"), put("Three", article="bridge")
    ana, ben = open_desk("ana"), open_desk("ben")
    decide(ana, Verdict.APPROVE, first, second)
    decide(ben, Verdict.SPAM, third)
    assert look(ana, Period.ALL).moderators == [
        Decided("ana", approved=2), Decided("ben", spam=1)
    ]  # fmt: skip

    history.undo(ana)

    assert look(ben, Period.ALL).moderators == [Decided("ben", spam=1)]
    history.redo(ana)
    found = look(ben, Period.ALL)
    assert found.moderators == [Decided("ana", approved=2), Decided("ben", spam=1)]
    assert found.decided == Decided("", approved=2, spam=1)
    assert [one.total for one in found.articles] == [2, 1]


def test_the_wait_is_from_coming_in_to_the_first_decision(
    newsroom: Newsroom, put: Put, clock: TickingClock
) -> None:
    comments = [put(f"Comment {number}") for number in range(10)]
    for number, comment in enumerate(comments):
        clock.now = comment.received_at + timedelta(minutes=1 if number < 8 else 600)
        decide(newsroom, Verdict.APPROVE, comment)
    decide(newsroom, Verdict.REJECT, comments[0])

    waits = look(newsroom, Period.ALL).waits

    assert waits.count == 10
    assert waits.median == pytest.approx(61, rel=0.12)
    assert waits.p90 is not None
    assert 60 * 500 < waits.p90 < 60 * 660


def test_spam_is_counted_by_the_domains_it_links_to(newsroom: Newsroom, put: Put) -> None:
    spam = put("Buy at https://www.pills.example/a and http://pills.example/b", links=2)
    good = put("See http://pills.example/ for what not to buy", links=1)
    other = put("See https://bridge.example.org/news", links=1)
    decide(newsroom, Verdict.SPAM, spam)

    assert look(newsroom, Period.ALL).domains == [Linked("pills.example", 1, 2)]
    decide(newsroom, Verdict.SPAM, other, good)
    assert look(newsroom, Period.ALL).domains == [
        Linked("pills.example", 2, 2), Linked("bridge.example.org", 1, 1)
    ]  # fmt: skip


def test_an_edited_link_is_another_domain(newsroom: Newsroom, put: Put) -> None:
    spam = put("Buy at https://pills.example/", links=1)
    decide(newsroom, Verdict.SPAM, spam)
    look(newsroom, Period.ALL)
    now = queue.comment(newsroom, spam.id)

    edits.edit(newsroom, spam.id, now.revision, Edit(body="Buy at https://shoes.example/"))

    assert look(newsroom, Period.ALL).domains == [Linked("shoes.example", 1, 1)]


def test_what_is_not_counted_yet_is_all_that_a_look_costs(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        put(f"Comment {number}")
    look(newsroom, Period.ALL)
    asked: list[int] = []

    def deltas(reading: Reading, since: int) -> Iterator[Delta]:
        asked.append(since)
        return figure_deltas.deltas(reading, since)

    monkeypatch.setattr(figures, "deltas", deltas)

    look(newsroom, Period.ALL)
    assert asked == []
    put("One more")
    look(newsroom, Period.ALL)

    assert asked == [5]


def test_the_figures_begin_anew_for_a_library_that_is_another_one(
    newsroom: Newsroom, put: Put, open_desk: Callable[..., Newsroom], tmp_path: Path
) -> None:
    put("One")
    look(newsroom, Period.ALL)
    other = open_desk("ana", tmp_path / "other.commentdesk")
    put_comment(other, "Other")
    put_comment(other, "And another")
    figures.beside(other.path).write_bytes(figures.beside(newsroom.path).read_bytes())

    assert look(other, Period.ALL).arrived.total == 2


def test_a_damaged_file_of_figures_is_made_anew(newsroom: Newsroom, put: Put) -> None:
    put("One")
    look(newsroom, Period.ALL)
    file = figures.beside(newsroom.path)
    whole = file.read_bytes()
    for damaged in (
        b"SQLite format 3\0" + b"nonsense" * 500,
        whole[:4096] + b"\xff" * (len(whole) - 4096),
        b"",
    ):
        file.write_bytes(damaged)

        assert look(newsroom, Period.ALL).arrived.total == 1


def test_a_planted_link_is_not_followed(newsroom: Newsroom, put: Put, tmp_path: Path) -> None:
    put("One")
    victim = tmp_path / "letter.txt"
    victim.write_text("Dear reader", encoding="utf-8")
    figures.beside(newsroom.path).symlink_to(victim)

    assert look(newsroom, Period.ALL).arrived.total == 1
    assert victim.read_text(encoding="utf-8") == "Dear reader"


def test_the_figures_are_for_their_owner_alone_and_hold_no_person(
    newsroom: Newsroom, put: Put
) -> None:
    put("My number is 12345", name="Petra Lang", email="petra@example.org", ip="198.51.100.9")
    look(newsroom, Period.ALL)
    file = figures.beside(newsroom.path)

    assert file.stat().st_mode & 0o077 == 0
    held = file.read_bytes()
    for secret in (b"Petra", b"petra@", b"198.51.100.9", b"12345"):
        assert secret not in held


def test_erasing_somebody_takes_the_figures_away(newsroom: Newsroom, put: Put) -> None:
    put("See https://petra-lang.example/", name="Petra Lang", email="petra@example.org", links=1)
    look(newsroom, Period.ALL)
    assert b"petra-lang.example" in figures.beside(newsroom.path).read_bytes()

    erasure.erase(newsroom, find_person(newsroom, "petra@example.org"), texts=True)

    assert not figures.beside(newsroom.path).exists()
    look(newsroom, Period.ALL)
    assert b"petra-lang.example" not in figures.beside(newsroom.path).read_bytes()


def test_a_first_count_that_is_stopped_leaves_nothing_half_counted(
    newsroom: Newsroom, put: Put
) -> None:
    put("One")

    class Stopped:
        def tell(self, done: int, total: int | None, what: str) -> None:
            pass

        def stop_asked(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        look(newsroom, Period.ALL, Stopped())

    assert look(newsroom, Period.ALL).arrived.total == 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "link", "approve", "reject", "spam", "hold", "undo", "redo"]),
        st.integers(min_value=0, max_value=5),
        st.booleans(),
    ),
    max_size=14,
)


@given(steps=STEPS)
@settings(max_examples=40)
def test_following_the_journal_comes_to_what_counting_everything_does(
    steps: list[tuple[str, int, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("figures") / "newsroom.commentdesk"
    clock = TickingClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    with open_newsroom(file, create=True, desk="ana", clock=clock, zone=UTC) as newsroom:
        there: list[Comment] = []
        for do, which, look_now in steps:
            _do(newsroom, there, do, which)
            if look_now:
                look(newsroom, Period.ALL)

        assert look(newsroom, Period.ALL) == made_anew(newsroom)


def _do(newsroom: Newsroom, there: list[Comment], do: str, which: int) -> None:
    try:
        match do:
            case "put":
                article = f"article-{len(there)}"  # an undone one keeps its key
                there.append(put_comment(newsroom, "Hello", minute=which * 700, article=article))
            case "link":
                text = f"See https://site{which}.example/"
                article = f"article-{len(there)}"
                there.append(put_comment(newsroom, text, links=1, minute=which, article=article))
            case "undo":
                history.undo(newsroom)
            case "redo":
                history.redo(newsroom)
            case _ if which < len(there):
                decide(newsroom, Verdict(do), there[which])
            case _:
                pass
    except NewsroomError:
        pass  # nothing to undo, or it is so already


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        ('<a href="https://www.Example.org/x?y">here</a>', ["example.org"]),
        ("www.example.com, and http://example.com:8080/", ["example.com"]),
        ("write to ana@example.org", []),
        (
            "http://user:word@example.net/ and //cdn.example.net/x",
            ["example.net", "cdn.example.net"],
        ),
        ("https://localhost/", []),
    ],
)
def test_domains_are_read_as_a_reader_would(text: str, domains: list[str]) -> None:
    assert domains_of([text]) == domains


def test_where_no_file_can_be_made_memory_serves(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("One")

    def refuse(path: Path, key: object) -> sqlite3.Connection:
        raise PermissionError(13, "no", str(path))

    monkeypatch.setattr(figures, "_opened", refuse)

    assert look(newsroom, Period.ALL).arrived.total == 1
