"""The command for what is searched again and again: searches."""

import click

from db.words import Status
from moderation import terminal
from moderation.commands.door import Call, command
from resources.translation import _, ngettext

_ALL = "all"
# The queues that a person can choose, as the sidebar has them.
_QUEUES = (*(status.value for status in Status), _ALL)


@command(
    "searches",
    "commentdesk searches",
    'commentdesk searches --keep "Shops" --query "has:link from:new" --queue pending',
    'commentdesk searches --remove "Shops"',
    about=_(
        "List, keep or take away saved searches.\n\n"
        "Each is a queue of its own in the window's sidebar, with the number of comments that it"
        " finds now. Keeping one under a name that is there replaces it."
    ),
)
@click.option("--keep", default=None, metavar="NAME", help=_("Keep a search under this name."))
@click.option("--query", default="", metavar="QUERY", help=_("What to search, with --keep."))
@click.option(
    "--queue", "queue_name", type=click.Choice(_QUEUES), default=_ALL, show_default=True,
    help=_("Where to search, with --keep."),
)  # fmt: skip
@click.option("--remove", default=None, metavar="NAME", help=_("Take this one away."))
def searches(call: Call, keep: str | None, query: str, queue_name: str, remove: str | None) -> None:
    """List, keep or take away saved searches."""
    from moderation import saved_searches
    from moderation.errors import BadQuery
    from moderation.saved_searches import SavedSearch

    if keep is not None and remove is not None:
        raise click.UsageError(_("Say either --keep or --remove."))
    if query and keep is None:
        raise click.UsageError(_("--query belongs to --keep NAME."))
    with call.open() as newsroom:
        if keep is not None:
            status = None if queue_name == _ALL else Status(queue_name)
            saved_searches.keep(newsroom, SavedSearch(keep, query, status))
        if remove is not None:
            saved_searches.take_away(newsroom, remove)
        found: list[dict[str, object]] = []
        for one in saved_searches.saved(newsroom):
            try:
                number = saved_searches.count(newsroom, one)
            except BadQuery as error:
                # One that a newer version kept hides none of the others.
                terminal.say(f"{one.name}: {error.sentence}")
                number = None
            where = _ALL if one.status is None else one.status.value
            found.append({"name": one.name, "query": one.text, "queue": where, "comments": number})
    call.answer({"searches": found}, "\n".join(map(_line, found)) or _("No search is saved."))


def _line(search: dict[str, object]) -> str:
    number = search["comments"]
    counted = (
        ngettext("{count} comment", "{count} comments", number).format(count=f"{number:,}")
        if isinstance(number, int)
        else "—"
    )
    return f"{search['name']}: {search['query']} ({search['queue']}, {counted})"
