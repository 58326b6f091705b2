"""One person: what is held of them, to be handed over, or erased for good with a certificate."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.choosers import ask_where
from desktop.dialogs.sheet import Sheet
from desktop.operations import Operations
from desktop.reading.choices import FoldingCheckBox
from desktop.reading.form_field import FormField, PlainEditor
from desktop.reading.labels import isolated, plain_label
from moderation import person as people
from moderation.certificate import Certificate
from moderation.changes import Progress
from moderation.erasure import erase
from moderation.errors import NewsroomError
from moderation.handing_over import hand_over
from moderation.newsroom import Newsroom
from moderation.person import Held, Person
from resources.translation import _, ngettext

_NAMES = 6


class PersonDialog(Sheet):
    """Looks for a person, tells what is held, and exports or erases it on asking.

    With `comment` it begins with the commenter of that comment.
    """

    def __init__(
        self,
        newsroom: Newsroom,
        operations: Operations,
        comment: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("A person’s data"), parent, QSize(600, 560))
        self._newsroom, self._operations = newsroom, operations
        self._found: tuple[Person, Held] | None = None
        line = QLineEdit()
        line.setPlaceholderText(_("An e-mail address, an IP address, a whole name, or a search"))
        self.who = FormField("person", _("Who"), line)
        self.told = plain_label("", wrap=True)
        self.texts = FoldingCheckBox(_("Take away what they wrote, too"))
        self.backups = FoldingCheckBox(_("Rewrite the backups beside the newsroom"))
        self.sure = FoldingCheckBox(_("I know that this cannot be undone"))
        self.certificate = PlainEditor(13)
        self._build()
        if comment is not None:
            self.who.fill(_("the commenter of comment {number}").format(number=comment))
            self.who.editor.setReadOnly(True)
            self._look_up(comment)
        self._show_found()

    def _build(self) -> None:
        self.certificate.setReadOnly(True)
        self.certificate.setAccessibleName(_("Certificate of erasure"))
        self.certificate.hide()
        self.backups.setChecked(True)
        self._warning = plain_label(
            _(
                "Erasing takes name, e-mail, IP address and website from their comments, and their"
                " address out of everything else: other people’s texts, articles, notes, the"
                " history. An old file that is imported later does not bring them back."
            ),
            "muted",
            wrap=True,
        )
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.contents.addWidget(self.who)
        for widget in (self.told, self.certificate):  # one of them has the room
            self.contents.addWidget(widget, 1)
        self.contents.addWidget(self._warning)
        for box in (self.texts, self.backups, self.sure):
            self.contents.addWidget(box)
        self.close_button = self.plain(_("Close"))
        self.close_button.clicked.connect(self.close)
        self.export_button = self.plain(_("Export…"))
        self.export_button.clicked.connect(self._choose_file)
        self.erase_button = self.primary(_("Erase"), look="reject")
        self.erase_button.clicked.connect(self._erase)
        self.find_button = self.primary(_("Look"), "Ctrl+↵")
        self.find_button.clicked.connect(lambda: self._look_up(None))
        self.on_send(self.find_button)
        self.sure.toggled.connect(self._show_found)
        self.who.changed.connect(self._forget)

    def _look_up(self, comment: int | None) -> None:
        text, newsroom = self.who.text, self._newsroom

        def work(progress: Progress) -> tuple[Person, Held]:
            person = (
                people.find_person(newsroom, text)
                if comment is None
                else people.person_of(newsroom, comment)
            )
            return person, people.held(newsroom, person, progress=progress)

        self.say("")
        self._operations.run(
            _("Looking for a person"), work, self._take_found, on_error=self._refuse,
            writing=False, question=self,
        )  # fmt: skip

    def _take_found(self, found: tuple[Person, Held]) -> None:
        self._found = found
        self.sure.setChecked(False)
        self._show_found()

    def _forget(self) -> None:
        if not self.who.editor.isReadOnly():
            self._found = None
            self._show_found()

    def _show_found(self) -> None:
        there = self._found is not None
        self.told.setText(_sentences(*self._found) if self._found else "")
        for box in (self._warning, self.texts, self.backups, self.sure):
            box.setVisible(there)
        self.export_button.setVisible(there)
        self.erase_button.setVisible(there)
        self.erase_button.setEnabled(there and self.sure.isChecked())
        self.find_button.setVisible(not there and not self.certificate.isVisibleTo(self))

    def _choose_file(self) -> None:
        offered = self._newsroom.path.absolute().with_name("person-private.json")
        ask_where(
            self, _("Export a person’s data"), self.export_to, name=str(offered), suffix="json"
        )

    def export_to(self, file: Path) -> None:
        """Write all that is held of the person to this file, for the owner's eyes alone."""
        assert self._found is not None
        newsroom, person = self._newsroom, self._found[0]
        told = _("Written to {file}. It holds personal data: give it to that person alone.")

        def done(_count: int) -> None:
            self.say(told.format(file=file), "ok")

        self._operations.run(
            _("Exporting a person’s data"),
            lambda progress: hand_over(newsroom, person, file, progress=progress),
            done,
            on_error=self._refuse,
        )

    def _erase(self) -> None:
        assert self._found is not None
        newsroom, person = self._newsroom, self._found[0]
        texts, backups = self.texts.isChecked(), self.backups.isChecked()
        self.say("")
        self.erase_button.setEnabled(False)
        self._operations.run(
            _("Erasing a person"),
            lambda progress: erase(
                newsroom, person, texts=texts, backups=backups, progress=progress
            ),
            self._show_certificate,
            on_error=self._refuse,
        )

    def _show_certificate(self, certificate: Certificate) -> None:
        self._found = None
        # All that goes has gone before it comes: both at once may be higher than a screen.
        going = (self.who, self.told, self._warning, self.texts, self.backups, self.sure)
        for widget in going:
            widget.hide()
        self.certificate.setPlainText(certificate.as_text())
        self.certificate.show()
        self._show_found()
        self.certificate.setFocus()

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, NewsroomError):
            self.say_trouble(error)
        else:
            self._operations.messages.explain(error)
        self._show_found()


def _sentences(person: Person, held: Held) -> str:
    """What is held, one sentence a line; no address is shown."""
    names = ", ".join(isolated(name) for name in person.names[:_NAMES]) or "–"
    if len(person.names) > _NAMES:
        names = _("{names} and {count} more").format(names=names, count=len(person.names) - _NAMES)
    comments = ngettext("{count} comment", "{count} comments", len(person.comments))
    emails = ngettext("{count} e-mail address", "{count} e-mail addresses", len(person.emails))
    others = ngettext(
        "Their address stands in {count} comment of somebody else.",
        "Their address stands in {count} comments of others.",
        len(held.comments),
    )
    articles = ngettext(
        "It stands in {count} article.", "It stands in {count} articles.", held.articles
    )
    history = ngettext(
        "{count} operation of the history is about them.",
        "{count} operations of the history are about them.",
        len(held.operations),
    )
    backups = ngettext(
        "{count} backup lies beside the newsroom.",
        "{count} backups lie beside the newsroom.",
        len(held.backups),
    )
    beside = backups.format(count=len(held.backups))
    if not (person.comments or held.comments or held.articles or held.operations):
        return "\n".join((_("Nothing of this person is kept in the newsroom."), beside))
    return "\n".join((
        _("Names: {names}").format(names=names),
        _("{comments} under {emails}.").format(
            comments=comments.format(count=f"{len(person.comments):,}"),
            emails=emails.format(count=len(person.emails)),
        ),
        others.format(count=len(held.comments)),
        articles.format(count=held.articles),
        history.format(count=f"{len(held.operations):,}"),
        beside,
    ))  # fmt: skip
