"""Exports of a whole newsroom, read by programs that others wrote."""

import csv
import json
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import jsonschema
import pandas  # type: ignore[import-untyped]
import pytest
from lxml import etree

from db.words import Status
from moderation import queue
from moderation.exchange import atom_file
from moderation.exporting import export
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom, open_newsroom
from tests.putting import put_comment

# https://www.jsonfeed.org/version/1.1/, what it says of a feed and its items, as JSON Schema; what
# it does not name must begin with an underscore.
_TEXT = {"type": "string"}
_URL = {"type": "string", "pattern": "^https?://"}
_AUTHOR = {
    "type": "object",
    "properties": {"name": _TEXT, "url": _URL, "avatar": _URL},
    "minProperties": 1,
    "additionalProperties": False,
}
_ITEM = {
    "type": "object",
    "required": ["id"],
    "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
    "properties": {
        "id": {"type": "string", "minLength": 1}, "url": _URL, "external_url": _URL,
        "title": _TEXT, "content_html": _TEXT, "content_text": _TEXT, "summary": _TEXT,
        "image": _URL, "banner_image": _URL, "language": _TEXT,
        "date_published": {"type": "string", "format": "date-time"},
        "date_modified": {"type": "string", "format": "date-time"},
        "authors": {"type": "array", "items": _AUTHOR}, "tags": {"type": "array", "items": _TEXT},
        "attachments": {"type": "array"},
    },
    "patternProperties": {"^_[^.]+$": {"type": "object"}},
    "additionalProperties": False,
}  # fmt: skip
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"}, "title": _TEXT,
        "home_page_url": _URL, "feed_url": _URL, "description": _TEXT, "user_comment": _TEXT,
        "next_url": _URL, "icon": _URL, "favicon": _URL, "language": _TEXT,
        "authors": {"type": "array", "items": _AUTHOR}, "expired": {"type": "boolean"},
        "hubs": {"type": "array"}, "items": {"type": "array", "items": _ITEM},
    },
    "patternProperties": {"^_[^.]+$": {"type": "object"}},
    "additionalProperties": False,
}  # fmt: skip
# What RFC 4287 and RFC 4685 demand of a feed and its entries, as RELAX NG, as far as we write it:
# anything else in a feed is refused.
_RELAX_NG = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="feed"><ref name="id"/><interleave>
 <element name="title"><text/></element>
 <element name="id"><ref name="iri"/></element>
 <element name="updated"><ref name="date"/></element>
 <optional><element name="generator"><text/></element></optional>
 <zeroOrMore><ref name="entry"/></zeroOrMore></interleave></element></start>
<define name="entry"><element name="entry"><ref name="id"/><interleave>
 <oneOrMore><element name="author"><interleave>
  <element name="name"><data type="string"><param name="minLength">1</param></data></element>
  <optional><element name="uri"><ref name="iri"/></element></optional></interleave></element>
 </oneOrMore>
 <element name="title"><text/></element>
 <element name="id"><ref name="iri"/></element>
 <element name="updated"><ref name="date"/></element>
 <optional><element name="published"><ref name="date"/></element></optional>
 <zeroOrMore><element name="link"><attribute name="rel"/><attribute name="href"><ref name="iri"/>
  </attribute><optional><attribute name="type"/></optional><empty/></element></zeroOrMore>
 <element name="content"><attribute name="type"><choice><value>text</value><value>html</value>
  </choice></attribute><text/></element>
 <oneOrMore><element name="in-reply-to" ns="http://purl.org/syndication/thread/1.0">
  <attribute name="ref" ns=""><ref name="iri"/></attribute>
  <optional><attribute name="href" ns=""><ref name="iri"/></attribute></optional>
  <optional><attribute name="type" ns=""/></optional><empty/></element></oneOrMore>
</interleave></element></define>
<define name="id"><optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
</define>
<define name="iri"><data type="string"><param name="pattern">[a-z]+:[^\\s]+</param></data></define>
<define name="date"><data type="dateTime"><param name="pattern">.*Z</param></data></define>
</grammar>
"""
ODD = ['=HYPERLINK("http://x.example")', 'So; "it",\nis\r\nso', "NA", "1e5", "007", "true", "  x "]
# The whole of Isso's own command, but for its questions.
_ISSO = (
    "import sys; from isso import config, migrate; from isso.db import SQLite3;"
    "conf = config.new({'general': {'dbpath': sys.argv[2], 'max-age': '15m'},"
    " 'moderation': {'enabled': 'false', 'purge-after': '30d',"
    " 'approve-if-email-previously-approved': 'false'}, 'guard': {'enabled': 'false'}});"
    "migrate.dispatch('wordpress', SQLite3(sys.argv[2], conf), sys.argv[1])"
)


@pytest.fixture
def odd(filled: Newsroom) -> Newsroom:
    """The sample newsroom, and approved comments that a reader may take for something else."""
    for minute, text in enumerate(ODD):
        put_comment(filled, text, name=text, minute=minute, status=Status.APPROVED)
    return filled


def test_a_json_feed_keeps_to_the_schema_of_the_format(odd: Newsroom, tmp_path: Path) -> None:
    target = tmp_path / "comments.json"

    receipt = export(odd, target, "jsonfeed")

    feed = json.loads(target.read_text(encoding="utf-8"))
    jsonschema.validate(feed, JSON_FEED)
    assert len(feed["items"]) == receipt.comments == queue.tally(odd).approved
    assert len({item["id"] for item in feed["items"]}) == receipt.comments


def test_an_atom_feed_keeps_to_its_grammar_and_tells_who_answers_whom(
    odd: Newsroom, tmp_path: Path
) -> None:
    target = tmp_path / "comments.atom"
    receipt = export(odd, target, "atom")
    export(odd, tmp_path / "comments.json", "json")

    tree = etree.parse(str(target))
    etree.RelaxNG(etree.fromstring(_RELAX_NG)).assertValid(tree)
    feed = feedparser.parse(target.read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == len({one.id for one in feed.entries}) == receipt.comments

    # RFC 4685: each entry names what it answers, another entry of the feed or the article's page.
    told = json.loads((tmp_path / "comments.json").read_text(encoding="utf-8"))
    ids = [one["id"] for one in told["comments"]]
    parents = [one["reply_to"] for one in told["comments"]]
    names = dict(zip(ids, (one.id for one in feed.entries), strict=True))
    answers = [one.get("ref") for one in tree.iter(f"{{{atom_file.THREAD}}}in-reply-to")]
    assert sum(parent is not None for parent in parents) > 3
    for parent, answer in zip(parents, answers, strict=True):
        if parent is not None:
            assert answer == names[parent]
        else:
            assert answer not in names.values()


@pytest.mark.parametrize(
    "name",
    ["json", "jsonl", "jsonfeed", "csv", "atom", "wxr", "disqus", "staticman", "hugo", "hugo-json"],
)
def test_what_went_out_comes_in_again_by_our_own_importer(
    odd: Newsroom, tmp_path: Path, name: str
) -> None:
    target = tmp_path / "out"
    receipt = export(odd, target, name)

    with open_newsroom(tmp_path / "b.commentdesk", create=True, desk="ana") as other:
        report = import_file(other, target, Choices(accept_incomplete=True))

    assert report.read == report.added == receipt.comments
    assert report.refused == 0


def test_a_table_is_read_alike_by_a_spreadsheet_library_and_by_csv(
    odd: Newsroom, tmp_path: Path
) -> None:
    target = tmp_path / "comments.csv"
    receipt = export(odd, target, "csv")

    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pandas.read_csv(target, dtype=str, keep_default_na=False, encoding="utf-8-sig")

    assert len(rows) == receipt.comments
    assert table.to_dict("records") == rows


@pytest.mark.skipif("ISSO_PYTHON" not in os.environ, reason="ISSO_PYTHON names no Python with Isso")
def test_issos_importer_reads_a_wordpress_export(odd: Newsroom, tmp_path: Path) -> None:
    target, made = tmp_path / "comments.xml", tmp_path / "comments.db"
    receipt = export(odd, target, "wxr")

    subprocess.run(
        [os.environ["ISSO_PYTHON"], "-c", _ISSO, target, made], check=True, capture_output=True
    )

    with closing(sqlite3.connect(made)) as database:
        texts = [row[0] for row in database.execute("SELECT text FROM comments WHERE mode = 1")]
    assert len(texts) == receipt.comments
