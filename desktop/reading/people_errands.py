"""Errands about whoever wrote the comment, notes of both kinds, and replies of the newsroom's."""

from collections.abc import Callable
from datetime import datetime

from db.rows import Note, OperationId
from db.words import Standing
from desktop.dialogs.block_dialog import BlockDialog
from desktop.dialogs.reply_dialog import ReplyDialog
from desktop.dialogs.words_dialog import WordsDialog
from desktop.operations import FRAME
from desktop.reading.errands import Errands
from desktop.reading.labels import isolated
from desktop.reading.looked_at import LookedAt
from moderation import history, notes, replying, standings
from moderation.changes import Changes
from moderation.edits import Edit
from moderation.sentences import shown_name
from moderation.standings import ends_after
from moderation.wordpress import mending
from resources.translation import _


class PeopleErrands(Errands):
    """All errands: those about the comment, and those about people."""

    def run(self, what: str, seen: LookedAt) -> None:
        """Do what is asked: as `Errands.run`, and `note`, `person_note`, `change-note NUMBER`,
        `trust`, `watch`, `block`, `newsroom_reply` and `approve_reply`.
        """
        name, _blank, number = what.partition(" ")
        errands: dict[str, Callable[[LookedAt], None]] = {
            "note": self._note,
            "person_note": lambda seen: self._note(seen, on_person=True),
            "change-note": lambda seen: self._change_note(seen, number),
            "trust": lambda seen: self._give(seen, Standing.TRUSTED),
            "watch": lambda seen: self._give(seen, Standing.WATCHED),
            "block": self._block,
            "newsroom_reply": self._reply,
            "approve_reply": lambda seen: self._reply(seen, approve=True),
        }
        if name in errands:
            errands[name](seen)
        else:
            super().run(what, seen)

    def undo(self, operation: int) -> None:
        """Take back that operation; what was changed since is left and named."""
        newsroom = self._newsroom
        self._operations.run(
            _("Undoing"),
            lambda _progress: history.undo(newsroom, OperationId(operation)),
            self._tell_undone,
            patience=FRAME,
        )

    def _tell_undone(self, changes: Changes) -> None:
        self._operations.messages.tell(changes.sentence, undoable=False)

    def _note(self, seen: LookedAt, *, on_person: bool = False) -> None:
        comment, newsroom = seen.comment, self._newsroom
        kind = "person_note" if on_person else "note"
        if self._is_open(kind, comment.id):
            return
        name = isolated(shown_name(comment.name))
        title = _("Note on {name}") if on_person else _("Note on the comment by {name}")
        told = (
            _("It stands beside everything that they write; readers never see it.")
            if on_person
            else _("For the newsroom alone; readers never see it.")
        )
        dialog = WordsDialog(
            title.format(name=name),
            told,
            _("Note"),
            _("Keep the note"),
            required=True,
            parent=self._window,
        )
        dialog.given.connect(
            lambda text: self._write(
                _("Writing a note"),
                dialog,
                lambda: notes.add(newsroom, comment.id, text, on_person=on_person),
            )
        )
        self._show(kind, comment.id, dialog)

    def _change_note(self, seen: LookedAt, number: str) -> None:
        comment, newsroom = seen.comment, self._newsroom
        note = _note_of(seen, number)
        if note is None or self._is_open(f"note {number}", comment.id):
            return
        dialog = WordsDialog(
            _("Note on {name}").format(name=isolated(shown_name(comment.name))),
            _("Without a word in it, the note is taken away."),
            _("Note"),
            _("Keep the note"),
            text=note.text,
            parent=self._window,
        )
        dialog.given.connect(
            lambda text: self._write(
                _("Writing a note"),
                dialog,
                lambda: notes.change(newsroom, comment.id, note.id, text),
            )
        )
        self._show(f"note {number}", comment.id, dialog)

    def _give(self, seen: LookedAt, standing: Standing, until: datetime | None = None) -> None:
        """Give this standing, or take it away from whoever has it."""
        newsroom, number = self._newsroom, seen.comment.id

        def work() -> Changes:
            now = standings.regard(newsroom, number).at(newsroom.clock())
            wanted = Standing.NONE if now is standing else standing
            return standings.give(newsroom, number, wanted, until=until)

        self._operations.run(
            _("Keeping what is thought of a commenter"),
            lambda _progress: work(),
            self._tell,
            patience=FRAME,
        )

    def _block(self, seen: LookedAt) -> None:
        number, newsroom = seen.comment.id, self._newsroom
        if standings.regard(newsroom, number).at(newsroom.clock()) is Standing.BLOCKED:
            self._give(seen, Standing.BLOCKED)
            return
        if self._is_open("block", number):
            return
        dialog = BlockDialog(seen.comment.name, self._window)
        dialog.given.connect(
            lambda days: self._write(
                _("Blocking a commenter"),
                dialog,
                lambda: standings.give(
                    newsroom,
                    number,
                    Standing.BLOCKED,
                    until=ends_after(newsroom, days) if days else None,
                ),
            )
        )
        self._show("block", number, dialog)

    def _reply(self, seen: LookedAt, *, approve: bool = False) -> None:
        comment, newsroom = seen.comment, self._newsroom
        if self._is_open("reply", comment.id):
            return
        under = replying.name_of(newsroom, comment.id)
        # A reply that the site refused comes back to whoever would write another one.
        ours = (one for one in mending.refused(newsroom, parent=comment.id) if not one.has_address)
        refused = next(ours, None)
        dialog = ReplyDialog(comment, under, approve=approve, refused=refused, parent=self._window)

        def work(text: str, approve: bool) -> Changes:
            if refused is not None:
                return mending.mend(newsroom, refused, Edit(body=text))
            return replying.reply(newsroom, comment.id, comment.revision, text, approve=approve)

        dialog.given.connect(
            lambda text, approve: self._write(_("Replying"), dialog, lambda: work(text, approve))
        )
        self._show("reply", comment.id, dialog)


def _note_of(seen: LookedAt, number: str) -> Note | None:
    """The note of that number; 0 is the one that the comment had in the first version."""
    wanted = int(number) if number.isdigit() else 0
    return next((one for one in seen.notes if (one.id or 0) == wanted), None)
