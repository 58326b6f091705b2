"""Every key on one page, made from the actions' own table."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop import theme
from desktop.action_specs import MENUS, ActionSpec, Menu
from desktop.actions import Actions, called
from desktop.dialogs.key_rows import KeyList, KeyRow
from desktop.dialogs.sheet import Sheet
from desktop.reading.choices import FoldingCheckBox
from desktop.reading.labels import FoldingRow
from resources.translation import _

# Which menus stand in which column, so that both are about as long.
_COLUMNS = ((Menu.COMMENT, Menu.EDIT), (Menu.VIEW, Menu.FILE, Menu.HELP))


class KeysDialog(Sheet):
    """Shows what each key does, and lets single letters be switched off."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(_("Keys"), parent, QSize(960, 700))
        self._actions = actions
        self._page = QScrollArea(self)
        self._page.setWidgetResizable(True)
        theme.look(self._page, "ring")
        self._page.setAccessibleName(_("All keys"))
        self.letters = FoldingCheckBox(_("Single letters are keys (never while you type)"))
        self.letters.setChecked(actions.keymap.letters)
        self.letters.toggled.connect(actions["letters"].setChecked)
        actions["letters"].toggled.connect(self.letters.setChecked)
        self.contents.addWidget(self._page, 1)
        self.contents.addWidget(self.letters)
        self.change = self.plain(_("Change keys…"))
        self.change.clicked.connect(actions["change_keys"].trigger)
        self.change.clicked.connect(self.close)
        self.plain(_("Close")).clicked.connect(self.close)
        actions.keys_changed.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        page = QWidget()
        theme.look(page, "panel")
        px = theme.in_force().px
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        columns = FoldingRow(least=700)
        row = columns.row
        whole.addWidget(columns)
        whole.addStretch()
        row.setContentsMargins(px(20), px(12), px(20), px(16))
        row.setSpacing(px(40))
        for menus in _COLUMNS:
            listed = KeyList(
                ", ".join(_name(menu) for menu in menus),
                [row for menu in menus for row in self._rows(menu)],
            )
            row.addWidget(listed, 1, Qt.AlignmentFlag.AlignTop)
        self._page.setWidget(page)

    def _rows(self, menu: Menu) -> Iterator[KeyRow]:
        yield KeyRow(_name(menu).upper())
        for spec in MENUS[menu]:
            keys = self._actions.keys(spec.id)
            if keys and self._actions[spec.id].isVisible():
                yield KeyRow(self._words(spec), keys)

    def _words(self, spec: ActionSpec) -> str:
        own = spec.id.startswith("saved_")  # called as somebody named it
        return self._actions[spec.id].text().replace("&&", "&") if own else called(spec)


def _name(menu: Menu) -> str:
    return _(menu.value).replace("&", "")
