"""Comments as a WordPress export has them, to be imported, and what is there afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.rows import Comment
from moderation import queue
from moderation.newsroom import Newsroom


@dataclass(frozen=True)
class Given:
    """A comment as the export has it."""

    number: int
    text: str = "I take that ferry every day."
    name: str = "Jon"
    email: str = "jon@example.org"
    status: str = "1"
    parent: int = 0

    def xml(self) -> str:
        told = {
            "id": self.number, "author": self.name, "author_email": self.email,
            "author_IP": "198.51.100.7", "date_gmt": f"2026-01-01 10:{self.number:02}:00",
            "content": self.text, "approved": self.status, "type": "comment",
            "parent": self.parent,
        }  # fmt: skip
        fields = "".join(
            f"<wp:comment_{name}><![CDATA[{value}]]></wp:comment_{name}>"
            for name, value in told.items()
        )
        return f"<wp:comment>{fields}</wp:comment>"


HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
    ' xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The Courier</title>'
    "<link>https://example.org</link><wp:wxr_version>1.2</wp:wxr_version>"
    "<wp:base_site_url>https://example.org</wp:base_site_url>\n"
    "<item><title>Harbour</title><link>https://example.org/harbour</link>"
    "<wp:post_id>1</wp:post_id><wp:post_name>harbour</wp:post_name>"
    "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>\n"
)


Export = Callable[..., Path]


def found(newsroom: Newsroom) -> dict[str, Comment]:
    """The comments that are there, by their text."""
    entries = queue.discussion(newsroom, 1)
    return {one.text: queue.comment(newsroom, one.comment.id) for one in entries}


def dump(newsroom: Newsroom) -> Sequence[object]:
    with newsroom.read() as reading:
        return reading.run(
            "SELECT c.*, p.* FROM comment c JOIN private_contact p ON p.comment_id = c.id"
            " WHERE status <> 'withdrawn' ORDER BY id"
        ).all()
