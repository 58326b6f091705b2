"""One file of comments in YAML or JSON, in the shapes that static sites keep."""

import io
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from db.words import Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import data_file, readers
from moderation.exchange.source import Draft, Notes, Refusal, Wishes
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom


def one(name: str, **more: object) -> dict[str, object]:
    return {"author": name, "content": f"By {name}", "date": "2025-06-16T07:00:00Z", **more}


def read(raw: bytes) -> list[Draft]:
    return list(data_file.read(io.BytesIO(raw), Notes(), Wishes()).drafts)


def comments(raw: bytes) -> list[CommentDraft]:
    return [draft for draft in read(raw) if isinstance(draft, CommentDraft)]


def as_yaml(value: object) -> bytes:
    return yaml.safe_dump(value, sort_keys=False).encode()


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


both = pytest.mark.parametrize("write", [as_yaml, as_json])


@both
@pytest.mark.parametrize(
    "shape",
    [
        {"/bridge/": [one("Ana", id=1), one("Jon", id=2)], "soup": [one("Eva", id=1)]},
        {"/bridge/": {"1": one("Ana"), "2": one("Jon")}, "soup": {"1": one("Eva")}},
        [one("Ana", id=1, slug="/bridge/"), one("Jon", id=2, slug="/bridge/"),
         one("Eva", id="1", slug="soup")],
        {"comments": [one("Ana", id=1, page="/bridge/"), one("Jon", id=2, page="/bridge/"),
                      one("Eva", id=1, page="soup")]},
    ],
    ids=["lists by article", "mappings by article", "one list", "one list with a name"],
)  # fmt: skip
def test_each_shape_is_recognised_and_read(write: object, shape: object) -> None:
    assert callable(write)
    raw = write(shape)

    assert readers.of_file(raw).name == "data-file"
    drafts = read(raw)
    assert [getattr(draft, "external_id", None) for draft in drafts] == [
        "/bridge/", "/bridge/:1", "/bridge/:2", "soup", "soup:1",
    ]  # fmt: skip
    assert [draft.name for draft in drafts if isinstance(draft, CommentDraft)] == [
        "Ana", "Jon", "Eva",
    ]  # fmt: skip


@both
def test_threads_are_told_by_id_by_depth_and_by_standing_inside(write: object) -> None:
    assert callable(write)
    by_id = comments(write({"a": [one("A", id=7, parent_id="0"), one("B", id=8, parent_id="7")]}))
    by_depth = comments(
        write({"a": [one("A", depth=0), one("B", depth=1), one("C", depth=2), one("D", depth=1)]})
    )
    inside = comments(write({"a": [one("A", id=7, replies=[one("B", id=8, replies=[one("C")])])]}))

    assert [each.parent for each in by_id] == [None, "a:7"]
    ids = [each.external_id for each in by_depth]
    assert [each.parent for each in by_depth] == [None, ids[0], ids[1], ids[0]]
    assert [each.parent for each in inside] == [None, "a:7", "a:8"]


@both
def test_what_a_record_says_of_itself_holds(write: object) -> None:
    assert callable(write)
    told = comments(
        write(
            {
                "a": [
                    one("A"), one("B", approved=False), one("C", status="odd"), one("D", spam=True),
                    one("E", deleted=True, approved=True), one("F", hidden=True),
                    {"author": {"name": "G", "email": "g@example.org"}, "content": "x", "date": 1},
                ]
            }
        )
    )  # fmt: skip

    assert [each.status for each in told] == [
        Status.APPROVED, Status.PENDING, Status.PENDING, Status.SPAM, Status.REJECTED,
        Status.REJECTED, Status.APPROVED,
    ]  # fmt: skip
    assert (told[6].name, told[6].email, told[6].submitted_at) == ("G", "g@example.org", None)


def test_what_is_no_comment_is_refused_with_its_place() -> None:
    drafts = read(as_json({"a": [one("A"), {"colour": "blue"}]}))

    [refusal] = [draft for draft in drafts if isinstance(draft, Refusal)]
    assert refusal.where == "comment 2"


def test_the_file_is_the_article_where_nothing_else_tells(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    file = tmp_path / "harbour-bridge.yml"
    file.write_bytes(as_yaml([one("Ana"), one("Jon")]))

    first = import_file(newsroom, file, Choices(accept_incomplete=True))
    again = import_file(newsroom, file, Choices(accept_incomplete=True))

    assert (first.format, first.added, first.articles_added) == ("data-file", 2, 1)
    assert (again.added, again.unchanged) == (0, 2)


def test_a_file_that_tells_what_comments_look_like_holds_none() -> None:
    schema = {"properties": {name: {"type": "string"} for name in ("content", "name", "date")}}

    assert not data_file.looks_like(json.dumps(schema).encode())


def test_other_yaml_and_json_are_not_recognised() -> None:
    for raw in (
        b"title: A site\nurl: https://example.org\n",
        b'{"version": 1, "items": [{"id": 1, "content_text": "x"}]}',
        b"Dear Ana: so it is.\n",
        b"",
    ):
        assert not data_file.looks_like(raw)


@pytest.mark.parametrize(
    "raw",
    [b"- author: A\n  content: 'x", b'[{"author": "A", "content": ', b"a: [*x]", b"", b"x", b"[]"],
)
def test_a_broken_or_empty_file_is_refused(raw: bytes) -> None:
    with pytest.raises(ImportRefused):
        read(raw)


_WHOLE = [
    as_yaml({"a": [one("A", depth=0), one("B", depth=1, hidden="x")], "b": {"k": one("C")}}),
    as_json([one("A", replies=[one("B")]), one("C", approved=0)]),
]


@settings(max_examples=200)
@given(
    st.sampled_from(_WHOLE),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=12)), max_size=4),
    st.binary(max_size=20),
)
def test_any_bytes_are_read_or_refused(
    raw: bytes, changes: list[tuple[float, bytes]], start: bytes
) -> None:
    broken = bytearray(raw)
    for place, new in changes:
        at = int(place * len(broken))
        broken[at : at + len(new)] = new
    for data in (bytes(broken), start + bytes(broken), start):
        data_file.looks_like(data)
        told, drafts = "read", []
        try:
            drafts = read(data)
        except ImportRefused as refused:
            told = refused.sentence
        assert told
        assert all(draft.where for draft in drafts if not isinstance(draft, ArticleDraft))
