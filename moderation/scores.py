"""Scores: what the assist learnt from this newsroom's decisions, and what it thinks of the rest.

The model can be deleted at any time, and is made again from the decisions, which are the truth; one
that is damaged or of another newsroom is made again and said. Where it lies, `kept_model` knows.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db import decided, operations, settings
from db.decided import Undecided
from db.rows import Score
from db.words import Status
from moderation import lessons, reasons
from moderation.assist import learning, meaning, meaning_file, model_file
from moderation.assist.meaning import NoMeaning
from moderation.assist.meaning_file import Meanings
from moderation.assist.measuring import Quality
from moderation.assist.model import Model, Question, take
from moderation.assist.model_file import Kept, NoModel
from moderation.changes import SILENT, Progress
from moderation.kept_model import IDENTITY, KeptModel
from moderation.newsroom import Newsroom
from resources.translation import _

if TYPE_CHECKING:
    from moderation.assist.rows import Vector

__all__ = ["Quality", "Question", "Score", "Scores"]

# So many pending ones tell which words are common here.
_OTHERS = 3_000
# And so many what comments differ in; each is asked about once, and has to be for its score.
MEANT = 300
_BATCH = 200
# After so many new operations it is time to learn again.
_DUE = 10
# A chance that moves by less is not written again.
_STEP = 0.005
AUTO_DESK = "auto-sort"


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the assist knows: decisions of each kind, and the model that was made of them, if any.

    `reason` says why there is no model: too few decisions (`few`), or `absent`, `damaged`,
    `foreign`, `old` where its file is none. `no_meaning` says why the sentence encoder is not
    asked: `absent` or `broken`; empty where it is.
    """

    counts: Mapping[Status, int]
    kept: Kept | None
    reason: str = ""
    no_meaning: str = ""


class Scores:
    """The scores of one newsroom. Threads may share it; the model is held once it was needed."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._lane = threading.Lock()
        self._model = KeptModel(newsroom)
        self._meanings: Meanings | None = None

    @property
    def file(self) -> Path:
        """Where the model lies."""
        return self._model.file

    def learnt(self) -> Learnt:
        """What is known now; nothing is made."""
        with self._newsroom.read() as reading:
            told = decided.counts(reading)
            identity = settings.setting(reading, IDENTITY)
        try:
            return Learnt(told, self._model.load(str(identity)), no_meaning=meaning.trouble())
        except NoModel as none:
            few = none.reason == "absent" and not _is_enough(told)
            return Learnt(told, None, "few" if few else none.reason, meaning.trouble())

    def is_due(self) -> bool:
        """Whether enough was decided to learn (again), or there is a new way to learn from it."""
        learnt = self.learnt()
        if learnt.kept is None:
            return _is_enough(learnt.counts)
        # One that was found to be broken is no new way: that process said so in the model.
        if learnt.kept.no_meaning == "absent" and not learnt.no_meaning:
            return True
        return self._newsroom.revision() - learnt.kept.operation >= _DUE

    def refit(self, *, thorough: bool = True, progress: Progress = SILENT) -> Kept | None:
        """Learn from all decisions, and keep the model; None where there are too few of them.

        `thorough` finds out anew how well it does on later decisions; else that is done only once
        there are a tenth more of them, for it costs as much as learning three times.
        A file that was there and could not be read is told of. What cannot be written is held in
        memory, and told of.
        """
        with self._lane:
            self._tell_of_unreadable()
            with self._newsroom.read() as reading:
                operation = operations.latest(reading)
                known = [
                    one for one in decided.decided(reading, lessons.MOST) if one.desk != AUTO_DESK
                ]
                others = decided.pending_texts(reading, _OTHERS)
            before = self.learnt().kept
            some = others[:MEANT]
            of_texts, no_meaning = self._meaning([*(one.text for one in known), *some], progress)
            if progress.stop_asked():
                return before
            progress.tell(0, None, _("Learning from decisions"))
            model = lessons.learnt(
                known,
                others,
                reasons.abusive(self._newsroom),
                None if of_texts is None else of_texts[: len(known)],
                None if thorough or before is None else before.model,
                None if of_texts is None else of_texts[len(known) :],
            )
            if not model.heads:
                self._forget_file()
                return None
            kept = Kept(model, self._model.identity(), operation, len(known), no_meaning)
            self._model.keep(kept)
            return kept

    def score_pending(self, *, again: bool = True, progress: Progress = SILENT) -> int:
        """Give every pending comment its chances; the number of those that changed.

        Not `again`: only those that have none yet.
        Stops between two batches if the progress says so.
        """
        kept = self.learnt().kept
        if kept is None:
            return 0
        after, changed, done = 0, 0, 0
        while not progress.stop_asked():
            with self._newsroom.read() as reading:
                numbers = decided.to_score(reading, after, _BATCH, again=again)
                before = decided.scores(reading, numbers)
                waiting = decided.undecided(reading, numbers)
            if not waiting:
                break
            scored = self._scored(kept.model, waiting)
            if scored is None:
                break
            new = _moved(scored, before)
            if new:
                with self._newsroom.write_lesser() as writing:
                    decided.keep_scores(writing, new)
            after, changed, done = numbers[-1], changed + len(new), done + len(numbers)
            progress.tell(done, None, _("Scoring"))
        return changed

    def score(self, comments: Sequence[int]) -> dict[int, Score]:
        """The chances of these comments, of any status, worked out now; nothing is kept."""
        kept = self.learnt().kept
        if kept is None:
            return {}
        with self._newsroom.read() as reading:
            waiting = decided.undecided(reading, comments)
        return self._scored(kept.model, waiting) or {}

    def meaning_of(self, texts: Sequence[str]) -> "Vector | None":
        """What texts mean, asked now and not kept; None where nobody can tell."""
        try:
            return meaning.vectors(texts)
        except NoMeaning:
            return None

    def _scored(self, model: Model, waiting: Sequence[Undecided]) -> dict[int, Score] | None:
        """Their chances; None where the model needs what cannot be had."""
        told = None
        if model.meaning:
            told = self._meaning([one.text for one in waiting], SILENT)[0]
            if told is None:
                return None
        return _scored(model, waiting, told)

    def _meaning(self, texts: Sequence[str], progress: Progress) -> "tuple[Vector | None, str]":
        """What texts mean; None where it was stopped, or the encoder cannot be asked, and why."""

        def go_on(done: int) -> bool:
            progress.tell(done, len(texts), _("Reading for meaning"))
            return not progress.stop_asked()

        try:
            if self._meanings is None:
                beside = meaning_file.beside(self._newsroom.path)
                path = None if self._model.in_memory_only else beside
                self._meanings = Meanings(path, self._model.identity())
            return self._meanings.of(texts, go_on=go_on), ""
        except NoMeaning as none:
            return None, none.reason

    def forget(self) -> bool:
        """Delete the model and all scores; True if there was any. Decisions stay as they are."""
        with self._lane:
            there = self._model.is_there
            self._forget_file()
            with self._newsroom.write() as writing:
                decided.forget_scores(writing)
        return there

    @property
    def held(self) -> Kept | None:
        """What was learnt and is held in memory alone; None where a file has it."""
        return self._model.held

    def handed_over(self) -> bytes | None:
        """What is held in memory alone, for another process of ours."""
        held = self.held
        return None if held is None else model_file.packed(held)

    def take_over(self, model: bytes) -> None:
        """Hold what another process learnt of this newsroom, as it handed it over."""
        with self._lane:
            self._model.take_over(model)

    def _tell_of_unreadable(self) -> None:
        reason = self.learnt().reason
        sentences = {
            "damaged": _("The assist’s model was damaged; it is made again from the decisions."),
            "foreign": _(
                "The assist’s model was that of another newsroom; it is made again from the"
                " decisions of this one."
            ),
        }
        if reason in sentences:
            self._newsroom.tell(sentences[reason])

    def _forget_file(self) -> None:
        self._meanings = None
        self._model.forget()


def _is_enough(told: Mapping[Status, int]) -> bool:
    bad = told[Status.SPAM] + told[Status.REJECTED]
    return learning.is_enough(bad, told[Status.APPROVED])


def _scored(model: Model, waiting: Sequence[Undecided], told: "Vector | None") -> dict[int, Score]:
    taken = take([lessons.subject_of(one) for one in waiting], told)
    chances = model.chances(taken)
    spam, abuse = (chances.get(question) for question in Question)
    return {
        one.comment: Score(
            None if spam is None else round(float(spam[place]), 4),
            None if abuse is None else round(float(abuse[place]), 4),
        )
        for place, one in enumerate(waiting)
    }


def _moved(new: Mapping[int, Score], before: Mapping[int, Score]) -> dict[int, Score]:
    def differ(one: float | None, other: float | None) -> bool:
        return (one is None) != (other is None) or abs((one or 0) - (other or 0)) >= _STEP

    return {
        number: score
        for number, score in new.items()
        if number not in before
        or differ(score.spam, before[number].spam)
        or differ(score.abuse, before[number].abuse)
    }


def meaning_sentence(learnt: Learnt) -> str:
    """Whether comments are weighed by what they mean as well, in words."""
    reason = learnt.no_meaning
    if not reason and learnt.kept is not None and not learnt.kept.model.meaning:
        # It is here, and another process of ours found that it cannot be asked.
        reason = learnt.kept.no_meaning if learnt.kept.no_meaning == "broken" else ""
    match reason:
        case "":
            return _("The sentence encoder is there: what comments mean is weighed, too.")
        case "absent":
            return _(
                "Words alone are weighed, not what they mean: that takes the sentence encoder,"
                " which the extra commentdesk[semantic] brings."
            )
        case _:
            return _(
                "The sentence encoder is there, but broken; so words alone are weighed. Install the"
                " extra commentdesk[semantic] again."
            )
