"""A session of its own: a screen, a bus, the accessibility bus, our window, and a listener.

Run under `dbus-run-session`; nothing of it reaches the session of whoever runs the tests.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

_HERE = Path(__file__).parent
_PATIENCE = 20


@contextmanager
def _running(words: Sequence[str], **more: object) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(list(words), text=True, **more) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            if process.stdin is not None:
                process.stdin.close()
            else:
                process.terminate()
            process.wait(_PATIENCE)


def main(screen: str, bus: str, reader: str, button: str) -> int:
    """Run it all; the listener's output is ours, and so is how it ended."""
    with ExitStack() as stack:
        words = [screen, "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
        server = stack.enter_context(
            _running(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        )
        assert server.stdout is not None
        os.environ |= {
            "DISPLAY": f":{server.stdout.readline().strip()}",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        stack.enter_context(_running([bus, "--launch-immediately"], stderr=subprocess.DEVNULL))
        window = stack.enter_context(
            _running(
                [sys.executable, "-m", "tests.accessibility.outside.window"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )
        )  # fmt: skip
        assert window.stdout is not None
        if window.stdout.readline().strip() != "shown":
            return 3
        return subprocess.run([reader, str(_HERE / "listener.py"), button], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
