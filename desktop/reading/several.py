"""What is shown where several comments are chosen: how many, and what they have in common."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from db.words import Status
from desktop import theme, veil
from desktop.operations import FRAME, Operations
from desktop.reading.labels import ElidedLabel, Hairline, isolated, plain_label
from moderation import selection
from moderation.newsroom import Newsroom
from moderation.selection import SHOWN, Summary
from moderation.sentences import shown_name
from resources.translation import _, ngettext

# Which comments a decision on these would be for: a card may stand for its near-copies as well.
Unfold = Callable[[Sequence[int]], Sequence[int]]

# So many are summed up within the frame; of more the sums come as soon as they are made.
_AT_ONCE = 200
# Who goes on choosing is not summed up at each step.
_PAUSE = 120
_WIDEST = 960  # a line of names and first words, in pixels of the design


class SeveralView(QWidget):
    """Says how many comments are chosen, at once, and soon after what all of them are.

    `summed_up` carries how many a decision is for: more than were chosen, where a card stands for
    its near-copies.
    """

    summed_up = Signal(int)

    def __init__(self, newsroom: Newsroom, operations: Operations) -> None:
        super().__init__()
        self._newsroom, self._operations = newsroom, operations
        self.count = 0
        self._ids: Callable[[], Sequence[int]] = tuple
        self._unfold: Unfold = _as_they_are
        self._headline = plain_label("", "headline", wrap=True)
        self._facts = plain_label("", "sentence", wrap=True)
        self._rows = [ElidedLabel() for _n in range(SHOWN)]
        self._more = plain_label("", "muted")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.sum_up)
        inner, scroll = QWidget(), QScrollArea()
        theme.look(scroll, "clear")
        inner.setMaximumWidth(theme.in_force().px(_WIDEST))
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        for widget in (self._headline, self._facts, Hairline(), *self._rows, self._more):
            column.addWidget(widget)

    def show_comments(
        self, count: int, ids: Callable[[], Sequence[int]], unfold: Unfold | None = None
    ) -> None:
        """Show that so many are chosen; `ids` answers which, and is asked when it is time.

        `unfold` is asked elsewhere than on this thread.
        """
        self.count = count
        self._ids, self._unfold = ids, unfold or _as_they_are
        self._show_count(count)
        self._operations.drop(("several", id(self)))
        if count <= _AT_ONCE:
            self._pause.stop()
            self.sum_up()
        else:
            self._facts.setText(_("Looking at whose they are, and what is in them …"))
            self._pause.start()

    def sum_up(self) -> None:
        """Sum up what is chosen now."""
        self._pause.stop()
        ids, newsroom, unfold = self._ids(), self._newsroom, self._unfold
        self._operations.run(
            _("Looking at the selection"),
            lambda progress: selection.summarise(newsroom, unfold(ids), progress=progress),
            self._show,
            writing=False,
            question=("several", id(self)),
            patience=FRAME if len(ids) <= _AT_ONCE else 0.0,
        )

    def forget(self) -> None:
        """Several are no longer chosen."""
        self.count = 0
        self._ids, self._unfold = tuple, _as_they_are
        self._pause.stop()
        self._operations.drop(("several", id(self)))

    @property
    def sentence(self) -> str:
        """How many are chosen, as it is shown."""
        return self._headline.text()

    @property
    def facts(self) -> str:
        """What they are, as it is shown."""
        return self._facts.text()

    def _show_count(self, count: int) -> None:
        told = ngettext("{count} comment selected", "{count} comments selected", count)
        self._headline.setText(told.format(count=f"{count:,}"))
        self.setAccessibleName(self.sentence)

    def _show(self, summary: Summary) -> None:
        total = summary.statuses.total()
        self._show_count(max(self.count, total))
        self._facts.setText("\n".join([*_folded(self.count, total), *_facts(summary)]))
        for row, card in zip(self._rows, summary.first, strict=False):
            name = isolated(shown_name(card.name))
            row.say(
                _("{name}: {text}").format(
                    name=name, text=isolated(veil.in_force().text(card.excerpt))
                )
            )
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(summary.first))
        left = max(self.count, total) - len(summary.first)
        more = ngettext("and {count} more", "and {count} more", left).format(count=f"{left:,}")
        self._more.setText(more)
        self._more.setVisible(left > 0)
        self.summed_up.emit(max(self.count, total))


def _as_they_are(ids: Sequence[int]) -> Sequence[int]:
    return ids


def _folded(cards: int, comments: int) -> list[str]:
    """That near-copies are decided with the card that stands for them, if there are any."""
    if comments <= cards:
        return []
    words = ngettext(
        "{count} card; near-copies are decided with it.",
        "{count} cards; near-copies are decided with them.",
        cards,
    )
    return [words.format(count=f"{cards:,}")]


def _facts(summary: Summary) -> list[str]:
    told = _("{statuses}.").format(statuses=", ".join(_statuses(summary)))
    facts = [told, _whose(summary)]
    if summary.with_links:
        n = summary.with_links
        words = ngettext(
            "{count} has links, {links} in all.", "{count} have links, {links} in all.", n
        )
        facts.append(words.format(count=f"{n:,}", links=f"{summary.links:,}"))
    if summary.incomplete:
        n = summary.incomplete
        words = ngettext(
            "{count} lacks a required field and cannot be approved.",
            "{count} lack a required field and cannot be approved.",
            n,
        )
        facts.append(words.format(count=f"{n:,}"))
    return facts


def _statuses(summary: Summary) -> list[str]:
    words: dict[Status, Callable[[int], str]] = {
        Status.PENDING: lambda n: ngettext("{count} pending", "{count} pending", n),
        Status.APPROVED: lambda n: ngettext("{count} approved", "{count} approved", n),
        Status.REJECTED: lambda n: ngettext("{count} rejected", "{count} rejected", n),
        Status.SPAM: lambda n: ngettext("{count} spam", "{count} spam", n),
    }
    counted = summary.statuses
    return [word(counted[one]).format(count=f"{counted[one]:,}") for one, word in words.items()
            if counted[one]]  # fmt: skip


def _whose(summary: Summary) -> str:
    if summary.articles == 1:
        words = ngettext(
            "By {count} name, under “{article}”.",
            "By {count} names, under “{article}”.",
            summary.names,
        )
        return words.format(count=f"{summary.names:,}", article=summary.article)
    words = ngettext(
        "By {count} name, under {articles} articles.",
        "By {count} names, under {articles} articles.",
        summary.names,
    )
    return words.format(count=f"{summary.names:,}", articles=f"{summary.articles:,}")
