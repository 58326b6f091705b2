"""Who answers whom, of what was gathered: parents found, circles cut, orphans given theirs.

A file may name a parent that comes later in it, in a later file, or never; and files of two days
may contradict each other. What comes out has no circle: every comment leads up to a first one.
"""

from db import journal
from db.library import Reading, Writing
from db.rows import CommentId, OperationId

# What comes in with its parent as the file has it; the others stay as they are here.
_COMING = "outcome IN ('added', 'back', 'updated')"


def find(writing: Writing, source: str) -> None:
    """Find what each gathered comment answers: in the same file, or here already."""
    writing.run(
        "UPDATE temp.gathered SET parent_id = coalesce(parent_id, "
        "(SELECT above.comment_id FROM temp.gathered above WHERE above.external_id ="
        " gathered.parent AND above.outcome NOT IN ('repeated', 'clashing')"
        " AND above.article_id = gathered.article_id),"
        " (SELECT c.id FROM comment c WHERE c.source = ? AND c.external_id = gathered.parent"
        " AND c.article_id = gathered.article_id))"
        " WHERE parent IS NOT NULL",
        (source,),
    )


def cut_circles(writing: Writing) -> list[str]:
    """Make comments that answer themselves in a circle top-level; their places in the file.

    Among new comments a circle has one that stands before its parent; so of them only those are
    followed upwards, and all of those that were here and get a parent.
    """
    suspects = writing.run(
        "SELECT comment_id FROM temp.gathered WHERE parent_id IS NOT NULL AND (outcome IN"
        " ('back', 'updated') OR outcome = 'added' AND parent_id >= comment_id) ORDER BY position"
    ).all()
    if suspects:
        writing.run("CREATE INDEX IF NOT EXISTS temp.gathered_comment ON gathered (comment_id)")
    good: set[int] = set()
    cut = [_cut_circle_above(writing, int(one), good) for (one,) in suspects]
    return [place for place in cut if place is not None]


def _cut_circle_above(writing: Writing, one: int, good: set[int]) -> str | None:
    """Follow the parents upwards; where they come round again, cut there and tell the place.

    `good` gathers what is known to lead to the top.
    """
    path: dict[int, None] = {}  # a set that keeps its order
    above: int | None = one
    while above is not None and above not in good and above not in path:
        path[above] = None
        above = _parent(writing, above)
    place = None
    if above is not None and above in path:
        ordered = list(path)
        place = _cut_one_of(writing, ordered[ordered.index(above) :])
    good |= path.keys()
    return place


def _cut_one_of(writing: Writing, circle: list[int]) -> str:
    """Cut the circle at one that comes in with the file: what is here already has no circle."""
    for one in circle:
        row = writing.run(
            f"SELECT place FROM temp.gathered WHERE comment_id = ? AND {_COMING}", (one,)
        ).first()
        if row is not None:
            # Its word on whom it answers is void: it is no orphan that waits for a parent.
            writing.run(
                "UPDATE temp.gathered SET parent_id = NULL, parent = NULL WHERE comment_id = ?",
                (one,),
            )
            return str(row[0])
    raise AssertionError("the library itself has a circle")


def _parent(reading: Reading, comment: int) -> int | None:
    row = reading.run(
        f"SELECT parent_id FROM temp.gathered WHERE comment_id = ? AND {_COMING}", (comment,)
    ).first()
    if row is None:
        row = reading.run("SELECT parent_id FROM comment WHERE id = ?", (comment,)).first()
    return None if row is None or row[0] is None else int(row[0])


def orphans(reading: Reading, limit: int) -> tuple[int, list[str]]:
    """How many gathered comments name a parent that is not here; the first of their places."""
    where = "parent IS NOT NULL AND parent_id IS NULL AND outcome IN ('added', 'back', 'updated')"
    count = reading.run(f"SELECT count(*) FROM temp.gathered WHERE {where}").scalar_one()
    rows = reading.run(
        f"SELECT place FROM temp.gathered WHERE {where} ORDER BY position LIMIT {int(limit)}"
    )
    return int(count), [str(row[0]) for row in rows]


def adopt(writing: Writing, operation: OperationId, source: str) -> None:
    """Give orphans that were here before the parent that has come now, where it makes no circle."""
    found = writing.run(
        "SELECT c.id, g.comment_id FROM temp.gathered g CROSS JOIN comment c"
        " ON c.source = ? AND c.parent_external_id = g.external_id"
        " WHERE g.outcome IN ('added', 'back') AND c.parent_external_id IS NOT NULL"
        " AND c.parent_id IS NULL AND c.article_id = g.article_id AND c.status <> 'withdrawn'"
        " AND c.id <> g.comment_id ORDER BY c.id",
        (source,),
    ).all()
    for orphan, parent in found:
        if not _leads_to(writing, parent, orphan):
            fields = {"parent_id": parent, "parent_external_id": None}
            journal.set_fields(writing, operation, CommentId(orphan), fields)


def let_go(writing: Writing, operation: OperationId) -> None:
    """Make replies top-level whose parent goes to another article and that stay themselves.

    Asked before the parents go; should one come back, it finds its replies again.
    """
    # CROSS JOIN keeps the order: of the gathered ones few move, and those are looked up by id.
    moving = (
        "FROM temp.gathered g CROSS JOIN comment above ON above.id = g.comment_id"
        " AND above.article_id <> g.article_id"
    )
    where = "WHERE g.outcome IN ('updated', 'back')"
    if writing.run(f"SELECT 1 {moving} {where} LIMIT 1").first() is None:
        return
    writing.run("CREATE INDEX IF NOT EXISTS temp.gathered_comment ON gathered (comment_id)")
    found = writing.run(
        f"SELECT c.id, above.external_id {moving}"
        " CROSS JOIN comment c ON c.parent_id = above.id AND c.article_id <> g.article_id"
        f" {where} AND NOT EXISTS (SELECT 1 FROM temp.gathered own"
        " WHERE own.comment_id = c.id AND own.outcome IN ('updated', 'back')) ORDER BY c.id"
    ).all()
    for reply, parent in found:
        fields = {"parent_id": None, "parent_external_id": parent}
        journal.set_fields(writing, operation, CommentId(reply), fields)


def _leads_to(reading: Reading, one: int, top: int) -> bool:
    row = reading.run(
        "WITH RECURSIVE up (id) AS (SELECT ? UNION SELECT c.parent_id FROM comment c JOIN up"
        " ON c.id = up.id WHERE c.parent_id IS NOT NULL) SELECT 1 FROM up WHERE id = ?",
        (one, top),
    ).first()
    return row is not None
