"""Dotclear's flat exports: tables of quoted values, one after another in one file.

Facts from a real file. Each comment tells the zone of its own time.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO
from zoneinfo import ZoneInfo

from db.words import Field, Kind, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange.encoding import head_text, unpacked_head
from moderation.exchange.odd_values import known_status, real_email
from moderation.exchange.ordering import Ordering, drawn_ahead
from moderation.exchange.pages import page_key
from moderation.exchange.readers import HEAD, appearance
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Refusal, Wishes
from moderation.exchange.text_lines import lines_of
from moderation.exchange.wxr_values import shown
from resources.translation import _

FORMAT = "dotclear"

_SIGN = re.compile(r"\s*///DOTCLEAR\|")
_TABLE = re.compile(r"\[(\w+) ([\w,]+)\]")
_VALUE = re.compile(r'"((?:[^"\\]|\\.)*+)"(?:,|$)')
_ESCAPE = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "r": "\r"}
_STATUSES = {
    "1": Status.APPROVED,
    "0": Status.PENDING,
    "-1": Status.PENDING,
    "-2": Status.SPAM,
}

Row = Mapping[str, str]


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file, packed or not, is that of a Dotclear export."""
    return _SIGN.match(head_text(head)) is not None


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read an export (seekable, packed or not); its drafts come lazily, articles first.

    A row that cannot be told apart into its values is a `Refusal` if it is a comment's.
    `ImportRefused` where the file is no such export, here or while the drafts are drawn.
    """
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if not looks_like(head):
        raise _nothing(head)
    export = _Export(notes, wishes)
    drafts = drawn_ahead(export.drafts(file), lambda: export.begun)
    return Reading(FORMAT, f"dotclear:{export.site}", export.title, drafts)


class _Export:
    """A file being read; `site` is the blogs' address, if the export tells one."""

    def __init__(self, notes: Notes, wishes: Wishes) -> None:
        self.site = ""
        self.title = ""
        # Blogs stand before posts: with the first of these all is known of the site.
        self.begun = False
        self._addresses: dict[str, str] = {}
        self._notes = notes
        self._wishes = wishes
        self._ordering = Ordering(self._unknown_post)

    def drafts(self, file: BinaryIO) -> Iterator[Draft]:
        """Every post that matters as an article, and every comment."""
        name = ""
        columns: list[str] = []
        for number, line in lines_of(file, self._notes):
            if not line.strip() or (number == 1 and _SIGN.match(line)):
                continue
            if table := _TABLE.fullmatch(line.strip()):
                name, columns = table[1], table[2].split(",")
            elif name in {"blog", "post", "comment"}:
                where = _("line {number}").format(number=number)
                yield from self._row(name, columns, line, where)
            elif not line.startswith('"'):
                told = _("A line belongs to no table; it was left out.")
                self._notes.warn("line", told, _("line {number}").format(number=number))
        yield from self._ordering.rest()

    def _row(self, table: str, columns: list[str], line: str, where: str) -> Iterator[Draft]:
        values = _values(line)
        row = dict(zip(columns, values or (), strict=False))
        if values is None or len(values) != len(columns):
            yield from self._broken(table, where)
        elif table == "blog":
            self._blog(row)
        elif table == "post":
            self.begun = True
            yield from self._post(row, where)
        else:
            self.begun = True
            yield from self._comment(row, where)

    def _broken(self, table: str, where: str) -> Iterator[Refusal]:
        told = _("The row’s values cannot be told apart.")
        if table == "comment":
            yield Refusal(where, Field.COMMENT.value, told)
        else:
            self._notes.warn("row", told, where)

    def _blog(self, row: Row) -> None:
        address = row.get("blog_url", "")
        self._addresses[row.get("blog_id", "")] = address
        self.title = self.title or shown(row.get("blog_name", ""))
        self.site = self.site or page_key(address)

    def _post(self, row: Row, where: str) -> Iterator[Draft]:
        get = row.get
        blog, path = get("blog_id", ""), get("post_url", "")
        public = get("post_status", "1") == "1"
        draft = ArticleDraft(
            external_id=f"{blog}:{path or get('post_id', '')}",
            title=shown(get("post_title", "")) or path,
            url=self._url(blog, path),
            slug=path,
            published_at=self._moment(row, "post", where) if public else None,
            public=public,
            protected=bool(get("post_password")),
            body=get("post_content_xhtml", "") or get("post_content", ""),
            open=get("post_open_comment", "1") == "1",
            where=where,
        )
        return self._ordering.article(get("post_id", ""), draft, by_itself=public)

    def _url(self, blog: str, path: str) -> str:
        """The post's address, where the blog's tells how it is made (`…?` or `…/`)."""
        base = self._addresses.get(blog, "")
        return f"{base}post/{path}" if base.endswith(("/", "?")) and path else ""

    def _unknown_post(self, ref: str) -> ArticleDraft:
        told = _("A comment’s article is not in the file; one was made for it.")
        title = _("Article {number}").format(number=ref) if ref else _("Without an article")
        self._notes.warn("no-article", told, title)
        return ArticleDraft(f":{ref}", title)

    def _comment(self, row: Row, where: str) -> Iterator[Draft]:
        get = row.get
        extra = {
            name: text
            for name in ("comment_spam_status", "comment_spam_filter")
            if (text := get(name, ""))
        }
        number = get("comment_id", "").strip()
        status = get("comment_status", "").strip()
        make = partial(
            CommentDraft,
            name=shown(get("comment_author", "")),
            email=real_email(get("comment_email", "").strip(), extra, self._notes, where),
            body=get("comment_content", ""),
            url=get("comment_site", "").strip(),
            ip=get("comment_ip", "").strip(),
            status=known_status(_STATUSES.get(status), status, extra, self._notes, where),
            kind=Kind.TRACKBACK if get("comment_trackback") == "1" else Kind.COMMENT,
            submitted_at=self._moment(row, "comment", where),
            where=where,
            extra=extra,
        )

        def made(article: str) -> CommentDraft:
            return make(article, external_id=f"{article}:{number}" if number else None)

        return self._ordering.comment(get("post_id", ""), made)

    def _moment(self, row: Row, table: str, where: str) -> datetime | None:
        """A row's time in UTC: it is told in the zone that the row names."""
        try:
            told = datetime.fromisoformat(row.get(f"{table}_dt", "").strip())
            if told.tzinfo is None and (zone := _zone(row.get(f"{table}_tz", "").strip())):
                told = told.replace(tzinfo=zone)
            if told.tzinfo is None:
                return self._wishes.moment(told, self._notes, where)
            return told.astimezone(UTC)
        except (ValueError, OverflowError):
            return None


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, KeyError, OSError):
        return None


def _values(line: str) -> list[str] | None:
    """The values of a row; None if it is not one of quoted values with commas between."""
    found: list[str] = []
    at = 0
    line = line.rstrip()
    while value := _VALUE.match(line, at):
        found.append(_ESCAPE.sub(lambda sign: _MEANT.get(sign[1], sign[1]), value[1]))
        at = value.end()
    return found if at == len(line) and not line.endswith(",") else None


def _nothing(head: bytes) -> ImportRefused:
    looks_like = appearance(unpacked_head(head))
    return ImportRefused(
        _("This is no export of Dotclear: it looks like {what}.").format(what=looks_like),
        _("In Dotclear, an export is made under Plugins, Import/Export."),
        where=_("line {number}").format(number=1),
    )
