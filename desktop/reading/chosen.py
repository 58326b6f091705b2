"""The comment being decided: whole, in a card of its own, with all that bears on the decision."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from db.rows import Card, Contact
from db.words import Kind, Status
from desktop import fonts, theme, times, veil
from desktop.reading.browser import StillBrowser
from desktop.reading.contact import CommenterLine
from desktop.reading.labels import ElidedLabel, FoldingRow, Hairline, isolated, plain_label
from desktop.reading.looked_at import LookedAt, body_html
from desktop.reading.marking import mark
from desktop.reading.notices import Notice, NoticeList, notices
from moderation.sentences import shown_name, status_name
from resources.translation import _, ngettext

_DOMAINS_NAMED = 4


class ChosenCard(QFrame):
    """Shows the comment being decided.

    `asked` carries what somebody wants done: `complete`, `waive`, `stand`, `mask`, `note`, `whole`,
    `wrong` or `reveal`. `link_chosen` carries the address of a link that somebody clicked.
    """

    asked = Signal(str)
    link_chosen = Signal(str)

    def __init__(self, now: Callable[[], datetime], zone: tzinfo) -> None:
        super().__init__()
        self._now, self._zone = now, zone
        self._seen: LookedAt | None = None
        self._explained_for = 0
        self._explained: Sequence[Notice] = ()
        self._moved: Sequence[tuple[int, int]] = ()
        self._alike = ""
        self.setProperty("look", "chosen")
        self._name = ElidedLabel()
        self._details = ElidedLabel(look="muted")
        self._body = StillBrowser(_font(), leading=132, whole=True)
        self._body.setAccessibleName(_("The comment being decided"))
        self._body.link_chosen.connect(self.link_chosen)
        self._links = plain_label("", "muted", wrap=True)
        self._notices = NoticeList()
        self._notices.asked.connect(self.asked)
        self._commenter = CommenterLine()
        self._commenter.reveal_asked.connect(lambda: self.asked.emit("reveal"))
        self._commenter.data_asked.connect(lambda: self.asked.emit("person"))
        self._commenter.record_asked.connect(lambda: self.asked.emit("commenter"))
        self._build()
        self._dress()
        theme.follow(self, self._dress)
        veil.in_force().changed.connect(self._veil)

    def show_comment(self, seen: LookedAt) -> None:
        """Show this comment; what was revealed of another commenter is hidden."""
        before = self._seen
        self._seen = seen
        changed = before is not None and before.comment.text != seen.comment.text
        if changed or seen.comment.id != self._explained_for:
            self._explained, self._moved = (), ()
        if before is None or before.comment.id != seen.comment.id:
            self._alike = ""
        self._name.say(shown_name(seen.card.name))
        self._details.say(details(seen, self._now(), self._zone))
        self._details.setToolTip(times.clock(seen.card.submitted_at, self._zone))
        if before is None or before.html != seen.html:
            self._body.show_html(veil.in_force().html(seen.html))
        self._mark()
        self._links.setText(_links_sentence(seen))
        self._links.setVisible(bool(seen.domains))
        self._show_notices()
        if before is None or before.comment.id != seen.comment.id:
            self._commenter.hide_contact()
        self._commenter.show_commenter(seen.card, seen.comment)
        self._tell_screen_readers(seen)
        self.updateGeometry()

    def show_whole(self) -> None:
        """Show all of a text that was cut because of its length."""
        if self._seen is not None:
            html, cut = body_html(self._seen.comment, whole=True)
            self._seen = replace(self._seen, html=html, cut=cut)
            self._body.show_html(veil.in_force().html(html))
            self._mark()
            self._show_notices()
            self.updateGeometry()

    @property
    def is_explained(self) -> bool:
        """Whether it says why the comment was scored as it was."""
        return bool(self._explained)

    def show_explanation(
        self, number: int, told: Sequence[Notice], spans: Sequence[tuple[int, int]]
    ) -> None:
        """Say why that comment was scored as it was, and mark these characters; nothing: no more.

        What is said of another comment than the one that is shown is kept for when that is.
        """
        self._explained_for, self._explained, self._moved = number, told, spans
        if self._seen is not None and self._seen.comment.id == number:
            self._show_notices()
            self._mark()
            self.updateGeometry()

    def show_alike(self, sentence: str) -> None:
        """Say what was decided of comments like this one; nothing where there are none."""
        self._alike = sentence
        if self._seen is not None:
            self._show_notices()
            self.updateGeometry()

    def show_contact(self, contact: Contact) -> None:
        """Show the commenter's contact, which was asked for."""
        self._commenter.show_contact(contact)

    @property
    def commenter(self) -> CommenterLine:
        """The commenter's line."""
        return self._commenter

    @property
    def notice_list(self) -> NoticeList:
        """The notices under the text."""
        return self._notices

    @property
    def body(self) -> StillBrowser:
        """The text."""
        return self._body

    def _build(self) -> None:
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        head = FoldingRow(least=380)
        head.row.setSpacing(6)
        head.row.addWidget(self._name, 0)
        head.row.addWidget(self._details, 1)
        self._name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for widget in (head, self._body, self._links, self._notices, Hairline(), self._commenter):
            column.addWidget(widget)

    def _mark(self) -> None:
        """Mark the characters for which rules held it."""
        if self._seen is not None:
            shown = self._seen.comment.status is not Status.APPROVED
            spans = [span for why in self._seen.why for span in why.spans] if shown else []
            numbers = [(one.start, one.end) for one in self._seen.numbers]
            mark(self._body, self._seen.comment.text, sorted({*spans, *self._moved, *numbers}))

    def _show_notices(self) -> None:
        if self._seen is not None:
            alike = Notice(self._alike, "accent", ((_("Compare"), "alike"),))
            told = [alike] if self._alike else []
            self._notices.show_notices([*notices(self._seen), *told, *self._explained])

    def _veil(self) -> None:
        if self._seen is not None:
            self._body.show_html(veil.in_force().html(self._seen.html))
            self._mark()
            self._tell_screen_readers(self._seen)

    def _dress(self) -> None:
        force = theme.in_force()
        self._name.setFont(fonts.interface(fonts.TEXT, QFont.Weight.DemiBold, scale=force.scale))
        self._body.use_font(_font())
        self._mark()

    def _tell_screen_readers(self, seen: LookedAt) -> None:
        self.setAccessibleName(
            _("Comment by {name}, {details}").format(
                name=shown_name(seen.card.name), details=self._details.text()
            )
        )
        told = veil.in_force().text(seen.comment.text[:2_000])
        self._body.setAccessibleDescription(told)


def details(seen: LookedAt, now: datetime, zone: tzinfo) -> str:
    """What stands beside the name: “pending · 3 min · first comment · in reply to Petra”."""
    card = seen.card
    parts = [status_name(card.status), times.age(card.submitted_at, now, zone), *_sort(card)]
    if card.parent_name is not None:
        name = isolated(shown_name(card.parent_name))
        parts.append(_("in reply to {name}").format(name=name))
    return " · ".join(parts)


def _sort(card: Card) -> list[str]:
    if card.kind != Kind.COMMENT:
        return [card.kind]
    first = card.record.total == 0 and "email" not in card.lacks
    return [_("first comment")] if first and card.status is Status.PENDING else []


def _links_sentence(seen: LookedAt) -> str:
    count = len(seen.domains)
    named = ", ".join(seen.domains[:_DOMAINS_NAMED])
    if count <= _DOMAINS_NAMED:
        return _("Links to {domains}").format(domains=named)
    more = count - _DOMAINS_NAMED
    words = ngettext(
        "Links to {domains} and {count} more", "Links to {domains} and {count} more", more
    )
    return words.format(domains=named, count=more)


def _font() -> QFont:
    return fonts.interface(fonts.COMMENT, scale=theme.in_force().scale)
