"""Scores: what the assist learnt from this newsroom's decisions, and what it thinks of the rest.

The model is one file beside the library. It can be deleted at any time, and is made again from the
decisions, which are the truth; one that is damaged or of another newsroom is made again and said.
"""

import secrets
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from db import decided, operations, settings
from db.decided import Decided, Undecided
from db.library import Reading
from db.rows import Score
from db.words import Status
from moderation.assist import learning, model_file
from moderation.assist.facts import Past
from moderation.assist.learning import Model, Quality, Question, Subject, Taken
from moderation.assist.model_file import Kept, NoModel
from moderation.assist.seeds import seeds
from moderation.changes import SILENT, Progress
from moderation.newsroom import Newsroom
from resources.translation import _

__all__ = ["Quality", "Question", "Score", "Scores"]

# So many of each status are learnt from: the newest ones.
_MOST = 3_000
# So many pending ones tell which words are common here.
_OTHERS = 3_000
_BATCH = 200
# After so many new operations it is time to learn again.
_DUE = 10
# A chance that moves by less is not written again.
_STEP = 0.005
AUTO_DESK = "auto-sort"
_IDENTITY = "assist-newsroom"


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the assist knows: decisions of each kind, and the model that was made of them, if any.

    `reason` says why there is no model: too few decisions (`few`), or `absent`, `damaged`,
    `foreign`, `old` where its file is none.
    """

    counts: Mapping[Status, int]
    kept: Kept | None
    reason: str = ""


class Scores:
    """The scores of one newsroom. Threads may share it; the model is held once it was needed."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._lane = threading.Lock()
        self._kept: Kept | None = None
        self._read_at: tuple[int, int] | None = None
        self._in_memory_only = newsroom.is_encrypted

    @property
    def file(self) -> Path:
        """Where the model lies."""
        return model_file.beside(self._newsroom.path)

    def learnt(self) -> Learnt:
        """What is known now; nothing is made."""
        with self._newsroom.read() as reading:
            told = decided.counts(reading)
            identity = settings.setting(reading, _IDENTITY)
        try:
            return Learnt(told, self._loaded(str(identity)))
        except NoModel as none:
            few = none.reason == "absent" and not _is_enough(told)
            return Learnt(told, None, "few" if few else none.reason)

    def is_due(self) -> bool:
        """Whether enough was decided to learn (again)."""
        learnt = self.learnt()
        if learnt.kept is None:
            return _is_enough(learnt.counts)
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
                known = [one for one in decided.decided(reading, _MOST) if one.desk != AUTO_DESK]
                others = decided.pending_texts(reading, _OTHERS)
            progress.tell(0, None, _("Learning from decisions"))
            before = self.learnt().kept
            model = _learn(known, others, measured_before=None if thorough else before)
            if not model.heads:
                self._forget_file()
                return None
            self._kept = Kept(model, self._identity(), operation, len(known))
            self._save(self._kept)
            return self._kept

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
            new = _moved(_scored(kept.model, waiting), before)
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
            return _scored(kept.model, decided.undecided(reading, comments))

    def forget(self) -> bool:
        """Delete the model and all scores; True if there was any. Decisions stay as they are."""
        with self._lane:
            there = self.file.exists() or self._kept is not None
            self._forget_file()
            with self._newsroom.write() as writing:
                decided.forget_scores(writing)
        return there

    @property
    def held(self) -> Kept | None:
        """What was learnt and is held in memory alone; None where a file has it."""
        return self._kept if self._in_memory_only else None

    def handed_over(self) -> bytes | None:
        """What is held in memory alone, for another process of ours."""
        held = self.held
        return None if held is None else model_file.packed(held)

    def take_over(self, model: bytes) -> None:
        """Hold what another process learnt of this newsroom, as it handed it over."""
        with self._lane:
            self._kept = model_file.unpacked(model, self._identity())

    def _loaded(self, identity: str) -> Kept:
        if self._in_memory_only:
            # What is learnt of an encrypted newsroom lies nowhere in the open.
            if self._kept is None:
                raise NoModel("absent")
            return self._kept
        stamp = self._stamp()
        if self._kept is not None and stamp == self._read_at and stamp is not None:
            return self._kept
        self._kept = None
        self._kept = model_file.load(self.file, identity)
        self._read_at = stamp
        return self._kept

    def _stamp(self) -> tuple[int, int] | None:
        """What tells one file from the next: another desk may have learnt meanwhile."""
        try:
            told = self.file.stat()
        except OSError:
            return None
        return told.st_mtime_ns, told.st_size

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

    def _save(self, kept: Kept) -> None:
        if self._in_memory_only:
            # It may have been encrypted since the last one was written.
            self.file.unlink(missing_ok=True)
            return
        try:
            model_file.save(self.file, kept)
            self._read_at = self._stamp()
        except OSError as error:
            self._newsroom.tell(
                _("The assist’s model cannot be written ({reason}); it is held until you quit.")
                .format(reason=error.strerror)
            )  # fmt: skip

    def _forget_file(self) -> None:
        self._kept = None
        self.file.unlink(missing_ok=True)

    def _identity(self) -> str:
        known = self._newsroom.setting(_IDENTITY, "")
        if not known:
            known = secrets.token_hex(8)
            self._newsroom.keep_setting(_IDENTITY, known)
        return known


def _is_enough(told: Mapping[Status, int]) -> bool:
    bad = told[Status.SPAM] + told[Status.REJECTED]
    return learning.is_enough(bad, told[Status.APPROVED])


def _learn(
    known: Sequence[Decided], others: Sequence[str], *, measured_before: Kept | None
) -> Model:
    old = measured_before.model.heads if measured_before is not None else {}
    measure = not old or any(
        10 * len(known) >= 11 * head.quality.of or not head.quality.tried for head in old.values()
    )
    model = _learnt(known, others, measure=measure)
    if measure:
        return model
    heads = {
        question: replace(head, quality=old[question].quality) if question in old else head
        for question, head in model.heads.items()
    }
    return replace(model, heads=heads)


def _learnt(known: Sequence[Decided], others: Sequence[str], *, measure: bool) -> Model:
    subjects = list(_subjects(known))
    answers: dict[Question, Sequence[bool | None]] = {
        Question.SPAM: [one.status is Status.SPAM for one in known],
        Question.ABUSE: [is_abuse(one.status, one.reason) for one in known],
    }
    return learning.learn(
        learning.take(subjects),
        answers,
        [one.group for one in subjects],
        others=learning.take([Subject(text) for text in others]) if others else None,
        seeds=seeds(),
        measure=measure,
        whole_from=whole_from(known),
    )


def whole_from(known: Sequence[Decided], most: int = 0) -> int:
    """The place from which on the decided comments of every status are all there.

    Of a status that there is very much of only the newest were read; before the first of those,
    the others would look commoner than they are.
    """
    most = most or _MOST
    place = 0
    for status in decided.DECIDED:
        places = [at for at, one in enumerate(known) if one.status is status]
        if len(places) >= most:
            place = max(place, places[0])
    return place


def is_abuse(status: Status, reason: str) -> bool | None:
    """Whether a decision says that a comment is abusive; None where it says nothing about that.

    Rejected without a reason counts as abusive; for a reason, only one that names abuse does.
    """
    if status is Status.REJECTED:
        folded = reason.casefold()
        return True if not folded or any(sign in folded for sign in _ABUSE) else None
    return False if status is Status.APPROVED else None


# Beginnings of words that reasons for rejecting abuse are made of.
_ABUSE = (
    "abus", "insult", "hate", "hatr", "harass", "threat", "attack", "offens", "racis", "sexis",
    "profan", "beleidig", "hass", "hetze", "drohung", "injur", "haine",
)  # fmt: skip


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


def _scored(model: Model, waiting: Sequence[Undecided]) -> dict[int, Score]:
    taken: Taken = learning.take([subject_of(one) for one in waiting])
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


def kept_scores(reading: Reading, comments: Sequence[int]) -> dict[int, Score]:
    """The chances that were worked out last; what is not scored yet is left out."""
    return decided.scores(reading, comments)
