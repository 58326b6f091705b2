"""An empty library, and one of many kinds of comments to look for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.library import Library
from db.opening import open_library
from db.rows import ArticleId, CommentId
from db.words import Verdict
from moderation import decisions, edits, history, likenesses, queue
from moderation.edits import Edit
from moderation.newsroom import Newsroom, open_newsroom
from moderation.search.query import Query
from tests.benchmarks.library import make
from tests.db.plain_look import FIRSTS, Row


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a library that was opened and closed once."""
    path = tmp_path / "newsroom.commentdesk"
    open_library(path, create=True).close()
    return path


@pytest.fixture
def opened(path: Path) -> Iterator[Library]:
    """The library of that file."""
    one = open_library(path)
    yield one
    one.close()


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A library of 600 comments, a few of them noted, waived or withdrawn."""
    path = tmp_path_factory.mktemp("stocked") / "newsroom.commentdesk"
    make(path, 600)
    with open_newsroom(path) as newsroom:
        with newsroom.write() as writing:
            writing.run("UPDATE comment SET note = 'known' WHERE id % 100 = 1")
            writing.run("UPDATE comment SET waiver = 'known' WHERE lacks <> '' AND id % 2")
            writing.run("UPDATE comment SET status = 'withdrawn' WHERE id % 7 = 3")
            writing.run("UPDATE comment SET text = text || ' 🙂!!' WHERE id % 40 = 0")
            writing.run("UPDATE comment SET kind = 'Pingback' WHERE id % 50 = 7")
            writing.run(
                "UPDATE comment SET links = 3,"
                " body = body || ' <a href=https://shop.Example.net/a>x</a>' WHERE id % 30 = 5"
            )
            writing.run("UPDATE private_contact SET ip = '2001:DB8::7' WHERE comment_id % 9 = 1")
            writing.run(
                "INSERT INTO private_person (email_key, standing, until) SELECT DISTINCT email_key,"
                " CASE unicode(email_key) % 3 WHEN 0 THEN 'trusted' WHEN 1 THEN 'blocked'"
                " ELSE '' END, iif(length(email_key) % 2, 1, NULL) FROM private_contact"
                " WHERE email_key <> ''"
            )
            writing.run(
                "INSERT INTO private_note (comment_id, at, desk, text)"
                " SELECT id, 1, 'ana', iif(id % 2, 'Rang thé mayor', '') FROM comment"
                " WHERE id % 90 = 5 UNION ALL SELECT 11, 1, 'ana', 'again'"
            )
            writing.run(
                "INSERT INTO private_note (person_id, at, desk, text)"
                " SELECT id, 1, 'ana', 'The mayor''s own' FROM private_person WHERE id % 60 = 1"
            )
        for name, article in (("Ana at the desk", 1), ("night", 2)):
            newsroom.desk = name
            found = queue.find(newsroom, Query(), article=ArticleId(article))
            decisions.decide(newsroom, found, Verdict.REJECT, reason=f"Insult, says {name}")
        last = queue.find_page(newsroom, Query(), limit=5)
        for number, revision in zip(last.ids, last.revisions, strict=True):
            edits.edit(newsroom, CommentId(number), revision, Edit(url="https://example.net/me"))
        history.undo(newsroom)
        likenesses.catch_up(newsroom)
        yield newsroom


@pytest.fixture(scope="module")
def rows(stocked: Newsroom) -> list[Row]:
    """All that is to be known of each comment that is there."""
    with stocked.read() as reading:
        found = reading.run(
            "SELECT c.*, p.email_key, p.email_domain, p.ip, a.key, a.title, EXISTS (SELECT 1 FROM"
            " comment r WHERE r.parent_id = c.id AND r.status <> 'withdrawn') AS answered,"
            " (SELECT group_concat(o.desk) FROM change h JOIN operation o ON o.id = h.operation_id"
            " WHERE h.comment_id = c.id AND h.before <> h.after AND o.verb = 'reject') AS desks,"
            " (SELECT group_concat(o.detail) FROM change h JOIN operation o"
            " ON o.id = h.operation_id WHERE h.comment_id = c.id AND o.verb = 'reject'"
            " AND o.id <= c.revision) AS reasons,"
            " (SELECT group_concat(t.status) FROM private_contact q JOIN comment t"
            " ON t.id = q.comment_id WHERE q.email_key = p.email_key AND p.email_key <> ''"
            " AND t.status <> 'withdrawn') AS under_address,"
            " (SELECT count(*) FROM change h JOIN operation o ON o.id = h.operation_id WHERE"
            " h.comment_id = c.id AND o.verb = 'edit' AND o.id <= c.revision) AS edits,"
            " (SELECT language FROM likeness l WHERE l.comment_id = c.id) AS language,"
            " (SELECT first_id FROM likeness l WHERE l.comment_id = c.id) AS first,"
            " (SELECT iif(e.until IS NULL, e.standing, '') FROM private_person e"
            " WHERE e.email_key = p.email_key) AS standing, (SELECT group_concat(n.text, ' ')"
            " FROM private_note n WHERE n.text <> '' AND (n.comment_id = c.id OR n.person_id ="
            " (SELECT e.id FROM private_person e WHERE e.email_key = p.email_key))) AS notes"
            " FROM comment c JOIN private_contact p ON p.comment_id = c.id"
            " JOIN article a ON a.id = c.article_id WHERE c.status <> 'withdrawn'"
        )
        told = [dict(row) for row in found.mappings()]
        FIRSTS.update({row["id"]: row["first"] for row in told if row["first"] is not None})
        return told
