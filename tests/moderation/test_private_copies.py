"""Private copies for WordPress: every comment, with its address, and said to be private."""

import stat
from datetime import UTC, datetime
from pathlib import Path

from db.words import Status
from moderation import queue
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom, open_newsroom
from moderation.private_copies import copy_to
from tests.calling import Put
from tests.contacts import contact_of

ALSO_ENCRYPTED = True


def test_a_copy_for_wordpress_has_every_comment_with_its_address_and_status(
    put: Put, newsroom: Newsroom, tmp_path: Path
) -> None:
    statuses = (Status.PENDING, Status.APPROVED, Status.REJECTED, Status.SPAM)
    for minute, status in enumerate(statuses):
        last = put(f"It is {status} & <so>", status=status, minute=minute)
    put("And yes", reply_to=last.id, minute=9)
    target = tmp_path / "private.xml"

    made = copy_to(newsroom, target, "wxr")

    assert made.comments == 5
    head = target.read_bytes()[:200]
    assert head.startswith(b"<?xml")
    assert b"<!-- PRIVATE. Holds readers' e-mail and IP addresses" in head
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with open_newsroom(tmp_path / "b.commentdesk", create=True) as other:
        report = import_file(other, target)
        assert report.format == "wxr"
        assert (report.added, report.refused, report.warnings) == (5, 0, ())
        assert report.by_status == {"pending": 2, "approved": 1, "rejected": 1, "spam": 1}
        one = contact_of(other, 1)
        assert (one.email, one.ip) == ("jon@example.org", "198.51.100.7")
        assert queue.comment(other, 1).text == "It is pending & <so>"
        assert queue.comment(other, 5).parent == 4
        assert queue.comment(other, 1).submitted_at == datetime(2026, 3, 1, 8, tzinfo=UTC)


def test_the_copy_for_wordpress_of_the_sample_comes_in_with_the_same_counts(
    filled: Newsroom, tmp_path: Path
) -> None:
    copy_to(filled, tmp_path / "private.xml.gz", "wxr")

    with open_newsroom(tmp_path / "b.commentdesk", create=True) as other:
        report = import_file(other, tmp_path / "private.xml.gz", Choices(accept_incomplete=True))
        assert report.refused == 0
        assert queue.tally(other) == queue.tally(filled)
