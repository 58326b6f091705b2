"""The command that settles what a site requires: site."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from moderation.commands.door import Call, command, refused
from resources.translation import _

if TYPE_CHECKING:
    from db.rows import Site

_FIELDS = ("name", "email")


@command(
    "site",
    "commentdesk site",
    'commentdesk site --name "The Harbour Courier" --require name',
    about=_(
        "Show or change what the site is called and requires.\n\n"
        "A comment that lacks a required field cannot be approved before it is completed or let"
        " pass. The comment itself is always required. What is approved already stays approved."
    ),
)
@click.option(
    "--site", "key", default=None, metavar="KEY",
    help=_("Which site, where several are connected; else the newsroom's own."),
)  # fmt: skip
@click.option("--name", default=None, metavar="TEXT", help=_("What the site is called."))
@click.option(
    "--require", "required", default=None, metavar="FIELDS",
    help=_("What a commenter must give: name, email, name,email, or nothing."),
)  # fmt: skip
@click.option(
    "--newsroom-name",
    default=None,
    metavar="TEXT",
    help=_("Under which name the newsroom replies; else what the site is called."),
)
@click.option(
    "--say-edited", default=None, type=click.Choice(["yes", "no"]),
    help=_("Whether readers are told which comments the newsroom edited."),
)  # fmt: skip
def site(
    call: Call,
    key: str | None,
    name: str | None,
    required: str | None,
    newsroom_name: str | None,
    say_edited: str | None,
) -> None:
    """Show or change the site."""
    from moderation import queue, sites

    fields = None if required is None else _fields(required)
    with call.open() as newsroom:
        here = _site_of(queue.sites(newsroom), key)
        wanted = here if name is None else replace(here, name=name.strip())
        if fields is not None:
            wanted = replace(
                wanted, name_required="name" in fields, email_required="email" in fields
            )
        if newsroom_name is not None:
            wanted = replace(wanted, newsroom_name=newsroom_name.strip())
        if say_edited is not None:
            wanted = replace(wanted, say_edited=say_edited == "yes")
        if wanted != here:
            sites.keep(newsroom, wanted)
    demanded = [
        field
        for field, is_required in zip(
            _FIELDS, (wanted.name_required, wanted.email_required), strict=True
        )
        if is_required
    ]
    call.answer(
        {
            "name": wanted.name,
            "required": [*demanded, "comment"],
            "newsroom_name": wanted.newsroom_name,
            "say_edited": wanted.say_edited,
            "changed": wanted != here,
        },
        _("{name} requires: {fields}.").format(
            name=wanted.name or _("The site"), fields=", ".join([*demanded, "comment"])
        ),
    )


def _site_of(there: "Sequence[Site]", key: str | None) -> "Site":
    """The site of that key, or the newsroom's own."""
    found = there[0] if key is None else next((one for one in there if one.key == key), None)
    if found is None:
        raise refused(
            _("There is no site “{key}”.").format(key=key),
            _("There are: {names}.").format(names=", ".join(one.key for one in there)),
        )
    return found


def _fields(told: str) -> set[str]:
    fields = {one.strip() for one in told.split(",") if one.strip()}
    if fields == {"nothing"}:
        return set()
    if unknown := fields - {*_FIELDS, "comment"}:
        raise click.BadParameter(
            _("“{field}” is none of: name, email, nothing.").format(field=sorted(unknown)[0])
        )
    if not fields:
        raise click.BadParameter(_("Say nothing where nothing is to be required."))
    return fields
