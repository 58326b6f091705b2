"""Is there a screen to open a window on, and can Qt reach it? Asked before Qt is, which aborts.

Qt ends the whole process where no platform plugin can be loaded or no display be reached; so the
plugin's libraries and the display are tried here first, and a sentence says what is missing.
"""

import ctypes
import ctypes.util
import importlib.util
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from resources.translation import _

# Platforms that need no screen.
_WITHOUT = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs", "vkkhrdisplay", "minimalegl")
_PACKAGES = (
    "libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0"
    " libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libegl1 libgl1 libdbus-1-3 libfontconfig1"
)


def trouble(environment: Mapping[str, str] = os.environ) -> str:
    """Why no window can be opened here, as a sentence; empty if one can."""
    broken = _library_trouble("QtWidgets")
    if broken:
        return broken
    if sys.platform != "linux":
        return ""
    wanted = environment.get("QT_QPA_PLATFORM", "")
    names = [name.split(":")[0] for name in wanted.split(";") if name] or _usual(environment)
    if any(name in _WITHOUT for name in names):
        return ""
    if not names:
        return _(
            "There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set. On a machine"
            " without one, the command line does the same work; see commentdesk --help."
        )
    reasons = [_PROBES.get(name, _unknown)(environment) for name in names]
    return "" if "" in reasons else reasons[0]


def _usual(environment: Mapping[str, str]) -> list[str]:
    names = []
    if environment.get("WAYLAND_DISPLAY") or environment.get("WAYLAND_SOCKET"):
        names.append("wayland")
    if environment.get("DISPLAY"):
        names.append("xcb")
    return names


def _library_trouble(module: str) -> str:
    try:
        importlib.import_module(f"PySide6.{module}")
    except ImportError as error:
        return _missing(str(error))
    return ""


def _missing(what: str) -> str:
    library = what.split(":", maxsplit=1)[0].strip()
    return _(
        "The window needs a library that this machine does not have: {library}. On Debian and"
        " Ubuntu these packages bring all of them: sudo apt install {packages}"
    ).format(library=library, packages=_PACKAGES)


def _xcb(environment: Mapping[str, str]) -> str:
    missing = _plugin_trouble("libqxcb.so")
    if missing:
        return missing
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(environment.get("DISPLAY", "").encode(), None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return _no_display(environment.get("DISPLAY", "")) if refused else ""


def _wayland(environment: Mapping[str, str]) -> str:
    missing = _plugin_trouble("libqwayland.so", "libqwayland-generic.so")
    if missing:
        return missing
    if environment.get("WAYLAND_SOCKET"):
        return ""  # a connection handed to this process; trying it would use it up
    name = environment.get("WAYLAND_DISPLAY", "wayland-0")
    wayland = ctypes.CDLL("libwayland-client.so.0")
    wayland.wl_display_connect.restype = ctypes.c_void_p
    display = wayland.wl_display_connect(name.encode())
    if not display:
        return _no_display(name)
    wayland.wl_display_disconnect(ctypes.c_void_p(display))
    return ""


def _no_display(name: str) -> str:
    told = _("The screen “{display}” cannot be reached; nothing answers there.")
    return told.format(display=name)


def _unknown(_environment: Mapping[str, str]) -> str:
    # A platform that somebody asked for by name and that we do not know: theirs to try.
    return ""


_PROBES: dict[str, Callable[[Mapping[str, str]], str]] = {"xcb": _xcb, "wayland": _wayland}


def _plugin_trouble(*names: str) -> str:
    """What a platform plugin lacks; the plugin is loaded as Qt will load it a moment later."""
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        return _missing("PySide6")
    folder = Path(found.origin).parent / "Qt" / "plugins" / "platforms"
    plugin = next((folder / name for name in names if (folder / name).exists()), None)
    if plugin is None:
        return ""  # a PySide6 that keeps its plugins elsewhere; Qt knows where
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _missing(str(error))
    return ""
