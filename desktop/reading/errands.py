"""What a moderator asks about the one comment besides deciding on it, each an operation.

Complete or edit it, let it pass, let an address stand, write a note, see the contact, open a link.
Each is told to the window by `Operations` as any other change.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from db.rows import Comment, Contact, Site
from db.words import Field
from desktop.dialogs.edit_dialog import EditDialog
from desktop.dialogs.reply_dialog import ReplyDialog
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.words_dialog import WordsDialog
from desktop.messages import Question, WayOut
from desktop.operations import FRAME, Operations
from desktop.reading.labels import isolated
from desktop.reading.looked_at import LookedAt
from moderation import decisions, edits, hiding, queue
from moderation.changes import Changes
from moderation.edits import Edit
from moderation.errors import IntakeRefused, NewsroomError, StaleDecision
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.sentences import field_name, shown_name
from moderation.why_here import Mend, mend
from resources.translation import _

# More would not be read; the page of rules has all of them.
_MOST_MENDS = 3


class Errands(QObject):
    """Runs errands for the reading pane, and opens the dialogs that some of them need.

    `contact_revealed` carries a comment's id and its `Contact`.
    """

    contact_revealed = Signal(int, object)

    def __init__(self, newsroom: Newsroom, operations: Operations, window: QWidget) -> None:
        super().__init__(window)
        self._newsroom, self._operations, self._window = newsroom, operations, window
        self._open: dict[tuple[str, int], Sheet] = {}
        self._asked: tuple[int, Question] | None = None

    @property
    def dialogs(self) -> list[Sheet]:
        """The dialogs that are open, oldest first."""
        return list(self._open.values())

    def run(self, what: str, seen: LookedAt) -> None:
        """Do what is asked (`edit`, `complete`, `waive`, `stand`, `mask`, `reveal`, `person`,
        `wrong`, `hide_numbers`).
        """
        errands: dict[str, Callable[[LookedAt], None]] = {
            "edit": self._edit,
            "complete": self._edit,
            "waive": self._waive,
            "stand": lambda seen: self._let_stand(seen, stands=True),
            "mask": lambda seen: self._let_stand(seen, stands=False),
            "reveal": lambda seen: self._reveal(seen.comment),
            "person": self._person,
            "wrong": self._ask_to_mend,
            "hide_numbers": self._hide_numbers,
        }
        errands[what](seen)

    def offer_link(self, address: str) -> None:
        """Ask whether to open a link that somebody clicked; nothing is opened unasked."""
        messages = self._operations.messages
        if QUrl(address).scheme() not in ("http", "https"):
            messages.trouble(_("This link leads nowhere on the web: {url}").format(url=address))
            return
        ways = (
            WayOut(_("Open in the browser"), lambda: _open_link(address)),
            WayOut(_("Copy"), lambda: QGuiApplication.clipboard().setText(address)),
        )
        messages.ask(_("This link leads to {url}").format(url=_as_it_is(address)), ways)

    def _ask_to_mend(self, seen: LookedAt) -> None:
        """A hold was wrong: offer what could be changed so that it is not made again."""
        mends = list({mend.words: mend for why in seen.why for mend in why.mends}.values())
        if not mends:
            return
        of_rules = [mend for mend in mends if mend.standing is None]
        of_people = [mend for mend in mends if mend.standing is not None]
        ways = [
            WayOut(mend.words, partial(self._mend, seen.comment.id, mend))
            for mend in (*of_rules[:_MOST_MENDS], *of_people)
        ]
        question = _("What is to be changed, so that this is not held again?")
        self._asked = seen.comment.id, self._operations.messages.ask(question, ways)

    def let_question_go(self, number: int | None) -> None:
        """What was asked of a comment is asked no more where another one is read."""
        if self._asked is not None and self._asked[0] != number:
            self._operations.messages.withdraw(self._asked[1])
            self._asked = None

    def _mend(self, number: int, wanted: Mend) -> None:
        newsroom = self._newsroom
        self._operations.run(
            _("Changing the rules"),
            lambda _progress: mend(newsroom, number, wanted),
            self._tell,
            patience=FRAME,
        )

    def _edit(self, seen: LookedAt) -> None:
        comment = seen.comment
        if self._is_open("edit", comment.id):
            return
        site = next(one for one in queue.sites(self._newsroom) if one.id == seen.article.site)
        dialog = EditDialog(comment, requires=_required(comment, site), parent=self._window)
        dialog.given.connect(
            lambda change, approve: self._save_edit(dialog, change, approve=approve)
        )
        dialog.reveal_asked.connect(lambda: self._reveal(comment))
        self.contact_revealed.connect(dialog.take_contact)
        self._show("edit", comment.id, dialog)

    def _save_edit(self, dialog: EditDialog, change: Edit, *, approve: bool) -> None:
        comment, newsroom = dialog.comment, self._newsroom
        self._write(
            _("Editing a comment"),
            dialog,
            lambda: edits.edit(newsroom, comment.id, comment.revision, change, approve=approve),
        )

    def _waive(self, seen: LookedAt) -> None:
        if self._is_open("waive", seen.comment.id):
            return
        fields = ", ".join(field_name(field) for field in seen.comment.lacks)
        dialog = WordsDialog(
            _("Let it pass incomplete"),
            _(
                "The comment by {name} lacks: {fields}. Say why it may be approved all the same; "
                "the reason is kept with the comment."
            ).format(name=isolated(shown_name(seen.comment.name)), fields=fields),
            _("Reason"),
            _("Let it pass"),
            required=True,
            parent=self._window,
        )
        newsroom, picked = self._newsroom, Picked.of(seen.comment)
        dialog.given.connect(
            lambda why: self._write(
                _("Letting a comment pass"), dialog, lambda: decisions.waive(newsroom, picked, why)
            )
        )
        self._show("waive", seen.comment.id, dialog)

    def _let_stand(self, seen: LookedAt, *, stands: bool) -> None:
        comment, newsroom = seen.comment, self._newsroom
        self._operations.run(
            _("Letting an address stand"),
            lambda _progress: edits.let_address_stand(
                newsroom, comment.id, comment.revision, stands=stands
            ),
            self._tell,
            patience=FRAME,
        )

    def _hide_numbers(self, seen: LookedAt) -> None:
        comment, newsroom = seen.comment, self._newsroom
        self._operations.run(
            _("Hiding numbers"),
            lambda _progress: hiding.hide_numbers(newsroom, comment.id, comment.revision),
            self._tell,
            patience=FRAME,
        )

    def _reveal(self, comment: Comment) -> None:
        newsroom = self._newsroom
        self._operations.run(
            _("Looking up an e-mail address"),
            lambda _progress: (comment.id, edits.reveal_contact(newsroom, comment.id)),
            self._pass_on_contact,
            patience=FRAME,
        )

    def _person(self, seen: LookedAt) -> None:
        from desktop.dialogs.person_dialog import PersonDialog

        number = seen.comment.id
        if not self._is_open("person", number):
            dialog = PersonDialog(self._newsroom, self._operations, number, self._window)
            self._show("person", number, dialog)

    def _pass_on_contact(self, found: tuple[int, Contact]) -> None:
        self.contact_revealed.emit(*found)
        self._operations.messages.tell(_("Noted in the history."))

    def _look_again(self, dialog: EditDialog, error: StaleDecision) -> None:
        try:
            dialog.look_again(error, queue.comment(self._newsroom, dialog.comment.id))
        except NewsroomError:  # it is gone altogether, as the error says
            dialog.say_trouble(error)

    def _write(self, label: str, dialog: Sheet, work: Callable[[], Changes]) -> None:
        """Do it; the dialog goes once it is kept, and says what is wrong where it is not."""

        def keep(changes: Changes) -> None:
            dialog.leave()
            self._tell(changes)

        def refuse(error: BaseException) -> None:
            match error:
                case IntakeRefused() if isinstance(dialog, EditDialog | ReplyDialog):
                    dialog.blame(error.problems)
                case StaleDecision() if isinstance(dialog, EditDialog):
                    self._look_again(dialog, error)
                case NewsroomError():
                    dialog.say_trouble(error)
                case _:
                    self._operations.messages.explain(error)

        self._operations.run(label, lambda _progress: work(), keep, on_error=refuse, patience=FRAME)

    def _tell(self, changes: Changes) -> None:
        undoable = changes.operation is not None
        self._operations.messages.tell(changes.sentence, undoable=undoable)

    def _is_open(self, what: str, number: int) -> bool:
        dialog = self._open.get((what, number))
        if dialog is not None:
            dialog.raise_()
            dialog.activateWindow()
        return dialog is not None

    def _show(self, what: str, number: int, dialog: Sheet) -> None:
        self._open[what, number] = dialog
        dialog.finished.connect(lambda _how: self._open.pop((what, number), None))
        dialog.show()


def _required(comment: Comment, site: Site) -> list[str]:
    required = [Field.COMMENT.value]
    if site.name_required:
        required.append(Field.NAME.value)
    if site.email_required and comment.kind == "comment":
        required.append(Field.EMAIL.value)
    return required


def _as_it_is(address: str) -> str:
    """The address with letters that are not ASCII encoded, so that none can pass for another."""
    return bytes(QUrl(address).toEncoded().data()).decode("ascii", "replace")


def _open_link(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))
