"""Commands that work with connected sites: sync, and the outbox."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moderation import terminal
from moderation.commands.door import FILE, Call, command
from moderation.commands.numbers import NUMBER
from moderation.commands.sites import PASSWORD_HELP, login_password, none_connected
from moderation.errors import Cancelled, NewsroomError
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from db.site_rows import Conflict, Connection, Entry
    from moderation.newsroom import Newsroom
    from moderation.terminal import Bar
    from moderation.wordpress.counts import Counts
    from moderation.wordpress.wire import Login

_EVERY = 60
_STEP = 0.5


@command(
    "sync",
    "commentdesk sync --once",
    "commentdesk sync --site default --once --whole --json",
    about=_(
        "Bring the newsroom and its sites together: send what was decided, fetch what is new.\n\n"
        "It goes on, a round a minute, until Ctrl+C; with --once, or --json, it is one round. What"
        " came in stays, whenever it is stopped, and the next round goes on there."
    ),
)
@click.option("--site", "name", default="", metavar="SITE", help=_("Only this site."))
@click.option("--once", is_flag=True, help=_("One round, and no more."))
@click.option("--whole", is_flag=True, help=_("Look at every comment of the site."))
@click.option("--password-file", type=FILE, help=PASSWORD_HELP)
def sync(call: Call, name: str, once: bool, whole: bool, password_file: Path | None) -> None:
    """Bring both sides together."""
    from moderation.wordpress import connecting
    from moderation.wordpress.wire import Login

    with call.open() as newsroom, terminal.progress() as progress:
        found = connecting.find(newsroom, name)
        if not found:
            raise none_connected()
        logins = {
            one.site: Login(one.username, login_password(one, password_file)) for one in found
        }
        while True:
            told = [_round(newsroom, one, logins[one.site], progress, whole) for one in found]
            if once or call.json:
                break
            for one in told:
                _say(newsroom, one)
            _wait(progress)
            found = [connecting.by_number(newsroom, one.site) for one in found]
    call.answer({"sites": [one.as_json() for one in told]}, "\n".join(map(_told, told)))
    if any(one.trouble for one in told):
        click.get_current_context().exit(1)


@dataclass(frozen=True, slots=True)
class _Round:
    """What a round with a site came to; trouble with one site is none for the others."""

    site: "Connection"
    counts: "Counts"
    trouble: NewsroomError | None = None

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {"site": self.site.key, **self.counts.as_json()}
        if self.trouble is not None:
            told |= {"error": self.trouble.sentence, "way_out": self.trouble.way_out}
        return told


def _told(one: _Round) -> str:
    told = _("{name}: {counts}").format(name=one.site.title, counts=one.counts.sentence)
    if one.trouble is None:
        return told
    return "\n".join([told, one.trouble.sentence, one.trouble.way_out])


def _round(
    newsroom: "Newsroom", one: "Connection", login: "Login", progress: "Bar", whole: bool
) -> _Round:
    from moderation.wordpress import syncing
    from moderation.wordpress.counts import Counts

    counts = Counts()
    try:
        syncing.round_with(newsroom, one, login, progress=progress, whole=whole, counts=counts)
    except Cancelled:
        raise
    except NewsroomError as trouble:
        return _Round(one, counts, trouble)
    return _Round(one, counts)


def _say(newsroom: "Newsroom", one: _Round) -> None:
    when = newsroom.clock().astimezone(newsroom.zone).strftime("%H:%M:%S")
    terminal.say(f"{when}  {_told(one)}")


def _wait(progress: "Bar") -> None:
    left = float(_EVERY)
    while left > 0:
        if progress.stop_asked():
            raise terminal.stopped()
        time.sleep(_STEP)
        left -= _STEP


@command(
    "list",
    "commentdesk outbox list",
    "commentdesk outbox list --state refused --json",
    about=_("List what waits to be sent, what was refused and why, and what was sent."),
)
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(["waiting", "sending", "sent", "refused", "overruled"]),
    help=_("Only entries in this state; may be said again."),
)
@click.option("--limit", type=NUMBER, default=50, show_default=True, help=_("At most so many."))
def list_entries(call: Call, states: tuple[str, ...], limit: int) -> None:
    """List the outbox."""
    from db.site_rows import State
    from moderation.wordpress import outgoing

    with call.open() as newsroom:
        found = outgoing.entries(newsroom, states=[State(one) for one in states], limit=limit)
        totals = {state.value: count for state, count in outgoing.counts(newsroom).items()}
        settling = outgoing.count_conflicts(newsroom)
    lines = [_line(one) for one in found]
    call.answer(
        {
            "totals": totals,
            "conflicts": settling,
            "entries": [_entry_as_json(one) for one in found],
        },
        "\n".join(lines) or _("The outbox is empty."),
    )


def _line(one: "Entry") -> str:
    from moderation.wordpress import outgoing

    told = _("{number}  {state}  comment {comment} by {name}: {what}").format(
        number=one.id, state=outgoing.state_name(one), comment=one.comment,
        name=terminal.one_line(one.name, 30) or _("Anonymous"), what=outgoing.what(one),
    )  # fmt: skip
    reason = outgoing.why(one)
    return f"{told}\n      {reason}" if reason else told


def _entry_as_json(one: "Entry") -> dict[str, object]:
    from moderation.wordpress import outgoing, refusals

    return {
        "entry": one.id,
        "comment": one.comment,
        "kind": one.kind.value,
        "wanted": one.wanted or None,
        "state": one.state.value,
        "conflict": one.has_conflict,
        "why": outgoing.why(one),
        "field": refusals.field_of(one.why) or None,
        "tries": one.tries,
        "operation": one.operation,
    }


@command(
    "retry",
    "commentdesk outbox retry 12",
    about=_("Let refused entries wait to be sent again; without ENTRY, all of them."),
)
@click.argument("entries", nargs=-1, type=NUMBER)
def retry(call: Call, entries: tuple[int, ...]) -> None:
    """Retry refused entries."""
    from db.site_rows import State
    from moderation.wordpress import outgoing

    with call.open() as newsroom:
        numbers = list(entries) or [
            one.id for one in outgoing.entries(newsroom, states=[State.REFUSED], limit=100_000)
        ]
        count = outgoing.retry(newsroom, numbers)
    told = ngettext("{count} entry waits again.", "{count} entries wait again.", count)
    call.answer({"retried": count}, told.format(count=f"{count:,}"))


@command(
    "take-back",
    "commentdesk outbox take-back 12",
    about=_(
        "Take back what is not sent yet: the comment is here again as the site has it.\n\n"
        "It is an operation like any other and can be undone. What was sent already is taken back"
        " by undoing the decision."
    ),
)
@click.argument("entries", nargs=-1, required=True, type=NUMBER)
def take_back(call: Call, entries: tuple[int, ...]) -> None:
    """Take waiting entries back."""
    from moderation.wordpress import outgoing

    sentences: list[str] = []
    with call.open() as newsroom:
        sentences += (outgoing.take_back(newsroom, number).sentence for number in entries)
    call.answer({"taken_back": len(sentences), "sentences": sentences}, "\n".join(sentences))


@command(
    "conflicts",
    "commentdesk outbox conflicts",
    about=_("List the comments that both sides changed, as the site has them and as we do."),
)
def conflicts(call: Call) -> None:
    """List conflicts."""
    from moderation import queue
    from moderation.wordpress import outgoing

    with call.open() as newsroom:
        rows = []
        for one in outgoing.conflicts(newsroom):
            try:
                ours = queue.comment(newsroom, one.comment).status.value
            except NewsroomError:
                ours = ""
            rows.append((one, ours))
    lines = [
        _("comment {number}: on the site {theirs}, here {ours}").format(
            number=one.comment, theirs=one.status, ours=ours or "–"
        )
        for one, ours in rows
    ]
    call.answer(
        {"conflicts": [_conflict_as_json(one, ours) for one, ours in rows]},
        "\n".join(lines) or _("There is nothing to settle."),
    )


def _conflict_as_json(one: "Conflict", ours: str) -> dict[str, object]:
    return {"comment": one.comment, "site": one.status, "ours": ours}


@command(
    "settle",
    "commentdesk outbox settle 12 site",
    about=_("Settle a conflict for the site's word or for ours.\n\nCOMMENT is its number here."),
)
@click.argument("comment", type=NUMBER)
@click.argument("word", type=click.Choice(["site", "ours"]))
def settle(call: Call, comment: int, word: str) -> None:
    """Settle a conflict."""
    from db.site_rows import Rule
    from moderation.wordpress import outgoing

    with call.open() as newsroom:
        changes = outgoing.settle(newsroom, comment, Rule(word))
    call.answer({"comment": comment, "word": word, "sentence": changes.sentence}, changes.sentence)


@click.group(
    "outbox",
    help=_("What waits to be sent to connected sites, and what both sides changed."),
    short_help=_("What waits to be sent to connected sites, and what both sides changed."),
)
def outbox() -> None:
    """What is between us and the sites."""


for _one in (list_entries, retry, take_back, conflicts, settle):
    outbox.add_command(_one)
