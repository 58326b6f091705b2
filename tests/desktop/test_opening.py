"""What is loaded when the first row is painted: no more than it needs, and it stays so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.library import make

# Each takes longer to load than a frame to paint, and is of no use to whoever sees a first row.
_LATER = (
    "asyncio", "db.check", "db.criteria", "db.enqueuing", "db.journal", "db.outbox", "db.tables",
    "db.wreck",
    "desktop.demo", "desktop.dialogs", "desktop.palette", "desktop.queue.suggestion_list",
    "desktop.reading.pane", "desktop.settings", "desktop.sites", "desktop.statistics", "difflib",
    "email", "httpx", "importlib.metadata", "jinja2", "lxml", "markdown_it", "moderation.assist",
    "moderation.backups", "moderation.commands", "moderation.crash_reports",
    "moderation.decisions", "moderation.encrypting", "moderation.exchange", "moderation.history",
    "moderation.rules", "moderation.search.grammar", "moderation.text", "moderation.wordpress",
    "multiprocessing", "nh3", "numpy", "phonenumbers", "re2", "rich", "socket", "sqlalchemy",
    "ssl", "unittest", "yaml",
)  # fmt: skip
# Whoever adds to these looks first whether the first row needs it.
_MOST_OF_OURS = 125

_OPEN = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop import app, screen

ask = screen.trouble

def watch():
    from desktop.queue.view import QueueView
    paint = QueueView.paintEvent

    def painted(view, event):
        first = not view.is_painted
        paint(view, event)
        if first and view.is_painted:
            print(json.dumps(sorted(sys.modules)))
            QTimer.singleShot(0, close)

    QueueView.paintEvent = painted
    return ask()

def close():
    from desktop.main_window import MainWindow
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow):
            window.close_anyway()

screen.trouble = watch
sys.exit(app.run(Path(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that are loaded when a process of its own has painted its first row."""
    folder = tmp_path_factory.mktemp("opening")
    make(folder / "small.commentdesk", 300)

    own = {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", _OPEN, str(folder / "small.commentdesk")],
        check=False, capture_output=True, text=True, cwd=Path(__file__).parents[2],
        env={**os.environ, **own},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("name", _LATER)
def test_what_the_first_row_does_not_need_is_loaded_later(loaded: set[str], name: str) -> None:
    assert not [one for one in loaded if one == name or one.startswith(f"{name}.")]


def test_few_modules_of_ours_are_loaded(loaded: set[str]) -> None:
    ours = [one for one in loaded if one.split(".")[0] in ("db", "desktop", "moderation")]

    assert "desktop.queue.view" in ours
    assert len(ours) <= _MOST_OF_OURS, sorted(ours)
