"""What WordPress' REST API answers about comments (`/wp/v2/comments`), saved as JSON.

One answer, one comment, or several pages one after another. Seen by the public (`view`, `embed`)
it has neither e-mail nor IP address nor the text as typed; a moderator's (`edit`) has all.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import BinaryIO

from db.words import Kind, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange.json_rows import Sign, article_at, drafts, rows
from moderation.exchange.json_stream import paths
from moderation.exchange.json_values import Row, kept, mapping, text_of
from moderation.exchange.source import NO_WISHES, Notes, Reading, Refusal, Wishes
from moderation.exchange.wxr_values import shown, site
from resources.translation import _

FORMAT = "wordpress-rest"

_SIGN = Sign(("id", "author_name"), one_of=("post", "link"), deepest=1)
_FIELDS = frozenset({"id", "author_name", "content", "post", "code"})
# WordPress' answer where it refuses, as where one asks for a page after the last.
_ERROR = {("code",), ("message",), ("data", "status")}
STATUSES = {
    "approved": Status.APPROVED,
    "approve": Status.APPROVED,
    "1": Status.APPROVED,
    "hold": Status.PENDING,
    "0": Status.PENDING,
    "spam": Status.SPAM,
    "trash": Status.REJECTED,
    "post-trashed": Status.REJECTED,
}
_API = "/wp-json"
_API_WITHOUT_PERMALINKS = "/index.php?rest_route="


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of such an answer."""
    known = paths(head)
    place = _SIGN.place(head)
    return known >= _ERROR or (place is not None and (*place, "content") in known)


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read answers (seekable, gzip'd or not); its comments come lazily.

    What moderators see is known by the same identity as in an export (WXR); what the public sees
    has one of its own, so that it takes nothing from a comment whose address is known.
    `ImportRefused` where it is none, is broken, or is an error that WordPress answered.
    """
    told = _answers(rows(file, notes, wishes, _SIGN.names(file), _FIELDS))
    first = next(told, None)
    whole = isinstance(first, Row) and "author_email" in first.fields
    where = _site(first) if isinstance(first, Row) else ""
    together = drafts(chain(() if first is None else (first,), told), article_of, comment_of)
    return Reading(FORMAT, f"{'wordpress' if whole else FORMAT}:{where}", where, together)


def _answers(told: Iterator[Row | Refusal]) -> Iterator[Row | Refusal]:
    """The comments; an error in the place of the last page is passed over, and noted."""
    met = False
    for row in told:
        if not isinstance(row, Row) or "code" not in row.fields or "author_name" in row.fields:
            met = True
            yield row
        elif met:
            row.warn("error-page", _("A page is an error that WordPress answered."))
        else:
            raise ImportRefused(
                _("WordPress answered with an error instead of comments: “{message}”.").format(
                    message=row.line("message")[:200] or row.line("code")[:80]
                ),
                _("Ask it again as a user who may moderate comments."),
            )


def _site(row: Row) -> str:
    """The site as an export names it: from the comment's own address in the API, else its link."""
    itself = row.inner("_links").get("self")
    first = itself[0] if isinstance(itself, list) and itself else itself
    address = text_of(mapping(first).get("href"))
    for end in (_API_WITHOUT_PERMALINKS, _API):
        before, found, _after = address.partition(end)
        if found:
            return site(before)
    return site(row.line("link")).partition("/")[0]


def article_of(row: Row) -> ArticleDraft | None:
    """The article that a comment stands under, as far as the comment tells of it."""
    link = row.line("link").partition("#")[0]
    post = row.identity("post")
    found = article_at(link, where=row.where)
    above = row.inner("_embedded").get("up")
    told = mapping(above[0]) if isinstance(above, list) and above else {}
    title = shown(text_of(mapping(told.get("title")).get("rendered")).strip())
    key = post if post not in {"", "0"} else link
    if not key:
        return None
    return ArticleDraft(
        external_id=key,
        title=title or (found.title if found else key),
        url=found.url if found else "",
        slug=text_of(told.get("slug")) or (found.slug if found else ""),
        where=row.where,
        guessed=not title,
    )


def comment_of(row: Row, article: str) -> CommentDraft:
    """The comment, under the article of that id."""
    number, parent = row.identity("id"), row.identity("parent")
    if "author_email" not in row.fields:
        told = _("It is what the public sees: without e-mail addresses, and without the raw text.")
        row.warn("public-view", told)
    status = row.status(row.line("status"), STATUSES)
    email = row.email("author_email")
    _keep(row)
    return CommentDraft(
        article=article,
        name=shown(row.line("author_name")),
        email=email,
        body=_body(row),
        url=row.line("author_url"),
        ip=row.line("author_ip"),
        user_agent=row.line("author_user_agent"),
        status=status,
        kind=row.line("type") or Kind.COMMENT,
        submitted_at=_moment(row),
        external_id=f"{article}/{number}" if number else None,
        parent=f"{article}/{parent}" if parent not in {"", "0"} else None,
        where=row.where,
        extra=row.extra,
    )


def _body(row: Row) -> str:
    content = row.fields.get("content")
    if not isinstance(content, dict):
        return text_of(content)
    return text_of(content.get("raw")) or text_of(content.get("rendered"))


def _moment(row: Row) -> datetime | None:
    """The time in UTC, which does not say so; else the site's own, whose zone is not told."""
    return row.utc("date_gmt") or row.moment("date")


def _keep(row: Row) -> None:
    if row.identity("author") not in {"", "0"}:
        row.extra["user_id"] = row.identity("author")
    for name, value in row.inner("meta").items():
        row.extra[f"meta:{name}"] = kept(value)
