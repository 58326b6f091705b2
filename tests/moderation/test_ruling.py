"""Rules at the door: what enters is held, rejected or approved, and why is kept with it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from db import holds
from db.rows import Comment, Hold, Rule
from db.words import Reason, RuleAction, RuleKind, Status
from moderation import arrivals, history, importing, queue, rule_changes
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.importing import Choices
from moderation.newsroom import Newsroom
from tests.calling import write_export
from tests.conftest import TickingClock
from tests.putting import put_article

HOLD, REJECT = RuleAction.HOLD, RuleAction.REJECT
Put = Callable[..., Comment]


@pytest.fixture
def say(newsroom: Newsroom, clock: TickingClock) -> Callable[..., Comment]:
    """Somebody says something under the article “harbour”, which is ten days old."""
    put_article(
        newsroom,
        ArticleDraft("harbour", "harbour", published_at=clock.now - timedelta(days=10)),
    )

    def add(body: str, email: str = "ana@example.org", ip: str = "192.0.2.1") -> Comment:
        draft = CommentDraft(
            article="harbour", name="Ana", email=email, body=body, ip=ip,
        )  # fmt: skip
        (number,) = arrivals.add(newsroom, draft, article_key="harbour").comments
        return queue.comment(newsroom, number)

    return add


def why(newsroom: Newsroom, comment: Comment) -> tuple[Hold, ...]:
    with newsroom.read() as reading:
        return holds.holds(reading, [comment.id]).get(comment.id, ())


def reasons(newsroom: Newsroom, comment: Comment) -> list[Reason]:
    return [hold.reason for hold in why(newsroom, comment)]


def test_without_rules_everything_waits_and_nothing_is_kept(newsroom: Newsroom, say: Put) -> None:
    one = say("A casino.")

    assert (one.status, why(newsroom, one)) == (Status.PENDING, ())


def test_a_held_comment_keeps_the_rule_and_the_characters(newsroom: Newsroom, say: Put) -> None:
    rule_changes.change(newsroom, keep=[Rule(RuleKind.WORD, HOLD, "casino*")])

    one = say("Two Cas1nos!")

    (hold,) = why(newsroom, one)
    assert one.status is Status.PENDING
    assert hold.rule is not None
    assert hold.rule.term == "casino*"
    assert [one.text[span.start : span.end] for span in hold.spans] == ["Cas1nos"]


def test_a_rejected_comment_enters_rejected_and_undo_takes_it_out(
    newsroom: Newsroom, say: Put
) -> None:
    rule_changes.change(newsroom, keep=[Rule(RuleKind.WORD, REJECT, "casino")])

    one = say("casino")
    history.undo(newsroom)

    assert one.status is Status.REJECTED
    assert queue.tally(newsroom).total == 0


def test_what_no_rule_holds_is_approved_if_the_newsroom_wants_it(
    newsroom: Newsroom, say: Put
) -> None:
    rule_changes.change(
        newsroom,
        keep=[Rule(RuleKind.OTHERWISE, RuleAction.APPROVE), Rule(RuleKind.NEWCOMER, HOLD)],
    )

    first = say("I was there.")
    assert (first.status, reasons(newsroom, first)) == (Status.PENDING, [Reason.NEWCOMER])


def test_the_past_is_read_from_the_library(newsroom: Newsroom, say: Put) -> None:
    rule_changes.change(
        newsroom,
        keep=[
            Rule(RuleKind.REPEAT, HOLD, number=1, span=7),
            Rule(RuleKind.FLOOD, HOLD, number=3, span=5),
            Rule(RuleKind.CLOSED, HOLD, number=11),
        ],
    )
    words = "I take the ferry over the harbour every single day."

    first = say(words)
    again = say(words.upper().replace(" ", "  "), email="jon@example.org", ip="192.0.2.9")
    other = say("I take the ferry over the harbour every single week.", email="x@example.org")
    third = say("And one more thing that I forgot.", ip="192.0.2.1")

    assert reasons(newsroom, first) == []
    assert reasons(newsroom, again) == [Reason.REPEAT]
    assert reasons(newsroom, other) == []
    assert reasons(newsroom, third) == [Reason.FLOOD]


def test_another_desk_s_rules_hold_at_once(
    newsroom: Newsroom, open_desk: Callable[..., Newsroom], say: Put
) -> None:
    assert say("casino").status is Status.PENDING

    rule_changes.change(open_desk("ben"), keep=[Rule(RuleKind.WORD, REJECT, "casino")])

    assert say("casino").status is Status.REJECTED


def test_an_import_is_ruled_only_if_that_is_chosen(newsroom: Newsroom, tmp_path: Path) -> None:
    rule_changes.change(
        newsroom,
        keep=[Rule(RuleKind.WORD, HOLD, "walked"), Rule(RuleKind.NEWCOMER, HOLD)],
    )
    file = write_export(tmp_path)

    dry = importing.import_file(newsroom, file, Choices(rules=True, dry_run=True))
    assert dry.ruled == 3
    report = importing.import_file(newsroom, file)
    assert report.ruled == 0
    history.undo(newsroom)

    assert queue.tally(newsroom).total == 0


def test_an_import_with_rules_holds_what_was_approved(newsroom: Newsroom, tmp_path: Path) -> None:
    rule_changes.change(newsroom, keep=[Rule(RuleKind.WORD, HOLD, "walked")])

    report = importing.import_file(newsroom, write_export(tmp_path), Choices(rules=True))

    assert (report.ruled, report.by_status) == (3, {"pending": 3})
    with newsroom.read() as reading:
        assert sorted(holds.holds(reading, [1, 2, 3])) == [1, 2, 3]
