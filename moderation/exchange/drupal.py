"""Drupal (8 and later): the rows of `comment_field_data` with their text as JSON, or what its
JSON:API answers. Drupal has no export of its own.

Facts: `hostname` is the IP address, `status` is 1 or 0, times are seconds since 1970 (in JSON:API
ISO dates), and the address of a visitor is told to those only who may administer comments.
"""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.json_rows import Sign, article_at, beginning, drafts, no_comment, rows
from moderation.exchange.json_stream import Names, at, paths, records
from moderation.exchange.json_values import Row, mapping, text_of
from moderation.exchange.source import NO_WISHES, Notes, Reading, Refusal, Wishes

FORMAT = "drupal"

_SIGN = Sign(("cid", "entity_id"), one_of=("hostname", "mail", "thread", "comment_body_value"))
_FIELDS = frozenset({"cid", "entity_id"})
_API = {("data", "relationships", "entity_id"), ("data", "attributes", "comment_body")}
_STATUSES = {
    "1": Status.APPROVED,
    "true": Status.APPROVED,
    "0": Status.PENDING,
    "false": Status.PENDING,
}
_PLAIN = frozenset({"plain_text", "plain"})


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of such rows, or of such an answer."""
    return paths(head) >= _API or _SIGN.place(head) is not None


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read rows or answers (seekable, gzip'd or not); the comments come lazily.

    `ImportRefused` where there are none, or the file is broken.
    """
    of_api = paths(beginning(file)) >= _API
    names = at(("data",)) if of_api else _SIGN.names(file)
    told = _of_api(file, notes, wishes, names) if of_api else (
        rows(file, notes, wishes, names, _FIELDS)
    )  # fmt: skip
    return Reading(FORMAT, f"{FORMAT}:", "", drafts(told, _article, _comment))


def _of_api(file: BinaryIO, notes: Notes, wishes: Wishes, names: Names) -> Iterator[Row | Refusal]:
    """The resources of JSON:API as the rows that they are made of."""
    for found in records(file, notes, names):
        resource = mapping(found.value)
        if text_of(resource.get("type")).partition("--")[0] == "comment":
            yield Row(_flat(resource), found.number, notes, wishes)
        else:
            yield no_comment(found.number)


def _flat(resource: Mapping[str, object]) -> dict[str, object]:
    related = mapping(resource.get("relationships"))

    def other(name: str) -> object:
        return mapping(mapping(related.get(name)).get("data")).get("id")

    return {
        **mapping(resource.get("attributes")),
        "cid": resource.get("id"),
        "entity_id": other("entity_id"),
        "pid": other("pid"),
        "uid": None,
    }


def _article(row: Row) -> ArticleDraft | None:
    return article_at(row.identity("entity_id"), row.line("node_title"), where=row.where)


def _comment(row: Row, article: str) -> CommentDraft:
    number, parent = row.identity("cid"), row.identity("pid")
    body, written = _body(row)
    row.keep("subject", "uid", "langcode")
    return CommentDraft(
        article=article,
        name=row.line("name"),
        email=row.email("mail"),
        body=body,
        url=row.line("homepage"),
        ip=row.line("hostname"),
        body_format=written,
        status=row.status(row.line("status"), _STATUSES),
        submitted_at=row.moment("created"),
        external_id=f"{article}:{number}" if number else None,
        parent=f"{article}:{parent}" if parent not in {"", "0"} else None,
        where=row.where,
        extra=row.extra,
    )


def _body(row: Row) -> tuple[str, BodyFormat]:
    """The text, in one of the shapes that it has: a column of its own, or an object of parts."""
    field = row.fields.get("comment_body")
    first = field[0] if isinstance(field, list) and field else field
    parts = mapping(first)
    text = row.text("comment_body_value", "body") or text_of(first)
    text = text or text_of(parts.get("value")) or text_of(parts.get("processed"))
    told = row.line("comment_body_format") or text_of(parts.get("format"))
    return text, BodyFormat.TEXT if told in _PLAIN else BodyFormat.HTML
