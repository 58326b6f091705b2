"""A comment as data files of static sites hold it: whatever a form's fields were called.

Staticman writes the fields that the site's form has; Jekyll's and Hugo's own data files have what
somebody's script gave them. So each of our fields is known by many names. A file that exists is a
comment that was approved, unless it says otherwise itself.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from db.words import Kind, Status
from moderation.drafts import CommentDraft
from moderation.exchange.csv_values import moment, status, was_deleted, yes
from moderation.exchange.json_values import Row, format_of, mapping, text_of
from moderation.exchange.source import Notes, Wishes
from resources.translation import _

_NAMES = {
    "body": "message comment body text content bodyhtml html commentcontent",
    "name": "name author authorname commentauthor nickname nick username displayname from",
    "email": "email mail authoremail commentauthoremail emailaddress",
    "url": "website homepage authorurl commentauthorurl site link url",
    "date": "dategmt date timestamp createdat created submitted time datetime published postedat",
    "id": "uid commentid id uuid",
    "reply": "replyingto replyto replyid inreplyto replyingtoid parentid parent commentparent",
    "article": "slug postid article articleid pageid page post path thread",
    "ip": "ip authorip ipaddress commentauthorip",
    "agent": "useragent agent ua",
    "status": "status state approved commentapproved",
    "spam": "isspam spam",
    "deleted": "isdeleted deleted deletedat",
    "kind": "kind type commenttype",
    "depth": "depth level indent",
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split()}
_BETWEEN = re.compile(r"[\W_]+")
_NO_PARENT = frozenset({"", "0", "root", "none", "false", "-1"})
# What a site's form or its template writes of the article, and a field that robots fill in.
_PARENT_PAGE, _HONEYPOT = "_parent", "hidden"
_IDENTITY = "_id"


def _plain(name: str) -> str:
    return _BETWEEN.sub("", name.casefold())


def are_of_a_comment(names: Iterable[str]) -> bool:
    """Whether these names of fields are those of a comment: its text, and a name and a date."""
    fields = {_FIELD_OF.get(_plain(name)) for name in names}
    return {"body", "name", "date"} <= fields


def _is_text(name: str) -> bool:
    return _FIELD_OF.get(_plain(name)) in {"body", "date"}


def level_of(paths: Iterable[tuple[str, ...]]) -> int | None:
    """How many names deep comments stand in a file that holds these paths; None: nowhere."""
    beside: dict[tuple[str, ...], set[str]] = {}
    for path in paths:
        beside.setdefault(path[:-1], set()).add(path[-1])
    for place, names in beside.items():
        # A text holds nothing further: where it does, the file tells of comments, as a schema does.
        names -= {name for name in names if _is_text(name) and (*place, name) in beside}
    found = (len(place) for place, names in beside.items() if are_of_a_comment(names))
    return min(found, default=None)


@dataclass(frozen=True, slots=True)
class Record:
    """One comment of a file, its fields by our names. `said` is whom it answers, as it says it.

    `identity` is empty where it has none; `page` is the article's path or address if told.
    """

    fields: Mapping[str, str]
    others: Mapping[str, str]
    where: str
    identity: str = ""
    said: str = ""
    page: str = ""
    depth: int | None = None

    @property
    def fingerprint(self) -> str:
        """An identity for one that has none; nothing private goes into it."""
        told = "\x1f".join(self.fields.get(name, "") for name in ("name", "date", "body"))
        return blake2b(told.encode("utf-8", "replace"), digest_size=10).hexdigest()


def record(value: object, where: str) -> Record | None:
    """What a value tells as a comment; None where it has no text, and is none."""
    raw = mapping(value)
    fields: dict[str, str] = {}
    ranks: dict[str, int] = {}
    others: dict[str, str] = {}
    for name, given in _flat(raw):
        field = _FIELD_OF.get(_plain(name))
        text = text_of(given)
        if field is None or name in {_PARENT_PAGE, _IDENTITY, _HONEYPOT}:
            if text.strip():
                others[name] = text
            continue
        rank = _NAMES[field].split().index(_plain(name))
        if field not in fields or (text.strip() and rank < ranks[field]):
            if fields.get(field, "").strip():
                others[field] = fields[field]
            fields[field], ranks[field] = text, rank
        elif text.strip():
            others[name] = text
    if "body" not in fields:
        return None
    said = fields.get("reply", "").strip()
    depth = fields.get("depth", "").strip()
    return Record(
        fields=fields,
        others=others,
        where=where,
        identity=others.pop(_IDENTITY, "") or fields.get("id", "").strip(),
        said="" if said.lower() in _NO_PARENT else said,
        page=others.pop(_PARENT_PAGE, "").strip(),
        depth=int(depth) if depth.isdecimal() and len(depth) < 4 else None,
    )


def _flat(raw: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    """The fields; those of an author who is an object of their own as `author_…`."""
    for name, value in raw.items():
        if isinstance(value, dict) and _plain(name) in {"author", "user"}:
            for inner, each in value.items():
                yield ("author" if _plain(inner) == "name" else f"author_{inner}"), each
        else:
            yield name, value


def comment(
    told: Record, article: str, identity: str, parent: str | None, notes: Notes, wishes: Wishes
) -> CommentDraft:
    """The record as a comment of that article, with the ids that were made out for it."""
    row = Row(told.fields, 0, notes, wishes)
    row.where = told.where
    row.extra.update(told.others)
    body = told.fields["body"]
    return CommentDraft(
        article=article,
        name=row.text("name"),
        email=row.email("email"),
        body=body,
        url=row.line("url"),
        ip=row.line("ip"),
        user_agent=row.line("agent"),
        body_format=format_of(body),
        status=_status(row),
        kind=row.line("kind").lower() or Kind.COMMENT,
        submitted_at=_moment(row, wishes, notes),
        external_id=identity,
        parent=parent,
        where=told.where,
        extra=row.extra,
    )


def _status(row: Row) -> Status:
    if was_deleted(row.line("deleted")):
        return Status.REJECTED
    marked = yes(row.line("spam"))
    if marked:
        return Status.SPAM
    hidden = row.extra.get(_HONEYPOT, "").strip()
    if hidden and yes(hidden) is not False:
        return _hidden(hidden, row)
    if marked is None:
        return row.status(row.line("spam"), {})
    told = row.line("status")
    if not told:
        return Status.APPROVED
    found = status(told)
    return found if found is not None else row.status(told, {})


def _hidden(value: str, row: Row) -> Status:
    """A site hides what is not to be read; in its form the field is a trap that robots fill."""
    if yes(value):
        return Status.REJECTED
    row.warn("honeypot", _("The hidden field of the form is filled in, as robots do; it waits."))
    return Status.PENDING


def _moment(row: Row, wishes: Wishes, notes: Notes) -> datetime | None:
    told = row.line("date")
    found = moment(told)
    try:
        if found is None or found.tzinfo is None:
            found = found and wishes.moment(found, notes, row.where)
        else:
            found = found.astimezone(UTC)
    except OverflowError:
        found = None
    if found is None and told:
        row.warn("date", _("A date cannot be read."))
    return found
