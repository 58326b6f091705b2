"""The commenter's line: the record under this address, and the address only when asked for."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.rows import Card, Comment, Contact, Tally
from db.words import Field, Kind, Status
from desktop.reading.labels import ElidedLabel, FoldingRow, isolated, plain_label
from moderation.sentences import shown_name
from moderation.standings import standing_name
from resources.translation import _, ngettext

# `Card.record` stops counting here.
_MOST = 100


class CommenterLine(QWidget):
    """Who wrote it, as far as the newsroom knows.

    `reveal_asked` says that the moderator wants to see the contact, which is then journalled;
    whoever answers calls `show_contact`.
    """

    reveal_asked = Signal()
    record_asked = Signal()  # all that is known of them, in its page
    data_asked = Signal()  # all that is held of this person, to hand over or erase

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FoldingRow(least=340)
        self._record = plain_label("", "muted", wrap=True)
        self._show = _link(_("Show e-mail"))
        self._show.setAccessibleDescription(_("It is noted in the history that you looked."))
        self._show.setToolTip(_("It is noted in the history that you looked."))
        self._show.clicked.connect(self.reveal_asked)
        self.record = _link(_("Record"))
        self.record.setToolTip(_("All that is known of this commenter"))
        self.record.clicked.connect(self.record_asked)
        self._contact_row = FoldingRow()
        self._contact = ElidedLabel()
        self._copy = _link(_("Copy"))
        self._copy.clicked.connect(self._copy_email)
        self.data = _link(_("Their data…"))
        self.data.setToolTip(_("Hand over or erase all that is held of this person"))
        self.data.clicked.connect(self.data_asked)
        self._hide = _link(_("Hide"))
        self._hide.clicked.connect(self.hide_contact)
        self._website = ElidedLabel(look="muted")
        self._email = ""
        self._askable = True
        self._build()
        self.hide_contact()

    def show_commenter(self, card: Card, comment: Comment) -> None:
        """Show who wrote this comment."""
        self._record.setText(record_sentence(card))
        self._website.say(_("Website: {url}").format(url=comment.url))
        self._website.setVisible(bool(comment.url))
        self._askable = comment.kind == Kind.COMMENT
        self._show.setVisible(self._askable and not self._contact_row.isVisibleTo(self))

    def show_contact(self, contact: Contact) -> None:
        """Show what the moderator asked for."""
        self._email = contact.email
        self._contact.say(_contact_sentence(contact))
        self._copy.setVisible(bool(contact.email))
        self._contact_row.show()
        self._show.hide()
        self._hide.setFocus()
        self.updateGeometry()

    def hide_contact(self) -> None:
        """Hide the contact, and forget it."""
        self._show.setVisible(self._askable)
        self._email = ""
        self._contact.say("")
        self._contact_row.hide()
        self.updateGeometry()

    @property
    def contact_shown(self) -> str:
        """What is shown of the contact; empty while it is hidden."""
        return self._contact.text()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._row.row.addWidget(self._record, 1)
        self._row.row.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.row.addWidget(self._show, 0, Qt.AlignmentFlag.AlignLeft)
        self._contact_row.row.addWidget(self._contact, 1)
        self._contact_row.row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        self._contact_row.row.addWidget(self.data, 0, Qt.AlignmentFlag.AlignLeft)
        self._contact_row.row.addWidget(self._hide, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._row)
        column.addWidget(self._website)
        column.addWidget(self._contact_row)

    def _copy_email(self) -> None:
        QGuiApplication.clipboard().setText(self._email)


def record_sentence(card: Card) -> str:
    """What is known of a commenter: “Ana: 14 approved, 1 rejected”."""
    name = isolated(shown_name(card.name))
    if card.standing:
        name = _("{name} ({standing})").format(name=name, standing=standing_name(card.standing))
    if card.kind != Kind.COMMENT:
        return _("{name}: sent by another site").format(name=name)
    if Field.EMAIL in card.lacks:
        return _("{name}: no e-mail address, so no record").format(name=name)
    counts = _counts(card.record)
    if not counts:
        return _("{name}: first comment here").format(name=name)
    return _("{name}: {record}").format(name=name, record=", ".join(counts))


def _counts(record: Tally) -> list[str]:
    words: dict[Status, Callable[[int], str]] = {
        Status.APPROVED: lambda n: ngettext("{count} approved", "{count} approved", n),
        Status.PENDING: lambda n: ngettext("{count} other pending", "{count} others pending", n),
        Status.REJECTED: lambda n: ngettext("{count} rejected", "{count} rejected", n),
        Status.SPAM: lambda n: ngettext("{count} spam", "{count} spam", n),
    }
    told = []
    for status, word in words.items():
        count = record.of(status)
        if count:
            number = f"{count}+" if count >= _MOST else str(count)
            told.append(word(count).format(count=number))
    return told


def _contact_sentence(contact: Contact) -> str:
    if not contact.email and not contact.ip:
        return _("Neither an e-mail nor an IP address was given.")
    if not contact.email:
        return _("No e-mail address · IP {ip}").format(ip=contact.ip)
    if not contact.ip:
        return contact.email
    return _("{email} · IP {ip}").format(email=contact.email, ip=contact.ip)


def _link(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("look", "link")
    return button
