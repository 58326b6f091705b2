"""All that a newsroom holds of its comments, to be compared with itself later."""

from moderation.newsroom import Newsroom

Row = tuple[object, ...]


def dump(newsroom: Newsroom) -> list[Row]:
    """Every comment that is there, with its private part and its revision."""
    with newsroom.read() as reading:
        rows = reading.run(
            "SELECT c.*, p.* FROM comment c JOIN private_contact p ON p.comment_id = c.id"
            " WHERE c.status <> 'withdrawn' ORDER BY c.id"
        )
        return [tuple(row) for row in rows]
