"""A round with the connected sites, as it goes on a thread of its own; nothing here is Qt's."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.rows import SiteId
from db.site_rows import Connection
from moderation.errors import Cancelled, NewsroomError
from moderation.newsroom import Newsroom
from resources.translation import _

if TYPE_CHECKING:
    from moderation.wordpress.wire import Wire


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round came to: which sites were asked, and what stood in the way at which."""

    asked: Sequence[SiteId] = ()
    troubles: Mapping[SiteId, NewsroomError] = field(default_factory=dict)
    missing: Sequence[SiteId] = ()


class Watch:
    """The Progress of a round: tells the GUI thread, and stops when the window closes."""

    def __init__(self, tell: Callable[[str], None], stop: threading.Event) -> None:
        self._tell, self._stop = tell, stop

    def tell(self, done: int, total: int | None, what: str) -> None:
        """Tell how far it is."""
        if total:
            self._tell(
                _("{what}: {done} of {total}").format(
                    what=what, done=f"{done:,}", total=f"{total:,}"
                )
            )
        else:
            self._tell(_("{what}: {done}").format(what=what, done=f"{done:,}"))

    def stop_asked(self) -> bool:
        """Whether the window is closing, or somebody has had enough."""
        return self._stop.is_set()


def work(
    newsroom: Newsroom,
    sites: Sequence[Connection],
    fetch: bool,
    watch: Watch,
    wires: list["Wire"],
    ended: Callable[[object], None],
) -> None:
    """Ask each of these sites, and hand what came of it, or the error, to `ended`.

    Each connection that is opened is put among the `wires`, so that it can be cut meanwhile.
    """
    try:
        outcome: object = _rounds(newsroom, sites, fetch, watch, wires)
    except Cancelled:
        outcome = Outcome()
    except BaseException as error:  # noqa: BLE001 (handed to whoever asked, on the GUI thread)
        outcome = error
    wires.clear()
    ended(outcome)


def _rounds(
    newsroom: Newsroom,
    sites: Sequence[Connection],
    fetch: bool,
    watch: Watch,
    wires: list["Wire"],
) -> Outcome:
    from moderation.wordpress import passwords, syncing

    troubles: dict[SiteId, NewsroomError] = {}
    missing: list[SiteId] = []
    for site in sites:
        login = passwords.known(site)
        if login is None:
            missing.append(site.site)
            continue
        try:
            syncing.round_with(
                newsroom, site, login, progress=watch, fetch=fetch, opened=wires.append
            )
        except Cancelled:
            raise
        except syncing.Taken:
            continue  # another program does what is to be done
        except NewsroomError as error:
            troubles[site.site] = error
    return Outcome([one.site for one in sites], troubles, missing)
