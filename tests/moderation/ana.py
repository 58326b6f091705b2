"""Ana, a person of whom much is held: her address stands all over the newsroom."""

from collections.abc import Callable
from urllib.parse import quote

from db.rows import Comment
from db.words import Verdict
from moderation import decisions, edits, notes, queue
from moderation.newsroom import Newsroom
from moderation.queue import Picked

ADDRESS = "ana.ruiz@example.org"
NAME = "Ana Ruiz-Quetzalcoatl"


def write_comment(newsroom: Newsroom, put: Callable[..., Comment]) -> Comment:
    """A comment of Ana's that was edited, noted and approved, with her address all over."""
    body = f"Write to {ADDRESS}, or {quote(ADDRESS, safe='')}, or {ADDRESS.upper()}."
    one = put(body, name=NAME, email=ADDRESS, ip="203.0.113.77")
    edits.edit(newsroom, one.id, one.revision, edits.Edit(url="https://ana-ruiz.example.net"))
    notes.change(newsroom, one.id, None, f"Ana rang; {ADDRESS} is right.")
    now = queue.comment(newsroom, one.id)
    decisions.decide(newsroom, Picked.of(now), Verdict.APPROVE, reason=f"asked {ADDRESS}")
    return queue.comment(newsroom, one.id)
