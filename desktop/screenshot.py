"""Draw the window as a picture, without a screen: for the README, the guide, and to look at."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from moderation.errors import NewsroomError
from moderation.newsroom import default_path, open_newsroom
from resources.translation import _

_log = logging.getLogger(__name__)
_CHATTER = ("This plugin does not support", "OpenType support missing", "propagateSizeHints")

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

    from desktop.main_window import MainWindow
    from desktop.theme import Choice


def render(
    target: Path,
    *,
    demo: bool = False,
    path: Path | None = None,
    view: str = "window",
    theme: str = "light",
    size: tuple[int, int] = (1440, 900),
    scale: float = 1.0,
) -> None:
    """Write a PNG of the window to `target`, `size` times `scale` pixels large.

    The newsroom is that at `path`, the user's own if that is None, or with `demo` a throw-away
    sample; only the sample is ever changed for a picture. `NewsroomError` where there is no such
    view or theme, the newsroom cannot be opened, or the file cannot be written.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if scale != 1.0:
        os.environ["QT_SCALE_FACTOR"] = str(scale)
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from desktop import scenes
    from desktop.theme import Choice, in_force

    scene = scenes.scene(view)
    if theme not in [choice.value for choice in Choice]:
        raise NewsroomError(
            _("There is no theme called “{name}”.").format(name=theme),
            _("There are: {names}.").format(names=", ".join(Choice)),
        )
    qInstallMessageHandler(_leave_out_chatter)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    before = in_force().choice
    with _window(path, demo=demo, theme=Choice(theme), size=size) as window:

        def settle() -> None:
            for _round in range(3):
                application.processEvents()
                window.operations.wait_idle()

        settle()
        picture = picture_of(window, scene(window, demo, settle))
    in_force().choose(before)
    in_force().use_text_scale(1.0)
    qInstallMessageHandler(None)
    if not picture.save(str(target), "PNG"):
        raise NewsroomError(_("The picture could not be written to {path}.").format(path=target))


def _leave_out_chatter(kind: object, _context: object, message: str) -> None:
    """What Qt says of drawing without a screen is no news; the rest goes where it always goes."""
    if not any(part in message for part in _CHATTER):
        _log.warning("Qt, %s: %s", kind, message)


@contextmanager
def _window(
    path: Path | None, *, demo: bool, theme: "Choice", size: tuple[int, int]
) -> "Iterator[MainWindow]":
    """The window on its newsroom, remembering nothing; both are closed afterwards."""
    from PySide6.QtCore import QCoreApplication, QEvent

    from desktop.demo import Demo
    from desktop.main_window import MainWindow
    from desktop.memory import Memory

    with TemporaryDirectory(prefix="commentdesk-picture-") as folder:
        memory = Memory(Path(folder) / "window.ini")
        memory.theme = theme
        sample = Demo() if demo else None
        newsroom = sample.newsroom if sample else open_newsroom(path or default_path())
        window = MainWindow(newsroom, memory, keeps_place=False)
        try:
            window.resize(*size)
            window.begin()
            window.show()
            yield window
        finally:
            window.close_anyway()
            window.deleteLater()
            # No loop runs here that would do it; the next picture is not to pay for this one.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if sample is not None:
                sample.remove()


def picture_of(window: "MainWindow", dialog: "QWidget | None") -> "QPixmap":
    """The window, and over it in the middle the dialog, if there is one."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QPainter, QPen

    from desktop.theme import in_force

    picture = window.grab()
    if dialog is None:
        return picture
    tokens = in_force().tokens
    painter = QPainter(picture)
    shade = QColor(tokens.text if not tokens.dark else tokens.window)
    shade.setAlpha(90 if not tokens.dark else 150)
    painter.fillRect(window.rect(), shade)
    place = QRectF(dialog.rect())
    place.moveCenter(QRectF(window.rect()).center())
    painter.drawPixmap(place.topLeft(), dialog.grab())
    painter.setPen(QPen(QColor(tokens.line), tokens.line_width))
    painter.drawRect(place)
    painter.end()
    return picture
