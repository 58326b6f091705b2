"""Opening the window waits for nothing that only the assist needs."""

import subprocess
import sys


def test_the_window_opens_without_what_the_assist_needs() -> None:
    asked = (
        "import sys, desktop.main_window, desktop.desk;"
        "print([m for m in ('numpy', 'py3langid', 'phonenumbers') if m in sys.modules])"
    )

    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"
