"""A model: what was learnt of a newsroom's decisions, and the chances that it gives a comment.

Two questions are asked, is it spam, is it abusive; each answer is a chance, and there is none
where too little was decided. How a model is made is told in `learning`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from moderation.assist import facts, rows, words
from moderation.assist.facts import NO_PAST, Past
from moderation.assist.measuring import Quality
from moderation.assist.regression import Calibration, Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moderation.assist.rows import Rows, Vector
    from moderation.assist.seeds import Seed
    from moderation.assist.words import Grams

# Facts weigh less than words: they are alike in many comments.
_OF_FACTS = 0.25
_OF_SEEDS = 0.5
_OF_MEANING = 0.65


class Question(StrEnum):
    """What is asked of each comment."""

    SPAM = "spam"
    ABUSE = "abuse"


@dataclass(frozen=True, slots=True)
class Subject:
    """A comment as far as it is learnt from: its text, links in its body, and what was before it.

    `group` is the same for near-copies, which must not be learnt from and judged by at once.
    """

    text: str
    links: int = 0
    past: Past = NO_PAST
    group: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """Comments taken apart once, so that they can be weighed again and again.

    `meaning` has 512 columns where the sentence encoder was asked, else none.
    """

    grams: "Grams"
    facts: "Vector"
    meaning: "Vector"

    def __len__(self) -> int:
        return len(self.grams)


@dataclass(frozen=True, slots=True)
class Head:
    """One question, learnt: weights, calibration, and how many decisions of each kind."""

    weights: Weights
    calibration: Calibration
    bad: int
    good: int
    quality: Quality = field(default_factory=Quality)

    def chances(self, taken: "Rows") -> "NDArray[Any]":
        """The chance of yes for each row."""
        return self.calibration.chances(self.weights.scores(taken))


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt of one newsroom: how rare each gram is there, and the heads by question.

    `fine` are, for each share in `ASKED`, the risks up to which so many were approved that both
    questions let pass; below 0 where that was never so. `meaning` is how many columns of it each
    comment has.
    """

    rare: "Vector"
    heads: Mapping[Question, Head]
    seeds: "tuple[Seed, ...]" = ()
    fine: tuple[float, ...] = ()
    meaning: int = 0

    def rows(self, taken: Taken, question: Question) -> "Rows":
        """The comments as this model weighs them for that question."""
        return asked_of(rows_of(taken, self.rare), taken, question, self.seeds)

    def chances(self, taken: Taken) -> "dict[Question, NDArray[Any]]":
        """For each question that has an answer, the chance of each comment."""
        if not len(taken) or not self.heads:
            return {}
        made = rows_of(taken, self.rare)
        return {
            question: head.chances(asked_of(made, taken, question, self.seeds))
            for question, head in self.heads.items()
        }


def take(subjects: Sequence[Subject], meaning: "Vector | None" = None) -> Taken:
    """Take comments apart; what is beyond 10,000 characters of one is not looked at.

    `meaning` has a row a comment, of what the sentence encoder says of it.
    """
    import numpy as np

    told = [facts.as_numbers(facts.facts_of(one.text, one.links), one.past) for one in subjects]
    numbers = np.array(told, dtype=np.float32).reshape(len(subjects), facts.NUMBERS)
    nothing = np.zeros((len(subjects), 0), dtype=np.float32)
    grams = words.grams([words.normal(one.text) for one in subjects])
    return Taken(grams, numbers, nothing if meaning is None else meaning)


def depth_of(question: Question, seeds: int, meaning: int) -> int:
    """How many numbers beside its words a comment has for that question."""
    return facts.NUMBERS + meaning + (seeds if question is Question.ABUSE else 0)


def rows_of(taken: Taken, rare: "Vector") -> "Rows":
    """The comments as rows of weighed words, with facts and meaning beside them."""
    import numpy as np

    dense = [taken.facts * np.float32(_OF_FACTS), taken.meaning * np.float32(_OF_MEANING)]
    return rows.weighed(taken.grams, rare, np.concatenate(dense, axis=1))


def asked_of(made: "Rows", taken: Taken, question: Question, seeds: "Sequence[Seed]") -> "Rows":
    """The rows as a question sees them: what is known of abuse says nothing about spam."""
    import numpy as np

    if question is not Question.ABUSE or not seeds:
        return made
    told = [seed.opinions(taken.grams)[:, None] * np.float32(_OF_SEEDS) for seed in seeds]
    return replace(made, dense=np.concatenate([made.dense, *told], axis=1))
