"""Our own lossless backup (JSON Lines), read for its comments: into a newsroom that has others.

To make the same newsroom of it, history and all, is what `commentdesk restore` is for. A comment
keeps the identity that it had at its first source, so that what is here from there already is
known; one that was typed in that newsroom has its number there.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import BinaryIO

from db.words import WITHDRAWN, BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange import backup_file
from moderation.exchange.backup_file import Head, Line, looks_like
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Wishes
from resources.translation import _

__all__ = ["FORMAT", "looks_like", "read"]

FORMAT = "commentdesk"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SITE = "site"


def read(file: BinaryIO, notes: Notes, _wishes: Wishes = NO_WISHES) -> Reading:
    """Read a backup (seekable, packed or not); its drafts come lazily.

    `ImportRefused` where it was cut or edited or is of a newer program: known at its end only.
    """
    head, lines = backup_file.read(file)
    backup = _Backup(head, notes)
    begun: list[Line] = []
    # Sites stand before articles; the title is asked for before any draft is drawn.
    for line in lines:
        begun.append(line)
        if line.table not in {"migration", "operation", "setting", _SITE}:
            break
        if line.table != _SITE:
            begun.clear()
    title = next((_text(one.row, "name") for one in begun if one.table == _SITE), "")
    return Reading(FORMAT, backup.source, title, backup.drafts(chain(begun, lines)))


class _Backup:
    """A backup being read; only what the articles are called is remembered."""

    def __init__(self, head: Head, notes: Notes) -> None:
        # What came from one source is known again by it; of several, by this newsroom.
        own = f"commentdesk:{head.library[:16]}"
        self.source = head.sources[0] if len(head.sources) == 1 else own
        self._notes = notes
        self._articles: dict[int, str] = {}

    def drafts(self, lines: Iterator[Line]) -> Iterator[Draft]:
        """Every article, and then every comment, but for what was taken back there."""
        comment: Line | None = None
        for line in lines:
            if comment is not None and line.table != "private_contact":
                yield from self._comment(comment, {})
                comment = None
            match line.table:
                case "article":
                    yield from self._article(line)
                case "comment":
                    comment = line
                case "private_contact" if comment is not None:
                    yield from self._comment(comment, line.row)
                    comment = None
                case _:
                    pass
        if comment is not None:
            yield from self._comment(comment, {})

    def _article(self, line: Line) -> Iterator[Draft]:
        row = line.row
        key = _text(row, "key")
        name = self._name(_text(row, "source"), row.get("external_id"), key)
        self._articles[_number(row, "id")] = name
        if not row.get("withdrawn"):
            yield ArticleDraft(
                external_id=name,
                title=_text(row, "title"),
                url=_text(row, "url"),
                slug=key,
                published_at=_moment(row.get("published_at")),
                body=_text(row, "body"),
                body_format=_format(row),
                open=bool(row.get("open", 1)),
                where=_place(line),
                public=bool(row.get("public", 1)),
                protected=bool(row.get("protected")),
            )

    def _comment(self, line: Line, contact: Mapping[str, object]) -> Iterator[Draft]:
        row = line.row
        if row.get("status") == WITHDRAWN:
            return
        number, parent = _number(row, "id"), row.get("parent_id")
        source, external = line.answers or ("", None)
        answered = None if parent is None else self._name(source, external, f"#{parent}")
        article = self._articles.get(_number(row, "article_id"), f"#{row.get('article_id')}")
        yield CommentDraft(
            article=article,
            name=_text(row, "name"),
            email=_text(contact, "email"),
            body=_text(row, "body"),
            url=_text(row, "url"),
            ip=_text(contact, "ip"),
            user_agent=_text(contact, "user_agent"),
            body_format=_format(row),
            status=self._status(row, _place(line)),
            kind=_text(row, "kind"),
            submitted_at=_moment(row.get("submitted_at")),
            external_id=self._name(_text(row, "source"), row.get("external_id"), f"#{number}"),
            parent=answered,
            where=_place(line),
            extra=_extra(row, contact),
        )

    def _name(self, source: str, external: object, own: str) -> str:
        """What it is called at this reading's source."""
        if external is None:
            return f"commentdesk/{own}"
        return str(external) if source == self.source else f"{source}/{external}"

    def _status(self, row: Mapping[str, object], where: str) -> Status:
        try:
            return Status(_text(row, "status"))
        except ValueError:
            told = _("A status is not known here (such as “{status}”); it waits as pending.")
            status = _text(row, "status")[:40]
            self._notes.warn("status", told.format(status=status), where)
            return Status.PENDING


def _extra(row: Mapping[str, object], contact: Mapping[str, object]) -> dict[str, str]:
    """What the source had besides, and what the newsroom noted."""
    try:
        told = json.loads(_text(contact, "extra") or "{}")
    except ValueError:
        told = {}
    extra = {str(name): str(value) for name, value in told.items()} if told else {}
    note = _text(row, "note")
    return extra | {"note": note} if note else extra


def _format(row: Mapping[str, object]) -> BodyFormat:
    try:
        return BodyFormat(_text(row, "body_format"))
    except ValueError:
        return BodyFormat.TEXT


def _moment(stored: object) -> datetime | None:
    try:
        return _EPOCH + timedelta(microseconds=stored) if isinstance(stored, int) else None
    except OverflowError:
        return None


def _number(row: Mapping[str, object], name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else 0


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _place(line: Line) -> str:
    return _("line {number}").format(number=line.number)
