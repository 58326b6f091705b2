"""The assist in a process of its own: real processes, really killed."""

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from db import keys
from db.rows import Comment
from moderation import likenesses
from moderation.changes import Silent
from moderation.errors import LibraryError, NewsroomError
from moderation.newsroom import Newsroom, open_newsroom
from moderation.scores import Scores
from moderation.soundness import look_over
from moderation.tender import Attendance, Tender, TenderGone

Put = Callable[..., Comment]
pytestmark = pytest.mark.usefixtures("as_installed")


class Watching(Silent):
    """Calls `does` each time that it is told how far the work is; says stop once `stop` is set."""

    def __init__(self, does: Callable[[], object]) -> None:
        self._does = does
        self.stop = False

    def tell(self, done: int, total: int | None, what: str) -> None:
        self._does()

    def stop_asked(self) -> bool:
        return self.stop


@pytest.fixture
def tender(filled: Newsroom) -> Iterator[Tender]:
    made = Tender(filled, Scores(filled))
    yield made
    made.end()


def test_it_tends_as_often_as_it_is_asked(filled: Newsroom, tender: Tender, put: Put) -> None:
    revision = filled.revision()
    assert tender.tend(Silent()).changed
    first = tender.pid
    put("One more that nobody has looked at yet, with some words in it.")

    assert tender.tend(Silent()).changed

    assert tender.pid == first
    assert likenesses.left(filled) == 0
    assert Scores(filled).learnt().kept is not None
    assert filled.revision() <= revision + 1, "what it writes is nobody's operation"


def test_one_that_rests_comes_again_when_it_is_needed(filled: Newsroom, tender: Tender) -> None:
    tender.tend(Silent())
    first = tender.pid
    tender.rest()
    assert tender.pid is None

    assert not tender.tend(Silent()).changed

    assert tender.pid not in {None, first}


def _kill(tender: Tender) -> None:
    if tender.pid is not None:
        os.kill(tender.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)


def test_killed_amid_grouping_nothing_is_lost_and_the_next_goes_on(
    filled: Newsroom, tender: Tender
) -> None:
    with pytest.raises(TenderGone):
        tender.tend(Watching(lambda: _kill(tender)))
    left = likenesses.left(filled)
    assert left > 0
    assert look_over(filled).is_sound

    tender.tend(Silent())

    assert likenesses.left(filled) == 0
    assert look_over(filled).is_sound


def test_told_to_stop_it_stops_and_stays(filled: Newsroom, tender: Tender) -> None:
    watching = Watching(lambda: setattr(watching, "stop", True))

    tender.tend(watching)

    assert likenesses.left(filled) > 0
    assert tender.pid is not None


def test_ended_while_it_works_it_is_gone_and_that_is_no_error(tender: Tender) -> None:
    ending: list[threading.Thread] = []

    def end() -> None:
        if not ending:
            ending.append(threading.Thread(target=tender.end))
            ending[0].start()

    assert not tender.tend(Watching(end)).changed

    ending[0].join()
    assert tender.pid is None
    assert not tender.tend(Silent()).changed, "nothing begins any more"


def test_it_does_not_outlive_whoever_began_it(filled: Newsroom) -> None:
    """Its input ends when the other process does, however that ended."""
    child = subprocess.Popen(
        [sys.executable, "-m", "moderation.cli", "assist", "tend", "--for-window",
         "--newsroom", str(filled.path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdin is not None
    child.stdin.write('{"key": null, "model": null}\n')
    child.stdin.close()

    assert child.wait(30) == 0
    assert child.stdout is not None
    child.stdout.close()


def test_trouble_with_the_newsroom_is_told_in_its_sentence(filled: Newsroom) -> None:
    gone = Tender(filled, Scores(filled))
    filled.path.rename(filled.path.with_name("elsewhere.commentdesk"))

    with pytest.raises(NewsroomError, match="There is no"):
        gone.tend(Silent())

    filled.path.with_name("elsewhere.commentdesk").rename(filled.path)
    gone.end()


def test_that_the_file_was_locked_is_trouble_of_the_library_at_the_other_end(
    filled: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decision on a million comments locks it for longer than the process waits."""
    told = io.StringIO()
    inside = Attendance(io.StringIO(), told)

    def find_it_locked(*_what: object) -> bool:
        if told.getvalue():
            raise KeyboardInterrupt
        inside._asked.set()
        raise LibraryError("It is locked.", "Wait.")

    monkeypatch.setattr("moderation.tender.tend", find_it_locked)
    inside._asked.set()
    with pytest.raises(KeyboardInterrupt):
        inside.serve(filled, Scores(filled))
    process = cast("subprocess.Popen[str]", SimpleNamespace(stdout=io.StringIO(told.getvalue())))

    with pytest.raises(LibraryError, match=r"It is locked\."):
        Tender(filled, Scores(filled))._listen(process, Silent())


def test_a_process_that_cannot_begin_is_told(
    filled: Newsroom, tender: Tender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(TenderGone):
        tender.tend(Silent())


def test_of_an_encrypted_newsroom_key_and_model_go_over_the_pipe_alone(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3", reason="the extra `encrypted` is not installed")
    from moderation.sample import fill_sample
    from tests.encrypted import PASSPHRASE

    path = tmp_path / "secret.commentdesk"
    with closing(open_newsroom(path, create=True, passphrase=PASSPHRASE)) as newsroom:
        fill_sample(newsroom)
        scores = Scores(newsroom)
        tender = Tender(newsroom, scores)
        raw = keys.raw_of(path)
        assert raw is not None

        tender.tend(Silent())

        assert likenesses.left(newsroom) == 0
        learnt = scores.learnt().kept
        assert learnt is not None
        if sys.platform == "linux":
            for what in ("cmdline", "environ"):
                told = Path(f"/proc/{tender.pid}/{what}").read_bytes()
                assert PASSPHRASE.encode() not in told
                assert raw.hex().encode() not in told
        assert not scores.file.exists()
        tender.rest()
        tender.tend(Silent())
        assert scores.learnt().kept is learnt, "what was learnt is handed to the next one"
        tender.end()
