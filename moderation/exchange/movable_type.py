"""Movable Type's text format, which TypePad and many blog services write too.

Facts from Movable Type's page on it and its exporter. Comments have neither an id nor a status:
all that an export holds was public. Times are the blog's own and carry no zone.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import BinaryIO

from db.words import BodyFormat, Kind, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange.encoding import head_text, unpacked_head
from moderation.exchange.mt_sections import FIELDS, Section, fields_and_text, fields_of, sections
from moderation.exchange.odd_values import real_email
from moderation.exchange.ordering import drawn_ahead
from moderation.exchange.pages import host_of, page_key
from moderation.exchange.readers import HEAD, appearance
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Wishes
from moderation.exchange.text_lines import lines_of
from moderation.exchange.wxr_values import shown
from resources.translation import _

FORMAT = "movable-type"

_FIRST = re.compile(
    r"\s*(?:AUTHOR|TITLE|BASENAME|STATUS|DATE|UNIQUE URL|ALLOW COMMENTS|CONVERT BREAKS|NO ENTRY"
    r"|PRIMARY CATEGORY|CATEGORY|ALLOW PINGS|TAGS):[^\r\n]*\r?\n"
)
_SECTION = re.compile(r"^-----[ ]*\r?\n(?:BODY|EXTENDED BODY|EXCERPT|COMMENT|PING):", re.MULTILINE)
_DATE = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AaPp])?(?:[Mm])?"
)
_DAY = re.compile(r"(\d{1,4})[/-](\d{1,2})[/-](\d{1,4})")
_MARKDOWN = re.compile(r"markdown", re.IGNORECASE)


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file, packed or not, is that of such an export."""
    text = head_text(head)
    return _FIRST.match(text) is not None and _SECTION.search(text) is not None


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read an export (seekable, packed or not); its drafts come lazily.

    `ImportRefused` where it is none, or where a text is longer than 64 MB, here or while the
    drafts are drawn.
    """
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    export = _Export(notes, wishes)
    drafts = drawn_ahead(export.drafts(file, head), lambda: bool(export.site))
    return Reading(FORMAT, f"movable-type:{export.site}", "", drafts)


class _Export:
    """A file being read: the entry that is open, and the site as soon as an address tells it."""

    def __init__(self, notes: Notes, wishes: Wishes) -> None:
        self.site = ""
        self._notes = notes
        self._wishes = wishes
        self._fields: Mapping[str, str] = {}
        self._body: list[str] = []
        self._article: ArticleDraft | None = None
        self._line = 1
        self._number = 0
        self._seen = False

    def drafts(self, file: BinaryIO, head: bytes) -> Iterator[Draft]:
        """Every entry as an article, and its comments and pings."""
        for section in sections(lines_of(file, self._notes), self._notes):
            if section.last:
                yield from self._end()
            elif section.name in {"COMMENT", "PING"}:
                yield from self._told()
                yield self._comment(section)
            else:
                self._part(section)
        if not self._number and not self._seen:
            raise _nothing(head)

    def _part(self, section: Section) -> None:
        if section.name == FIELDS and not self._fields:
            self._fields = fields_of(section.lines)
            self._line = section.line
            if self._fields:
                self._seen = True
                return
        if section.name in {"BODY", "EXTENDED BODY"}:
            self._body.append("\n".join(section.lines).strip("\n"))
        elif section.name == FIELDS:
            told = _("A part of an entry is of no kind that is known; it was left out.")
            self._notes.warn("section", told, _("line {number}").format(number=section.line))

    def _end(self) -> Iterator[Draft]:
        public = self._fields.get("STATUS", "Publish").lower() in {"publish", ""}
        worth = self._fields.get("TITLE") or any(self._body)
        if public and worth:
            yield from self._told()
        self._fields, self._body, self._article = {}, [], None

    def _told(self) -> Iterator[Draft]:
        """The open entry as an article, if it was not told yet."""
        if self._article is None:
            self._number += 1
            self._article = self._as_article()
            self.site = self.site or host_of(self._article.url)
            yield self._article

    def _as_article(self) -> ArticleDraft:
        get = self._fields.get
        where = _("line {number}").format(number=self._line)
        at = self._moment(get("DATE", ""), where)
        title = shown(get("TITLE", ""))
        url = get("UNIQUE URL", "") or get("PERMALINK", "")
        named = get("BASENAME", "") or title
        # The day as it stands there: the key must not change with the zone that is wished for.
        day = _DAY.match(get("DATE", ""))
        key = page_key(url) or (
            "/".join((*(day.groups() if day else ()), named))
            if named or day
            else f"entry-{self._number}"
        )
        public = get("STATUS", "Publish").lower() in {"publish", ""}
        return ArticleDraft(
            external_id=key,
            title=title or named or key,
            url=url,
            slug=get("BASENAME", ""),
            published_at=at if public else None,
            public=public,
            body="\n\n".join(filter(None, self._body)),
            body_format=self._format(),
            open=get("ALLOW COMMENTS", "1") not in {"0", "2"},
            where=where,
        )

    def _format(self) -> BodyFormat:
        breaks = self._fields.get("CONVERT BREAKS", "")
        return BodyFormat.MARKDOWN if _MARKDOWN.search(breaks) else BodyFormat.HTML

    def _comment(self, section: Section) -> CommentDraft:
        told, text = fields_and_text(section.lines)
        get = told.get
        where = _("line {number}").format(number=section.line)
        ping = section.name == "PING"
        extra = {"title": told["TITLE"]} if told.get("TITLE") else {}
        secret = get("SECRET", "") not in {"", "0"}
        if secret:
            extra["status"] = "SECRET"
            message = _("A comment was meant for the blog’s owner alone; it waits as pending.")
            self._notes.warn("secret", message, where)
        named = (get("BLOG NAME", "") or get("TITLE", "")) if ping else get("AUTHOR", "")
        return CommentDraft(
            article=self._article.external_id if self._article else "",
            name=shown(named),
            email=real_email(get("EMAIL", ""), extra, self._notes, where),
            body=text or (get("TITLE", "") if ping else ""),
            url=get("URL", ""),
            ip=get("IP", ""),
            status=Status.PENDING if secret else Status.APPROVED,
            kind=Kind.TRACKBACK if ping else Kind.COMMENT,
            submitted_at=self._moment(get("DATE", ""), where),
            where=where,
            extra=extra,
        )

    def _moment(self, told: str, where: str) -> datetime | None:
        """`06/16/2025 07:00:00 AM`, with or without the half of the day; or as ISO writes it."""
        try:
            found = _local(told)
            if found is None or found.tzinfo is not None:
                return found and found.astimezone(UTC)
            return self._wishes.moment(found, self._notes, where)
        except (ValueError, OverflowError):
            return None


def _local(told: str) -> datetime | None:
    if not told:
        return None
    found = _DATE.fullmatch(told)
    if found is None:
        return datetime.fromisoformat(told)
    month, day, year, hour, minute = map(int, found.group(1, 2, 3, 4, 5))
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    if found[7]:
        hour = hour % 12 + (12 if found[7] in "Pp" else 0)
    return datetime(year, month, day, hour, minute, int(found[6] or 0))  # noqa: DTZ001


def _nothing(head: bytes) -> ImportRefused:
    looks_like = appearance(unpacked_head(head))
    return ImportRefused(
        _("This is no export of Movable Type: it looks like {what}.").format(what=looks_like),
        _("In Movable Type, an export is made under Tools, Export Entries."),
        where=_("line {number}").format(number=1),
    )
