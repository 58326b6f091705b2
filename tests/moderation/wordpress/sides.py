"""How both sides stand, and what somebody does on ours; comments go by the site's numbers."""

from db.words import Verdict
from moderation import arrivals, decisions, queue
from moderation.drafts import CommentDraft
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.peers.fake_site import FakeSite

_WORDS = {"hold": "pending", "approved": "approved", "spam": "spam", "trash": "rejected"}


def here(newsroom: Newsroom) -> dict[int, str]:
    """How the comments stand here, by the site's numbers."""
    with newsroom.read() as reading:
        rows = reading.quick(
            "SELECT r.number, c.status FROM comment c JOIN private_remote r ON r.comment_id = c.id"
        ).fetchall()
    return {int(row[0]): str(row[1]) for row in rows}


def there(site: FakeSite) -> dict[int, str]:
    """How they stand on the site, in our words."""
    return {number: _WORDS[one["status"]] for number, one in site.comments.items()}


def number_here(newsroom: Newsroom, number: int) -> int:
    """Our number of a comment of the site."""
    with newsroom.read() as reading:
        row = reading.quick(
            "SELECT comment_id FROM private_remote WHERE number = ?", (number,)
        ).fetchone()
    return int(row[0])


def decide(newsroom: Newsroom, number: int, verdict: Verdict) -> None:
    """Decide about a comment of the site."""
    comment = queue.comment(newsroom, number_here(newsroom, number))
    decisions.decide(newsroom, Picked.of(comment), verdict)


def reply(newsroom: Newsroom, number: int, text: str) -> int:
    """Answer a comment of the site."""
    comment = queue.comment(newsroom, number_here(newsroom, number))
    draft = CommentDraft("", "Desk", "desk@example.org", text)
    added = arrivals.add(newsroom, draft, article_key=comment.article_key, reply_to=comment.id)
    return added.comments[0]
