"""A head that was signed off shows a history that was rewritten, seals and all."""

from contextlib import closing
from pathlib import Path

import pytest

from db import seals
from db.connecting import connect
from db.words import Verdict
from moderation import decisions, heads, history, queue
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom
from moderation.search.query import Query
from moderation.soundness import look_over
from tests.calling import Put, call

ALSO_ENCRYPTED = True


def _rewrite(path: Path) -> None:
    """What somebody does who knows the program: change who did it, and seal everything anew."""
    with closing(connect(path)) as raw, raw:
        raw.row_factory = lambda cursor, row: dict(
            zip([one[0] for one in cursor.description], row, strict=True)
        )
        raw.execute("UPDATE operation SET desk = 'eve' WHERE id = 2")
        before = ""
        for row in raw.execute("SELECT * FROM operation ORDER BY id").fetchall():
            told = dict(row) | {"previous_hash": before}
            before = seals.hash_of(told)
            raw.execute("UPDATE operation SET previous_hash = ?, hash = ? WHERE id = ?",
                        (told["previous_hash"], before, row["id"]))  # fmt: skip


def _work(newsroom: Newsroom, put: Put) -> None:
    put(), put()
    decisions.decide(newsroom, queue.find(newsroom, Query()), Verdict.SPAM)


def test_a_history_rewritten_with_all_its_seals_is_found_by_its_head_alone(
    newsroom: Newsroom, put: Put, tmp_path: Path
) -> None:
    _work(newsroom, put)
    heads.save(newsroom, tmp_path / "head.txt")
    head = heads.signed_off(tmp_path / "head.txt")
    history.undo(newsroom)
    assert look_over(newsroom, head=head).is_sound

    _rewrite(newsroom.path)

    assert look_over(newsroom).is_sound
    [found] = look_over(newsroom, head=head).findings
    assert found.check == "head"
    assert "Operation 3 is not the one that was signed off" in found.sentence


def test_a_history_that_was_cut_short_is_found(
    newsroom: Newsroom, put: Put, tmp_path: Path
) -> None:
    _work(newsroom, put)
    head = heads.SignedOff(7, "0" * 64)

    [found] = look_over(newsroom, head=head).findings

    assert found.sentence == "The head that was signed off is operation 7; it is not there."


def test_the_command_prints_saves_and_checks_it(
    newsroom: Newsroom, put: Put, tmp_path: Path
) -> None:
    _work(newsroom, put)
    saved = tmp_path / "head.txt"

    printed = call("--newsroom", newsroom.path, "head")
    told = call("--newsroom", newsroom.path, "head", "--save", saved, "--json").told

    assert "Operation: 3\nSeal: " in printed.out
    assert (told["operation"], len(told["seal"])) == (3, 64)
    assert call("--newsroom", newsroom.path, "check", "--head", saved).status == 0
    assert "is there already" in call("--newsroom", newsroom.path, "head", "--save", saved).err
    _rewrite(newsroom.path)
    outcome = call("--newsroom", newsroom.path, "check", "--head", saved)
    assert (outcome.status, "head: Operation 3 is not" in outcome.out) == (1, True)


@pytest.mark.parametrize("text", ["", "Operation: 3\nSeal: abc\n", "Seal: " + "0" * 64])
def test_what_is_no_head_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "head.txt").write_text(text, encoding="utf-8")

    with pytest.raises(NewsroomError, match="no head of a history"):
        heads.signed_off(tmp_path / "head.txt")


def test_a_head_typed_off_from_paper_on_another_system_is_read(tmp_path: Path) -> None:
    pieces = " ".join(["0123abcd"] * 8)
    (tmp_path / "head.txt").write_bytes(f"Operation: 3\r\nSeal: {pieces}\r\n".encode("utf-8-sig"))

    assert heads.signed_off(tmp_path / "head.txt") == heads.SignedOff(3, "0123abcd" * 8)


def test_an_empty_newsroom_has_no_head(newsroom: Newsroom, tmp_path: Path) -> None:
    with pytest.raises(NewsroomError, match="Nothing was done yet"):
        heads.save(newsroom, tmp_path / "head.txt")

    assert call("--newsroom", newsroom.path, "check", "--head", tmp_path / "none").status == 1
