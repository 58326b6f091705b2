"""One round with a site: who we are there, what waits to be sent, what is new, and again.

Only one program talks to sites for one newsroom at a time; who holds the lock is let go of by the
system when it dies, and what it was just sending is looked for at the site before it is sent again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import filelock

from db import connections, outbox, remote
from db.site_rows import Connection, State
from moderation.changes import SILENT, Progress
from moderation.errors import NewsroomError
from moderation.exchange.wxr_values import site
from moderation.newsroom import Newsroom
from moderation.wordpress import connecting, troubles
from moderation.wordpress.counts import Counts
from moderation.wordpress.fetching import Fetching
from moderation.wordpress.patience import Patience
from moderation.wordpress.sending import Sending
from moderation.wordpress.taking_in import TakingIn
from moderation.wordpress.wire import Login, Wire
from resources.translation import _

# So long is remembered what was sent.
_REMEMBERED = timedelta(days=30)


class Taken(NewsroomError):
    """Another program is talking to the sites of this newsroom just now."""


def round_with(
    newsroom: Newsroom,
    connection: Connection,
    login: Login,
    *,
    progress: Progress = SILENT,
    patience: Patience | None = None,
    whole: bool = False,
    fetch: bool = True,
    counts: Counts | None = None,
    opened: Callable[[Wire], None] = lambda _wire: None,
) -> Counts:
    """Bring both sides together; with `whole`, every comment of the site is looked at.

    Without `fetch`, what waits is sent and no more. `opened` is given the wire, to hang it up.
    `SiteTrouble` where the site cannot be worked with, `Taken` where another program does just
    now, `Cancelled` if the progress says stop. Whatever was done before is kept, and `counts`, if
    given, tells it even then.
    """
    told = counts if counts is not None else Counts()
    calm = patience or Patience()
    calm = replace(calm, progress=progress)
    with _alone(newsroom), Wire(connection.root, login) as wire:
        opened(wire)
        try:
            _work(newsroom, connection, wire, calm, told, whole=whole, fetch=fetch)
        finally:
            _count_what_is_left(newsroom, connection, told)
    return told


def _work(
    newsroom: Newsroom,
    connection: Connection,
    wire: Wire,
    patience: Patience,
    counts: Counts,
    *,
    whole: bool,
    fetch: bool,
) -> None:
    patience.ask(lambda: connecting.who_am_i(wire))
    _see_that_it_is(connection, wire, patience)
    with newsroom.write() as writing:
        outbox.release(writing, connection.site)
        outbox.forget_sent(writing, newsroom.clock() - _REMEMBERED)
    fetching = Fetching(newsroom, connection, wire, patience, counts, None if whole else 5)
    taking = TakingIn(newsroom, connection, counts, fetching.articles)
    sending = Sending(newsroom, connection, wire, patience, counts, taking)
    sending.run()
    if not fetch:
        return
    fetching.run(taking)
    # What came may have settled something, or brought what a reply of ours answers.
    sending.run()
    with newsroom.write() as writing:
        connections.note_synced(writing, connection.site, newsroom.clock())


def _see_that_it_is(connection: Connection, wire: Wire, patience: Patience) -> None:
    """A site that was moved away, or another one put in its place, is sent nothing."""
    answer = patience.ask(lambda: wire.get("", {"_fields": "home,url"}))
    told = answer.data if isinstance(answer.data, dict) else {}
    home = told.get("home") or told.get("url")
    if isinstance(home, str) and f"wordpress:{site(home)}" != connection.source:
        raise troubles.other_site(wire.host)


def _count_what_is_left(newsroom: Newsroom, connection: Connection, counts: Counts) -> None:
    with newsroom.read() as reading:
        left = outbox.counts(reading, connection.site)
        counts.waiting = left.get(State.WAITING, 0) + left.get(State.SENDING, 0)
        counts.conflicts = remote.count_conflicts(reading, connection.site)


@contextmanager
def _alone(newsroom: Newsroom) -> Iterator[None]:
    path = newsroom.path.with_name(f".{newsroom.path.name}.sync")
    lock = filelock.FileLock(path, timeout=0)
    try:
        lock.acquire()
    except (filelock.Timeout, OSError) as error:
        raise Taken(
            _("Another program is working with the sites of this newsroom just now."),
            _("It does what is to be done; look again in a moment."),
        ) from error
    try:
        yield
    finally:
        lock.release()
