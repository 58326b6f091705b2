"""Pictures of where nothing can be decided: nothing is left, nothing is here yet, or is damaged."""

from collections.abc import Mapping

from desktop.main_window import MainWindow
from desktop.scene_moves import Scene, Settle, desk_of, do
from moderation.errors import DamagedNewsroom, LibraryError
from resources.translation import _


def _empty(window: MainWindow, demo: bool, settle: Settle) -> None:
    if demo:
        do(window, settle, "select_all", "reject")
    else:
        desk_of(window).queue.search.show_text("status:pending status:approved")
        settle()


def _welcome(window: MainWindow, _demo: bool, settle: Settle) -> None:
    window.pages.show_welcome()
    settle()


def _trouble(window: MainWindow, _demo: bool, settle: Settle) -> None:
    window.pages.show_trouble(
        LibraryError(
            _("This newsroom was written by a newer version of Commentdesk."),
            _("Install the newer version, or open another newsroom."),
        )
    )
    settle()


def _damaged(window: MainWindow, demo: bool, settle: Settle) -> None:
    assert window.newsroom is not None
    path = window.newsroom.path
    if demo:
        folder = path.with_name(f"{path.name}-backups")
        folder.mkdir(exist_ok=True)
        window.newsroom.back_up(folder / f"monday{path.suffix}")
    window.pages.show_trouble(
        DamagedNewsroom(_("{path} is damaged.").format(path=path.name), "", path)
    )
    settle()


def _salvaged(window: MainWindow, demo: bool, settle: Settle) -> None:
    _damaged(window, demo, settle)
    if demo:
        window.page.ways[1].click()
        settle()


STATE_SCENES: Mapping[str, Scene] = {
    "empty": _empty,
    "welcome": _welcome,
    "trouble": _trouble,
    "damaged": _damaged,
    "salvaged": _salvaged,
}
