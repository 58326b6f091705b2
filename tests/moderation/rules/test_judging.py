"""What the rules say of one comment, with every reason and the characters that say so."""

from dataclasses import dataclass

import pytest

from db.rows import Rule, Span
from db.words import BodyFormat, Reason, RuleAction, RuleKind, Standing
from moderation.rules.judging import Arrival, Judgement, NoPast, RuleBook

HOLD, REJECT, EXEMPT = RuleAction.HOLD, RuleAction.REJECT, RuleAction.EXEMPT
CASINO = Rule(RuleKind.WORD, HOLD, "casino*")


@dataclass(frozen=True)
class Told(NoPast):
    """A past that answers what it was told."""

    approvals: int = 0
    away: tuple[int, int] = (0, 0)
    same: int = 0
    came: int = 1
    age: int | None = None

    def approved(self, most: int) -> int:
        return min(most, self.approvals)

    def turned_away(self, latest: int) -> tuple[int, int]:
        return self.away

    def repeats(self, days: int) -> int:
        return self.same

    def within(self, minutes: int) -> int:
        return self.came

    def days_since_article(self) -> int | None:
        return self.age


def judged(
    arrival: Arrival,
    *rules: Rule,
    past: NoPast | None = None,
    standing: Standing = Standing.NONE,
) -> Judgement:
    return RuleBook(rules).judge(arrival, past or NoPast(), standing)


def reasons(judgement: Judgement) -> list[Reason]:
    return [hold.reason for hold in judgement.holds]


def test_a_word_is_looked_for_wherever_readers_or_links_have_it() -> None:
    arrival = Arrival(
        "A casino. See here.",
        name="Casino King",
        url="https://my-casino.example/",
        email="jo@casinos.example",
        body='A casino. See <a href="https://casino.example/x">here</a>.',
        body_format=BodyFormat.HTML,
        links=1,
    )
    fields = {
        "text": arrival.text, "name": arrival.name, "url": arrival.url,
        "email": arrival.email_domain,
    }  # fmt: skip

    (hold,) = judged(arrival, CASINO).holds
    places = {
        (one.field, (one.piece or fields[one.field])[one.start : one.end]) for one in hold.spans
    }
    assert places == {
        ("text", "casino"), ("name", "Casino"), ("url", "casino"), ("email", "casinos"),
        ("link", "casino"),
    }  # fmt: skip


def test_the_local_part_of_an_address_is_nobodys_business() -> None:
    assert judged(Arrival("Hello.", email="casino@example.org"), CASINO).action is None


def test_rejecting_is_stronger_than_holding_and_all_reasons_are_told() -> None:
    judgement = judged(Arrival("casino loans"), CASINO, Rule(RuleKind.WORD, REJECT, "loan*"))

    assert judgement.action is REJECT
    assert [hold.action for hold in judgement.holds] == [HOLD, REJECT]


@pytest.mark.parametrize(("links", "held"), [(1, False), (2, True), (3, True)])
def test_links_are_held_from_a_number_on(links: int, held: bool) -> None:
    judgement = judged(Arrival("x", links=links), Rule(RuleKind.LINKS, HOLD, number=2))

    assert (judgement.action is HOLD) is held


def test_a_link_to_an_exempt_site_does_not_count() -> None:
    text = "https://harbour.example/a and https://www.shop.top/b"
    arrival = Arrival(text, body=text, links=2)
    rules = (
        Rule(RuleKind.LINKS, HOLD, number=2),
        Rule(RuleKind.DOMAIN, EXEMPT, "harbour.example"),
    )

    assert judged(arrival, *rules).action is None
    (hold,) = judged(arrival, *rules, Rule(RuleKind.DOMAIN, HOLD, "*.top")).holds
    (span,) = hold.spans
    assert text[span.start : span.end] == "www.shop.top"


def test_a_site_behind_other_words_is_marked_in_its_own_address() -> None:
    body = 'See <a href="https://SHOP.example/b?c">here</a>'
    arrival = Arrival("See here", body=body, body_format=BodyFormat.HTML, links=1)

    (hold,) = judged(arrival, Rule(RuleKind.DOMAIN, REJECT, "shop.example")).holds
    assert hold.spans == (Span("link", 8, 20, "https://SHOP.example/b?c"),)


@pytest.mark.parametrize(
    ("term", "held"),
    [
        ("ana@mail.example", True),
        ("@mail.example", True),
        ("@example", True),
        ("ana@other.example", False),
        ("@il.example", False),
    ],
)
def test_an_address_or_its_domain_is_held(term: str, held: bool) -> None:
    rule = Rule(RuleKind.EMAIL, HOLD, term)

    assert (judged(Arrival("x", email="ana@mail.example"), rule).action is HOLD) is held


def test_a_disposable_address_is_held_unless_its_domain_is_exempt() -> None:
    arrival = Arrival("x", email="ana@mailinator.com")
    rule = Rule(RuleKind.DISPOSABLE, HOLD)

    assert reasons(judged(arrival, rule)) == [Reason.DISPOSABLE]
    assert not judged(arrival, rule, Rule(RuleKind.EMAIL, EXEMPT, "@mailinator.com")).holds


def test_an_ip_address_is_held_by_its_network() -> None:
    rule = Rule(RuleKind.IP, REJECT, "192.0.2.0/24")

    assert judged(Arrival("x", ip="192.0.2.77"), rule).action is REJECT
    assert judged(Arrival("x", ip="192.0.3.77"), rule).action is None
    assert judged(Arrival("x", ip="no address"), rule).action is None


@pytest.mark.parametrize(
    ("rule", "past", "held"),
    [
        (Rule(RuleKind.NEWCOMER, HOLD, number=2), Told(approvals=1), True),
        (Rule(RuleKind.NEWCOMER, HOLD, number=2), Told(approvals=2), False),
        (Rule(RuleKind.REJECTIONS, HOLD, number=50, span=10), Told(away=(2, 4)), True),
        (Rule(RuleKind.REJECTIONS, HOLD, number=50, span=10), Told(away=(1, 4)), False),
        (Rule(RuleKind.REJECTIONS, HOLD, number=50, span=10), Told(away=(2, 2)), False),
        (Rule(RuleKind.REPEAT, HOLD, number=1, span=30), Told(same=1), True),
        (Rule(RuleKind.REPEAT, HOLD, number=2, span=30), Told(same=1), False),
        (Rule(RuleKind.FLOOD, HOLD, number=3, span=5), Told(came=3), True),
        (Rule(RuleKind.FLOOD, HOLD, number=3, span=5), Told(came=2), False),
        (Rule(RuleKind.CLOSED, REJECT, number=30), Told(age=30), True),
        (Rule(RuleKind.CLOSED, REJECT, number=30), Told(age=29), False),
        (Rule(RuleKind.CLOSED, REJECT, number=30), Told(age=None), False),
    ],
)
def test_what_was_before_is_asked_where_a_rule_needs_it(rule: Rule, past: Told, held: bool) -> None:
    arrival = Arrival("Twenty-five letters at the least.", email="ana@example.org")

    assert bool(judged(arrival, rule, past=past).holds) is held


def test_two_who_say_thank_you_repeat_nobody() -> None:
    rule = Rule(RuleKind.REPEAT, HOLD, number=1, span=30)

    assert not judged(Arrival("Thank you!"), rule, past=Told(same=9)).holds


def test_a_pingback_is_no_new_commenter() -> None:
    rule = Rule(RuleKind.NEWCOMER, HOLD, number=1)

    assert not judged(Arrival("x", kind="pingback"), rule).holds
    assert reasons(judged(Arrival("x"), rule)) == [Reason.NEWCOMER]


def test_standing_comes_before_rules() -> None:
    spam = Arrival("casino loans")
    rules = (CASINO, Rule(RuleKind.WORD, REJECT, "loans"), Rule(RuleKind.WORD, HOLD, "bridge"))
    blocked = judged(Arrival("Hi"), standing=Standing.BLOCKED)
    trusted = judged(Arrival("the bridge"), *rules, standing=Standing.TRUSTED)

    assert (blocked.action, reasons(blocked)) == (REJECT, [Reason.BLOCKED])
    assert reasons(judged(Arrival("Hi"), standing=Standing.WATCHED)) == [Reason.WATCHED]
    assert trusted == Judgement(RuleAction.APPROVE)
    assert judged(spam, *rules, standing=Standing.TRUSTED).action is REJECT


def test_what_no_rule_holds_waits_or_is_approved_as_the_newsroom_wants_it() -> None:
    approve = Rule(RuleKind.OTHERWISE, RuleAction.APPROVE)

    assert judged(Arrival("Hi"), CASINO).action is None
    assert judged(Arrival("Hi"), CASINO, approve).action is RuleAction.APPROVE
    assert judged(Arrival("casino"), CASINO, approve).action is HOLD
