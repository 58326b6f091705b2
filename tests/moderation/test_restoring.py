"""Backups are lossless, and restored whole or not at all."""

import gzip
import hashlib
import json
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import migrations
from db.connecting import connect
from db.words import Verdict
from moderation import decisions, edits, erasure, history, notes, person, queue
from moderation.edits import Edit
from moderation.errors import Cancelled, ImportRefused, LibraryError, NewsroomError, NothingToUndo
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom, open_newsroom
from moderation.private_copies import copy_to
from moderation.queue import Picked
from moderation.restoring import restore
from moderation.search.query import Query
from moderation.soundness import look_over
from tests.calling import write_export
from tests.db.samples import unpacked
from tests.dumping import dump

ALSO_ENCRYPTED = True

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["decide", "edit", "note", "waive", "undo", "erase", "import", "setting"]),
        st.integers(0, 50),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    ),
    max_size=6,
)


def do(newsroom: Newsroom, folder: Path, deed: str, number: int, text: str) -> None:
    """One deed at random; what cannot be done is not."""
    found = queue.find(newsroom, Query())
    if not found.ids:
        raise NothingToUndo("")
    at = number % len(found)
    one = Picked(found.ids[at : at + 1], found.revisions[at : at + 1])
    match deed:
        case "decide":
            decisions.decide(newsroom, found if number % 5 == 0 else one, list(Verdict)[number % 4])
        case "edit":
            edits.edit(newsroom, one.ids[0], one.revisions[0], Edit(name=text or "Jon", body=text))
        case "note":
            notes.change(newsroom, one.ids[0], None, text)
        case "waive":
            decisions.waive(newsroom, one, text)
        case "undo":
            history.undo(newsroom)
        case "erase":
            erasure.erase(newsroom, person.person_of(newsroom, one.ids[0]))
        case "import":
            site = f"site{number % 3}"
            import_file(newsroom, write_export(folder, f"{site}.xml", 1 + number % 4, site))
        case _:
            newsroom.keep_setting("paper", text)


@settings(max_examples=8)
@given(deeds=DEEDS, form=st.sampled_from(["a.jsonl", "a.jsonl.gz", "a.sqlite"]))
def test_a_newsroom_comes_out_of_its_backup_as_it_went_in(
    deeds: list[tuple[str, int, str]], form: str
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, copy, again = (folder / one for one in ("a.commentdesk", form, "b.commentdesk"))
        with open_newsroom(path, create=True, desk="ana") as newsroom:
            import_file(newsroom, write_export(folder), Choices(accept_incomplete=True))
            for deed in deeds:
                try:
                    do(newsroom, folder, *deed)
                except NewsroomError:
                    continue
            copy_to(newsroom, copy, "sqlite" if form == "a.sqlite" else "jsonl")

        outcome = restore(again, copy)

        assert dump(again) == dump(path)
        assert outcome.broken is None
        with open_newsroom(path) as old, open_newsroom(again) as new:
            assert not look_over(new).findings
            assert queue.find(new, Query()).ids == queue.find(old, Query()).ids
            assert (history.next_undo(new) is None) == (history.next_undo(old) is None)
            if history.next_undo(new) is not None:
                assert history.undo(new).comments == history.undo(old).comments
                assert look_over(new).is_sound


def backup_of(filled: Newsroom, name: str = "copy.jsonl") -> Path:
    """A backup of the sample newsroom."""
    target = filled.path.with_name(name)
    copy_to(filled, target, "jsonl")
    return target


def test_its_first_bytes_say_that_it_is_private(filled: Newsroom) -> None:
    head = backup_of(filled).read_bytes()[:200]

    assert head.startswith(b'{"commentdesk-backup":1,"private":"Holds readers\' e-mail and IP')


def test_every_table_is_told_but_what_is_made_from_the_others(newsroom: Newsroom) -> None:
    from db.dumping import TABLES

    derived = {"status_count", "likeness", "likeness_band", "likeness_wanted", "score"}
    assert set(dump(newsroom.path)) - set(TABLES) == derived


def test_a_text_backup_that_was_cut_or_edited_is_refused_and_nothing_is_left(
    filled: Newsroom, tmp_path: Path
) -> None:
    whole = backup_of(filled).read_bytes()
    lines = whole.splitlines(keepends=True)
    folder = tmp_path / "new"
    folder.mkdir()
    spoilt = {
        "cut in a line": whole[:-9],
        "without its last line": b"".join(lines[:-1]),
        "without a row": b"".join(lines[:9] + lines[10:]),
        "with a row twice": b"".join([*lines[:9], lines[8], *lines[9:]]),
        "edited": whole.replace(b"bridge", b"brigde", 1),
        "of two": whole + whole,
        "with more": whole + b"\n",
        "of a line": lines[0],
        "cut packed": gzip.compress(whole)[:-40],
        "flipped packed": _flipped(gzip.compress(whole)),
    }

    for what, content in spoilt.items():
        (tmp_path / "spoilt").write_bytes(content)
        with pytest.raises(ImportRefused, match=r"cut off|not as it was|damaged|no newsroom"):
            restore(folder / "new.commentdesk", tmp_path / "spoilt")
        assert list(folder.iterdir()) == [], what


def _flipped(packed: bytes) -> bytes:
    middle = len(packed) // 2
    return packed[:middle] + bytes([packed[middle] ^ 0xFF]) + packed[middle + 1 :]


def _sealed_anew(lines: list[bytes]) -> bytes:
    """The lines with a seal that fits them, as a forger would write it."""
    body = b"".join(lines[:-1])
    end = json.loads(lines[-1])
    counts: dict[str, int] = {}
    for line in lines[1:-1]:
        table = next(iter(json.loads(line)))
        counts[table] = counts.get(table, 0) + 1
    end |= {"rows": counts, "sha256": hashlib.sha256(body).hexdigest()}
    return body + json.dumps(end).encode() + b"\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'{"comment":{', b'{"no_table":{'),
        (b'"revision":', b'"revsion":'),
        (b'"status":"pending"', b'"status":"nice"'),
        (b'"article_id":1,', b'"article_id":999,'),
        (b'"kind":"comment"', b'"kind":null'),
        (b'"links":0', b'"links":99999999999999999999'),
        (b'"links":0', b'"links":[]'),
    ],
)
def test_a_forged_row_that_fits_no_newsroom_is_refused(
    filled: Newsroom, tmp_path: Path, old: bytes, new: bytes
) -> None:
    lines = backup_of(filled).read_bytes().splitlines(keepends=True)
    forged = [lines[0], *(line.replace(old, new, 1) for line in lines[1:-1]), lines[-1]]
    assert forged != lines
    (tmp_path / "forged").write_bytes(_sealed_anew(forged))

    with pytest.raises(ImportRefused):
        restore(tmp_path / "new.commentdesk", tmp_path / "forged")

    assert not (tmp_path / "new.commentdesk").exists()


def test_a_forged_history_is_restored_and_told(filled: Newsroom, tmp_path: Path) -> None:
    lines = backup_of(filled).read_bytes().splitlines(keepends=True)
    forged = [line.replace(b'"desk":"ana"', b'"desk":"eva"') for line in lines]
    (tmp_path / "forged").write_bytes(_sealed_anew(forged))

    outcome = restore(tmp_path / "new.commentdesk", tmp_path / "forged")

    assert outcome.broken == 1
    assert "does not hold from operation 1" in outcome.sentence


def test_counts_are_made_anew_whatever_a_file_says(filled: Newsroom, tmp_path: Path) -> None:
    lines = backup_of(filled).read_bytes().splitlines(keepends=True)
    forged = [line.replace(b'"total":', b'"total":9') for line in lines]
    (tmp_path / "forged").write_bytes(_sealed_anew(forged))

    restore(tmp_path / "new.commentdesk", tmp_path / "forged")

    assert dump(tmp_path / "new.commentdesk") == dump(filled.path)


@pytest.mark.parametrize(("field", "value"), [("commentdesk-backup", 2), ("schema", 99)])
def test_a_backup_of_a_newer_program_is_refused_by_that_name(
    filled: Newsroom, tmp_path: Path, field: str, value: int
) -> None:
    lines = backup_of(filled).read_bytes().splitlines(keepends=True)
    first = json.dumps(json.loads(lines[0]) | {field: value}, separators=(",", ":")).encode()
    (tmp_path / "newer").write_bytes(_sealed_anew([first + b"\n", *lines[1:]]))

    with pytest.raises(ImportRefused, match="newer Commentdesk"):
        restore(tmp_path / "new.commentdesk", tmp_path / "newer")


def test_a_newer_or_damaged_newsroom_file_is_refused(filled: Newsroom, tmp_path: Path) -> None:
    copy = tmp_path / "copy.commentdesk"
    filled.back_up(copy)
    with closing(connect(copy)) as raw:
        raw.execute(f"PRAGMA user_version = {migrations.latest() + 1}")
    with pytest.raises(LibraryError, match=r"copy\.commentdesk was written by a newer"):
        restore(tmp_path / "new.commentdesk", copy)

    content = copy.read_bytes()
    copy.write_bytes(content[: len(content) // 2])
    with pytest.raises(LibraryError, match="not a good backup"):
        restore(tmp_path / "new.commentdesk", copy)
    assert not (tmp_path / "new.commentdesk").exists()


def test_backups_of_old_newsrooms_are_brought_up_to_date(tmp_path: Path) -> None:
    with unpacked(1) as old:
        outcome = restore(tmp_path / "new.commentdesk", old)

    assert outcome.comments > 0
    with open_newsroom(tmp_path / "new.commentdesk") as newsroom:
        assert look_over(newsroom).is_sound


class _Stops:
    """Progress that says stop at the n-th look."""

    def __init__(self, at: int) -> None:
        self.left = at

    def tell(self, done: int, total: int | None, what: str) -> None:
        """Tell nobody."""

    def stop_asked(self) -> bool:
        """Whether it is time."""
        self.left -= 1
        return self.left < 0


@pytest.mark.parametrize("form", ["sqlite", "jsonl", "wxr"])
def test_stopping_leaves_nothing(filled: Newsroom, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "out"

    with pytest.raises(Cancelled):
        copy_to(filled, folder / "copy", form, progress=_Stops(0))
    with pytest.raises(Cancelled):
        restore(folder / "new.commentdesk", backup_of(filled), progress=_Stops(1))

    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("form", ["sqlite", "jsonl", "wxr"])
def test_a_link_that_somebody_planted_is_not_followed(
    filled: Newsroom, tmp_path: Path, form: str
) -> None:
    (tmp_path / "copy").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(FileExistsError):
        copy_to(filled, tmp_path / "copy", form)
    (tmp_path / "new.commentdesk").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LibraryError, match="is a link"):
        restore(tmp_path / "new.commentdesk", backup_of(filled))

    assert not (tmp_path / "elsewhere").exists()


def test_what_was_there_is_kept_with_the_log_of_its_newest_decisions(
    filled: Newsroom, tmp_path: Path
) -> None:
    copy = backup_of(filled)
    first = dump(filled.path)
    decisions.decide(filled, queue.find(filled, Query()), Verdict.SPAM)
    before = dump(filled.path)

    # Somebody else has it open, as another program would: the log stays beside it.
    outcome = restore(filled.path, copy)

    assert outcome.aside is not None
    assert dump(filled.path) == first
    assert dump(outcome.aside) == before
    with pytest.raises(LibraryError, match="moved, deleted or replaced"):
        decisions.decide(filled, queue.find(filled, Query()), Verdict.HOLD)


def test_two_restores_of_one_second_keep_both(filled: Newsroom) -> None:
    copy = backup_of(filled)
    filled.close()

    kept = {restore(filled.path, copy).aside for _turn in range(3)}

    assert len(kept) == 3
