"""Start the window: is there a screen, which newsroom, then the program until it is closed.

Nothing of Qt is imported before we know that a window can be opened.
"""

import gc
import sys
from pathlib import Path

from resources.translation import _


def run(path: Path | None, *, demo: bool = False) -> int:
    """Open the window on this newsroom (None: the user's own; `demo`: a throw-away sample).

    Answers the exit status: 0 once the window was closed, 1 with a sentence on standard error
    where there is no screen. A newsroom that cannot be opened is said in the window.
    """
    # What is loaded now stays; `desktop.garbage` collects once the window is there.
    gc.disable()
    from desktop import screen

    if reason := screen.trouble():
        print(_("commentdesk: {reason}").format(reason=reason), file=sys.stderr)  # noqa: T201
        gc.enable()
        return 1
    from desktop.program import Program

    return Program().run(path, demo=demo)
