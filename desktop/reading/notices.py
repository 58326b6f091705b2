"""What a moderator should know before deciding, each with what can be done about it.

A missing field can be completed or let pass, a typed-in address can be let stand; every notice is
a sentence with its buttons.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.rows import Comment, Note
from db.words import Field, RuleAction, Status
from desktop.reading.labels import FoldingRow, plain_label
from desktop.reading.looked_at import LookedAt
from desktop.reading.marking import MarkedLabel
from moderation.assist.numbers import Kind
from moderation.blank import is_blank
from moderation.why_here import Marked, Why
from resources.translation import _, ngettext


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence, how it looks (`no`, `spam`, `accent`), its buttons and what they ask.

    `marked` are lines under it in which some characters are marked.
    """

    sentence: str
    look: str
    ways: Sequence[tuple[str, str]] = ()
    marked: Sequence[Marked] = ()


def notices(seen: LookedAt) -> list[Notice]:
    """Everything to be known about this comment, the weightiest first."""
    comment = seen.comment
    return [
        *_lacking(comment), *_held(seen), *_addresses(seen), *_numbers(seen), *_cut(seen),
        *map(_note, seen.notes),
    ]  # fmt: skip


def _held(seen: LookedAt) -> list[Notice]:
    """Why rules held it; nothing once it is approved, for then they were wrong or overruled."""
    if seen.comment.status is Status.APPROVED:
        return []
    told = []
    can_mend = any(why.mends for why in seen.why)
    for number, why in enumerate(seen.why[:_MOST_HELD]):
        # One question offers the mends of all of them.
        ways = ((_("This was wrong…"), "wrong"),) if can_mend and not number else ()
        sentence = why.sentence if why.holds_still else _since_mended(why)
        told.append(Notice(sentence, _HELD_LOOK[why.action], ways, why.marked))
    if len(seen.why) > _MOST_HELD:
        more = len(seen.why) - _MOST_HELD
        words = ngettext("{count} more rule.", "{count} more rules.", more)
        told.append(Notice(words.format(count=more), "spam"))
    return told


def _since_mended(why: Why) -> str:
    return _("{why} That rule is no longer there.").format(why=why.sentence)


_HELD_LOOK = {RuleAction.HOLD: "spam", RuleAction.REJECT: "no"}
_MOST_HELD = 4


def _lacking(comment: Comment) -> list[Notice]:
    if not comment.lacks:
        return []
    if comment.waiver is not None:
        told = _("It was let pass incomplete: {why}").format(why=comment.waiver)
        return [Notice(told, "accent")]
    ways = ((_("Complete…"), "complete"), (_("Let it pass…"), "waive"))
    sentences = [_LACKING[field](comment) for field in comment.lacks if field in _LACKING]
    told = " ".join([*sentences, _("It cannot be approved as it is.")])
    return [Notice(told, "no", ways)]


def _no_text(comment: Comment) -> str:
    if is_blank(comment.text):
        return _("There is no text to be read.")
    count = f"{len(comment.body):,}"
    return _("It is longer than may be published: {count} characters.").format(count=count)


_LACKING: dict[str, Callable[[Comment], str]] = {
    Field.NAME: lambda _comment: _("No name was given."),
    Field.EMAIL: lambda _comment: _("No valid e-mail address was given."),
    Field.COMMENT: _no_text,
}


def _addresses(seen: LookedAt) -> list[Notice]:
    if not seen.addresses:
        return []
    if seen.comment.address_stands:
        told = ngettext(
            "Readers will see the e-mail address in this comment.",
            "Readers will see the e-mail addresses in this comment.",
            seen.addresses,
        )
        return [Notice(told, "spam", ((_("Mask it"), "mask"),))]
    told = ngettext(
        "The e-mail address in this comment is masked for readers.",
        "The e-mail addresses in this comment are masked for readers.",
        seen.addresses,
    )
    return [Notice(told, "spam", ((_("Let it stand"), "stand"),))]


def _numbers(seen: LookedAt) -> list[Notice]:
    if not seen.numbers:
        return []
    told = ngettext(
        "Readers will see a person’s number in this comment: {kinds}.",
        "Readers will see persons’ numbers in this comment: {kinds}.",
        len(seen.numbers),
    )
    kinds = ", ".join(_KINDS[kind]() for kind in dict.fromkeys(one.kind for one in seen.numbers))
    return [Notice(told.format(kinds=kinds), "spam", ((_("Hide from readers"), "hide_numbers"),))]


_KINDS: dict[Kind, Callable[[], str]] = {
    Kind.PHONE: lambda: _("telephone"),
    Kind.IBAN: lambda: _("bank account"),
    Kind.CARD: lambda: _("payment card"),
}


def _cut(seen: LookedAt) -> list[Notice]:
    if not seen.cut:
        return []
    count = len(seen.comment.text)
    told = _("Only the beginning is shown: it has {count} characters.").format(count=f"{count:,}")
    return [Notice(told, "accent", ((_("Show all of it"), "whole"),))]


def _note(note: Note) -> Notice:
    ways = ((_("Change…"), f"change-note {note.id or 0}"),)
    if note.at is None:
        return Notice(_("Note: {note}").format(note=note.text), "accent", ways)
    told = (
        _("Note on the commenter by {desk}: {note}")
        if note.on_person
        else _("Note by {desk}: {note}")
    )
    return Notice(told.format(desk=note.desk, note=note.text), "accent", ways)


class NoticeList(QWidget):
    """Shows notices one under the other; `asked` carries what somebody wants done."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._shown: list[Notice] = []
        self._rows: list[QWidget] = []
        self.hide()

    def show_notices(self, wanted: Sequence[Notice]) -> None:
        """Show these and no others."""
        if list(wanted) == self._shown:
            return
        self._shown = list(wanted)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(notice) for notice in wanted]
        for row in self._rows:
            self._column.addWidget(row)
        self.setVisible(bool(wanted))
        self.updateGeometry()

    @property
    def shown(self) -> Sequence[Notice]:
        """What is shown."""
        return self._shown

    def _row(self, notice: Notice) -> QWidget:
        frame = FoldingRow()
        frame.setProperty("look", f"banner-{notice.look}")
        frame.row.setContentsMargins(12, 6, 8, 6)
        frame.row.addWidget(_told(notice), 1)
        if notice.ways:
            frame.row.addWidget(self._buttons(notice), 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _buttons(self, notice: Notice) -> QWidget:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for words, what in notice.ways:
            button = QPushButton(words)
            button.setProperty("look", "link")
            button.setAccessibleDescription(notice.sentence)
            button.clicked.connect(lambda _checked=False, what=what: self.asked.emit(what))
            row.addWidget(button)
        return buttons


def _told(notice: Notice) -> QWidget:
    """The sentence, and under it the lines with marked characters."""
    label = plain_label(notice.sentence, wrap=True)
    if not notice.marked:
        return label
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label)
    for line in notice.marked:
        column.addWidget(MarkedLabel(line.label, line.text, line.spans))
    whole = QWidget()
    whole.setLayout(column)
    return whole
