"""Whatever was done to its bytes: opening says so, the file stays as it is, what can be read comes
out, and nothing that is wrong is told to be right.
"""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest

from db.trouble import backup_folder
from db.words import Verdict
from moderation import decisions, edits, history, notes, queue
from moderation.edits import Edit
from moderation.errors import Cancelled, DamagedNewsroom, LibraryError
from moderation.mending import Salvage, newest_good, salvage, use_backup
from moderation.newsroom import Newsroom, open_newsroom
from moderation.sample import fill_sample
from moderation.search.grammar import parse
from moderation.soundness import look_over

# The long run: COMMENTDESK_DAMAGES=1000 python -m pytest tests/moderation/test_mending.py
_TIMES = int(os.environ.get("COMMENTDESK_DAMAGES", "9"))
Rows = dict[int, tuple[object, ...]]
# What hangs on nothing else: without a backup, a changed letter in one of these goes unseen.
_UNPROVEN = frozenset({
    "name", "url", "source", "external_id", "parent_external_id", "submitted_at", "received_at",
    "body", "body_format", "links", "lacks", "waiver", "note", "address_stands", "kind",
    "article_id", "parent_id",
})  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom in which was imported, decided, edited and taken back; closed."""
    path = tmp_path_factory.mktemp("sound") / "newsroom.commentdesk"
    with open_newsroom(path, create=True, desk="ana", zone=UTC) as newsroom:
        fill_sample(newsroom)
        for text, verdict in (("loan*", Verdict.SPAM), ("bridge", Verdict.REJECT)):
            found = parse(text, today=newsroom.clock().date(), zone=UTC)
            decisions.decide(newsroom, queue.find(newsroom, found), verdict)
        history.undo(newsroom)
        one = queue.comment(newsroom, 5)
        edits.edit(newsroom, 5, one.revision, Edit(body="What I wrote was too long. " * 400))
    return path


def _comments(path: Path) -> Rows:
    with open_newsroom(path) as newsroom, newsroom.read() as reading:
        return {row[0]: tuple(row) for row in reading.run("SELECT * FROM comment")}


def _columns(path: Path) -> list[str]:
    with open_newsroom(path) as newsroom, newsroom.read() as reading:
        return [row[1] for row in reading.run("PRAGMA table_info(comment)")]


def _counts(path: Path) -> dict[str, int]:
    with open_newsroom(path) as newsroom, newsroom.read() as reading:
        return {
            table: reading.run(f'SELECT count(*) FROM "{table}"').scalar_one()
            for table in ("comment", "article", "operation", "private_contact", "change")
        }


def _damage(path: Path, seed: int) -> None:
    """Flip bytes, zero pages, or cut the file, somewhere."""
    dice = random.Random(seed)
    content = bytearray(path.read_bytes())
    kind = seed % 3
    if kind == 0:
        for _flip in range(dice.choice((1, 5, 50))):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    elif kind == 1:
        for _page in range(dice.choice((1, 3))):
            at = dice.randrange(len(content) // 4096) * 4096
            content[at : at + 4096] = bytes(4096)
    else:
        del content[dice.randrange(len(content) // 3, len(content)) :]
    path.write_bytes(bytes(content))


def _copy(sound: Path, folder: Path) -> Path:
    path = folder / "newsroom.commentdesk"
    shutil.copyfile(sound, path)
    return path


@pytest.mark.parametrize("seed", range(_TIMES))
def test_damage_is_survived_and_nothing_wrong_is_told_to_be_right(
    sound: Path, tmp_path: Path, seed: int
) -> None:
    path = _copy(sound, tmp_path)
    _damage(path, seed)
    damaged = path.read_bytes()

    if _refusal(path):
        assert path.read_bytes() == damaged
    path.write_bytes(damaged)
    outcome = _salvaged(path, tmp_path / "into.commentdesk")

    assert path.read_bytes() == damaged
    if outcome is None:
        return
    _nothing_wrong_is_told_to_be_right(sound, outcome, _UNPROVEN)
    _counts_add_up(sound, outcome)


def _refusal(path: Path) -> str:
    """Why it is not opened; nothing if it is, and looking it over ends with an answer."""
    try:
        with open_newsroom(path) as newsroom:
            look_over(newsroom)
    except LibraryError as error:
        return error.way_out
    return ""


def _salvaged(path: Path, into: Path) -> Salvage | None:
    try:
        return salvage(path, into)
    except LibraryError:
        return None if not into.exists() else pytest.fail("something is left of it")


def _nothing_wrong_is_told_to_be_right(
    sound: Path, outcome: Salvage, unproven: frozenset[str]
) -> None:
    assert outcome.doubtful_count <= 100
    columns, right = _columns(sound), _comments(sound)
    lost_parents = outcome.made_up["link"]
    for number, row in _comments(Path(outcome.file)).items():
        wrong = {
            name
            for name, ours, theirs in zip(columns, row, right.get(number, ()), strict=True)
            if ours != theirs
        }
        if lost_parents:
            wrong.discard("parent_id")
        assert wrong <= unproven or number in outcome.doubtful, (number, wrong)
    with open_newsroom(Path(outcome.file)) as newsroom:
        found = {one.check for one in look_over(newsroom).findings}
    assert found <= {"history", "threads", "completeness"}


def _counts_add_up(sound: Path, outcome: Salvage) -> None:
    there = _counts(Path(outcome.file))
    for table, count in _counts(sound).items():
        read, lost = outcome.tables[table]
        made_up = outcome.made_up.get(table, 0)
        assert there[table] == read + made_up, table
        if table in ("comment", "private_contact"):
            assert read + lost == count, table


@pytest.mark.parametrize("seed", range(0, _TIMES, 3))
def test_with_a_backup_a_changed_letter_is_found(sound: Path, tmp_path: Path, seed: int) -> None:
    path = _copy(sound, tmp_path)
    backup_folder(path).mkdir()
    shutil.copyfile(path, backup_folder(path) / "monday.commentdesk")
    _damage(path, seed)

    outcome = _salvaged(path, tmp_path / "into.commentdesk")

    if outcome is not None:
        assert outcome.compared_with.endswith("monday.commentdesk")
        _nothing_wrong_is_told_to_be_right(sound, outcome, frozenset())


def test_a_sound_newsroom_comes_out_whole(sound: Path, tmp_path: Path) -> None:
    outcome = salvage(_copy(sound, tmp_path))

    assert Path(outcome.file).name == "newsroom-salvaged.commentdesk"
    assert Path(outcome.file).stat().st_mode & 0o777 == 0o600
    assert (outcome.lost, outcome.doubtful_count, set(outcome.made_up.values())) == (0, 0, {0})
    assert _comments(Path(outcome.file)) == _comments(sound)
    assert "from its beginning to its end" in outcome.chain_sentence
    with open_newsroom(Path(outcome.file)) as newsroom:
        assert look_over(newsroom).is_sound
        assert queue.count(newsroom, parse("loan*", today=newsroom.clock().date(), zone=UTC))


def test_a_note_on_a_comment_comes_out_though_nobody_is_trusted_or_blocked(
    sound: Path, tmp_path: Path
) -> None:
    path = _copy(sound, tmp_path)
    with open_newsroom(path) as newsroom:
        number = min(_comments(path))
        notes.add(newsroom, number, "Asked by telephone.")
        written = notes.of(newsroom, number)

    outcome = salvage(path)

    with open_newsroom(Path(outcome.file)) as newsroom:
        assert notes.of(newsroom, number) == written


def test_where_the_beginning_of_the_file_is_gone_the_rest_comes_out(
    sound: Path, tmp_path: Path
) -> None:
    path = _copy(sound, tmp_path)
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])

    with pytest.raises(DamagedNewsroom):
        open_newsroom(path)
    outcome = salvage(path)

    assert outcome.lost == 0
    assert _comments(Path(outcome.file)) == _comments(sound)


def test_a_file_that_was_written_anew_comes_out_without_its_beginning_too(
    sound: Path, tmp_path: Path
) -> None:
    path = _copy(sound, tmp_path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("VACUUM")
    assert path.read_bytes()[4096:] != sound.read_bytes()[4096:]
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])

    outcome = salvage(path)

    assert outcome.lost == 0
    assert _comments(Path(outcome.file)) == _comments(sound)


def _with_log(path: Path, moved_to: Path) -> None:
    """A copy as a crash leaves it: the newest decision is in the log alone."""
    with open_newsroom(path) as newsroom:
        decisions.decide(
            newsroom,
            queue.find_page(
                newsroom, parse("status:pending", today=newsroom.clock().date(), zone=UTC), limit=1
            ),
            Verdict.SPAM,
        )
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{path}{suffix}", f"{moved_to}{suffix}")  # fmt: skip


def test_a_log_of_this_newsroom_is_read(sound: Path, tmp_path: Path) -> None:
    path, crashed = _copy(sound, tmp_path), tmp_path / "crashed.commentdesk"
    _with_log(path, crashed)
    before = crashed.read_bytes(), Path(f"{crashed}-wal").read_bytes()

    outcome = salvage(crashed)

    assert _comments(Path(outcome.file)) == _comments(path)
    assert (crashed.read_bytes(), Path(f"{crashed}-wal").read_bytes()) == before
    open_newsroom(crashed).close()
    assert _comments(crashed) == _comments(path)


def test_a_log_of_another_newsroom_is_refused_and_left_out(sound: Path, tmp_path: Path) -> None:
    other, crashed = tmp_path / "other.commentdesk", tmp_path / "crashed.commentdesk"
    with open_newsroom(other, create=True) as newsroom:
        fill_sample(newsroom)
    _with_log(other, crashed)
    shutil.copyfile(sound, crashed)
    before = crashed.read_bytes(), Path(f"{crashed}-wal").read_bytes()

    with pytest.raises(DamagedNewsroom, match="belongs to another newsroom"):
        open_newsroom(crashed)
    assert (crashed.read_bytes(), Path(f"{crashed}-wal").read_bytes()) == before
    outcome = salvage(crashed)

    assert outcome.log_left_out
    assert _comments(Path(outcome.file)) == _comments(sound)


def test_a_log_that_is_gone_is_missed_and_what_was_before_it_comes_out(
    sound: Path, tmp_path: Path
) -> None:
    path, crashed = _copy(sound, tmp_path), tmp_path / "crashed.commentdesk"
    _with_log(path, crashed)
    Path(f"{crashed}-wal").unlink()
    Path(f"{crashed}-shm").write_bytes(bytes(32768))
    before = crashed.read_bytes()

    with pytest.raises(DamagedNewsroom, match="what was decided last may be missing"):
        open_newsroom(crashed)
    assert crashed.read_bytes() == before
    outcome = salvage(crashed)

    assert outcome.lost == 0
    assert _comments(Path(outcome.file)) == _comments(sound)


def test_the_newest_good_backup_takes_its_place_and_the_damaged_one_is_kept(
    sound: Path, tmp_path: Path
) -> None:
    path = _copy(sound, tmp_path)
    backup_folder(path).mkdir()
    for day, name in enumerate(("monday", "tuesday", "wednesday")):
        copy = backup_folder(path) / f"{name}.commentdesk"
        shutil.copyfile(sound, copy)
        os.utime(copy, (day, day))
    (backup_folder(path) / "wednesday.commentdesk").write_bytes(sound.read_bytes()[:70_000])
    path.write_bytes(sound.read_bytes()[:90_000])
    damaged = path.read_bytes()
    Path(f"{path}-wal").write_bytes(b"log")

    good = newest_good(path)
    assert good is not None
    assert good.path.name == "tuesday.commentdesk"
    aside = use_backup(path, good.path)

    assert aside.read_bytes() == damaged
    assert Path(f"{aside}-wal").read_bytes() == b"log"
    assert _comments(path) == _comments(sound)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_backup_that_is_damaged_itself_is_refused(sound: Path, tmp_path: Path) -> None:
    path = _copy(sound, tmp_path)
    bad = tmp_path / "bad.commentdesk"
    bad.write_bytes(sound.read_bytes()[:70_000])

    with pytest.raises(LibraryError, match="not a good backup"):
        use_backup(path, bad)

    assert path.read_bytes() == sound.read_bytes()


def test_nothing_is_overwritten_and_what_is_no_newsroom_is_refused(
    sound: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there.commentdesk"
    there.write_bytes(b"mine")

    with pytest.raises(LibraryError, match="is there already"):
        salvage(sound, there)
    with pytest.raises(LibraryError, match="no file"):
        salvage(tmp_path / "nowhere", tmp_path / "into")
    with pytest.raises(LibraryError, match="not a Commentdesk newsroom"):
        salvage(there, tmp_path / "into")

    assert there.read_bytes() == b"mine"
    assert [one.name for one in tmp_path.iterdir()] == ["there.commentdesk"]


def test_it_can_be_stopped_and_leaves_nothing(sound: Path, tmp_path: Path) -> None:
    class Impatient:
        def tell(self, done: int, total: int | None, what: str) -> None: ...

        def stop_asked(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        salvage(sound, tmp_path / "into.commentdesk", progress=Impatient())

    assert not list(tmp_path.iterdir())


def test_opening_a_sound_one_reads_no_more_than_a_few_pages(
    open_desk: Callable[..., Newsroom], sound: Path, tmp_path: Path
) -> None:
    path = _copy(sound, tmp_path)
    beside = set(tmp_path.iterdir())

    open_desk(path=path).close()

    assert set(tmp_path.iterdir()) == beside
