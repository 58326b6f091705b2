"""A rule is replayed on what was ever here: the same answer as judging each comment as it came."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rows import Comment, Rule
from db.words import RuleAction, RuleKind, Status
from moderation import replaying, rule_changes
from moderation.changes import Silent
from moderation.errors import Cancelled, NewsroomError
from moderation.newsroom import Newsroom
from moderation.rules.sieve import Sieve
from moderation.rules.words import Words, trouble_with

HOLD, REJECT, EXEMPT = RuleAction.HOLD, RuleAction.REJECT, RuleAction.EXEMPT
Put = Callable[..., Comment]
LONG = "Twenty-five letters at the least."


def found(newsroom: Newsroom, *rules: Rule) -> list[int]:
    return list(replaying.replay(newsroom, rules).comments)


def test_words_are_found_and_their_fate_is_told(newsroom: Newsroom, put: Put) -> None:
    one = put("Buy c4sino chips", status=Status.SPAM)
    two = put("The old casino burnt down", minute=1, status=Status.APPROVED)
    put("Nothing", minute=2)
    put("", name="Casino King", minute=3)

    told = replaying.replay(newsroom, [Rule(RuleKind.WORD, HOLD, "casino*")])

    assert list(told.comments) == [4, two.id, one.id]
    assert (told.looked_at, told.held, told.rejected) == (4, 3, 0)
    assert told.by_status == {Status.PENDING: 1, Status.APPROVED: 1, Status.SPAM: 1}
    assert told.sentence == "3 of 4 comments would have been held. 1 of them is approved."


def test_nothing_is_written(newsroom: Newsroom, put: Put) -> None:
    put("casino")
    before = newsroom.revision()

    replaying.replay(newsroom, [Rule(RuleKind.WORD, REJECT, "casino")])

    assert newsroom.revision() == before
    assert rule_changes.rules(newsroom) == []


def test_several_rules_at_once_count_each_comment_once(newsroom: Newsroom, put: Put) -> None:
    put("casino", links=3)
    put("x", links=2, minute=1)
    rules = [
        Rule(RuleKind.WORD, REJECT, "casino"),
        Rule(RuleKind.LINKS, HOLD, number=2),
        Rule(RuleKind.NEWCOMER, HOLD, number=1),
    ]

    told = replaying.replay(newsroom, rules)

    assert (told.held, told.rejected) == (1, 1)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule(RuleKind.NEWCOMER, HOLD, number=1), [4, 1]),
        (Rule(RuleKind.NEWCOMER, HOLD, number=2), [4, 2, 1]),
        (Rule(RuleKind.REJECTIONS, HOLD, number=50, span=3), [6]),
        (Rule(RuleKind.REPEAT, HOLD, number=1, span=1), [3, 2]),
        (Rule(RuleKind.REPEAT, HOLD, number=2, span=1), [3]),
        (Rule(RuleKind.FLOOD, HOLD, number=3, span=2), [6]),
        (Rule(RuleKind.EMAIL, HOLD, "@mail.example"), [4]),
        (Rule(RuleKind.IP, HOLD, "192.0.2.0/24"), [4]),
        (Rule(RuleKind.LINKS, HOLD, number=1), []),
        (Rule(RuleKind.DISPOSABLE, HOLD), []),
    ],
)
def test_the_past_of_each_is_what_was_before_it(
    newsroom: Newsroom, put: Put, rule: Rule, expected: list[int]
) -> None:
    put(LONG, status=Status.APPROVED)
    put(LONG.upper(), minute=60, status=Status.APPROVED)
    put(LONG, minute=120, status=Status.REJECTED)
    put("Other", name="Eve", email="eve@mail.example", ip="192.0.2.9", minute=121)
    put("x", minute=121, status=Status.SPAM)
    put("y", minute=121)
    with newsroom.write() as writing:
        writing.run("UPDATE comment SET submitted_at = submitted_at + id WHERE id > 4")
        writing.run("UPDATE comment SET submitted_at = submitted_at - 30000000 WHERE id = 4")

    assert found(newsroom, rule) == expected


def test_what_is_exempt_stays_exempt(newsroom: Newsroom, put: Put) -> None:
    put("https://harbour.example/a https://harbour.example/b", links=2)
    links = Rule(RuleKind.LINKS, HOLD, number=2)
    assert found(newsroom, links) == [1]

    rule_changes.change(newsroom, keep=[Rule(RuleKind.DOMAIN, EXEMPT, "harbour.example")])

    assert found(newsroom, links) == []


def test_what_is_no_rule_is_refused(newsroom: Newsroom) -> None:
    with pytest.raises(NewsroomError):
        replaying.replay(newsroom, [Rule(RuleKind.WORD, HOLD, "*")])


def test_it_can_be_stopped(newsroom: Newsroom, put: Put) -> None:
    class Impatient(Silent):
        def stop_asked(self) -> bool:
            return True

    put("casino")
    with pytest.raises(Cancelled):
        replaying.replay(newsroom, [Rule(RuleKind.WORD, HOLD, "casino")], progress=Impatient())


_LETTERS = "abcßé1@о“ lжйñæ€\u0301\u200bаΟｃÖ🙂"
_words = st.text(alphabet=_LETTERS, min_size=1, max_size=5).filter(
    lambda word: not trouble_with(word)
)
_texts = st.lists(st.text(alphabet=_LETTERS + "\n\u00a0", max_size=30), max_size=8)


@given(st.lists(_words, min_size=1, max_size=4), _texts)
def test_the_sieve_passes_over_no_text_that_has_a_word(terms: list[str], texts: list[str]) -> None:
    words = Words(terms)
    wanted = {place for place, text in enumerate(texts) if words.find(text)}

    assert wanted <= set(Sieve(terms).seem(texts))


@given(st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=3), st.text())
def test_the_sieve_holds_in_every_script(terms: list[str], text: str) -> None:
    terms = [term for term in terms if not trouble_with(term)]
    texts = [f"{text} {term} {text}" for term in terms]

    for place, told in enumerate(texts):
        if Words(terms).find(told):
            assert place in Sieve(terms).seem(texts)
