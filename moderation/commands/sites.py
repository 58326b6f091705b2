"""Commands about connected sites: site add, test, list, rule, remove; and site itself."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from moderation import terminal
from moderation.commands.door import FILE, Call, Command, command, refused
from moderation.commands.settling import site as settle_site
from resources.translation import _

if TYPE_CHECKING:
    from db.site_rows import Connection

VARIABLE = "COMMENTDESK_SITE_PASSWORD"
PASSWORD_HELP = _(
    "The file with the application password. Without it: ${variable}, the system's keyring, or you"
    " are asked. A password is never an argument: others could read it."
).format(variable=VARIABLE)
RULES = click.Choice(["site", "ours", "ask"])


@command(
    "add",
    "commentdesk site add https://example.org --user ana",
    "commentdesk site add example.org/blog --user ana --password-file secret.txt --rule site",
    about=_(
        "Connect a WordPress site.\n\n"
        "ADDRESS is the site's as the browser shows it. The password must be an application"
        " password (on the site: Users, Profile, Application Passwords) of somebody who may"
        " moderate. It is kept in the system's keyring, or nowhere."
    ),
)
@click.argument("address")
@click.option("--user", required=True, metavar="NAME", help=_("The user on the site."))
@click.option("--password-file", type=FILE, help=PASSWORD_HELP)
@click.option("--rule", type=RULES, help=_("Whose word holds where both sides changed a comment."))
def add(call: Call, address: str, user: str, password_file: Path | None, rule: str | None) -> None:
    """Connect a site."""
    from db.site_rows import Rule
    from moderation.wordpress import connecting

    password = password_from(password_file, user, os.environ.get(VARIABLE))
    with call.open(create=True) as newsroom:
        tested = connecting.test(address, user, password)
        connection, is_kept = connecting.connect(newsroom, tested, password)
        if rule:
            connecting.set_rule(newsroom, connection.site, Rule(rule))
            connection = connecting.by_number(newsroom, connection.site)
    if not is_kept:
        told = _(
            "This system has no keyring: the password is asked for at each start, or read from"
            " ${variable}."
        )
        terminal.say(told.format(variable=VARIABLE))
    told = _("{name} is connected; “commentdesk sync” fetches its comments.")
    call.answer(
        as_json(connection) | {"password_kept": is_kept}, told.format(name=connection.title)
    )


@command(
    "test",
    "commentdesk site test",
    about=_("Test the connected sites, and say in plain words what is wrong.\n\nSITE names one."),
)
@click.argument("site", default="")
@click.option("--password-file", type=FILE, help=PASSWORD_HELP)
def test(call: Call, site: str, password_file: Path | None) -> None:
    """Test connections."""
    from moderation.wordpress import connecting

    with call.open() as newsroom:
        found = connecting.find(newsroom, site)
        if not found:
            raise none_connected()
        lines = [connecting.test_again(one, login_password(one, password_file)) for one in found]
    call.answer({"sites": [as_json(one) for one in found]}, "\n".join(lines))


@command("list", "commentdesk site list", about=_("List the connected sites."))
def list_sites(call: Call) -> None:
    """List connections."""
    from moderation.wordpress import connecting

    with call.open() as newsroom:
        found = connecting.all_of(newsroom)
    lines = [
        _("{key}  {name}  {url}  as {user}; last compared: {when}; both changed: {rule}").format(
            key=one.key, name=terminal.one_line(one.title, 40), url=one.url, user=one.username,
            when=one.synced_at.strftime("%Y-%m-%d %H:%M UTC") if one.synced_at else _("never"),
            rule=one.rule.value,
        )
        for one in found
    ]  # fmt: skip
    call.answer(
        {"sites": [as_json(one) for one in found]},
        "\n".join(lines) or _("No site is connected."),
    )


@command(
    "rule",
    "commentdesk site rule default site",
    about=_(
        "Say whose word holds where both sides changed a comment.\n\n"
        "site: what was changed on the site is taken over. ours: what was decided here is sent."
        " ask: it waits until somebody settles it (“commentdesk outbox settle”)."
    ),
)
@click.argument("site")
@click.argument("rule", type=RULES)
def set_rule(call: Call, site: str, rule: str) -> None:
    """Set the rule of a connection."""
    from db.site_rows import Rule
    from moderation.wordpress import connecting

    with call.open() as newsroom:
        one = connecting.find(newsroom, site)[0]
        connecting.set_rule(newsroom, one.site, Rule(rule))
        one = connecting.by_number(newsroom, one.site)
    call.answer(as_json(one), _("{name}: {rule}.").format(name=one.title, rule=rule))


@command(
    "remove",
    "commentdesk site remove default --yes",
    about=_(
        "Forget how a site is reached, its password, and what waits to be sent to it.\n\n"
        "Its comments stay here as they are, and so does the site."
    ),
)
@click.argument("site")
@click.option("--yes", is_flag=True, help=_("Do not ask."))
def remove(call: Call, site: str, yes: bool) -> None:
    """Remove a connection."""
    from db.site_rows import State
    from moderation.wordpress import connecting, outgoing

    with call.open() as newsroom:
        one = connecting.find(newsroom, site)[0]
        unsent = sum(
            entry.site == one.site
            for entry in outgoing.entries(newsroom, states=[State.WAITING, State.REFUSED])
        )
        question = _("Forget {name}, and {count} entries that were not sent?").format(
            name=one.title, count=f"{unsent:,}"
        )
        if not yes:
            if not terminal.is_somebody_there():
                raise refused(question, _("Say --yes to do it without being asked."))
            if not terminal.does_agree(question):
                raise terminal.stopped(_("Nothing was changed."))
        connecting.disconnect(newsroom, one)
    call.answer(
        as_json(one) | {"unsent": unsent},
        _("{name} is not connected any more.").format(name=one.title),
    )


def password_from(file: Path | None, user: str, told: str | None) -> str:
    """The password out of the file, as it was `told`, or of whoever sits there; never shown."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise refused(_("{path} cannot be read.").format(path=file)) from error
    if told:
        return told
    if not terminal.is_somebody_there():
        raise refused(
            _("There is nobody here to ask for the password."),
            _("Say --password-file, or put it into ${variable}.").format(variable=VARIABLE),
        )
    asked = _("Application password of {user}").format(user=terminal.shown(user))
    return str(click.prompt(asked, hide_input=True, err=True))


def login_password(connection: "Connection", file: Path | None) -> str:
    """The password for a connected site: the file, the environment, the keyring, or asked for."""
    from moderation.wordpress import passwords

    known = None if file else passwords.in_environment(connection) or passwords.kept(connection)
    return known or password_from(file, connection.username, told=None)


def none_connected() -> Exception:
    """What to raise where no site is connected."""
    return refused(
        _("No site is connected."), _("“commentdesk site add ADDRESS --user NAME” connects one.")
    )


def as_json(one: "Connection") -> dict[str, object]:
    """A connection as `--json` answers it."""
    return {
        "site": one.key,
        "name": one.name,
        "url": one.url,
        "api": one.root,
        "user": one.username,
        "rule": one.rule.value,
        "synced_at": one.synced_at.isoformat() if one.synced_at else None,
    }


class _SiteGroup(click.Group):
    """The command `site`, which shows the site itself where nothing else is asked."""

    examples = (*settle_site.examples, "commentdesk site add https://example.org --user ana")  # type: ignore[attr-defined]
    format_epilog = Command.format_epilog


def _site(**given: Any) -> None:
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        assert settle_site.callback is not None
        settle_site.callback(**given)


site = _SiteGroup(
    "site",
    callback=_site,
    params=list(settle_site.params),
    invoke_without_command=True,
    help=settle_site.help,
    short_help=_("Show or change what the site is called and requires; connect sites."),
    commands=[add, test, list_sites, set_rule, remove],
)
