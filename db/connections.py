"""Connected sites, kept and taken away; never a password."""

from datetime import datetime

from db.library import Reading, Writing
from db.moments import from_stored, to_stored
from db.rows import ArticleId, SiteId
from db.site_rows import Connection, Rule

_ASKED = (
    "SELECT n.site_id, s.key, s.name, s.url, n.root, n.username, n.source, n.rule, n.top,"
    " n.bottom, n.passed, n.synced_at FROM connection n JOIN site s ON s.id = n.site_id"
)


def connections(reading: Reading) -> list[Connection]:
    """The connected sites, oldest first."""
    return [
        Connection(
            SiteId(row[0]), row[1], row[2], row[3], row[4], row[5], row[6], Rule(row[7]), row[8],
            row[9], row[10], None if row[11] is None else from_stored(row[11]),
        )
        for row in reading.quick(f"{_ASKED} ORDER BY n.site_id")
    ]  # fmt: skip


def any_there(reading: Reading) -> bool:
    """Whether a site is connected at all; asked at each decision, and cheap."""
    return reading.quick("SELECT 1 FROM connection LIMIT 1").fetchone() is not None


def has_article(reading: Reading, article: ArticleId) -> bool:
    """Whether an article is a connected site's, so that what is written under it is sent there."""
    asked = "SELECT 1 FROM article a JOIN connection n ON n.source = a.source WHERE a.id = ?"
    return reading.quick(asked, (article,)).fetchone() is not None


def connect(
    writing: Writing, *, key: str, name: str, url: str, root: str, username: str, source: str
) -> SiteId:
    """Keep how a site is reached; the first one is the newsroom's own site, others are new ones.

    Articles that are here from that source already belong to it from now on.
    """
    free = writing.run(
        "SELECT id FROM site WHERE id NOT IN (SELECT site_id FROM connection) AND (url = ''"
        " OR url = ?) ORDER BY url = '', id LIMIT 1",
        (url,),
    ).first()
    number = SiteId(free[0]) if free else _new_site(writing, key)
    writing.run(
        "UPDATE site SET url = ?, name = iif(name = '', ?, name) WHERE id = ?", (url, name, number)
    )
    writing.run(
        "INSERT INTO connection (site_id, root, username, source, rule) VALUES (?, ?, ?, ?, 'ask')",
        (number, root, username, source),
    )
    writing.run("UPDATE article SET site_id = ? WHERE source = ?", (number, source))
    return number


def _new_site(writing: Writing, key: str) -> SiteId:
    taken = {str(row[0]) for row in writing.run("SELECT key FROM site")}
    names = (f"{key}-{number}" if number > 1 else key for number in range(1, len(taken) + 3))
    done = writing.run(
        "INSERT INTO site (key, name, url, name_required, email_required) VALUES (?, '', '', 1, 1)",
        (next(name for name in names if name not in taken),),
    )
    assert done.lastrowid is not None
    return SiteId(done.lastrowid)


def reach_otherwise(writing: Writing, site: SiteId, *, root: str, url: str, username: str) -> None:
    """Keep another address or user of a site that is the same one."""
    writing.run(
        "UPDATE connection SET root = ?, username = ? WHERE site_id = ?", (root, username, site)
    )
    writing.run("UPDATE site SET url = ? WHERE id = ?", (url, site))


def set_rule(writing: Writing, site: SiteId, rule: Rule) -> None:
    """Keep whose word holds where both sides changed a comment."""
    writing.run("UPDATE connection SET rule = ? WHERE site_id = ?", (rule.value, site))


def set_marks(
    writing: Writing,
    site: SiteId,
    *,
    top: int | None = None,
    bottom: int | None = None,
    passed: int | None = None,
) -> None:
    """Keep how far the walks are; what is None stays. `top` only ever grows."""
    writing.run(
        "UPDATE connection SET top = max(top, coalesce(?, top)), bottom = coalesce(?, bottom),"
        " passed = coalesce(?, passed) WHERE site_id = ?",
        (top, bottom, passed, site),
    )


def note_synced(writing: Writing, site: SiteId, at: datetime) -> None:
    """Keep when both sides were last compared without trouble."""
    writing.run("UPDATE connection SET synced_at = ? WHERE site_id = ?", (to_stored(at), site))


def disconnect(writing: Writing, site: SiteId) -> None:
    """Forget how a site is reached, and what is between us and it; its comments stay."""
    writing.run(
        "DELETE FROM private_conflict WHERE comment_id IN"
        " (SELECT comment_id FROM private_remote WHERE site_id = ?)",
        (site,),
    )
    for table in ("private_remote", "outbox", "connection"):
        writing.run(f"DELETE FROM {table} WHERE site_id = ?", (site,))
