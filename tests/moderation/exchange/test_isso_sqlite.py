"""Isso's database: whole, without what it should have forgotten, and without trusting it."""

import gzip
import io
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import foreign
from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import isso_sqlite, readers
from moderation.exchange.source import Draft, Notes, Refusal
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom
from tests.fuzzing.seeds import SCHEMA

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a database out of these statements."""

    def database(*statements: str) -> Path:
        file = tmp_path / "comments.db"
        with closing(sqlite3.connect(file)) as connection:
            for statement in statements:
                connection.executescript(statement)
            connection.commit()
        return file

    return database


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    yield
    assert list(aside.iterdir()) == []


def read(raw: bytes | Path) -> tuple[list[Draft], dict[str, int]]:
    notes = Notes()
    with raw.open("rb") if isinstance(raw, Path) else io.BytesIO(raw) as file:
        drafts = list(isso_sqlite.read(file, notes).drafts)
    return drafts, {one.kind: one.count for one in notes.warnings()}


def test_every_comment_comes_in_or_is_refused(make: Make) -> None:
    drafts, warnings = read(make(SCHEMA))
    bridge, ana, reply, soup, gone, odd, lost = drafts

    assert isinstance(bridge, ArticleDraft)
    assert isinstance(soup, ArticleDraft)
    assert (bridge.external_id, bridge.title, bridge.slug) == ("/bridge/", "The bridge", "bridge")
    assert (soup.external_id, soup.title) == ("/soup/", "/soup/")
    assert isinstance(ana, CommentDraft)
    assert (ana.external_id, ana.name, ana.email) == ("/bridge/:1", "Ana", "ana@example.org")
    assert (ana.ip, ana.url, ana.status) == ("192.0.2.0", "https://ana.example", Status.APPROVED)
    assert (ana.body, ana.body_format) == ("It *is* open", BodyFormat.MARKDOWN)
    assert ana.submitted_at == datetime(2025, 6, 16, 7, 0, 0, 250_000, tzinfo=UTC)
    assert ana.extra == {"likes": "3", "dislikes": "1"}
    assert isinstance(reply, CommentDraft)
    assert (reply.parent, reply.status, reply.name) == ("/bridge/:1", Status.PENDING, "")
    assert (reply.ip, reply.email) == ("", "")
    assert isinstance(odd, CommentDraft)
    assert (odd.status, odd.parent) == (Status.PENDING, "/soup/:3")
    assert isinstance(gone, CommentDraft)
    assert gone.status is Status.REJECTED
    assert isinstance(lost, Refusal)
    assert warnings == {"deleted-private": 1, "unknown-status": 1}


def test_what_a_deleted_comment_still_held_is_not_taken(make: Make) -> None:
    gone = next(
        one for one in read(make(SCHEMA))[0]
        if isinstance(one, CommentDraft) and one.status is Status.REJECTED
    )  # fmt: skip

    assert (gone.email, gone.ip, gone.extra) == ("", "", {})


def test_the_secret_and_the_deleted_address_are_nowhere_in_the_newsroom(
    newsroom: Newsroom, make: Make
) -> None:
    report = import_file(newsroom, make(SCHEMA), Choices(accept_incomplete=True))
    again = import_file(newsroom, make(), Choices(accept_incomplete=True))

    assert (report.read, report.added, report.refused) == (5, 4, 1)
    assert (again.added, again.unchanged) == (0, 4)
    with newsroom.read() as reading:
        dump = "\n".join(str(row) for table in ("private_contact", "comment", "setting")
                         for row in reading.run(f"SELECT * FROM {table}"))  # fmt: skip
    assert "ana@example.org" in dump
    assert "eva@example.org" not in dump
    assert "a-secret-key" not in dump


def test_an_older_version_without_some_columns_is_read(make: Make) -> None:
    file = make(
        "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR, title VARCHAR);"
        "CREATE TABLE comments (tid, id INTEGER PRIMARY KEY, parent, created FLOAT, mode INTEGER,"
        " text VARCHAR, author VARCHAR);"
        "INSERT INTO threads VALUES (1, '/a', 'A'); INSERT INTO comments VALUES"
        " (1, 1, NULL, 1750057200, 1, NULL, x'ff'), (1, 2, NULL, 1e300, 'x', 5, 7);"
    )

    _article, first, second = read(file)[0]

    assert isinstance(first, CommentDraft)
    assert (first.body, first.name, first.email) == ("", "", "")
    assert isinstance(second, CommentDraft)
    assert (second.body, second.name, second.submitted_at) == ("5", "7", None)


def test_a_packed_one_and_one_with_its_log_are_read(make: Make) -> None:
    file = make("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;")
    with closing(sqlite3.connect(file)) as writer:
        writer.executescript(SCHEMA)
        before = {one.name: one.read_bytes() for one in file.parent.glob("comments.db*")}
        live = read(file)[0]
        after = {one.name: one.read_bytes() for one in file.parent.glob("comments.db*")}
    packed = read(gzip.compress(file.read_bytes()))[0]

    assert len(live) == len(packed) == 7
    assert before == after


def test_the_middle_of_a_transaction_is_refused(make: Make) -> None:
    file = make(SCHEMA)
    file.with_name("comments.db-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + b"\0" * 9)

    with pytest.raises(ImportRefused, match="middle of a transaction"):
        read(file)


def test_isso_is_recognised_and_other_databases_are_not(make: Make, newsroom: Newsroom) -> None:
    raw = make(SCHEMA).read_bytes()

    assert readers.of_file(raw[: readers.HEAD]).name == "isso"
    assert readers.of_file(gzip.compress(raw)[: readers.HEAD]).name == "isso"
    with pytest.raises(ImportRefused, match="SQLite"):
        readers.of_file(newsroom.path.read_bytes()[: readers.HEAD])


@pytest.mark.parametrize(
    "schema",
    [
        "CREATE TABLE other (id);",
        "CREATE TABLE threads (id, uri, title); CREATE VIEW comments AS"
        " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT 1 AS tid, i AS id, 1 AS mode, 'x' AS text FROM n;",
        "CREATE TABLE threads (id, uri, title);"
        "CREATE VIRTUAL TABLE comments USING fts5(tid, id, mode, text);",
        "CREATE TABLE threads (id, uri, title); CREATE TABLE comments (tid, id, mode,"
        " text AS (hex(zeroblob(1000000))));",
    ],
)
def test_views_virtual_tables_and_computed_columns_are_not_read(make: Make, schema: str) -> None:
    with pytest.raises(ImportRefused, match="no tables of comments"):
        read(make(schema))


def test_more_work_than_the_size_explains_is_refused(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "_STEPS", 0)
    monkeypatch.setattr(foreign, "_STEPS_A_BYTE", 0)
    monkeypatch.setattr(foreign, "_STRIDE", 10)

    with pytest.raises(ImportRefused, match="more work"):
        read(make(SCHEMA))


def test_a_damaged_one_is_refused(make: Make) -> None:
    raw = bytearray(make(SCHEMA).read_bytes())
    raw[4096:4300] = b"\xff" * 204

    with pytest.raises(ImportRefused, match="damaged"):
        read(bytes(raw))
    with pytest.raises(ImportRefused, match="damaged"):
        read(b"SQLite format 3\x00" + b"comments threads remote_addr voters")


def test_a_damaged_one_of_which_sqlite_quotes_what_is_no_text_is_refused(make: Make) -> None:
    raw = make(SCHEMA).read_bytes()
    assert b"AFTER DELETE ON" in raw

    with pytest.raises(ImportRefused, match="damaged"):
        read(raw.replace(b"AFTER DELETE ON", b"AFTER DEL\x82TE ON"))


@settings(max_examples=120)
@given(
    st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=40)),
        min_size=1,
        max_size=6,
    ),
    st.floats(0.2, 1),
)
def test_any_damage_is_read_or_refused(
    make: Make, changes: list[tuple[float, bytes]], kept: float
) -> None:
    file = make()
    if not file.stat().st_size:
        make(SCHEMA)
    raw = bytearray(file.read_bytes())
    for place, new in changes:
        at = int(place * len(raw))
        raw[at : at + len(new)] = new
    cut = bytes(raw[: int(len(raw) * kept)] if kept < 0.9 else raw)
    isso_sqlite.looks_like(cut)
    told = "read"
    try:
        read(cut)
    except ImportRefused as refused:
        told = refused.sentence
    assert told


def test_the_real_one_is_empty(samples: Path) -> None:
    file = samples / "abdullahkhalids__qecft" / "isso.db"

    assert isso_sqlite.looks_like(file.read_bytes()[: readers.HEAD])
    assert read(file) == ([], {})
