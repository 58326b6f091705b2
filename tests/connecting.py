"""A connected site as far as the library knows it: for tests that need no wire."""

from db import connections, outbox, remote
from db.library import Writing
from db.rows import Comment, SiteId
from db.site_rows import Entry
from moderation.newsroom import Newsroom

SOURCE = "wordpress:courier.example.org"


def connected(newsroom: Newsroom, source: str = SOURCE) -> SiteId:
    """Connect a site; nothing is asked of it."""
    host = source.partition(":")[2]
    with newsroom.write() as writing:
        return connections.connect(
            writing, key="courier", name="Courier", url=f"https://{host}",
            root=f"https://{host}/wp-json/", username="ana", source=source,
        )  # fmt: skip


def at_site(newsroom: Newsroom, site: SiteId, comment: Comment, number: int = 0) -> None:
    """Say that the site has the comment, as it stands here."""
    with newsroom.write() as writing:
        known_as = number or comment.id + 1000
        remote.keep(writing, site, comment.id, known_as, comment.status.value, "as it was")


def told(newsroom: Newsroom) -> list[Entry]:
    """The outbox."""
    with newsroom.read() as reading:
        return outbox.entries(reading)


def claimed(writing: Writing, site: SiteId, limit: int) -> list[Entry]:
    """Claim the first entries that can be sent."""
    return outbox.claim(writing, site, [one.id for one in outbox.ready(writing, site, limit)])
