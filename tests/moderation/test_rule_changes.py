"""Rules are kept, changed and taken away as operations of the history."""

import pytest

from db import chain
from db.rows import Rule, RuleId
from db.words import RuleAction, RuleKind
from moderation import history, rule_changes
from moderation.errors import NewsroomError, NotFound, NothingToUndo
from moderation.newsroom import Newsroom

HOLD, REJECT = RuleAction.HOLD, RuleAction.REJECT
CASINO = Rule(RuleKind.WORD, HOLD, "casino*")


def told(newsroom: Newsroom) -> list[tuple[str, str, int]]:
    return [(one.term, one.action, one.number) for one in rule_changes.rules(newsroom)]


def test_a_rule_is_kept_and_undone_and_done_again(newsroom: Newsroom) -> None:
    changes = rule_changes.change(newsroom, keep=[CASINO])
    assert changes.rules
    assert told(newsroom) == [("casino*", "hold", 0)]

    assert history.undo(newsroom).rules
    assert told(newsroom) == []

    history.redo(newsroom)
    assert told(newsroom) == [("casino*", "hold", 0)]
    with newsroom.read() as reading:
        assert list(chain.broken_links(reading)) == []


def test_a_rule_takes_the_place_of_the_one_about_the_same(newsroom: Newsroom) -> None:
    rule_changes.change(newsroom, keep=[CASINO, Rule(RuleKind.LINKS, HOLD, number=3)])
    rule_changes.change(newsroom, keep=[Rule(RuleKind.WORD, REJECT, "casino*")])
    rule_changes.change(newsroom, keep=[Rule(RuleKind.LINKS, HOLD, number=5)])

    assert told(newsroom) == [("casino*", "reject", 0), ("", "hold", 5)]
    history.undo(newsroom)
    history.undo(newsroom)
    assert told(newsroom) == [("casino*", "hold", 0), ("", "hold", 3)]


def test_a_rule_that_was_taken_away_comes_back_under_its_number(newsroom: Newsroom) -> None:
    rule_changes.change(newsroom, keep=[CASINO])
    (rule,) = rule_changes.rules(newsroom)
    rule_changes.change(newsroom, remove=[rule.id])
    assert told(newsroom) == []

    rule_changes.change(newsroom, keep=[CASINO])

    assert [one.id for one in rule_changes.rules(newsroom)] == [rule.id]


def test_undo_leaves_alone_a_rule_that_was_changed_since(newsroom: Newsroom) -> None:
    first = rule_changes.change(newsroom, keep=[Rule(RuleKind.LINKS, HOLD, number=3)]).operation
    rule_changes.change(newsroom, keep=[Rule(RuleKind.LINKS, HOLD, number=5)])

    changes = history.undo(newsroom, first)

    assert told(newsroom) == [("", "hold", 5)]
    assert changes.sentence == (
        "Not undone: Rule “Hold 3 links or more”. The rule was changed since, and left so."
    )


def test_what_changes_nothing_leaves_no_trace(newsroom: Newsroom) -> None:
    rule_changes.change(newsroom, keep=[CASINO])
    history.undo(newsroom)

    assert rule_changes.change(newsroom).operation is None
    with pytest.raises(NothingToUndo):
        history.undo(newsroom)


def test_the_history_names_the_rule_but_no_address(newsroom: Newsroom) -> None:
    rule_changes.change(newsroom, keep=[CASINO])
    assert history.describe(history.operations(newsroom)[0]) == "Rule “Hold the word “casino*””"
    rule_changes.change(newsroom, keep=[Rule(RuleKind.EMAIL, REJECT, "ana@example.org")])
    (newest, *_rest) = history.operations(newsroom)

    assert "ana@" not in history.describe(newest)
    assert "ana@" not in str(newest.detail)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(RuleKind.WORD, HOLD, "*"),
        Rule(RuleKind.WORD, HOLD, " "),
        Rule(RuleKind.WORD, HOLD, "x" * 201),
        Rule(RuleKind.WORD, RuleAction.EXEMPT, "casino"),
        Rule(RuleKind.DOMAIN, HOLD, "no site"),
        Rule(RuleKind.EMAIL, HOLD, "a b@example.org"),
        Rule(RuleKind.IP, HOLD, "192.0.2"),
        Rule(RuleKind.LINKS, HOLD, number=1001),
        Rule(RuleKind.FLOOD, HOLD, number=1),
        Rule(RuleKind.OTHERWISE, HOLD),
    ],
)
def test_what_is_no_rule_is_refused_and_nothing_is_kept(newsroom: Newsroom, rule: Rule) -> None:
    with pytest.raises(NewsroomError):
        rule_changes.change(newsroom, keep=[CASINO, rule])

    assert told(newsroom) == []


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (RuleKind.DOMAIN, "https://www.Shop.EXAMPLE/buy?now", "shop.example"),
        (RuleKind.DOMAIN, ".top", "*.top"),
        (RuleKind.DOMAIN, "münchen.example", "xn--mnchen-3ya.example"),
        (RuleKind.EMAIL, "Ana@Example.org", "ana@example.org"),
        (RuleKind.EMAIL, "@Example.org", "@example.org"),
        (RuleKind.EMAIL, "example.org", "@example.org"),
        (RuleKind.IP, "192.0.2.*", "192.0.2.0/24"),
        (RuleKind.IP, "2001:db8::1", "2001:db8::1/128"),
        (RuleKind.WORD, " Casino* ", "Casino*"),
    ],
)
def test_a_rule_is_kept_in_one_form(
    newsroom: Newsroom, kind: RuleKind, typed: str, kept: str
) -> None:
    rule_changes.change(newsroom, keep=[Rule(kind, HOLD, typed)])

    assert [one.term for one in rule_changes.rules(newsroom)] == [kept]


def test_a_rule_that_is_not_there_cannot_go(newsroom: Newsroom) -> None:
    with pytest.raises(NotFound):
        rule_changes.change(newsroom, remove=[RuleId(7)])
