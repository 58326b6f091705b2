"""Asking for a file: the system's own window, over the one that asks, and gone when answered."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_where(
    over: QWidget,
    words: str,
    then: Callable[[Path], object],
    *,
    name: str = "",
    suffix: str = "",
    warns: bool = True,
) -> QFileDialog:
    """Ask where something is to be written, and `then` write it.

    `name` is offered: a path, or a file's name in the folder of last time; without an ending, what
    is typed is given the `suffix` (no dot). Without `warns` a file that is there is chosen without
    a question: for those who never overwrite, or have said so.
    """
    chooser = _over(over, words)
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if suffix:
        chooser.setDefaultSuffix(suffix)
    chooser.setOption(QFileDialog.Option.DontConfirmOverwrite, not warns)
    if name:
        path = Path(name)
        if path.is_absolute():
            chooser.setDirectory(str(path.parent))
        chooser.selectFile(path.name)
    chooser.fileSelected.connect(lambda chosen: then(Path(chosen)))
    chooser.open()
    return chooser


def ask_which(
    over: QWidget, words: str, then: Callable[[list[Path]], object], *, many: bool = False
) -> QFileDialog:
    """Ask for a file that is there, or `many`, and `then` take them; it is shown by `open`."""
    chooser = _over(over, words)
    files = QFileDialog.FileMode
    chooser.setFileMode(files.ExistingFiles if many else files.ExistingFile)
    chooser.filesSelected.connect(lambda names: then([Path(one) for one in names]))
    return chooser


def _over(over: QWidget, words: str) -> QFileDialog:
    chooser = QFileDialog(over, words)
    # Each has some fifty controls, which would be dressed with every change of theme.
    chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return chooser
