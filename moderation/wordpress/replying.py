"""A comment that was written here and that the site has to make: never twice.

Our key stands in its user agent, which WordPress keeps; so a comment of which the answer was lost
is found again, whatever the site made of its text.
"""

from collections.abc import Iterator

from db.site_rows import ToSend
from moderation.wordpress import records, walking
from moderation.wordpress.records import Told
from moderation.wordpress.wire import Wire

# So many of the newest of an article are looked at.
_NEWEST = 100


def wished(body: ToSend) -> dict[str, object]:
    """What the site is asked to make; without a name it is the account's own comment."""
    asked: dict[str, object] = {
        "post": int(body.post),
        "content": body.body,
        "status": records.WORDS[body.status],
    }
    if body.parent is not None:
        asked["parent"] = body.parent
    for name, value in (("name", body.name), ("email", body.email), ("url", body.url)):
        if value:
            asked[f"author_{name}"] = value
    return asked


def sent_already(wire: Wire, body: ToSend, key: str) -> Told | None:
    """The comment that was made with this key, if it was."""
    return next((one for one in _newest(wire, body) if one.key == key), None)


def same_text(wire: Wire, body: ToSend) -> Told | None:
    """A comment with this very text, which the site takes ours to be a duplicate of."""
    text = body.body.strip()
    return next((one for one in _newest(wire, body) if one.fields()["body"].strip() == text), None)


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
