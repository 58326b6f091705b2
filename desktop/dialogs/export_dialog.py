"""Export: what readers may see, through the guard, with a receipt; or a sentence and nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from db.rows import ArticleHead, ArticleId
from desktop.dialogs.export_choice import ExportChoice
from desktop.dialogs.export_which import Search
from desktop.dialogs.progress_page import ProgressPage
from desktop.dialogs.receipt import ReceiptView, headline
from desktop.dialogs.sheet import Sheet
from desktop.operations import Operations, RunningOperation
from desktop.reading.labels import plain_label
from moderation import exporting, queue
from moderation.changes import Progress
from moderation.errors import Cancelled, NewsroomError
from moderation.exporting import Going, Receipt
from moderation.newsroom import Newsroom
from resources.translation import _

_FOLDER_SETTING = "window.export.folder"
# So many articles can be chosen singly; beyond that, the one chosen in the sidebar still can.
_LISTED = 2_000


class _Page(IntEnum):
    CHOICE = 0
    PROGRESS = 1
    RECEIPT = 2


@dataclass(frozen=True, slots=True)
class Known:
    """What the dialog must know before it asks: articles, a name, and where the last one went."""

    heads: Sequence[ArticleHead]
    name: str
    folder: Path


class ExportDialog(Sheet):
    """Exports approved comments of one article, of a search, of some days, or all."""

    def __init__(
        self,
        newsroom: Newsroom,
        operations: Operations,
        article: ArticleId | None = None,
        *,
        search: Search | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Export what readers may see"), parent, QSize(640, 460), leave=_("Stop it")
        )
        self._newsroom, self._operations = newsroom, operations
        self._running: RunningOperation | None = None
        self._asked, self._search = article, search
        self.choice: ExportChoice | None = None
        self.progress = ProgressPage()
        self.view = ReceiptView()
        self._pages = QStackedWidget()
        self._build()
        self._operations.run(
            _("Looking up the articles"),
            lambda _progress: _look_up(newsroom, article),
            self._offer,
            writing=False,
            patience=0.1,
        )

    def start(self) -> None:
        """Export what is chosen."""
        choice = self.choice
        if choice is None or self._running is not None:
            return
        if not choice.target.text.strip():
            choice.target.blame(_("Say where the export should go."))
            choice.target.editor.setFocus()
            return
        self.say("")
        target, work = choice.path, _work(self._newsroom, choice)
        self._running = self._operations.run(
            _("Exporting to {name}").format(name=target.name),
            work,
            self.show_receipt,
            on_error=self._was_not_released,
            writing=False,
            shown_elsewhere=True,
        )
        # A file is being written: the window asks before it is closed over it.
        self._running.writing = True
        self._show(_Page.PROGRESS)
        self.progress.follow(self._running)

    def show_receipt(self, receipt: Receipt) -> None:
        """Show the receipt of what was released."""
        self._running = None
        self.progress.let_go()
        self.view.show_receipt(receipt)
        self._operations.messages.tell(headline(receipt))
        self._show(_Page.RECEIPT)

    def reason_to_stay(self) -> str:
        """An export that is under way would be stopped."""
        return _("The export is still under way.") if self._running is not None else ""

    def leave(self) -> None:
        """Close it; an export under way is stopped, and leaves nothing behind."""
        if self._running is not None:
            self._running.stop()
        super().leave()

    def _offer(self, known: Known) -> None:
        zone = self._newsroom.zone
        self.choice = ExportChoice(known.heads, self._asked, known.name, self._search, zone)
        self.choice.propose(known.folder)
        self.choice.changed.connect(self._say_what_is_there)
        self.choice.chosen.connect(self._count)
        layout = self._first.layout()
        assert layout is not None
        layout.addWidget(self.choice)
        if not known.heads:
            self.say(_("No comment is approved yet, so there is nothing to export."), "accent")
        self.export_button.setEnabled(bool(known.heads))
        self._say_what_is_there()
        self._count()
        self.choice.which.article.setFocus()

    def _count(self) -> None:
        """Count what would go out, and offer to export it if it is anything."""
        assert self.choice is not None
        newsroom, which = self._newsroom, self.choice.which
        key, query, days = which.article_key, which.query, which.days
        self._operations.run(
            _("Counting comments"),
            lambda _progress: exporting.going_out(
                newsroom, article_key=key, query=query, days=days
            ),
            self._tell_count,
            writing=False,
            question=("export", id(self)),
            patience=0.05,
        )

    def _tell_count(self, going: Going) -> None:
        assert self.choice is not None
        self.choice.which.tell(going)
        self.export_button.setEnabled(bool(going.comments))

    def _say_what_is_there(self) -> None:
        if self.choice is None or not self.export_button.isEnabled():
            return
        there = bool(self.choice.target.text.strip()) and self.choice.path.exists()
        told = _("{name} is there already and will be replaced.").format(name=self.choice.path.name)
        self.say(told if there else "", "spam")

    def _was_not_released(self, error: BaseException) -> None:
        self._running = None
        self.progress.let_go()
        self._show(_Page.CHOICE)
        self.export_button.setFocus()
        match error:
            case Cancelled():
                self.say(error.sentence, "accent")
            case NewsroomError():
                self.say_trouble(error)
            case _:
                self.say(_("Something went wrong inside the program; nothing was exported."))
                self._operations.messages.explain(error)

    def _show(self, page: _Page) -> None:
        self._pages.setCurrentIndex(page)
        done = page is _Page.RECEIPT
        for button in (self.copy_button, self.folder_button, self.again_button):
            button.setVisible(done)
        self.export_button.setVisible(page is _Page.CHOICE)
        self.progress.stop.setVisible(page is _Page.PROGRESS)
        self.close_button.setVisible(page is not _Page.PROGRESS)
        self.close_button.setText(_("Close") if done else _("Cancel"))
        if done:
            self.close_button.setFocus()

    def _again(self) -> None:
        self._show(_Page.CHOICE)
        self._say_what_is_there()

    def _build(self) -> None:
        self._first = QWidget()
        column = QVBoxLayout(self._first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        told = _(
            "Approved comments alone, without anybody’s e-mail or IP address. The file is searched"
            " for every stored address before it gets its name."
        )
        column.addWidget(plain_label(told, "sentence", wrap=True))
        for page in (self._first, self.progress, self.view):
            self._pages.addWidget(page)
        self.contents.addWidget(self._pages, 1)
        self.copy_button = self.plain(_("Copy the receipt"))
        self.folder_button = self.plain(_("Show in folder"))
        self.again_button = self.plain(_("Export another…"))
        self.close_button = self.plain(_("Cancel"))
        self.buttons.addWidget(self.progress.stop)
        self.export_button = self.primary(_("Export"))
        self.export_button.setEnabled(False)
        self.copy_button.clicked.connect(self.view.copy)
        self.folder_button.clicked.connect(self.view.show_in_folder)
        self.again_button.clicked.connect(self._again)
        self.close_button.clicked.connect(self.close)
        self.export_button.clicked.connect(self.start)
        self._show(_Page.CHOICE)


def _look_up(newsroom: Newsroom, article: ArticleId | None) -> Known:
    heads = [head for head in queue.articles(newsroom, limit=_LISTED) if head.tally.approved]
    if article is not None and article not in {head.id for head in heads}:
        found = queue.article(newsroom, article)
        heads.append(
            ArticleHead(
                id=found.id,
                key=found.key,
                title=found.title,
                url=found.url,
                published_at=found.published_at,
                open=found.open,
                tally=found.tally,
            )
        )
    names = {site.name for site in queue.sites(newsroom) if site.name}
    folder = Path(newsroom.setting(_FOLDER_SETTING, ""))
    if not folder.is_absolute() or not folder.is_dir():
        folder = Path.home()
    return Known(heads, names.pop() if len(names) == 1 else newsroom.path.stem, folder)


def _work(newsroom: Newsroom, choice: ExportChoice) -> Callable[[Progress], Receipt]:
    """What to do for this choice; what is chosen is read now, on the GUI thread."""
    target, form, which = choice.path, choice.shape.format, choice.which
    key, query, days = which.article_key, which.query, which.days

    def export(progress: Progress) -> Receipt:
        receipt = exporting.export(
            newsroom, target, form, article_key=key, query=query, days=days, progress=progress
        )
        newsroom.keep_setting(_FOLDER_SETTING, str(target.resolve().parent))
        return receipt

    return export
