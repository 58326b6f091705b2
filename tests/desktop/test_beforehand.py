"""Tests for desktop.beforehand: whoever opens a dialog for the first time waits for no module."""

import json
import os
import subprocess
import sys
from pathlib import Path

_DOORS = (
    "import", "export", "history", "settings", "rules", "change_keys", "statistics", "person",
    "keys", "backups", "evenness", "outbox", "palette", "readers_view",
)  # fmt: skip

# Opens each once, in the window of the sample newsroom, and tells what that held the window up for;
# what is loaded beside the work meanwhile holds up nothing.
_OPEN = """
import json, sys, threading
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.demo import Demo
from desktop.main_window import MainWindow
from desktop.memory import Memory

class Watch:
    loaded = []

    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is threading.main_thread():
            self.loaded.append(name)

application = QApplication([])
demo = Demo()
window = MainWindow(demo.newsroom, Memory(Path(sys.argv[1]) / "window.ini"))
window.begin()
window.show()

def settle():
    for _round in range(6):
        application.processEvents()
        window.operations.wait_idle()

settle()
sys.meta_path.insert(0, Watch())
loaded = {}
for door in sys.argv[2:]:
    Watch.loaded.clear()
    window.deeds[door].trigger()
    loaded[door] = list(Watch.loaded)
    settle()
print(json.dumps(loaded))
window.close_anyway()
demo.remove()
"""


def test_a_dialog_that_is_opened_for_the_first_time_waits_for_no_module(tmp_path: Path) -> None:
    home = {**os.environ, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}

    ran = subprocess.run(
        [sys.executable, "-c", _OPEN, str(tmp_path), *_DOORS],
        capture_output=True, text=True, timeout=120, check=False, env=home,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    loaded: dict[str, list[str]] = json.loads(ran.stdout)
    # The outbox is two small modules of its own; what they ask is loaded beside the work.
    assert len(loaded.pop("outbox")) <= 2
    assert {door: names for door, names in loaded.items() if names} == {}
