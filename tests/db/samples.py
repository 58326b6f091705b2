"""Makes the sample library of today's schema: `python -m tests.db.samples`.

Each version of the schema that ever landed has one in `tests/db/libraries/`, made by the program of
its time, and today's program must open all of them. Those of older versions are never made anew.
"""

import gzip
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db import connections, migrations, outbox, remote
from db.rows import CommentId, Rule
from db.site_rows import State
from db.words import RuleAction, RuleKind, Standing, Status, Verdict
from moderation import (
    arrivals,
    decisions,
    edits,
    history,
    likenesses,
    notes,
    queue,
    rule_changes,
    standings,
)
from moderation.drafts import CommentDraft
from moderation.edits import Edit
from moderation.newsroom import Newsroom, open_newsroom
from moderation.sample import fill_sample
from moderation.search.grammar import parse

FOLDER = Path(__file__).parent / "libraries"


def sample_of(version: int) -> Path:
    """Where the sample of that version lies."""
    return FOLDER / f"{version:04}.commentdesk.gz"


@contextmanager
def unpacked(version: int) -> Iterator[Path]:
    """The sample of that version in a file of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="commentdesk-sample-") as folder:
        path = Path(folder) / "sample.commentdesk"
        path.write_bytes(gzip.decompress(sample_of(version).read_bytes()))
        yield path


def make(path: Path) -> None:
    """A newsroom in which everything was done that can be done to a comment."""
    moments = (datetime(2026, 3, 2, 9, 0, tzinfo=UTC) + timedelta(seconds=n) for n in range(10**6))
    with open_newsroom(
        path, create=True, desk="ana", clock=lambda: next(moments), zone=UTC
    ) as newsroom:
        fill_sample(newsroom)
        _decide(newsroom, "loan*", Verdict.SPAM)
        _decide(newsroom, "bridge", Verdict.REJECT)
        history.undo(newsroom)
        one = queue.comment(newsroom, 5)
        edits.edit(newsroom, 5, one.revision, Edit(body="I wrote more than I meant to."))
        notes.change(newsroom, 6, None, "Asked by telephone.")
        edits.reveal_contact(newsroom, 7)
        rule_changes.change(
            newsroom,
            keep=[
                Rule(RuleKind.WORD, RuleAction.HOLD, "casino*"),
                Rule(RuleKind.LINKS, RuleAction.HOLD, number=3),
            ],
        )
        draft = CommentDraft("", "Ana", "ana@example.org", "A casino, here?")
        arrivals.add(newsroom, draft, article_key=queue.comment(newsroom, 1).article_key)
        newsroom.keep_setting("paper", "Courier")
        _connect(newsroom)
        likenesses.catch_up(newsroom, most=100)
        notes.add(newsroom, 6, "Rang again.")
        notes.add(newsroom, 6, "Writes to the mayor, too.", on_person=True)
        standings.give(newsroom, 8, Standing.TRUSTED)
        standings.give(newsroom, 9, Standing.BLOCKED)
        history.undo(newsroom)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("VACUUM")


def _connect(newsroom: Newsroom) -> None:
    """A connected site that has some of the comments, entries in the outbox, and a conflict."""
    with newsroom.write() as writing:
        site = connections.connect(
            writing, key="courier", name="The Harbour Courier", url="https://courier.example.org",
            root="https://courier.example.org/wp-json/", username="ana",
            source="wordpress:courier.example.org",
        )  # fmt: skip
        for number in (10, 11, 12):
            status = queue.comment(newsroom, number).status
            remote.keep(writing, site, CommentId(number), 100 + number, status.value, "")
        told = {"at": newsroom.clock(), "status": "spam", "digest": "", "told": {"name": "Ana"}}
        remote.put_conflict(writing, CommentId(12), told)
    for number in (10, 11, 12):
        one = queue.comment(newsroom, number)
        verdict = Verdict.HOLD if one.status is not Status.PENDING else Verdict.REJECT
        decisions.decide(newsroom, queue.Picked.of(one), verdict)
    with newsroom.write() as writing:
        first = outbox.ready(writing, site, 1)[0]
        outbox.claim(writing, site, [first.id])
        outbox.end(writing, first.id, State.SENT, "", newsroom.clock())


def _decide(newsroom: Newsroom, text: str, verdict: Verdict) -> None:
    found = parse(text, today=newsroom.clock().date(), zone=UTC)
    decisions.decide(newsroom, queue.find(newsroom, found), verdict)


def main() -> None:
    """Make the sample of today's schema, in place of the one there is."""
    target = sample_of(migrations.latest())
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="commentdesk-sample-") as folder:
        path = Path(folder) / "sample.commentdesk"
        make(path)
        target.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    print(f"{target.name}: {target.stat().st_size:,} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
