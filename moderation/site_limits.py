"""What a connected site would not take of a comment, known before it is sent there."""

from db import connections
from db.library import Reading
from db.rows import ArticleId
from moderation.drafts import CommentDraft, Problem
from moderation.wordpress import columns


def problems(
    reading: Reading, article: ArticleId, draft: CommentDraft, *, is_new: bool = False
) -> tuple[Problem, ...]:
    """Every field that the site of that article would not take; none where it is not connected.

    `is_new`: the site has to make the comment first.
    """
    if not connections.has_article(reading, article):
        return ()
    return columns.problems(draft) + (columns.of_nobody(draft) if is_new else ())
