"""What stands in the outbox, whatever becomes of the comments that it is about."""

from datetime import UTC, datetime
from typing import NoReturn

import pytest

from db.rows import CommentId, SiteId
from db.site_rows import Conflict
from desktop.sites import outbox_rows
from moderation import queue
from moderation.errors import LibraryError
from moderation.newsroom import Newsroom
from moderation.wordpress import outgoing


@pytest.fixture
def conflict(monkeypatch: pytest.MonkeyPatch) -> Conflict:
    """A conflict about a comment that is not here."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    made = Conflict(CommentId(99), SiteId(1), 7, at, "approved", "")
    monkeypatch.setattr(outgoing, "conflicts", lambda _newsroom, limit: [made])
    return made


def test_a_conflict_about_what_was_taken_back_here_says_so(
    newsroom: Newsroom, conflict: Conflict
) -> None:
    (row,) = outbox_rows.look_up(newsroom)

    assert (row.what, row.conflict) == ("taken back here", conflict)


@pytest.mark.usefixtures("conflict")
def test_a_drive_that_is_away_is_not_taken_for_a_comment_that_is(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_newsroom: Newsroom, _number: int) -> NoReturn:
        raise LibraryError("The drive is away.")

    monkeypatch.setattr(queue, "comment", away)

    with pytest.raises(LibraryError, match="away"):
        outbox_rows.look_up(newsroom)
