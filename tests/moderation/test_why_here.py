"""Why a comment is here: the rule, the very characters, and what would mend the rule."""

from collections.abc import Callable

import pytest

from db.rows import Rule
from db.words import RuleAction, RuleKind, Standing, Verdict
from moderation import arrivals, decisions, history, queue, rule_changes, standings, why_here
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.edits import Edit, edit
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.putting import put_article

HOLD, REJECT, EXEMPT = RuleAction.HOLD, RuleAction.REJECT, RuleAction.EXEMPT
Say = Callable[..., int]


@pytest.fixture
def say(newsroom: Newsroom) -> Say:
    """Somebody says something under the article “harbour”."""
    put_article(newsroom, ArticleDraft("harbour", "harbour"))

    def add(body: str, name: str = "Ana") -> int:
        draft = CommentDraft("harbour", name, "ana@mail.example", body)
        (number,) = arrivals.add(newsroom, draft, article_key="harbour").comments
        return number

    return add


def rule(newsroom: Newsroom, *rules: Rule) -> None:
    rule_changes.change(newsroom, keep=rules)


def mends(newsroom: Newsroom, number: int) -> list[str]:
    return [mend.words for why in why_here.why_here(newsroom, number) for mend in why.mends]


def take(newsroom: Newsroom, number: int, words: str) -> None:
    (wanted,) = [
        mend
        for why in why_here.why_here(newsroom, number)
        for mend in why.mends
        if mend.words == words
    ]
    why_here.mend(newsroom, number, wanted)


def test_nothing_held_it(newsroom: Newsroom, say: Say) -> None:
    assert why_here.why_here(newsroom, say("Hello")) == ()


def test_the_word_is_named_and_marked_everywhere(newsroom: Newsroom, say: Say) -> None:
    rule(newsroom, Rule(RuleKind.WORD, HOLD, "casino*"))

    number = say('A C4sino. See <a href="https://casino.example/x">here</a>.', name="Casino King")

    (why,) = why_here.why_here(newsroom, number)
    text = queue.comment(newsroom, number).text
    assert why.sentence == "Held by a rule: the word “C4sino”, for the rule has “casino*”."
    assert [text[start:end] for start, end in why.spans] == ["C4sino"]
    assert [(one.label, [one.text[a:b] for a, b in one.spans]) for one in why.marked] == [
        ("Name:", ["Casino"]),
        ("Link to:", ["casino"]),
    ]
    assert mends(newsroom, number) == ["Drop the word “casino*”", "Trust Casino King"]


def test_a_mend_is_one_operation_and_undone_as_one(newsroom: Newsroom, say: Say) -> None:
    rule(newsroom, Rule(RuleKind.WORD, HOLD, "ferry"))
    number = say("The ferry again.")

    take(newsroom, number, "Drop the word “ferry”")

    assert rule_changes.rules(newsroom) == []
    (why,) = why_here.why_here(newsroom, number)
    assert (why.holds_still, why.mends) == (False, ())
    history.undo(newsroom)
    assert [one.term for one in rule_changes.rules(newsroom)] == ["ferry"]


def test_links_are_mended_by_the_number_or_the_site(newsroom: Newsroom, say: Say) -> None:
    rule(newsroom, Rule(RuleKind.LINKS, HOLD, number=2))
    body = "https://harbour.example/a https://www.harbour.example/b"
    number = say(body)
    assert mends(newsroom, number) == [
        "Hold from 3 links on", "Let links to harbour.example pass", "Trust Ana",
    ]  # fmt: skip

    take(newsroom, number, "Let links to harbour.example pass")

    assert why_here.why_here(newsroom, say(body)) == ()


@pytest.mark.parametrize(
    ("held_by", "words"),
    [
        (Rule(RuleKind.EMAIL, HOLD, "@mail.example"), "Let addresses at mail.example pass"),
        (Rule(RuleKind.EMAIL, HOLD, "@mail.example"), "Drop this rule"),
        (Rule(RuleKind.NEWCOMER, HOLD, number=1), "Drop this rule"),
        (Rule(RuleKind.NEWCOMER, HOLD, number=1), "Trust Ana"),
        (Rule(RuleKind.FLOOD, HOLD, number=2, span=10), "Hold from comment 3 on"),
        (Rule(RuleKind.REPEAT, HOLD, number=1, span=10), "Hold what came 2 times before"),
    ],
)
def test_once_mended_the_same_is_not_held_again(
    newsroom: Newsroom, say: Say, held_by: Rule, words: str
) -> None:
    first = say("Twenty-five letters at the least.")
    rule(newsroom, held_by)
    number = say("Twenty-five letters at the least.")
    assert first != number

    take(newsroom, number, words)

    if held_by.kind in (RuleKind.FLOOD, RuleKind.REPEAT):
        history.undo(newsroom, history.story(newsroom, number)[0][0].id)
    again = say("Twenty-five letters at the least.")
    assert why_here.why_here(newsroom, again) == ()


def test_a_watched_commenter_is_let_go(newsroom: Newsroom, say: Say) -> None:
    standings.give(newsroom, say("Hello"), Standing.WATCHED)
    number = say("Hello again")
    assert mends(newsroom, number) == ["Let Ana be like everybody"]

    take(newsroom, number, "Let Ana be like everybody")

    assert why_here.why_here(newsroom, say("And again")) == ()


def test_what_was_approved_needs_no_mend(newsroom: Newsroom, say: Say) -> None:
    rule(newsroom, Rule(RuleKind.WORD, HOLD, "ferry"))
    number = say("The ferry.")
    card = queue.cards(newsroom, [number])
    decisions.decide(newsroom, Picked.of(*card), Verdict.APPROVE)

    assert mends(newsroom, number) == []


def test_what_was_edited_away_is_not_marked(newsroom: Newsroom, say: Say) -> None:
    rule(newsroom, Rule(RuleKind.WORD, HOLD, "ferry"))
    number = say("Take the ferry.")
    comment = queue.comment(newsroom, number)

    edit(newsroom, number, comment.revision, Edit(body="Walk."))

    (why,) = why_here.why_here(newsroom, number)
    assert why.spans == ()
