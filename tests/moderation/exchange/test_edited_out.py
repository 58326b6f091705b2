"""That the newsroom edited a comment is told in every format that has a place for it."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from typing import BinaryIO

import pytest
from lxml import etree

from moderation.exchange import (
    atom_file,
    csv_file,
    disqus_file,
    hugo_file,
    json_feed,
    json_file,
    json_lines,
    markdown_file,
    wxr_file,
)
from moderation.exchange.public_site import PublicComment, PublicPage, PublicSite, Written
from moderation.exchange.static_fields import fields
from tests.moderation.exchange.test_tables import ARTICLE, NOON

Write = Callable[[BinaryIO, PublicSite], Written]
SAID = PublicComment(1, 1, None, "comment", 0, "Ana", "", NOON, "<p>Yes, it is.</p>", "Yes.", 0)
TELLING: dict[str, Write] = {
    "csv": csv_file.write, "json": json_file.write, "jsonl": json_lines.write,
    "jsonfeed": json_feed.write, "atom": atom_file.write, "markdown": markdown_file.write,
    "wxr": wxr_file.write, "hugo": hugo_file.write_yaml, "hugo-json": hugo_file.write_json,
}  # fmt: skip


def written(write: Write, *, edited: bool) -> bytes:
    page = PublicPage(ARTICLE, [replace(SAID, edited=edited)])
    out = io.BytesIO()
    write(out, PublicSite("The Courier", NOON, UTC, [ARTICLE], [page]))
    return out.getvalue()


@pytest.mark.parametrize("name", TELLING)
def test_it_is_told(name: str) -> None:
    plain, edited = (written(TELLING[name], edited=one) for one in (False, True))

    assert b"edited" in edited
    assert plain != edited


def test_a_table_has_a_column_for_it() -> None:
    (row,) = csv.DictReader(io.StringIO(written(csv_file.write, edited=True).decode("utf-8-sig")))
    (other,) = csv.DictReader(
        io.StringIO(written(csv_file.write, edited=False).decode("utf-8-sig"))
    )

    assert (row["edited"], other["edited"]) == ("true", "")


def test_wordpress_importer_keeps_it_as_meta_of_the_comment() -> None:
    comment = etree.fromstring(written(wxr_file.write, edited=True)).find(".//{*}comment")
    assert comment is not None

    assert comment.findtext("{*}commentmeta/{*}meta_key") == "edited_by_newsroom"
    assert comment.findtext("{*}commentmeta/{*}meta_value") == "1"


def test_a_reader_of_feeds_shows_it_as_a_category() -> None:
    category = etree.fromstring(written(atom_file.write, edited=True)).find(".//{*}category")
    assert category is not None

    assert category.get("term") == "edited-by-newsroom"


def test_data_files_of_static_sites_have_a_field() -> None:
    told = json.loads(written(hugo_file.write_json, edited=True))

    assert told["bridge"][0]["edited"] == "true"
    assert "edited" not in dict(fields(SAID))


def test_the_format_of_disqus_has_no_place_for_it() -> None:
    def without_address(data: bytes) -> list[bytes]:
        return [line for line in data.splitlines() if b"author_email" not in line]

    plain, edited = (written(disqus_file.write, edited=one) for one in (False, True))

    assert without_address(plain) == without_address(edited)
