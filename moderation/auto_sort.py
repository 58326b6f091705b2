"""Auto-sort: decides by itself what it is surest of; off until somebody switches it on.

From 400 decisions on, for spam and for what is fine, each by itself; abuse is never turned away by
it. How sure it must be is learnt from the past alone: from decisions that came after those that it
was learnt from. One comment in twenty that it would have sorted is left for a person, and what she
decides is the audit: where that shows it to be worse than was asked, it switches itself off.
"""

import math
from array import array
from dataclasses import dataclass, replace
from enum import StrEnum

from db import auto_sorting, decided
from db.auto_sorting import Waiting
from db.rows import Score
from db.words import Status, Verdict
from moderation import decisions
from moderation.assist.measuring import ASKED
from moderation.assist.model import Question
from moderation.changes import SILENT, Changes, Progress
from moderation.errors import IncompleteComment, NewsroomError, StaleDecision
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.scores import AUTO_DESK, Learnt, Scores
from resources.translation import _, ngettext

FEWEST = 400
_SETTING = "auto-sort"
_AUDITED = 20
_KEPT_AUDITS = 1_000
_BATCH = 2_000
# One-sided, at 95 in 100.
_Z = 1.645


class Side(StrEnum):
    """What it may do: mark as spam, or approve what is fine."""

    SPAM = "spam"
    FINE = "fine"


_VERDICTS = {Side.SPAM: Verdict.SPAM, Side.FINE: Verdict.APPROVE}
_RIGHT = {Side.SPAM: Status.SPAM, Side.FINE: Status.APPROVED}


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one side: how often it is to be right (None: off), and its audit.

    `audits` are the comments that were left for a person; `off_because` says why it is off.
    """

    asked: float | None = None
    audits: tuple[int, ...] = ()
    off_because: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one side stands: what was chosen, from where on it sorts, and what its audit says.

    `threshold` is None where nothing was sure enough in the past.
    """

    side: Side
    choice: Choice
    decisions: int
    threshold: float | None
    audited: int = 0
    right: int = 0


def choose(newsroom: Newsroom, side: Side, asked: float | None) -> None:
    """Switch a side on, to be right so often, or off; its audit begins anew. Refused too early."""
    if asked is not None:
        if asked not in ASKED:
            raise NewsroomError(
                _("It can be asked to be right in {shares} of 100.").format(
                    shares=", ".join(f"{100 * one:.0f}" for one in ASKED)
                )
            )
        with newsroom.read() as reading:
            count = sum(decided.counts(reading).values())
        if count < FEWEST:
            raise NewsroomError(
                _("Auto-sort needs {needed} decisions; there are {count}.").format(
                    needed=FEWEST, count=f"{count:,}"
                )
            )
    _keep(newsroom, side, Choice(asked))


def standings(newsroom: Newsroom, scores: Scores) -> list[Standing]:
    """How both sides stand."""
    learnt = scores.learnt()
    return [_standing(newsroom, learnt, side) for side in Side]


def is_on(newsroom: Newsroom) -> bool:
    """Whether any side is switched on."""
    return any(_choice(newsroom, side).asked is not None for side in Side)


def sort(newsroom: Newsroom, scores: Scores, *, progress: Progress = SILENT) -> list[Changes]:
    """Sort what is pending and scored; each side is one operation of the desk `auto-sort`.

    What a rule holds, what lacks a field, and what somebody looks at meanwhile is left alone. A
    side that its audit speaks against switches itself off instead, and the newsroom is told why.
    """
    if not is_on(newsroom):
        return []
    changes: list[Changes] = []
    for standing in standings(newsroom, scores):
        if standing.choice.asked is None:
            continue
        why = _why_off(standing)
        if why:
            _keep(newsroom, standing.side, Choice(off_because=why))
            newsroom.tell(why)
        elif standing.threshold is not None:
            changes += _sort_side(newsroom, standing, progress)
    return changes


def _standing(newsroom: Newsroom, learnt: Learnt, side: Side) -> Standing:
    choice = _choice(newsroom, side)
    count = sum(learnt.counts.values())
    with newsroom.read() as reading:
        outcomes = auto_sorting.statuses(reading, choice.audits)
    done = [one for one in outcomes if one is not Status.PENDING]
    right = sum(one is _RIGHT[side] for one in done)
    threshold = _threshold(learnt, side, choice.asked) if count >= FEWEST else None
    return Standing(side, choice, count, threshold, len(done), right)


def _threshold(learnt: Learnt, side: Side, asked: float | None) -> float | None:
    """The chance of spam from which on, or the risk up to which, it was right so often."""
    if asked is None or learnt.kept is None:
        return None
    place = ASKED.index(asked)
    heads = learnt.kept.model.heads
    if side is Side.SPAM:
        told = [heads[Question.SPAM].quality.above] if Question.SPAM in heads else []
        found = told[0][place] if told and told[0] else 2.0
        return found if found <= 1 else None
    # Fine is what neither question objects to; how often that was right was measured of both.
    fine = learnt.kept.model.fine
    return fine[place] if fine and fine[place] >= 0 else None


def _sort_side(newsroom: Newsroom, standing: Standing, progress: Progress) -> list[Changes]:
    with newsroom.read() as reading:
        waiting = auto_sorting.waiting(reading, _BATCH, set(standing.choice.audits))
    sure = [one for one in waiting if _is_sure(one.score, standing)]
    audited = [one for one in sure if _is_audited(one)]
    chosen = [one for one in sure if not _is_audited(one)]
    if audited:
        kept = (*standing.choice.audits, *(one.comment for one in audited))[-_KEPT_AUDITS:]
        _keep(newsroom, standing.side, replace(standing.choice, audits=kept))
    if not chosen:
        return []
    picked = Picked(
        array("q", [one.comment for one in chosen]), array("q", [one.revision for one in chosen])
    )
    machine = Newsroom(newsroom.library, desk=AUTO_DESK, clock=newsroom.clock, zone=newsroom.zone)
    try:
        verdict = _VERDICTS[standing.side]
        return [decisions.decide(machine, picked, verdict, progress=progress)]
    except (StaleDecision, IncompleteComment):
        return []  # somebody was quicker, and looked at them


def _is_sure(score: Score, standing: Standing) -> bool:
    assert standing.threshold is not None
    if standing.side is Side.SPAM:
        return score.spam is not None and score.spam >= standing.threshold
    both = score.spam is not None and score.abuse is not None
    return both and score.risk <= standing.threshold


def _is_audited(one: Waiting) -> bool:
    """One in twenty, by its number alone: whoever looks at it cannot tell."""
    return one.comment * 2654435761 % 2**32 < 2**32 // _AUDITED


def _why_off(standing: Standing) -> str:
    """Why it must not go on: its audit says that it is worse than was asked."""
    asked, count, right = standing.choice.asked, standing.audited, standing.right
    if asked is None or not count:
        return ""
    # Before so many audits even one that was always right could not be told from a worse one;
    # until then only what is surely worse ends it.
    could_tell = _bound(count, count, -_Z) >= asked
    bound = _bound(right, count, -_Z if could_tell else _Z)
    if bound >= asked:
        return ""
    sentence = ngettext(
        "Auto-sort ({side}) has switched itself off: a person agreed with {right} of {count}"
        " audited comment, and {asked} % was asked.",
        "Auto-sort ({side}) has switched itself off: a person agreed with {right} of {count}"
        " audited comments, and {asked} % was asked.",
        count,
    )
    return sentence.format(
        side=side_name(standing.side), right=right, count=count, asked=round(100 * asked)
    )


def _bound(right: int, count: int, z: float) -> float:
    """Wilson's bound of the true share: the lower one for a negative `z`, else the upper one."""
    share = right / count
    middle = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (middle + spread) / (1 + z * z / count)


def sentence(standing: Standing) -> str:
    """How one side stands, in words."""
    side, choice = side_name(standing.side), standing.choice
    if choice.off_because:
        return choice.off_because
    if choice.asked is None:
        return _("Auto-sort ({side}) is off.").format(side=side)
    asked = round(100 * choice.asked)
    if standing.threshold is None:
        return _(
            "Auto-sort ({side}) is on at {asked} %, and sorts nothing: in the past nothing was so"
            " sure."
        ).format(side=side, asked=asked)
    told = _(
        "Auto-sort ({side}) is on at {asked} %. Audited: {right} of {count} as a person decided."
    )
    return told.format(side=side, asked=asked, right=standing.right, count=standing.audited)


def side_name(side: Side) -> str:
    """What a side is called."""
    return {Side.SPAM: _("spam"), Side.FINE: _("fine")}[side]


def _choice(newsroom: Newsroom, side: Side) -> Choice:
    kept: dict[str, object] = newsroom.setting(f"{_SETTING}-{side}", {})
    asked, audits, why = kept.get("asked"), kept.get("audits"), kept.get("off_because")
    return Choice(
        asked if isinstance(asked, float) and asked in ASKED else None,
        tuple(one for one in audits if isinstance(one, int)) if isinstance(audits, list) else (),
        why if isinstance(why, str) else "",
    )


def _keep(newsroom: Newsroom, side: Side, choice: Choice) -> None:
    newsroom.keep_setting(
        f"{_SETTING}-{side}",
        {"asked": choice.asked, "audits": list(choice.audits), "off_because": choice.off_because},
    )
