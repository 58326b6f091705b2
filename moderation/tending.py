"""What the assist does of itself: compares what is new, learns when it is time, scores what waits.

A little of that is done where it is asked for; more of it is given to a process of its own
(`moderation.tender`).
"""

from db import decided, likeness
from moderation import languages_again, likenesses
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
        unscored = len(decided.to_score(reading, 0, _FEW + 1, again=False))
    if languages_again.is_due(newsroom):
        return False
    # The sentence encoder takes more than a moment to begin, and memory.
    many = _FEW if meaning.trouble() else 0
    if not many and scores.is_due():
        return False
    if many and sum(told.values()) <= _FEW_DECISIONS:
        return True
    return not scores.is_due() and (unscored <= many or scores.learnt().kept is None)


def tend(newsroom: Newsroom, scores: Scores, progress: Progress = SILENT) -> bool:
    """Do what there is to do; True if any card may look otherwise now.

    Stops between two batches if the progress says so; what was done is kept.
    """
    changed = languages_again.tell(newsroom, progress=progress) > 0
    changed = likenesses.catch_up(newsroom, progress=progress) > 0 or changed
    learnt = False
    if not progress.stop_asked() and scores.is_due():
        learnt = scores.refit(thorough=False, progress=progress) is not None
    if not progress.stop_asked():
        changed = scores.score_pending(again=learnt, progress=progress) > 0 or changed
    return changed


def look_at_new(newsroom: Newsroom) -> bool:
    """Place and score what has just come in, if that is done in a moment; True if it was.

    What is more than that is left to the window, or to `commentdesk assist`.
    """
    scores = Scores(newsroom)
    with newsroom.read() as reading:
        if likeness.are_wanted(reading, _FEW + 1):
            return False
        unscored = len(decided.to_score(reading, 0, _FEW + 1, again=False))
    likenesses.catch_up(newsroom)
    kept = scores.learnt().kept
    if kept is None or kept.model.meaning or unscored > _FEW:
        return False
    scores.score_pending(again=False)
    return True
