"""The window seen from outside, through AT-SPI: what a screen reader on Linux is given.

It runs where the system has what it takes: on Debian at-spi2-core, gir1.2-atspi-2.0, xvfb, dbus and
libxcb-cursor0. Qt speaks AT-SPI on a screen (xcb) only; offscreen it is mute.
"""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest

ROOT = Path(__file__).parents[2]
_BUS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
ACTED_ON = frozenset(
    {
        "push button", "toggle button", "check box", "radio button", "combo box", "spin button",
        "entry", "text", "list", "table", "tree", "menu item", "page tab", "link", "slider",
    }
)  # fmt: skip


class Told(TypedDict):
    """What is told of one thing in the window."""

    role: str
    name: str
    description: str
    showing: bool
    focused: bool


class Heard(TypedDict):
    """All that the listener met."""

    before: list[Told]
    after: list[Told]
    pressed: bool
    heard: list[str]


def _has_atspi(python: str) -> bool:
    asked = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    return subprocess.run([python, "-c", asked], capture_output=True, check=False).returncode == 0


def _has_screen() -> bool:
    """Whether Qt can open a window on an X screen: its plug-in needs libraries of the system."""
    asked = "from PySide6.QtGui import QGuiApplication as A; import sys; A(sys.argv)"
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", asked], capture_output=True, check=False,
        env={**_bare_environment(), "QT_QPA_PLATFORM": "xcb"},
    )  # fmt: skip
    return done.returncode == 0


def _bare_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DISPLAY"}


@cache
def heard() -> Heard:
    """One session for all tests here; skipped with the reason where something is missing."""
    screen, session = shutil.which("Xvfb"), shutil.which("dbus-run-session")
    bus = next((one for one in _BUS if Path(one).is_file()), None)
    if screen is None or session is None or bus is None:
        missing = {"xvfb": screen, "dbus": session, "at-spi2-core": bus}
        names = ", ".join(name for name, found in missing.items() if found is None)
        pytest.skip(f"the system has no {names}")
    reader = next((one for one in (sys.executable, "/usr/bin/python3") if _has_atspi(one)), None)
    if reader is None:
        pytest.skip("no Python here has Atspi (Debian: python3-gi, gir1.2-atspi-2.0)")
    if not _has_screen():
        pytest.skip("Qt's xcb plug-in does not start here (Debian: libxcb-cursor0 and others)")
    done = subprocess.run(
        [session, "--", sys.executable, "-m", "tests.accessibility.outside.session",
         screen, bus, reader, "Mark as spam"],
        cwd=ROOT, env=_bare_environment(), capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: Heard = json.loads(done.stdout.splitlines()[-1])
    return told


def found(every: list[Told], role: str, name: str) -> Told:
    return next(one for one in every if one["role"] == role and one["name"].startswith(name))


def test_the_window_says_what_it_is() -> None:
    frame = found(heard()["before"], "frame", "")

    assert frame["name"] == "The Harbour Courier — Commentdesk"


def test_everything_to_act_on_has_a_name() -> None:
    every = [one for one in heard()["before"] if one["showing"] and one["role"] in ACTED_ON]

    assert len(every) > 25
    assert [one for one in every if not one["name"].strip()] == []


def test_roles_names_and_descriptions_are_those_of_the_desk() -> None:
    every = heard()["before"]

    assert found(every, "table", "Comments in this queue")["showing"]
    assert found(every, "table cell", "Ana Ribeiro, 3 minutes ago")["focused"]
    keys = [one["description"] for one in every if one["name"] == "Approve" and one["showing"]]
    assert "Key: A" in keys
    assert found(every, "list item", "Pending, 49 comments")["showing"]
    assert found(every, "menu item", "Comment")["showing"]


def test_a_decision_made_from_outside_is_announced_with_what_is_next() -> None:
    told = heard()

    assert told["pressed"]
    (sentence,) = told["heard"]
    assert sentence.startswith("Ana Ribeiro marked as spam. Next: Hannelore, 6 minutes ago, ")
    assert found(told["after"], "list item", "Pending, 48 comments")
    assert found(told["after"], "table cell", "Hannelore")["focused"]
