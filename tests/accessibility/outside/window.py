"""The real window of the sample newsroom on a real X screen, until its input ends."""

import sys
import tempfile
import threading
from pathlib import Path

from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtWidgets import QApplication

from desktop.demo import Demo
from desktop.main_window import MainWindow
from desktop.memory import Memory


def main() -> None:
    """Show it, say so on the output, and close it once the input is at its end."""
    application = QApplication(sys.argv[:1])
    demo = Demo()
    with tempfile.TemporaryDirectory(prefix="commentdesk-outside-") as folder:
        window = MainWindow(demo.newsroom, Memory(Path(folder) / "window.ini"), keeps_place=False)
        window.resize(1440, 900)
        window.begin()
        window.show()
        window.activateWindow()

        def wait_for_the_end() -> None:
            sys.stdin.read()
            QMetaObject.invokeMethod(application, "quit", Qt.ConnectionType.QueuedConnection)

        threading.Thread(target=wait_for_the_end, daemon=True).start()
        print("shown", flush=True)  # noqa: T201
        application.exec()
        window.close_anyway()
    demo.remove()


if __name__ == "__main__":
    main()
