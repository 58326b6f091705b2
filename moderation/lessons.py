"""What a newsroom's decisions teach: which answer each of them is, and what was known before it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from db import decided
from db.decided import Decided, Undecided
from db.words import Status
from moderation.assist import learning
from moderation.assist.facts import Past
from moderation.assist.model import Model, Question, Subject, take
from moderation.assist.seeds import seeds

if TYPE_CHECKING:
    from moderation.assist.rows import Vector

# So many of each status are learnt from: the newest ones.
MOST = 3_000
# Rejected and nobody said why: most likely abuse, but not so surely.
_UNEXPLAINED = 0.5


def learnt(
    known: Sequence[Decided],
    others: Sequence[str],
    abusive: Collection[str],
    meaning: "Vector | None" = None,
    before: Model | None = None,
    waiting: "Vector | None" = None,
) -> Model:
    """The model that these decisions make, oldest first; `abusive` are the reasons that name abuse.

    `meaning` is what they mean, `waiting` what some of the others do.
    How well it does is found out anew where `before`, a model of the same newsroom, does not know
    or there are a tenth more decisions since; else that is taken from there.
    """
    old = before.heads if before is not None else {}
    measure = not old or any(
        10 * len(known) >= 11 * head.quality.of or not head.quality.tried for head in old.values()
    )
    model = _made(known, others, abusive, meaning, waiting, measure=measure)
    if measure or before is None:
        return model
    heads = {
        question: replace(head, quality=old[question].quality) if question in old else head
        for question, head in model.heads.items()
    }
    return replace(model, heads=heads, fine=before.fine)


def _made(
    known: Sequence[Decided],
    others: Sequence[str],
    abusive: Collection[str],
    meaning: "Vector | None",
    waiting: "Vector | None",
    *,
    measure: bool,
) -> Model:
    subjects = _subjects(known)
    answers: dict[Question, Sequence[bool | None]] = {
        Question.SPAM: [one.status is Status.SPAM for one in known],
        Question.ABUSE: [is_abuse(one.status, one.reason, abusive) for one in known],
    }
    return learning.learn(
        take(subjects, meaning),
        answers,
        [one.group for one in subjects],
        others=take([Subject(text) for text in others]) if others else None,
        waiting=waiting,
        seeds=seeds(),
        measure=measure,
        whole_from=whole_from(known),
        is_fine=[one.status is Status.APPROVED for one in known],
        sure={Question.ABUSE: [_worth(one) for one in known]},
    )


def _worth(one: Decided) -> float:
    return _UNEXPLAINED if one.status is Status.REJECTED and not one.reason else 1.0


def whole_from(known: Sequence[Decided], most: int = 0) -> int:
    """The place from which on the decided comments of every status are all there.

    Of a status that there is very much of only the newest were read; before the first of those,
    the others would look commoner than they are.
    """
    most = most or MOST
    place = 0
    for status in decided.DECIDED:
        places = [at for at, one in enumerate(known) if one.status is status]
        if len(places) >= most:
            place = max(place, places[0])
    return place


def is_abuse(status: Status, reason: str, abusive: Collection[str]) -> bool | None:
    """Whether a decision says that a comment is abusive; None where it says nothing about that.

    Rejected for a reason is abusive where that reason is one of `abusive`. Rejected without one is
    too, though it teaches half as much: most that is turned away and is no spam is abusive, and a
    newsroom that gives no reasons would else be told nothing.
    """
    if status is Status.REJECTED:
        return True if not reason or reason in abusive else None
    return False if status is Status.APPROVED else None


def _subjects(known: Sequence[Decided]) -> "list[Subject]":
    """The decided comments as they are learnt from: each with what was decided before it."""
    authors: dict[int | None, Counter[bool]] = {}
    groups: dict[int | None, Counter[bool]] = {}
    subjects = []
    for one in known:
        author = authors.setdefault(one.author, Counter())
        copies = groups.setdefault(one.group, Counter())
        past = Past(
            *((author[False], author[True]) if one.author is not None else (0, 0)),
            *((copies[False], copies[True]) if one.group is not None else (0, 0)),
        )
        group = f"g{one.group}" if one.group is not None else f"c{one.comment}"
        subjects.append(Subject(one.text, one.links, past, group))
        is_bad = one.status is not Status.APPROVED
        author[is_bad] += 1
        copies[is_bad] += 1
    return subjects


def subject_of(one: Undecided) -> Subject:
    """A comment as it is scored."""
    past = Past(one.author_good, one.author_bad, one.copies_good, one.copies_bad)
    return Subject(one.text, one.links, past)
