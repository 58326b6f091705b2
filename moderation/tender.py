"""A process of its own in which the assist works, so that the window keeps its turn and its memory.

It is `commentdesk assist tend --for-window`, begun when there is more to do than a moment's work.
The two talk in lines of JSON: what is wanted goes to its standard input, how far it is and what
came of it come from its standard output. It ends when its input does, so that it never outlives the
window, and may be killed at any moment: what it writes is derived, and is gone on with.

The key of an encrypted newsroom, and what was learnt of one, go over these pipes alone.
"""

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn

from moderation import encrypting
from moderation.changes import Progress
from moderation.errors import LibraryError, NewsroomError
from moderation.newsroom import Newsroom
from moderation.scores import Scores
from moderation.tending import tend
from resources.translation import _

# Gently, and no gentler: whoever holds the file and does not get on keeps others from it.
_GENTLY = 5
_PATIENCE = 2.0


class TenderGone(NewsroomError):
    """The process ended, and nobody had asked it to."""


@dataclass(frozen=True, slots=True)
class Tended:
    """What came of it: whether cards may look otherwise now."""

    changed: bool


class Tender:
    """Has a newsroom tended by a process of its own. One thread asks at a time; any may end it."""

    def __init__(self, newsroom: Newsroom, scores: Scores) -> None:
        self._newsroom, self._scores = newsroom, scores
        self._process: subprocess.Popen[str] | None = None
        self._lane = threading.Lock()
        self._ended = False

    @property
    def pid(self) -> int | None:
        """The number of the process, if there is one."""
        process = self._process
        return process.pid if process is not None else None

    def tend(self, progress: Progress) -> Tended:
        """Have done what there is to do; `TenderGone` if the process could not or did not stay.

        What the process says for a person is told by the newsroom's `tell`.
        """
        with self._lane:
            if self._ended:
                return Tended(False)
            try:
                process = self._process or self._begin()
                _send(process.stdin, {"do": "tend"})
                return self._listen(process, progress)
            except (OSError, ValueError) as error:
                return self._gone(error)

    def rest(self) -> None:
        """Let the process go, if it has nothing to do; it comes again when it is needed."""
        if self._lane.acquire(blocking=False):
            try:
                self._let_go()
            finally:
                self._lane.release()

    def end(self) -> None:
        """End it for good, whatever it is doing."""
        self._ended = True
        process = self._process
        if process is not None:
            process.kill()
        with self._lane:
            self._let_go()

    def _begin(self) -> "subprocess.Popen[str]":
        # The code that runs here is to run there, wherever somebody stands who began it.
        root = str(Path(__file__).resolve().parent.parent)
        paths = filter(None, [root, os.environ.get("PYTHONPATH", "")])
        process = self._process = subprocess.Popen(  # noqa: S603 (ourselves)
            [sys.executable, "-P", "-m", "moderation.cli", "assist", "tend", "--for-window",
             "--json", "--newsroom", str(self._newsroom.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"},
            encoding="utf-8",
            creationflags=_flags(),
        )  # fmt: skip
        if self._ended:
            process.kill()
        _send(
            process.stdin,
            {
                "key": encrypting.key_to_hand_over(self._newsroom.path),
                "model": _as_text(self._scores.handed_over()),
            },
        )
        return process

    def _listen(self, process: "subprocess.Popen[str]", progress: Progress) -> Tended:
        assert process.stdout is not None
        told_to_stop = False
        for line in process.stdout:
            told: Mapping[str, Any] = json.loads(line)
            match told:
                case {"done": done, "total": total, "what": what}:
                    progress.tell(done, total, what)
                case {"say": sentence}:
                    self._newsroom.tell(sentence)
                case {"tended": changed, "model": model}:
                    if model is not None:
                        self._scores.take_over(base64.b64decode(model))
                    return Tended(bool(changed))
                case {"error": sentence, "way_out": way_out}:
                    self._let_go()
                    # Whoever asked knows what is to be said of a file that is locked or gone.
                    of_library = told.get("of_library", False)
                    raise (LibraryError if of_library else NewsroomError)(sentence, way_out)
                case _:
                    raise ValueError(line)
            if progress.stop_asked() and not told_to_stop:
                told_to_stop = True
                _send(process.stdin, {"do": "stop"})
        return self._gone(None)

    def _gone(self, why: Exception | None) -> Tended:
        self._let_go()
        if self._ended:
            return Tended(False)
        raise TenderGone(
            _("Comparing and scoring ended before it was done. Nothing is lost by that.")
        ) from why

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            # What was still to be said, nobody is there to hear.
            with suppress(OSError):
                pipe.close()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _flags() -> int:
    """No window of its own, and others first, where the system is told so at the beginning."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return 0


class Attendance:
    """The other end: inside the process, what the window wants and how it is told."""

    def __init__(self, wanted: IO[str], told: IO[str]) -> None:
        self._wanted, self._told = wanted, told
        self._lane = threading.Lock()
        self._stop = threading.Event()
        self._asked = threading.Event()

    def begin(self, path: Path) -> bytes | None:
        """Take what goes before all else: the key, used at once, and the model, which is answered.

        From now on the process ends, at once, when its input does.
        """
        first = json.loads(self._wanted.readline())
        if first["key"] is not None:
            encrypting.take_over_key(path, first["key"])
        if hasattr(os, "nice"):
            os.nice(_GENTLY)
        threading.Thread(target=self._hear, name="commentdesk-hears", daemon=True).start()
        return None if first["model"] is None else base64.b64decode(first["model"])

    def serve(self, newsroom: Newsroom, scores: Scores) -> NoReturn:
        """Do what is wanted, as often as it is wanted; never comes back."""
        newsroom.tell = lambda sentence: self._tell({"say": sentence})
        while True:
            self._asked.wait()
            self._asked.clear()
            self._stop.clear()
            before = scores.held
            try:
                changed = tend(newsroom, scores, self)
            except NewsroomError as error:
                self._tell({
                    "error": error.sentence, "way_out": error.way_out,
                    "of_library": isinstance(error, LibraryError),
                })  # fmt: skip
                continue
            model = None if scores.held is before else _as_text(scores.handed_over())
            self._tell({"tended": changed, "model": model})

    def tell(self, done: int, total: int | None, what: str) -> None:
        """Tell how far it is."""
        self._tell({"done": done, "total": total, "what": what})

    def stop_asked(self) -> bool:
        """Whether the window wants it to stop for now."""
        return self._stop.is_set()

    def _tell(self, told: Mapping[str, object]) -> None:
        with self._lane:
            _send(self._told, told)

    def _hear(self) -> None:
        for line in self._wanted:
            if json.loads(line)["do"] == "stop":
                self._stop.set()
            else:
                self._asked.set()
        # Whoever wanted it is gone. What is half written, SQLite takes back by itself.
        os._exit(0)


def _send(pipe: IO[str] | None, told: Mapping[str, object]) -> None:
    assert pipe is not None
    pipe.write(json.dumps(told) + "\n")
    pipe.flush()


def _as_text(model: bytes | None) -> str | None:
    return None if model is None else base64.b64encode(model).decode("ascii")
