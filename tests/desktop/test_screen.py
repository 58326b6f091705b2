"""Tests for desktop.screen and desktop.app: no screen is a sentence, never a core dump."""

import os
import subprocess
import sys

import pytest

from desktop import screen

linux = pytest.mark.skipif(sys.platform != "linux", reason="only here Qt aborts without a screen")


@linux
def test_without_a_screen_there_is_a_sentence() -> None:
    assert "There is no screen here" in screen.trouble({})


@linux
@pytest.mark.parametrize(
    ("plugin", "variable", "name"),
    [("libqxcb.so", "DISPLAY", ":4711"), ("libqwayland.so", "WAYLAND_DISPLAY", "nowhere")],
)
def test_a_screen_that_does_not_answer_is_named(plugin: str, variable: str, name: str) -> None:
    if missing := screen._plugin_trouble(plugin):
        pytest.skip(missing)

    assert f"“{name}”" in screen.trouble({variable: name})


@linux
def test_a_plugin_that_lacks_a_library_is_told_before_the_screen_is_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lacking = screen._missing("libxcb-icccm.so.4: cannot open shared object file")
    monkeypatch.setattr(screen, "_plugin_trouble", lambda *_names: lacking)

    assert screen.trouble({"DISPLAY": ":4711"}) == lacking


@linux
def test_one_that_answers_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(screen._PROBES, "xcb", lambda _environment: "")

    assert screen.trouble({"WAYLAND_DISPLAY": "nowhere", "DISPLAY": ":0"}) == ""


def test_offscreen_needs_none() -> None:
    assert screen.trouble({"QT_QPA_PLATFORM": "offscreen"}) == ""
    assert screen.trouble({"QT_QPA_PLATFORM": "minimal:enable_fonts"}) == ""


def test_a_platform_we_do_not_know_is_left_to_whoever_asked_for_it() -> None:
    assert screen.trouble({"QT_QPA_PLATFORM": "webgl"}) == ""


def test_a_missing_library_is_named_with_the_packages_that_bring_it() -> None:
    told = screen._missing("libxcb-cursor.so.0: cannot open shared object file: No such file")

    assert "libxcb-cursor.so.0." in told
    assert "libxcb-cursor0" in told
    assert "cannot open" not in told


@linux
@pytest.mark.parametrize("display", [None, ":4711"])
def test_the_program_ends_with_a_sentence_and_status_1(display: str | None) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    if display:
        environment["DISPLAY"] = display

    done = subprocess.run(
        [sys.executable, "-c", "import sys; from desktop.app import run; sys.exit(run(None))"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("commentdesk: ")
    assert len(done.stderr.splitlines()) == 1
