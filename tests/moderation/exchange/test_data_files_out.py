"""Data files for Jekyll and Hugo, as PyYAML, json and our own readers read them."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange import data_file, hugo_file, staticman, staticman_files
from moderation.exchange.public_site import PublicComment, PublicPage, PublicSite, Written
from moderation.exchange.source import Notes, Reading
from moderation.exchange.trees import Folder
from moderation.exchange.yaml_out import quoted
from tests.moderation.exchange.test_tables import ARTICLE, NOON, comment, site

T = TypeVar("T")
Write = Callable[[BinaryIO, PublicSite], Written]

RETYPED = [
    "no", "yes", "on", "Off", "y", "true", "null", "~", "", " ", "1e3", "1_000", "0x1f", "012",
    "1:30", "2012-01-01", "2012-12-28 10:42:54 -0500", ".inf", ".nan", "=", "<<", "- a", "? a",
    "*a", "&a", "!!python/object", "%YAML", "---", "...", "a: b", "a #b", "{a}", "[a]", "|", ">",
    "`", "@a", "'", '"', "\\", "\\n", "a\nb", "a\r\nb", "\t", "\x85", "\u2028", "\ufeff", "\x7f",
    "\x9f", "\U0001f600", "é", "\ue000",
]  # fmt: skip


class InFolder:
    """A folder that is written to, without any check."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, name: str, write: Callable[[BinaryIO], T]) -> T:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            return write(file)


def written(write: Write, whole: PublicSite) -> bytes:
    out = io.BytesIO()
    write(out, whole)
    return out.getvalue()


def told(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (draft.external_id, draft.name, draft.body, draft.parent, draft.submitted_at)
        for draft in reading.drafts
        if isinstance(draft, CommentDraft)
    ]


THREAD = [
    ("bridge:c1", "Ana", "<p>Yes, “no”\nand ü</p>", None, NOON),
    ("bridge:c2", "Ana", "<p>Yes, “no”\nand ü</p>", "bridge:c1", NOON),
    ("bridge:c3", "Ana", "<p>Yes, “no”\nand ü</p>", "bridge:c2", NOON),
]


@pytest.mark.parametrize("text", RETYPED)
def test_no_yaml_reader_makes_anything_but_a_text_of_a_text(text: str) -> None:
    assert yaml.safe_load(quoted(text)) == text
    assert yaml.safe_load(f"{quoted(text)}: {quoted(text)}") == {text: text}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_was_typed_is_read_again(text: str) -> None:
    assert yaml.safe_load(f"- {quoted(text)}\n") == [text]
    assert yaml.load(f"- {quoted(text)}\n", Loader=yaml.CSafeLoader) == [text]


@pytest.mark.parametrize("text", ["no", "2012-01-01", "1e3", "~"])
def test_data_files_hold_texts_alone(text: str, tmp_path: Path) -> None:
    article = replace(ARTICLE, key=text)
    one = PublicComment(1, 1, None, text, 0, text, text, NOON, text, text, 0)
    whole = PublicSite(text, NOON, UTC, [article], [])
    pages = [PublicPage(article, [one])]
    for write, load in (
        (hugo_file.write_yaml, yaml.safe_load), (hugo_file.write_json, json.loads),
    ):  # fmt: skip
        ((name, [value]),) = load(written(write, replace(whole, pages=pages))).items()
        assert name == text
        assert (value["name"], value["message"], value["type"]) == (text, text, text)
        assert value["date"] == "2025-06-16T12:00:00Z"
    staticman_files.write_folder(InFolder(tmp_path), replace(whole, pages=pages))
    (file,) = tmp_path.glob("*/*.yml")
    assert all(isinstance(one, str) for one in yaml.safe_load(file.read_bytes()).values())


def test_the_files_are_named_as_staticman_names_them(tmp_path: Path) -> None:
    count = staticman_files.write_folder(InFolder(tmp_path), site(comment(1), comment(2)))

    assert count == Written(2, 2, 4)
    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("*/*"))
    assert names == ["bridge/entry1750075200000-1.yml", "bridge/entry1750075200000-2.yml"]
    assert yaml.safe_load((tmp_path / names[1]).read_bytes()) == {
        "_id": "c2", "_parent": "https://example.org/b", "reply_to": "c1", "name": "Ana",
        "date": "2025-06-16T12:00:00Z", "message": "<p>Yes, “no”\nand ü</p>",
    }  # fmt: skip


def test_our_own_reader_reads_what_jekyll_gets(tmp_path: Path) -> None:
    folder = tmp_path / "_data" / "comments"
    staticman_files.write_folder(InFolder(folder), site(comment(1), comment(2), comment(3)))
    tree = Folder(tmp_path)

    assert staticman.looks_like(tree)
    notes = Notes()
    assert told(staticman.read(tree, notes)) == THREAD
    assert not list(notes.warnings())


@pytest.mark.parametrize("write", [hugo_file.write_yaml, hugo_file.write_json])
def test_our_own_reader_reads_what_hugo_gets(write: Write) -> None:
    data = written(write, site(comment(1), comment(2), comment(3)))

    assert data_file.looks_like(data)
    notes = Notes()
    assert told(data_file.read(io.BytesIO(data), notes)) == THREAD
    assert not list(notes.warnings())
    drafts = list(data_file.read(io.BytesIO(data), Notes()).drafts)
    assert [one.external_id for one in drafts if isinstance(one, ArticleDraft)] == ["bridge"]


@pytest.mark.parametrize(
    ("write", "load"),
    [(hugo_file.write_yaml, yaml.safe_load), (hugo_file.write_json, json.loads)],
)
def test_hugo_has_every_article_and_nothing_of_none(write: Write, load: Any) -> None:
    value = load(written(write, site(comment(1))))

    assert {name: len(comments) for name, comments in value.items()} == {"bridge": 1, "soup": 0}
    assert load(written(write, PublicSite("", NOON, UTC, [], []))) == {}
