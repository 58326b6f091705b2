"""Whatever the drive does: a sentence, nothing half done, and work goes on afterwards."""

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db import lanes
from db.connecting import connect
from db.rows import Site
from db.words import Verdict
from moderation import arrivals, decisions, edits, history, queue, sites
from moderation.drafts import CommentDraft
from moderation.edits import Edit
from moderation.errors import LibraryError, NewsroomError
from moderation.exporting import export
from moderation.importing import import_file
from moderation.newsroom import Newsroom, open_newsroom
from moderation.search.query import Query
from moderation.soundness import look_over
from tests.calling import write_export
from tests.trouble import TROUBLES, failing_drive, gone, locked

ALSO_ENCRYPTED = True

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="made with Linux's own means")

Work = Callable[[Newsroom, Path], object]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "_BUSY_SECONDS", 0.05)


def _decide(newsroom: Newsroom, folder: Path) -> object:
    found = queue.find(newsroom, Query())
    one = queue.Picked(found.ids[:1], found.revisions[:1])
    return decisions.decide(newsroom, one, Verdict.REJECT)


def _decide_all(newsroom: Newsroom, folder: Path) -> object:
    return decisions.decide(newsroom, queue.find(newsroom, Query()), Verdict.SPAM)


def _edit(newsroom: Newsroom, folder: Path) -> object:
    one = queue.comment(newsroom, queue.find(newsroom, Query()).ids[0])
    change = Edit(name="Ana Berg", email="ana@example.org", url="", body=one.body * 50)
    return edits.edit(newsroom, one.id, one.revision, change)


def _site(newsroom: Newsroom, folder: Path) -> None:
    [site] = queue.sites(newsroom)
    other = Site(site.id, site.key, f"{site.name} Courier", site.url, True, True)
    sites.keep(newsroom, other)


WRITES: dict[str, Work] = {
    "decide": _decide,
    "decide all": _decide_all,
    "undo": lambda newsroom, _folder: history.undo(newsroom),
    "import": lambda newsroom, folder: import_file(newsroom, folder / "export.xml"),
    "edit": _edit,
    "site": _site,
    "setting": lambda newsroom, _folder: newsroom.keep_setting("window", "x" * 20_000),
}
READS: dict[str, Work] = {
    "export": lambda newsroom, folder: export(newsroom, folder / "out.json", "json"),
    "backup": lambda newsroom, folder: newsroom.back_up(folder / "copy.commentdesk"),
}


@pytest.fixture
def desk(open_desk: Callable[..., Newsroom], tmp_path: Path) -> Newsroom:
    """A newsroom in a folder of its own, in which something was decided that can be undone."""
    folder = tmp_path / "drive"
    folder.mkdir()
    desk = open_desk(path=folder / "newsroom.commentdesk")
    import_file(desk, write_export(tmp_path, comments=40))
    write_export(tmp_path, comments=60, site="other")
    _decide_all(desk, tmp_path)
    return desk


def _all_of(newsroom: Newsroom) -> list[tuple[object, ...]]:
    tables = ("operation", "change", "comment", "private_contact", "private_change", "article",
              "site", "setting", "status_count", "article_count")  # fmt: skip
    with newsroom.read() as reading:
        return [tuple(row) for table in tables for row in reading.run(f'SELECT * FROM "{table}"')]


@pytest.mark.parametrize("name", TROUBLES)
def test_what_cannot_be_written_is_said_and_nothing_is_half_done(
    desk: Newsroom, tmp_path: Path, name: str
) -> None:
    trouble, words = TROUBLES[name]
    before = _all_of(desk)

    for what, work in WRITES.items():
        _hold_open(desk)
        with trouble(desk.path), pytest.raises(LibraryError, match=words) as told:
            work(desk, tmp_path)
        assert told.value.way_out, what

    assert _all_of(desk) == before
    for work in WRITES.values():
        work(desk, tmp_path)
    assert look_over(desk).is_sound


def _hold_open(desk: Newsroom) -> None:
    """Have a reader and a writer: what fails below are the files that are open."""
    desk.revision()
    with desk.write() as writing:
        writing.give_up()


def _is_done(work: Callable[[], object]) -> bool:
    try:
        work()
    except NewsroomError as error:
        return not error.way_out  # refused, and it says what to do
    return True


@pytest.mark.parametrize("name", ["full disk", "quota", "failing drive", "gone"])
@pytest.mark.parametrize("what", READS)
def test_what_is_written_elsewhere_is_whole_or_absent(
    desk: Newsroom, tmp_path: Path, name: str, what: str
) -> None:
    trouble, _words = TROUBLES[name]
    out = {"export": "out.json", "backup": "copy.commentdesk"}[what]

    with trouble(desk.path):
        is_whole = _is_done(lambda: READS[what](desk, tmp_path))
        assert (tmp_path / out).exists() == is_whole
    assert not [one.name for one in tmp_path.iterdir() if one.name.startswith(".")]

    READS[what](desk, tmp_path)
    assert (tmp_path / out).exists()


def test_a_decision_reported_before_the_trouble_is_there_after_it(
    desk: Newsroom, tmp_path: Path
) -> None:
    _decide(desk, tmp_path)
    with failing_drive(desk.path), pytest.raises(LibraryError):
        _decide_all(desk, tmp_path)

    with open_newsroom(desk.path) as other:
        assert queue.tally(other).rejected == 1


def test_a_comment_written_during_the_trouble_can_be_sent_again(
    desk: Newsroom, tmp_path: Path
) -> None:
    draft = CommentDraft("harbour-bridge", "Ana", "ana@example.org", "Thank you.")
    before = queue.tally(desk).total
    with locked(desk.path), pytest.raises(LibraryError):
        arrivals.add(desk, draft, article_key="harbour-bridge")

    arrivals.add(desk, draft, article_key="harbour-bridge")

    assert queue.tally(desk).total == before + 1


def test_a_drive_that_is_gone_at_the_end_does_not_keep_the_newsroom_open(
    desk: Newsroom, tmp_path: Path
) -> None:
    other = open_newsroom(desk.path)
    with gone(desk.path):
        other.close()

    assert look_over(desk).is_sound


def test_a_newsroom_emptied_by_another_program_is_told_as_damaged(
    desk: Newsroom, tmp_path: Path
) -> None:
    desk.close()
    with closing(connect(desk.path)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
    with open_newsroom(desk.path) as emptied:
        emptied.revision()
        desk.path.write_bytes(b"")
        with pytest.raises(LibraryError) as told:
            _decide_all(emptied, tmp_path)

    assert "damaged" in told.value.sentence or "moved" in told.value.sentence
