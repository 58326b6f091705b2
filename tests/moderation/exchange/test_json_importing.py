"""Files in JSON, brought into a newsroom: whole, once, and back out again."""

import json
from pathlib import Path

import pytest

from db.words import Status
from moderation import history
from moderation.errors import ImportRefused
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom
from tests.told import as_json, packed


def valine(number: int, **more: object) -> dict[str, object]:
    return {
        "objectId": f"{number:024x}", "nick": "Ana", "mail": "ana@example.org", "comment": "Yes",
        "url": "/bridge/", "status": "approved", "insertedAt": "2021-10-26T13:00:38.196Z",
    } | more  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [valine(number, pid=f"{number - 1:024x}" if number else "") for number in range(5)]
    path = tmp_path / "whatever.bin"
    path.write_bytes(packed(as_json([*rows, 7, {"no": "comment"}, valine(9, status="odd")])))
    return path


def test_counts_add_up_and_again_adds_nothing(newsroom: Newsroom, file: Path) -> None:
    first = import_file(newsroom, file)
    again = import_file(newsroom, file)

    assert (first.format, first.read, first.added, first.refused) == ("valine", 8, 6, 2)
    assert first.by_status == {Status.APPROVED: 5, Status.PENDING: 1}
    assert [one.where for one in first.problems if "no comment" in one.message] == [
        "comment 6", "comment 7",
    ]  # fmt: skip
    assert (again.read, again.added, again.unchanged, again.refused) == (8, 0, 6, 2)


def test_a_newer_file_brings_up_to_date_and_all_can_be_taken_back(
    newsroom: Newsroom, file: Path, tmp_path: Path
) -> None:
    import_file(newsroom, file)
    newer = tmp_path / "newer.json"
    newer.write_bytes(as_json([valine(1, status="spam", pid=f"{0:024x}"), valine(10)]))
    report = import_file(newsroom, newer)

    assert (report.added, report.updated) == (1, 1)
    history.undo(newsroom)
    history.undo(newsroom)

    assert import_file(newsroom, file).added == 6


def test_nobody_lacking_an_address_is_approved_unless_that_is_wished(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(as_json([valine(1, mail=""), valine(2, mail="8" * 32)]))

    assert import_file(newsroom, path, Choices(dry_run=True)).held == 2
    report = import_file(newsroom, path, Choices(accept_incomplete=True))
    assert report.by_status == {Status.APPROVED: 2}
    assert {one.kind for one in report.warnings} == {"hashed"}


@pytest.mark.parametrize("end", ["", "]x", ', {"objectId": '])
def test_a_file_that_is_broken_leaves_nothing_behind(
    newsroom: Newsroom, tmp_path: Path, end: str
) -> None:
    path = tmp_path / "x.json"
    whole = json.dumps([valine(number) for number in range(700)])
    path.write_text(whole[:-1] + end)

    with pytest.raises(ImportRefused) as refused:
        import_file(newsroom, path)
    assert refused.value.where == "line 1"
    path.write_text(whole)
    assert import_file(newsroom, path).added == 700
