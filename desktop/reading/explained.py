"""Why a comment was scored as it was, under its text, with the words that moved it marked in it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.operations import FRAME, Operations
from desktop.reading.chosen import ChosenCard
from desktop.reading.notices import Notice
from moderation.bands import Band, band_words
from moderation.explaining import Explanation, explain
from moderation.newsroom import Newsroom
from moderation.scores import Scores
from resources.translation import _

_LOOKS = {Band.SPAM: "spam", Band.ABUSE: "no"}


class Explaining(QObject):
    """Explains the comment under decision on asking, and lets that go on asking again."""

    def __init__(
        self,
        newsroom: Newsroom,
        scores: Scores,
        operations: Operations,
        card: ChosenCard,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._scores, self._operations = newsroom, scores, operations
        self._card = card

    def explain(self, number: int | None) -> None:
        """Say why, or say it no more."""
        if number is None:
            return
        if self._card.is_explained:
            self._card.show_explanation(number, [], [])
            return
        newsroom, scores = self._newsroom, self._scores
        self._operations.run(
            _("Explaining"),
            lambda _progress: explain(scores, newsroom, number),
            self._show,
            writing=False,
            question=(self, "explain"),
            patience=FRAME,
        )

    def _show(self, told: Explanation) -> None:
        spans = [span for one in told.words if one.weight > 0 for span in one.spans]
        self._card.show_explanation(told.comment, notices_of(told), spans)


def notices_of(told: Explanation) -> list[Notice]:
    """The band with its number, the facts, and the words for it and against it."""
    look = _LOOKS.get(told.band, "accent")
    risk = told.score.risk if told.score is not None else 0.0
    band = band_words(told.band, risk)
    # On a chip it is no sentence; here it begins one.
    lines = [_("{band}. {facts}.").format(band=band[:1].upper() + band[1:],
                                          facts=" · ".join(told.facts))]  # fmt: skip
    for_it = _words([one.word for one in told.words if one.weight > 0])
    against = _words([one.word for one in told.words if one.weight < 0])
    if for_it:
        lines.append(_("Words that speak for it, marked above: {words}").format(words=for_it))
    if against:
        lines.append(_("Words that speak against it: {words}").format(words=against))
    return [Notice(line, look) for line in lines]


def _words(words: Sequence[str]) -> str:
    # A stranger's word may be as long as they like.
    return ", ".join(word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…" for word in words)


_LONGEST = 40
