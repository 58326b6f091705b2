"""Bands: what a score is shown as; the number stands beside its word, never alone."""

from enum import StrEnum

from db.rows import Score
from resources.translation import _

LIKELY = 0.8
UNLIKELY = 0.2


class Band(StrEnum):
    """What a score is shown as."""

    FINE = "fine"
    UNSURE = "unsure"
    SPAM = "spam"
    ABUSE = "abuse"
    UNKNOWN = "unknown"


def band_of(score: Score | None) -> Band:
    """The band of a score: likely (from 0.8) one of the two, likely fine (to 0.2), or unsure."""
    if score is None or (score.spam is None and score.abuse is None):
        return Band.UNKNOWN
    if score.risk >= LIKELY:
        return Band.SPAM if (score.spam or 0) >= (score.abuse or 0) else Band.ABUSE
    # Fine is said only where both questions have an answer; one alone cannot say it.
    if score.spam is None or score.abuse is None or score.risk > UNLIKELY:
        return Band.UNSURE
    return Band.FINE


def band_words(band: Band, risk: float) -> str:
    """A band with the number behind it: the larger of the two chances, in percent."""
    sentence = {
        Band.FINE: _("likely fine · risk {chance} %"),
        Band.UNSURE: _("unsure · risk {chance} %"),
        Band.SPAM: _("likely spam · {chance} %"),
        Band.ABUSE: _("likely abusive · {chance} %"),
        Band.UNKNOWN: _("not scored"),
    }[band]
    return sentence.format(chance=round(100 * risk))
