"""Tests for moderation.previews."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.words import Status
from moderation import importing, previews, queue
from moderation.changes import Silent
from moderation.errors import Cancelled, ImportRefused
from moderation.exchange.source import Wishes
from moderation.importing import Choices
from moderation.newsroom import Newsroom
from moderation.previews import ROWS, preview
from moderation.search.query import Query
from tests import wxr_files

TABLE = "Name,Mail,When,Text\n" + "".join(
    f"Ana {n},ana{n}@example.org,2026-03-0{n} 10:00,It opened {n}.\n" for n in range(1, 5)
)


def kept(path: Path, text: str) -> Path:
    """A file with this text."""
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_comments_are_shown_as_they_would_come_in(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = tmp_path / "site.xml"
    path.write_bytes(wxr_files.export(wxr_files.comment(1), wxr_files.comment(2, author="")))

    found = preview(newsroom, path)

    assert (found.format, found.title) == ("wxr", "WordPress export (WXR)")
    assert (found.zoneless, found.table, found.more) == (False, False, False)
    first, second = found.rows
    assert (first.name, first.status, first.article) == ("Ana", Status.APPROVED, "Bridge & harbour")
    assert first.words == "Well said."
    assert first.date == datetime(2025, 6, 16, 7, tzinfo=UTC)
    assert not first.problems
    assert second.status is Status.PENDING
    assert [(one.field, one.message, one.where) for one in second.problems] == [
        ("name", "Name is required.", "line 5")
    ]
    assert found.marked == 1


def test_nothing_is_written(newsroom: Newsroom, tmp_path: Path) -> None:
    path = kept(tmp_path / "letters.csv", TABLE)

    preview(newsroom, path, Choices(wishes=Wishes(columns={"body": "Text"})))

    assert queue.tally(newsroom).total == 0
    # Not even the mapping is remembered: that is for an import.
    assert preview(newsroom, path).mapping["author"] == "Name"


def test_the_preview_says_what_the_import_does(newsroom: Newsroom, tmp_path: Path) -> None:
    path = kept(tmp_path / "letters.csv", TABLE)
    choices = Choices(wishes=Wishes(zone=ZoneInfo("Asia/Tokyo")))

    found = preview(newsroom, path, choices)
    importing.import_file(newsroom, path, choices)

    numbers = queue.find(newsroom, Query()).ids
    came = {(one.name, one.submitted_at, one.status, one.text) for one in (
        queue.comment(newsroom, number) for number in numbers
    )}  # fmt: skip
    assert {(row.name, row.date, row.status, row.words) for row in found.rows} == came


def test_incomplete_ones_can_be_let_in(newsroom: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "site.xml"
    path.write_bytes(wxr_files.export(wxr_files.comment(1, author="")))

    (row,) = preview(newsroom, path, Choices(accept_incomplete=True)).rows

    assert row.status is Status.APPROVED
    assert row.problems


def test_no_address_is_shown(newsroom: Newsroom, tmp_path: Path) -> None:
    text = (
        "Name,E-mail,Date,Comment\n"
        "ana@example.org,ana@example.org,2026-03-01,Write to ana@example.org please\n"
        "Jon,jon@example.org,2026-03-02,Yes\n"
    )

    found = preview(newsroom, kept(tmp_path / "letters.csv", text))

    assert "@" not in str(found)
    assert "[e-mail hidden]" in found.rows[0].words


def test_the_columns_of_a_table_come_with_examples_and_what_they_are_taken_for(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    text = TABLE.replace("\n", ",x\n").replace("Text,x", "Text,Shoe")
    found = preview(newsroom, kept(tmp_path / "letters.csv", text))

    assert found.table
    assert found.named
    assert {one.name: one.field for one in found.columns} == {
        "Name": "author", "Mail": "email", "When": "date", "Text": "body", "Shoe": "",
    }  # fmt: skip
    examples = {one.name: one.examples for one in found.columns}
    assert examples["Name"] == ("Ana 1", "Ana 2", "Ana 3")
    assert examples["Mail"] == ("[e-mail hidden]",)


def test_another_mapping_shows_other_rows(newsroom: Newsroom, tmp_path: Path) -> None:
    path = kept(tmp_path / "letters.csv", TABLE)
    wishes = Wishes(columns={"body": "Name", "author": "Text"})

    found = preview(newsroom, path, Choices(wishes=wishes))

    assert (found.rows[0].name, found.rows[0].words) == ("It opened 1.", "Ana 1")


def test_a_table_without_a_comment_still_has_its_columns(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = kept(tmp_path / "letters.csv", TABLE)
    wishes = Wishes(columns={"body": "", "author": "Name"})

    found = preview(newsroom, path, Choices(wishes=wishes))

    assert found.refusal is not None
    assert "for the comment" in found.refusal.sentence
    assert [one.name for one in found.columns] == ["Name", "Mail", "When", "Text"]
    assert not found.rows


def test_rows_that_would_be_refused_are_there_with_the_reason(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = kept(tmp_path / "letters.csv", TABLE + "a,b,c,d,e,f\n")

    row = preview(newsroom, path).rows[-1]

    assert row.status is None
    assert "6 cells" in row.problems[0].message
    assert row.where == "line 6"


@pytest.mark.parametrize("packed", [False, True])
def test_only_the_first_rows_are_read(newsroom: Newsroom, tmp_path: Path, packed: bool) -> None:
    # What follows the first rows would be refused; whoever stops in time never sees it.
    row = f"Ana,ana@example.org,2026-03-01 10:00,{'It opened. ' * 100}\n"
    raw = ("Name,Mail,When,Text\n" + row * 500 + 'Ana,a@example.org,2026-03-01,"no end').encode()
    path = tmp_path / "letters"
    path.write_bytes(gzip.compress(raw) if packed else raw)

    found = preview(newsroom, path)

    assert len(found.rows) == ROWS
    assert found.more
    assert found.refusal is None
    with pytest.raises(ImportRefused):
        importing.import_file(newsroom, path)


def test_a_large_table_is_not_read_through_to_tell_its_dates(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    # Which of the two is the day is told by a row far behind, and that would be refused.
    row = "Ana,ana@example.org,03/04/2026 10:00,It opened.\n"
    text = "Name,Mail,When,Text\n" + row * 25_000 + 'Ana,a@example.org,2026-03-01,"no end'

    found = preview(newsroom, kept(tmp_path / "letters.csv", text))

    assert found.refusal is None
    assert len(found.rows) == ROWS


def test_what_was_read_before_the_file_broke_is_shown(newsroom: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "comments.jsonl"
    text = 'Ana,2026-03-01,"One"\nJon,2026-03-02,"Two"\nEva,2026-03-03,"never closed\n'
    found = preview(newsroom, kept(path, "name,date,comment\n" + text))

    assert [row.name for row in found.rows] == ["Ana", "Jon"]
    assert found.refusal is not None
    assert found.refusal.where


def test_a_file_that_is_none_is_refused_as_the_import_refuses_it(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    page = kept(tmp_path / "page.html", "<!doctype html><html><body>Hello</body></html>")

    with pytest.raises(ImportRefused, match="it looks like a web page") as refused:
        preview(newsroom, page)

    assert "WordPress export (WXR)" in refused.value.way_out
    with pytest.raises(ImportRefused, match="this newsroom itself"):
        preview(newsroom, newsroom.path)
    with pytest.raises(ImportRefused, match="cannot be opened"):
        preview(newsroom, tmp_path / "gone.xml")


def test_a_folder_and_json_are_previewed_alike(newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "site" / "bridge").mkdir(parents=True)
    told = "name: Ana\nemail: ana@example.org\nmessage: It opened.\ndate: 2026-01-01T12:00:00Z\n"
    kept(tmp_path / "site" / "bridge" / "1.yml", told)
    isso = [{"id": "/bridge", "title": "Bridge", "comments": [{
        "id": 1, "author": "Ana", "email": "ana@example.org", "remote_addr": "192.0.2.1",
        "website": "", "created": "2026-01-01 12:00:00", "text": "It opened.",
    }]}]  # fmt: skip

    folder = preview(newsroom, tmp_path / "site")
    file = preview(newsroom, kept(tmp_path / "comments.json", json.dumps(isso)))

    assert (folder.format, file.format) == ("staticman", "isso-json")
    assert file.zoneless
    assert [row.words for row in (*folder.rows, *file.rows)] == ["It opened.", "It opened."]


class _Stopped(Silent):
    def stop_asked(self) -> bool:
        return True


def test_a_preview_that_nobody_waits_for_ends(newsroom: Newsroom, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        preview(newsroom, kept(tmp_path / "letters.csv", TABLE), progress=_Stopped())


def test_a_file_that_takes_too_long_is_left(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews, "PATIENCE", -1.0)

    found = preview(newsroom, kept(tmp_path / "letters.csv", TABLE))

    assert found.too_long
    assert found.more
    assert found.title == "Table (CSV, TSV)"


def test_a_required_field_is_what_the_site_requires(newsroom: Newsroom, tmp_path: Path) -> None:
    from moderation import sites

    path = kept(tmp_path / "letters.csv", "name,date,comment\n" + "Ana,2026-03-01,One\n" * 3)
    assert preview(newsroom, path).marked == 3

    (site,) = queue.sites(newsroom)
    sites.keep(newsroom, replace(site, email_required=False))

    assert preview(newsroom, path).marked == 0
