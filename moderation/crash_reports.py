"""What is kept of an error that nobody expected: its kinds and places, and never a value.

The words of an error, and what variables held, may be a comment or an address; so neither goes
into a report. The reports lie in the user's folder for logs, readable by the user alone.
"""

import logging
import platform
import traceback
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import platformdirs

from db import files

_log = logging.getLogger(__name__)

_ROOT = Path(__file__).parents[1]
# So many are kept; the oldest goes first.
_MOST = 20
_DEEPEST = 10


def report(error: BaseException) -> str:
    """The error as one may pass it on: what kinds, and where in the program; no value of any."""
    lines = [f"Commentdesk {_version()}, Python {platform.python_version()}, {platform.system()}"]
    current: BaseException | None = error
    for _cause in range(_DEEPEST):
        if current is None:
            break
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def keep(error: BaseException) -> Path | None:
    """Write the report beside the earlier ones; None where that cannot be, which is no error."""
    folder = reports_folder()
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
    try:
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        for old in sorted(folder.glob("crash-*.txt"))[: -_MOST + 1]:
            old.unlink(missing_ok=True)
        kept = folder / f"crash-{moment}.txt"
        files.write_private(kept, report(error).encode())
    except OSError as trouble:
        _log.info("The report could not be kept: %s", trouble.strerror)
        return None
    return kept


def reports_folder() -> Path:
    """Where reports are kept."""
    return platformdirs.user_log_path("commentdesk", appauthor=False)


def _place(filename: str) -> str:
    """A file of the program by its place in it; another by its name alone."""
    path = Path(filename)
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name


def _version() -> str:
    try:
        return version("commentdesk")
    except PackageNotFoundError:
        return "(not installed)"
