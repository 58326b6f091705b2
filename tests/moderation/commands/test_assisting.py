"""`commentdesk assist`: what it knows, thinks and groups, for people and for programs."""

from collections.abc import Callable

from db.rows import Comment
from moderation.newsroom import Newsroom
from tests.calling import Run
from tests.moderation.deciding import decide_many

Put = Callable[..., Comment]
SPAM = "Hello friends, earn money from home with this simple trick: www.example.com/trick"


def test_before_there_are_enough_decisions_it_says_so(newsroom: Newsroom, run: Run) -> None:
    assert run("assist", "status", "--json").told["model"] == {"learnt": False, "reason": "few"}
    assert "takes 20 decisions" in run("assist", "retrain").out
    assert "There are no near-copies." in run("assist", "groups").out
    assert "Nothing was learnt yet." in run("assist", "forget").out


def test_it_learns_scores_explains_and_forgets(newsroom: Newsroom, put: Put, run: Run) -> None:
    decide_many(newsroom)
    spam = put(SPAM).id
    good = put("The tram was late again this evening, and nobody told us why.").id

    told = run("assist", "retrain", "--json").told["model"]
    assert told["decisions"] == 60
    assert {"spam", "abuse"} == set(told["questions"])
    scored = run("assist", "score", "status:pending", "--json").told["comments"]
    assert [(one["id"], one["band"]) for one in scored] == [(spam, "spam"), (good, "fine")]
    explained = run("assist", "explain", spam, "--json").told
    assert explained["question"] == "spam"
    start, end = explained["words"][0]["spans"][0]
    assert SPAM[start:end].casefold() == explained["words"][0]["word"]
    assert "speaks for it" in run("assist", "explain", spam).out
    status = run("assist", "status").out
    assert "Learnt from 60 decisions." in status
    assert "that takes the sentence encoder" in status
    assert run("assist", "forget", "--json").told == {"forgotten": True}
    assert "not scored" in run("assist", "score", "status:pending").out


def test_groups_are_made_on_asking_and_listed_largest_first(
    newsroom: Newsroom, put: Put, run: Run
) -> None:
    from db.words import Status

    for n in range(3):
        put(f"{SPAM}{'!' * n}", article=f"a{n}")
    for _n in range(2):
        put("The ferry was late again this morning, and nobody told us.", status=Status.APPROVED)

    told = run("assist", "groups", "--json").told["groups"]

    assert [(one["comments"], one["articles"], one["names"]) for one in told] == [
        (3, 3, 1), (2, 1, 1),
    ]  # fmt: skip
    assert (
        "3 near-copies, 3 articles, 1 name: Hello friends"
        in run("assist", "groups", "--pending").out
    )
    assert len(run("assist", "groups", "--pending", "--json").told["groups"]) == 1


def test_a_comment_that_is_not_there_is_refused(newsroom: Newsroom, run: Run) -> None:
    assert run("assist", "explain", 99).status == 1


def test_it_tends_on_asking_as_the_window_does_by_itself(filled: Newsroom, run: Run) -> None:
    assert run("assist", "tend", "--json").told == {"changed": True, "waiting": 0}

    assert run("assist", "tend").out.strip() == "There was nothing to do."
