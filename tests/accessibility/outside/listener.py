"""A small screen reader: walks the window through AT-SPI, decides, and notes what it is told.

It runs in whichever Python has the system's Atspi (Debian: gir1.2-atspi-2.0), so it imports nothing
of ours. It prints one JSON object.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

_MOST_CHILDREN = 40
_PATIENCE = 20.0


def _application() -> Any:
    """Our program among those on the desktop, once it has its window."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        desktop = Atspi.get_desktop(0)
        for place in range(desktop.get_child_count()):
            one = desktop.get_child_at_index(place)
            if one is not None and one.get_child_count():
                return one
        time.sleep(0.1)
    raise SystemExit("no program was found on the accessibility bus")


def _walk(one: Any, depth: int = 0) -> Iterator[Any]:
    yield one
    if depth < 40:
        for place in range(min(one.get_child_count(), _MOST_CHILDREN)):
            child = one.get_child_at_index(place)
            if child is not None:
                yield from _walk(child, depth + 1)


def _told(one: Any) -> dict[str, object]:
    states = one.get_state_set()
    return {
        "role": one.get_role_name(),
        "name": one.get_name(),
        "description": one.get_description() or "",
        "showing": states.contains(Atspi.StateType.SHOWING),
        "focused": states.contains(Atspi.StateType.FOCUSED),
    }


def main() -> None:
    """Walk, press the button that is named, and wait for what is said then."""
    Atspi.init()
    application = _application()
    heard: list[str] = []
    loop = GLib.MainLoop()

    def hear(event: Any) -> None:
        heard.append(str(event.any_data))
        loop.quit()

    listener = Atspi.EventListener.new(hear)
    listener.register("object:announcement")
    every = list(_walk(application))
    before = [_told(one) for one in every]
    (button,) = [
        one
        for one, told in zip(every, before, strict=True)
        if told["role"] == "push button" and told["name"] == sys.argv[1]
    ]
    pressed = button.get_action_iface().do_action(0)
    GLib.timeout_add(int(_PATIENCE * 1000), loop.quit)
    loop.run()
    after = [_told(one) for one in _walk(application)]
    told = {"before": before, "after": after, "pressed": pressed, "heard": heard}
    print(json.dumps(told))  # noqa: T201


main()
