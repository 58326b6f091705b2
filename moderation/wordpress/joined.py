"""Which sites are connected; asked by the window at its start, and so without the wire."""

from db import connections
from db.rows import ArticleId
from db.site_rows import Connection
from moderation.newsroom import Newsroom


def connected(newsroom: Newsroom) -> list[Connection]:
    """The connected sites, oldest first."""
    with newsroom.read() as reading:
        return connections.connections(reading)


def is_of_a_site(newsroom: Newsroom, article: int) -> bool:
    """Whether what is written under that article goes to a connected site."""
    with newsroom.read() as reading:
        return connections.has_article(reading, ArticleId(article))
