"""Tests for desktop.settings.rule_draft."""

from db.rows import Rule, RuleId
from db.words import RuleAction, RuleKind
from desktop.settings.rule_draft import RuleDraft
from desktop.settings.rule_rows import RuleRow

KEPT = Rule(RuleKind.WORD, RuleAction.HOLD, "casino*", id=RuleId(7))
OTHERWISE = Rule(RuleKind.WORD, RuleAction.REJECT, "casino*")


def draft() -> RuleDraft:
    """A draft over one rule that is kept."""
    made = RuleDraft()
    made.kept = [KEPT]
    return made


def test_what_is_as_it_is_kept_is_no_change() -> None:
    made = draft()

    assert made.take([Rule(RuleKind.WORD, RuleAction.HOLD, "casino*")]) == ""

    assert not made.is_changed


def test_a_rule_comes_in_place_of_the_one_about_the_same() -> None:
    made = draft()

    made.take([OTHERWISE])
    assert [rule.action for rule in made.drafted] == [RuleAction.REJECT]
    made.take([Rule(RuleKind.WORD, RuleAction.HOLD, "casino*")])

    assert not made.is_changed


def test_one_that_is_to_go_stays_when_it_is_drafted_again() -> None:
    made = draft()
    made.turn(RuleRow(KEPT))
    assert made.going == {7}

    made.take([OTHERWISE])

    assert not made.going


def test_turned_twice_all_is_as_it_was() -> None:
    made = draft()
    made.turn(RuleRow(KEPT))
    made.turn(RuleRow(KEPT, going=True))
    made.take([OTHERWISE])
    made.turn(RuleRow(OTHERWISE, new=True))

    assert not made.is_changed


def test_of_several_none_is_drafted_where_one_cannot_be_and_it_is_named() -> None:
    made = draft()

    refused = made.take([OTHERWISE, Rule(RuleKind.WORD, RuleAction.HOLD, "")])

    assert refused.startswith("Rule 2: ")
    assert not made.is_changed
