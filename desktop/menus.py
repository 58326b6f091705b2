"""The menu bar, made from the actions' own table."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop.action_specs import MENUS
from desktop.actions import Actions
from resources.translation import _


def fill(bar: QMenuBar, actions: Actions) -> None:
    """Put every action into its menu, in the order of the table."""
    for menu_name, specs in MENUS.items():
        menu = bar.addMenu(_(menu_name.value))
        menu.setObjectName(menu_name.name.lower())
        inner: dict[str, QMenu] = {}
        for spec in specs:
            if spec.section:
                menu.addSeparator()
            if not spec.submenu:
                menu.addAction(actions[spec.id])
                continue
            if spec.submenu not in inner:
                inner[spec.submenu] = menu.addMenu(_(spec.submenu))
            inner[spec.submenu].addAction(actions[spec.id])


def add_recent(
    bar: QMenuBar,
    actions: Actions,
    recent: Callable[[], Sequence[Path]],
    take: Callable[[Path], None],
) -> QMenu:
    """Put “Open recent” under File; it is filled whenever somebody opens it."""
    menu = QMenu(_("Open recent"), bar)

    def show() -> None:
        menu.clear()
        paths = recent()
        for path in paths:
            action = QAction(path.name, menu)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _on=False, path=path: take(path))
            menu.addAction(action)
        if not paths:
            menu.addAction(_("None yet")).setEnabled(False)

    menu.aboutToShow.connect(show)
    file_menu = bar.actions()[0].menu()
    assert isinstance(file_menu, QMenu)
    file_menu.insertMenu(actions["sample"], menu)
    return menu
