"""The settings window: a list of pages at the left, and the one chosen at its right."""

from importlib import import_module

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from desktop import icons, theme
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.tables import fit_names
from desktop.settings.page import SettingsPage, Surroundings
from desktop.settings.pages import PAGES, PageSpec
from resources.translation import _

_LIST_WIDTH = 168


class SettingsDialog(Sheet):
    """Shows the pages that make sense here, and `page` or the first to begin with.

    `page("rules")` is that page, made by the asking.
    `kept` says that a page changed the newsroom.
    """

    kept = Signal()

    def __init__(self, around: Surroundings, page: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_("Settings"), parent, QSize(820, 600))
        self._around = around
        self.specs: tuple[PageSpec, ...] = tuple(
            spec for spec in PAGES if around.newsroom is not None or not spec.needs_newsroom
        )
        self._pages: dict[str, SettingsPage] = {}
        self.list = QListWidget()
        self._stack = QStackedWidget()
        self._build()
        self._get_ready()
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(self._row(page) if page else 0)
        self.list.setFocus()

    def page(self, name: str) -> SettingsPage:
        """The page of that name, made if it was not shown before; KeyError if there is none."""
        if name not in self._pages:
            spec = {spec.id: spec for spec in self.specs}[name]
            page = self._pages[name] = spec.make(self._around)
            page.said.connect(self.say)
            page.kept.connect(self.kept)
            frame = QScrollArea()
            frame.setWidgetResizable(True)
            frame.setFrameShape(QFrame.Shape.NoFrame)
            frame.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            frame.verticalScrollBar().rangeChanged.connect(page.keep_clear_of_bar)
            frame.setWidget(page)
            self._stack.addWidget(frame)
        return self._pages[name]

    def show_page(self, name: str) -> SettingsPage:
        """Go to the page of that name."""
        self.list.setCurrentRow(self._row(name))
        return self.page(name)

    @property
    def shown(self) -> SettingsPage:
        """The page that is shown."""
        return self.page(self.specs[self.list.currentRow()].id)

    def reason_to_stay(self) -> str:
        """What a page has that is not kept yet; that page is shown then."""
        for name, page in self._pages.items():
            if reason := page.reason_to_stay():
                self.show_page(name)
                return reason
        return ""

    def _row(self, name: str) -> int:
        return [spec.id for spec in self.specs].index(name)

    def _show(self, row: int) -> None:
        page = self.page(self.specs[row].id)
        frame = next(
            widget
            for at in range(self._stack.count())
            if isinstance(widget := self._stack.widget(at), QScrollArea) and widget.widget() is page
        )
        self.say("")
        self._stack.setCurrentWidget(frame)

    def _get_ready(self) -> None:
        """Load beside what talks with sites, which takes a while, before somebody comes to it."""
        self._around.operations.run(
            _("Getting ready"),
            lambda _progress: import_module("moderation.wordpress.connecting"),
            lambda _loaded: None,
            writing=False,
        )

    def _keep(self) -> None:
        self.shown.keep()

    def _build(self) -> None:
        px = theme.in_force().px
        theme.look(self.list, "pages")
        self.list.setAccessibleName(_("Pages of the settings"))
        self.list.setIconSize(QSize(px(16), px(16)))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for spec in self.specs:
            item = QListWidgetItem(icons.icon(spec.icon, "muted"), _(spec.words))
            item.setData(Qt.ItemDataRole.UserRole, spec.id)
            self.list.addItem(item)
        fit_names(self.list, _LIST_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        self.contents.addLayout(row, 1)
        self.plain(_("Close")).clicked.connect(self.close)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._keep)
