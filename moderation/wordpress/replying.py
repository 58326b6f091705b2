"""A comment that was written here and that the site has to make: never twice.

Our key stands in its user agent, which WordPress keeps; so a comment of which the answer was lost
is found again, whatever the site made of its text.
"""

from collections.abc import Iterator

from db.site_rows import ToSend
from moderation.wordpress import records, walking
from moderation.wordpress.columns import as_sent
from moderation.wordpress.records import Told
from moderation.wordpress.wire import Wire

# So many of the newest of an article are looked at.
_NEWEST = 100


def wished(body: ToSend) -> dict[str, object]:
    """What the site is asked to make."""
    asked: dict[str, object] = {
        "post": int(body.post),
        "status": records.WORDS[body.status],
        **fields(body),
    }
    if body.parent is not None:
        asked["parent"] = body.parent
    return asked


def fields(body: ToSend) -> dict[str, object]:
    """What the site is told of a comment's own: text, name, address and website.

    The newsroom's own replies have no e-mail address. On the site they are the account's that we
    work with, under its name; WordPress takes none under a name alone.
    """
    told: dict[str, object] = {"content": text(body)}
    if body.email or not body.is_newsrooms:
        told |= {
            "author_name": body.name, "author_email": body.email, "author_url": body.url
        }  # fmt: skip
    return told


def text(body: ToSend) -> str:
    """The text as WordPress keeps texts, which is as HTML."""
    return as_sent(body.body, body.body_format)


def sent_already(wire: Wire, body: ToSend, key: str) -> Told | None:
    """The comment that was made with this key, if it was."""
    return next((one for one in _newest(wire, body) if one.key == key), None)


def same_text(wire: Wire, body: ToSend) -> Told | None:
    """A comment with this very text, which the site takes ours to be a duplicate of."""
    wanted = text(body).strip()
    found = _newest(wire, body)
    return next((one for one in found if one.fields()["body"].strip() == wanted), None)


def _newest(wire: Wire, body: ToSend) -> Iterator[Told]:
    question: dict[str, object] = {
        "context": "edit", "status": "any", "type": "all", "orderby": "id", "order": "desc",
        "post": body.post, "per_page": _NEWEST, "_fields": records.COMMENT_FIELDS,
    }  # fmt: skip
    if body.parent is not None:
        question["parent"] = body.parent
    for record in walking.listing(wire, question).data:
        if (told := records.read(record)) is not None:
            yield told
