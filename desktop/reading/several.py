"""What is shown where several comments are chosen: how many, and what they have in common."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.rows import Card
from db.words import Status
from desktop.operations import FRAME, Operations
from desktop.reading.labels import ElidedLabel, Hairline, isolated, plain_label
from moderation import queue
from moderation.newsroom import Newsroom
from moderation.sentences import shown_name
from resources.translation import _, ngettext

# More are not looked into: what they have in common would come too late to be of use.
_LOOKED_INTO = 2_000
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Summary:
    """What several comments are, as far as it matters before deciding on all of them."""

    statuses: Counter[Status]
    names: int
    articles: Sequence[str]
    with_links: int
    incomplete: int
    first: Sequence[Card]


def summarise(cards: Sequence[Card]) -> Summary:
    """Sum up these comments."""
    return Summary(
        statuses=Counter(card.status for card in cards),
        names=len({card.name.strip().casefold() for card in cards}),
        articles=list(dict.fromkeys(card.article_title for card in cards)),
        with_links=sum(1 for card in cards if card.links),
        incomplete=sum(1 for card in cards if card.lacks and not card.waived),
        first=cards[:_NAMED],
    )


class SeveralView(QWidget):
    """Says how many comments are chosen, at once, and soon after what they are."""

    def __init__(self, newsroom: Newsroom, operations: Operations) -> None:
        super().__init__()
        self._newsroom, self._operations = newsroom, operations
        self.count = 0
        self._headline = plain_label("", "headline", wrap=True)
        self._facts = plain_label("", "sentence", wrap=True)
        self._rows = [ElidedLabel() for _n in range(_NAMED)]
        self._more = plain_label("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        for widget in (self._headline, self._facts, Hairline(), *self._rows, self._more):
            column.addWidget(widget)

    def show_comments(self, ids: Sequence[int]) -> None:
        """Show that these are chosen."""
        self.count = len(ids)
        told = ngettext("{count} comment selected", "{count} comments selected", self.count)
        self._headline.setText(told.format(count=f"{self.count:,}"))
        looked_into = list(ids[:_LOOKED_INTO])
        newsroom = self._newsroom
        self._operations.run(
            _("Looking at the selection"),
            lambda _progress: summarise(queue.cards(newsroom, looked_into)),
            self._show,
            writing=False,
            question=("several", id(self)),
            patience=FRAME,
        )

    def forget(self) -> None:
        """Several are no longer chosen."""
        self.count = 0
        self._operations.drop(("several", id(self)))

    @property
    def sentence(self) -> str:
        """How many are chosen, as it is shown."""
        return self._headline.text()

    @property
    def facts(self) -> str:
        """What they are, as it is shown."""
        return self._facts.text()

    def _show(self, summary: Summary) -> None:
        self._facts.setText("\n".join(_facts(summary, self.count)))
        for row, card in zip(self._rows, summary.first, strict=False):
            name = isolated(shown_name(card.name))
            row.say(_("{name}: {text}").format(name=name, text=isolated(card.excerpt)))
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(summary.first))
        left = self.count - len(summary.first)
        more = ngettext("and {count} more", "and {count} more", left).format(count=f"{left:,}")
        self._more.setText(more)
        self._more.setVisible(left > 0)


def _facts(summary: Summary, count: int) -> list[str]:
    facts = [", ".join(_statuses(summary.statuses)), _whose(summary)]
    if summary.with_links:
        n = summary.with_links
        facts.append(ngettext("{count} has links.", "{count} have links.", n).format(count=n))
    if summary.incomplete:
        n = summary.incomplete
        words = ngettext(
            "{count} lacks a required field and cannot be approved.",
            "{count} lack a required field and cannot be approved.",
            n,
        )
        facts.append(words.format(count=n))
    if count > _LOOKED_INTO:
        first = _("This is said of the first {count}.").format(count=f"{_LOOKED_INTO:,}")
        facts.append(first)
    return facts


def _statuses(statuses: Counter[Status]) -> list[str]:
    words: dict[Status, Callable[[int], str]] = {
        Status.PENDING: lambda n: ngettext("{count} pending", "{count} pending", n),
        Status.APPROVED: lambda n: ngettext("{count} approved", "{count} approved", n),
        Status.REJECTED: lambda n: ngettext("{count} rejected", "{count} rejected", n),
        Status.SPAM: lambda n: ngettext("{count} spam", "{count} spam", n),
    }
    return [word(statuses[one]).format(count=statuses[one]) for one, word in words.items()
            if statuses[one]]  # fmt: skip


def _whose(summary: Summary) -> str:
    if len(summary.articles) == 1:
        words = ngettext(
            "By {count} name, under “{article}”.",
            "By {count} names, under “{article}”.",
            summary.names,
        )
        return words.format(count=summary.names, article=summary.articles[0])
    words = ngettext(
        "By {count} name, under {articles} articles.",
        "By {count} names, under {articles} articles.",
        summary.names,
    )
    return words.format(count=summary.names, articles=len(summary.articles))
