"""The reply form: a comment that came by letter enters the queue here as readers' own do.

What fails is said beside each field, all at once, and nothing is kept then. What is typed stays
until it is sent or discarded. What the site refuses afterwards can be mended here, and sent again.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from db.rows import CommentId, Contact
from desktop import theme
from desktop.operations import FRAME, Operations
from desktop.reading.reply_draft import Answerable, FormFor, ReplyDraft
from desktop.reading.reply_form_shape import ReplyFormShape
from moderation import arrivals, edits
from moderation.changes import Changes
from moderation.drafts import Problem
from moderation.errors import IntakeRefused, NewsroomError
from moderation.newsroom import Newsroom
from moderation.sentences import shown_name
from moderation.wordpress import columns, mending
from moderation.wordpress.mending import Refused
from resources.translation import _

_LABEL_LONGEST = 90


class ReplyForm(ReplyFormShape):
    """Takes one comment for one article at a time.

    `typed` says that the draft is another; `added` carries the article and the new comment's id.
    """

    typed = Signal()
    added = Signal(int, int)

    def __init__(self, newsroom: Newsroom, operations: Operations) -> None:
        super().__init__()
        self._newsroom, self._operations = newsroom, operations
        self._for: FormFor | None = None
        self._sent_for: FormFor | None = None
        self._discarded: ReplyDraft | None = None
        self._mends: Refused | None = None
        self._connect()

    @property
    def draft(self) -> ReplyDraft:
        """What is typed."""
        return ReplyDraft(
            name=self._name.text,
            email=self._email.text,
            url=self._url.text,
            body=self._body.text,
            parent=self._parent_box.currentData(),
            mends=self._mends,
        )

    def open_for(self, form_for: FormFor, draft: ReplyDraft) -> None:
        """Take comments for this article, beginning with what was typed there before."""
        other = self._for is None or self._for.article != form_for.article
        self._for = form_for
        if other:
            self._restore.hide()
        self._name.require(required=form_for.name_required)
        self._email.require(required=form_for.email_required)
        self._fill_parents(form_for.answerable, draft.parent)
        self._fill(draft)
        if other:
            self._say(_closed() if form_for.closed else "", "no")

    def reply_to(self, answerable: Answerable) -> None:
        """Choose the comment that is replied to, and begin to type."""
        if self._parent_box.findData(answerable.id) < 0:
            self._parent_box.addItem(_cut(answerable.words), answerable.id)
        self._parent_box.setCurrentIndex(self._parent_box.findData(answerable.id))
        self.begin()

    def begin(self) -> None:
        """Put the cursor into the first field that is empty."""
        empty = (field for field in self.fields if field.required and not field.text)
        next(empty, self._body).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self) -> None:
        """Hand in what is typed; what fails is said beside its field, and nothing is kept then."""
        form_for = self._for
        if form_for is None or not self._send.isEnabled():
            return
        draft, newsroom = self.draft, self._newsroom

        def work() -> Changes:
            if draft.mends is not None:
                return mending.mend(newsroom, draft.mends, draft.as_edit())
            return arrivals.add(
                newsroom,
                draft.for_article(form_for.article_key),
                article_key=form_for.article_key,
                reply_to=draft.parent,
            )

        self._sent_for = form_for
        self._set_busy(True)
        self._operations.run(
            _("Adding a comment"),
            lambda _progress: work(),
            self._be_added,
            on_error=self._be_refused,
            patience=FRAME * 3,
        )

    def mend(self) -> None:
        """Bring back what the site refused, to be mended; what is typed meanwhile is set aside."""
        one, newsroom = self.refusal.first, self._newsroom
        if one is None:
            return
        self._discarded = None if self.draft.blank else self.draft
        # Whoever mends it sees its address; that is looking at it, and stands in the history.
        self._operations.run(
            _("Bringing it back"),
            lambda _progress: edits.reveal_contact(newsroom, one.comment),
            lambda contact: self._bring_refused(one, contact),
            patience=FRAME,
        )

    def _bring_refused(self, one: Refused, contact: Contact) -> None:
        if self._for is not None:
            self._fill_parents(self._for.answerable, None)
        if one.parent is not None and self._parent_box.findData(one.parent) < 0:
            self._parent_box.addItem(_cut(shown_name(one.parent_name)), one.parent)
        self._fill(ReplyDraft(one.name, contact.email, one.url, one.body, one.parent, one))
        self._blame([one.problem])

    def discard(self) -> None:
        """Empty the form; it can be brought back until something else is typed."""
        self._discarded = self.draft
        self._fill(ReplyDraft())
        self._say(_("Discarded."))
        self._restore.show()
        self._restore.setFocus()

    def _bring_back(self) -> None:
        if self._discarded is not None:
            self._fill(self._discarded)
        self._say("")
        self.begin()

    def _be_added(self, changes: Changes) -> None:
        self._set_busy(False)
        assert self._sent_for is not None
        # Whoever went on to another article meanwhile keeps what she typed there.
        if self._is_still_here():
            was_mending = self._mends is not None
            self._fill(ReplyDraft())
            self._say(changes.sentence, "ok")
            self._restore.setVisible(was_mending and self._discarded is not None)
            self._send.setFocus()
        self.added.emit(self._sent_for.article, changes.comments[0])

    def _be_refused(self, error: BaseException) -> None:
        self._set_busy(False)
        match error:
            case IntakeRefused() if self._is_still_here():
                self._blame(error.problems)
            case NewsroomError() if self._is_still_here():
                self._say(error.sentence, "no")
            case _:
                self._operations.messages.explain(error)

    def _is_still_here(self) -> bool:
        """Whether the form is still for the article that something was sent for."""
        sent, here = self._sent_for, self._for
        return sent is not None and here is not None and sent.article == here.article

    def _blame(self, problems: Sequence[Problem]) -> None:
        fields = {field.field: field for field in self.fields}
        beside = [one for one in problems if one.field in fields]
        for problem in beside:
            fields[problem.field].blame(problem.message)
        elsewhere = [one.message for one in problems if one.field not in fields]
        unsaid = _("It was not sent again yet.") if self._mends else _("Nothing was added yet.")
        self._say(" ".join(elsewhere or [unsaid]), "no")
        failing = (field for field in self.fields if field.problem)
        next(failing, self._body).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, draft: ReplyDraft) -> None:
        self._mends = draft.mends
        self._parent_box.setEnabled(draft.mends is None)
        words = _("Add to the queue") if draft.mends is None else _("Send it again")
        self._name_send(words)
        self.refusal.show_refused(self._for.refused if self._for else (), draft.mends)
        for field, text in zip(
            self.fields, (draft.name, draft.email, draft.url, draft.body), strict=True
        ):
            field.fill(text)
            field.forgive()
        self._parent_box.setCurrentIndex(max(0, self._parent_box.findData(draft.parent)))
        self._note_typing()

    def _fill_parents(self, answerable: Sequence[Answerable], kept: CommentId | None) -> None:
        words = self._parent_box.itemText(self._parent_box.findData(kept)) if kept else ""
        self._parent_box.blockSignals(True)
        self._parent_box.clear()
        self._parent_box.addItem(_("The article itself"), None)
        for one in answerable:
            self._parent_box.addItem(_cut(one.words), one.id)
        # What is replied to need not be public yet; it stays chosen all the same.
        if kept is not None and self._parent_box.findData(kept) < 0:
            self._parent_box.addItem(words or _("Comment {number}").format(number=kept), kept)
        self._parent_box.blockSignals(False)

    def _note_typing(self) -> None:
        self._discard.setVisible(not self.draft.blank)
        if not self.draft.blank:
            self._restore.hide()
        self._measure()
        self.typed.emit()

    def _measure(self) -> None:
        """Say of what is longer than the site takes that it is, before it is sent."""
        if self._for is None or not self._for.goes_to_site:
            return
        for field in self.fields:
            sentence = columns.too_long(field.field, field.text)
            if sentence and sentence != field.problem:
                field.blame(sentence)

    def _say(self, sentence: str, look: str = "sentence") -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        theme.look(self._told_frame, f"banner-{look}" if look in ("ok", "no") else "")
        self._told_frame.setVisible(bool(sentence))

    def _set_busy(self, busy: bool) -> None:
        for widget in (self._send, self._discard):
            widget.setEnabled(not busy)
        self._parent_box.setEnabled(not busy and self._mends is None)
        for field in self.fields:
            field.editor.setReadOnly(busy)

    def _connect(self) -> None:
        for field in self.fields:
            field.changed.connect(self._note_typing)
        self._parent_box.currentIndexChanged.connect(self._note_typing)
        self._send.clicked.connect(self.send)
        self._discard.clicked.connect(self.discard)
        self._restore.clicked.connect(self._bring_back)
        self.refusal.mend_asked.connect(self.mend)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.send)


def _closed() -> str:
    return _("The site takes no more comments under this article: it would refuse yours.")


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LABEL_LONGEST else flat[: _LABEL_LONGEST - 1] + "…"
