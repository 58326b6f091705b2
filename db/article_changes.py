"""What an operation did to articles: recorded with before and after, and put back by undo.

An import brings an article's own facts up to date; the comments under it have `db.journal`.
"""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from db import chain
from db.library import Writing
from db.rows import ArticleId, OperationId

# What of an article may change after it came; its key and its identity stay.
FIELDS = (
    "title", "url", "published_at", "body", "body_format", "open", "public", "protected",
    "withdrawn",
)  # fmt: skip
_HAS_COMMENTS = (
    "SELECT 1 FROM article_count WHERE article_id = ? AND status <> 'withdrawn' AND total > 0"
)


def set_fields(
    writing: Writing, operation: OperationId, article: ArticleId, fields: Mapping[str, object]
) -> bool:
    """Record and set fields of one article; False if all are so already.

    An operation touches an article once at the most.
    """
    row = _row(writing, article)
    before = {name: row[name] for name, value in fields.items() if row[name] != value}
    if not before:
        return False
    after = {name: fields[name] for name in before}
    settings = ", ".join(f"{name} = ?" for name in after)
    writing.run(f"UPDATE article SET {settings} WHERE id = ?", (*after.values(), article))
    salt, told = secrets.token_hex(16), (_told(before), _told(after))
    writing.run(
        "INSERT INTO article_change (operation_id, article_id, salt, before, after, detail_hash)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (operation, article, salt, *told, chain.digest_of_detail(salt, *told)),
    )
    return True


def reverse(writing: Writing, operation: OperationId, reversed_: OperationId) -> tuple[int, int]:
    """Put every article that `reversed_` touched back to what it was before it.

    The articles that were, and those left alone because something else changed them since: all of
    them. One that comments stand under is not withdrawn, and is left alone if that is all.
    """
    rows = writing.run(
        "SELECT article_id, before, after FROM article_change WHERE operation_id = ?"
        " ORDER BY article_id",
        (reversed_,),
    ).all()
    done = left = 0
    for number, before, after in rows:
        article, fields = ArticleId(number), dict(json.loads(before))
        current = _row(writing, article)
        if any(current[name] != value for name, value in json.loads(after).items()):
            left += 1
            continue
        if fields.get("withdrawn") and writing.run(_HAS_COMMENTS, (article,)).first():
            del fields["withdrawn"]
        if set_fields(writing, operation, article, fields):
            done += 1
        else:
            left += 1
    return done, left


def _row(writing: Writing, article: ArticleId) -> Mapping[str, Any]:
    found = writing.run(f"SELECT {', '.join(FIELDS)} FROM article WHERE id = ?", (article,))
    return dict(found.mappings().one())


def _told(fields: Mapping[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)
