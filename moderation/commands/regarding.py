"""Commands about what the newsroom thinks of a person: trust, watch, block, unblock, note."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from moderation.commands.door import Call, command, refused
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from db.words import Standing
    from moderation.changes import Changes
    from moderation.newsroom import Newsroom

_WHO = _(
    "QUERY is an e-mail address, or whatever else finds one person with one address, as in"
    " “commentdesk person show”. One operation, which can be undone."
)


@command(
    "trust",
    "commentdesk person trust ana@example.org",
    about=_("Trust a commenter: what they write is approved at once.\n\n{who}").format(who=_WHO),
)
@click.argument("query", nargs=-1, required=True)
def trust(call: Call, query: tuple[str, ...]) -> None:
    """Trust a commenter."""
    from db.words import Standing

    _give(call, query, Standing.TRUSTED)


@command(
    "watch",
    "commentdesk person watch ana@example.org",
    about=_("Watch a commenter: what they write is always held.\n\n{who}").format(who=_WHO),
)
@click.argument("query", nargs=-1, required=True)
def watch(call: Call, query: tuple[str, ...]) -> None:
    """Watch a commenter."""
    from db.words import Standing

    _give(call, query, Standing.WATCHED)


@command(
    "block",
    "commentdesk person block --days 30 ana@example.org",
    about=_(
        "Block a commenter: what they write is rejected at once.\n\n"
        "{who} With --days it ends by itself."
    ).format(who=_WHO),
)
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--days", type=click.IntRange(1, 36_500), help=_("For so many days; else until taken away.")
)
def block(call: Call, query: tuple[str, ...], days: int | None) -> None:
    """Block a commenter."""
    from db.words import Standing

    _give(call, query, Standing.BLOCKED, days)


@command(
    "unblock",
    "commentdesk person unblock ana@example.org",
    about=_("Trust, watch or block a commenter no more.\n\n{who}").format(who=_WHO),
)
@click.argument("query", nargs=-1, required=True)
def unblock(call: Call, query: tuple[str, ...]) -> None:
    """Take a standing away."""
    from db.words import Standing

    _give(call, query, Standing.NONE)


@command(
    "note",
    'commentdesk person note --text "Rang, and is who she says." ana@example.org',
    about=_("Write a note on a commenter, for the newsroom alone.\n\n{who}").format(who=_WHO),
)
@click.argument("query", nargs=-1, required=True)
@click.option("--text", required=True, help=_("The note."))
def note(call: Call, query: tuple[str, ...], text: str) -> None:
    """Write a note on a commenter."""
    from moderation import notes

    _do(call, query, lambda newsroom, address: notes.add_to_address(newsroom, address, text))


def _give(
    call: Call, query: tuple[str, ...], standing: "Standing", days: int | None = None
) -> None:
    from moderation import standings

    def give(newsroom: "Newsroom", address: str) -> "Changes":
        until = None if days is None else standings.ends_after(newsroom, days)
        return standings.give_to_address(newsroom, address, standing, until=until)

    _do(call, query, give, standing=standing.value or None)


def _do(
    call: Call,
    query: tuple[str, ...],
    work: "Callable[[Newsroom, str], Changes]",
    **told: object,
) -> None:
    with call.open() as newsroom:
        done = work(newsroom, _address(newsroom, " ".join(query)))
    call.answer(
        {**told, "operation": done.operation, "changed": done.operation is not None},
        done.sentence,
    )


def _address(newsroom: "Newsroom", query: str) -> str:
    """The one address that is meant; several are never made one person."""
    from moderation.person import Told, find_person

    person = find_person(newsroom, query)
    if person.told is Told.EMAIL:
        return query.strip()
    if len(person.emails) == 1:
        return person.emails[0]
    count = len(person.emails)
    sentence = ngettext(
        "“{text}” has {count} e-mail address here.",
        "“{text}” has {count} e-mail addresses here.",
        count,
    )
    raise refused(
        sentence.format(text=query, count=count), _("Name the one address that is meant.")
    )
