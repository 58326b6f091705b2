"""Workers as processes of their own, begun by a fork: what each would import is there already.

Nothing of the newsroom may be open when one is begun; SQLite's connections do not survive a fork.
"""

import importlib
import os
import select
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.torture import worker

# A worker that has said nothing for so long is no worker.
_PATIENCE = 120.0
_READY = b'{"ready": true}\n'
# Imported late by the program; here once for all that are begun.
_LATE = ("desktop.app", "desktop.main_window", "moderation.exchange.wxr", "moderation.exporting",
         "moderation.export_formats", "jinja2", "markdown_it")  # fmt: skip


@dataclass(slots=True)
class Worker:
    """A process that works; it is ended by `kill` alone."""

    _process: int
    _out: IO[bytes]
    _trouble: IO[bytes]
    _is_ended: bool = False

    def kill(self) -> bool:
        """Kill it as nothing else does (SIGKILL), and wait; whether it had died by itself."""
        died = os.waitpid(self._process, os.WNOHANG)[0] != 0
        if not died:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        self._is_ended = True
        return died

    def end(self) -> None:
        """See that it is gone, whatever happened here."""
        if not self._is_ended:
            self.kill()

    def rest(self) -> str:
        """All that it said and nobody has read yet."""
        return self._out.read().decode()

    def last_words(self) -> str:
        """What it complained of."""
        self._trouble.seek(0)
        return self._trouble.read().decode(errors="replace")[-2000:]

    def wait_ready(self) -> None:
        """Wait until it works; `RuntimeError` with its complaint if it does not."""
        began = select.select([self._out], [], [], _PATIENCE)[0]
        # One byte after the other: what follows is read by `rest`.
        if not began or self._out.readline() != _READY:
            raise RuntimeError(f"it did not begin: {self.last_words()}")


@contextmanager
def begun(path: Path, act: str, seed: int) -> Iterator[Worker]:
    """A worker that has just begun to work; it is gone after the block."""
    for name in _LATE:
        importlib.import_module(name)
    readable, writable = os.pipe()
    with tempfile.TemporaryFile() as trouble, os.fdopen(readable, "rb") as out:
        process = os.fork()
        if process == 0:
            _work(path, act, seed, writable, trouble.fileno())
        os.close(writable)
        it = Worker(process, out, trouble)
        try:
            it.wait_ready()
            yield it
        finally:
            it.end()


def _work(path: Path, act: str, seed: int, out: int, trouble: int) -> None:
    """The child: it never comes back from here."""
    status = 1
    try:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.dup2(out, sys.stdout.fileno())
        os.dup2(trouble, sys.stderr.fileno())
        worker.run(path, act, seed)
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it is told and looked at
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)
