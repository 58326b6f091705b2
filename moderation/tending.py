"""What the assist does of itself: compares what is new, learns when it is time, scores what waits.

A little of that is done where it is asked for; more of it is given to a process of its own
(`moderation.tender`).
"""

from db import decided, likeness
from moderation import likenesses
from moderation.assist import meaning
from moderation.changes import SILENT, Progress
from moderation.newsroom import Newsroom
from moderation.scores import Scores

# So few comments, and so few decisions to learn from, that nobody notices them being looked at.
_FEW, _FEW_DECISIONS = 200, 300


def is_little(newsroom: Newsroom, scores: Scores) -> bool:
    """Whether what there is to do would be done in a moment; finding out costs next to nothing."""
    with newsroom.read() as reading:
        if likeness.are_wanted(reading, _FEW + 1):
            return False
        told = decided.counts(reading)
        are_many = len(decided.to_score(reading, 0, _FEW + 1, again=False)) > _FEW
        are_some = bool(decided.to_score(reading, 0, 1, again=False))
    if not meaning.trouble():
        # The sentence encoder takes more than a moment to begin, and memory.
        return not are_some and not scores.is_due()
    if sum(told.values()) <= _FEW_DECISIONS:
        return True
    return not scores.is_due() and (not are_many or scores.learnt().kept is None)


def tend(newsroom: Newsroom, scores: Scores, progress: Progress = SILENT) -> bool:
    """Do what there is to do; True if any card may look otherwise now.

    Stops between two batches if the progress says so; what was done is kept.
    """
    changed = likenesses.catch_up(newsroom, progress=progress) > 0
    learnt = False
    if not progress.stop_asked() and scores.is_due():
        learnt = scores.refit(thorough=False, progress=progress) is not None
    if not progress.stop_asked():
        changed = scores.score_pending(again=learnt, progress=progress) > 0 or changed
    return changed
