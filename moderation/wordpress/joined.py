"""Which sites are connected; asked by the window at its start, and so without the wire."""

from db import connections
from db.site_rows import Connection
from moderation.newsroom import Newsroom


def connected(newsroom: Newsroom) -> list[Connection]:
    """The connected sites, oldest first."""
    with newsroom.read() as reading:
        return connections.connections(reading)
