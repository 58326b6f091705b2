"""A day without the line, beside a real WordPress: 5,000 decisions, none lost and none repeated.

The plug is pulled in the middle of sending, and the program dies while some are on their way. What
the site did is read from its own log. It is checked, not only measured: a loss ends the run.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import outbox
from db.site_rows import State
from db.words import Verdict
from moderation import decisions, history, queue, replying
from moderation.changes import SILENT, Progress
from moderation.newsroom import Newsroom, open_newsroom
from moderation.queue import Picked
from moderation.search.query import Query
from moderation.wordpress import connecting, outgoing, syncing
from moderation.wordpress.patience import Patience
from moderation.wordpress.troubles import SiteTrouble
from moderation.wordpress.wire import Login
from tests.benchmarks.bench import Bench, Measure, seconds
from tests.peers.real_site import RealSite, real_site

_DECISIONS = 5_000
_REPLIES = 50
_UNDONE = 100
# What is on its way when the line is cut may be asked for again: so many at once.
_ON_THE_WAY = 4
_WORDS = {"hold": "pending", "approved": "approved", "spam": "spam", "trash": "rejected"}
_VERDICTS = (Verdict.APPROVE, Verdict.SPAM, Verdict.REJECT)


def offline(_bench: Bench) -> list[Measure]:
    """The measures of a day without the line."""
    try:
        with real_site() as site, tempfile.TemporaryDirectory() as folder:
            print(f"making {_DECISIONS:,} comments on the site …", file=sys.stderr)  # noqa: T201
            site.add(_DECISIONS)
            return list(_day(site, Path(folder) / "n.commentdesk"))
    except pytest.skip.Exception as why:
        print(why.msg, file=sys.stderr)  # noqa: T201
        return []


class _PullsThePlug:
    """The Progress of a round in the middle of which the site's server dies."""

    def __init__(self, site: RealSite, after: int) -> None:
        self._site, self._after = site, after

    def tell(self, done: int, total: int | None, what: str) -> None:
        """Look how far it is."""
        if total is not None and total > self._after and done >= self._after:
            self._after = sys.maxsize
            self._site.pull_the_plug()

    def stop_asked(self) -> bool:
        """Nobody stops it."""
        return False


def _day(site: RealSite, path: Path) -> Iterator[Measure]:
    newsroom = open_newsroom(path, create=True, desk="benchmark")
    tested = connecting.test(site.url, "ana", site.password())
    connecting.connect(newsroom, tested, site.password())
    _round(newsroom, site)
    site.pull_the_plug()
    yield Measure(f"{_DECISIONS:,} decisions offline", seconds(lambda: _decide(newsroom)), "s")
    waiting = outgoing.counts(newsroom)[State.WAITING]

    site.start()
    assert not site.changes()
    sent = seconds(lambda: _until_the_plug(newsroom, site))
    newsroom = _dies(newsroom, path)
    site.start()
    sent += seconds(lambda: _round(newsroom, site))
    yield Measure(f"{waiting:,} entries sent", sent, "s")
    changed = Counter(number for did, number in site.changes() if did == "changed")
    repeated = sum(count - 1 for count in changed.values())
    yield Measure("done a second time", repeated, "")
    _check(newsroom, site, repeated)
    newsroom.close()


def _decide(newsroom: Newsroom) -> None:
    """Every comment one by one; some are thought of twice, and some are answered."""
    for turn, number in enumerate(list(queue.find(newsroom, Query()).ids)):
        comment = queue.comment(newsroom, number)
        verdict = next(one for one in _VERDICTS[turn % 3 :] + _VERDICTS
                       if one.status is not comment.status)  # fmt: skip
        decisions.decide(newsroom, Picked.of(comment), verdict)
        if turn % (_DECISIONS // _UNDONE) == 0:
            history.undo(newsroom)
            decisions.decide(newsroom, Picked.of(queue.comment(newsroom, number)), verdict)
        if turn % (_DECISIONS // _REPLIES) == 1:
            now = queue.comment(newsroom, number)
            replying.reply(newsroom, number, now.revision, f"Our answer to number {turn}.")


def _round(newsroom: Newsroom, site: RealSite, progress: Progress = SILENT) -> None:
    joined = connecting.all_of(newsroom)[0]
    calm = Patience(pause=lambda _seconds: None)
    login = Login("ana", site.password())
    syncing.round_with(newsroom, joined, login, patience=calm, progress=progress)


def _until_the_plug(newsroom: Newsroom, site: RealSite) -> None:
    try:
        _round(newsroom, site, _PullsThePlug(site, _DECISIONS // 3))
    except SiteTrouble:
        return
    raise AssertionError("the plug was pulled, and nobody noticed")


def _dies(newsroom: Newsroom, path: Path) -> Newsroom:
    """The program is killed when some were just to be sent."""
    site = connecting.all_of(newsroom)[0].site
    with newsroom.write() as writing:
        ready = outbox.ready(writing, site, 60)
        outbox.claim(writing, site, [one.id for one in ready])
    newsroom.close()
    return open_newsroom(path, desk="benchmark")


def _check(newsroom: Newsroom, site: RealSite, repeated: int) -> None:
    with newsroom.read() as reading:
        rows = reading.quick(
            "SELECT r.number, c.status FROM comment c JOIN private_remote r ON r.comment_id = c.id"
        ).fetchall()
    theirs = site.comments()
    assert dict(rows) == {one: _WORDS[told["status"]] for one, told in theirs.items()}, "lost"
    texts = Counter(one["content"]["raw"] for one in theirs.values())
    answers = [count for text, count in texts.items() if text.startswith("Our answer")]
    assert answers == [1] * _REPLIES, "a reply was lost or sent twice"
    made = sum(did == "made" for did, _number in site.changes())
    assert made == _REPLIES, f"{made} comments made"
    assert repeated <= _ON_THE_WAY, f"{repeated} decisions sent twice"
    left = outgoing.counts(newsroom)
    assert set(left) == {State.SENT}, left
