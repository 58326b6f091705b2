"""Mappings of tables are remembered by their header, and our own table comes back as it went."""

from dataclasses import replace
from pathlib import Path

import pytest

from db.words import Status
from moderation import columns, exporting
from moderation.errors import ImportRefused
from moderation.exchange.csv_names import FIELDS
from moderation.exchange.source import Wishes
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom, open_newsroom
from tests.calling import ExportFile

HEADER = "Wer,Was,Wem\n"


def _file(folder: Path, row: str, name: str = "t.csv") -> Path:
    file = folder / name
    file.write_text(HEADER + row, encoding="utf-8")
    return file


TABLE = Choices(format="csv")
MAPPED = Choices(format="csv", wishes=Wishes(columns={"body": "Wem", "author": "Was"}))


def test_a_mapping_that_was_imported_with_is_remembered_for_the_same_header(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    import_file(newsroom, _file(tmp_path, "a,Ana,It is open\n"), MAPPED)

    report = import_file(newsroom, _file(tmp_path, "b,Jon,So it is\n", "u.csv"), TABLE)

    assert report.added == 1
    assert columns.recall(newsroom, ("Wer", "Was", "Wem")) == {
        **dict.fromkeys(FIELDS, ""), "body": "Wem", "author": "Was",
    }  # fmt: skip
    assert columns.recall(newsroom, ("Wer", "Was")) == {}
    assert "columns" not in {one.kind for one in report.warnings}


def test_a_dry_run_and_a_guess_are_not_remembered(newsroom: Newsroom, tmp_path: Path) -> None:
    file = _file(tmp_path, "a,Ana,It is open at last\nb,Jon,So it is at last\n")

    import_file(newsroom, file, replace(MAPPED, dry_run=True))
    import_file(newsroom, file, TABLE)

    assert columns.recall(newsroom, ("Wer", "Was", "Wem")) == {}


def test_what_has_no_columns_cannot_be_mapped(newsroom: Newsroom, export_file: ExportFile) -> None:
    with pytest.raises(ImportRefused, match="no columns to map"):
        import_file(newsroom, export_file(), replace(MAPPED, format=None))


def test_our_own_public_table_comes_back(filled: Newsroom, tmp_path: Path) -> None:
    exporting.export(filled, tmp_path / "all.csv", "csv")

    with open_newsroom(tmp_path / "other.commentdesk", create=True) as other:
        report = import_file(other, tmp_path / "all.csv", Choices(accept_incomplete=True))
        again = import_file(other, tmp_path / "all.csv", Choices(accept_incomplete=True))
        exporting.export(other, tmp_path / "again.csv", "csv")

    before, after = ((tmp_path / name).read_bytes() for name in ("all.csv", "again.csv"))
    assert report.by_status == {Status.APPROVED.value: report.read}
    assert (again.added, again.unchanged) == (0, report.read)
    assert _without_numbers(after) == _without_numbers(before)
    assert report.read > 20


def _without_numbers(raw: bytes) -> list[list[str]]:
    """The rows without ids, which each newsroom gives itself; parents by their text."""
    import csv
    import io

    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    texts = {row["id"]: row["text"] for row in rows}
    return sorted(
        [texts.get(value, "") if name == "reply_to" else value
         for name, value in row.items() if name != "id"]
        for row in rows
    )  # fmt: skip
