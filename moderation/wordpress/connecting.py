"""Connecting a site: what is at an address, whether the password is right, and what is kept."""

import re
from dataclasses import dataclass

from db import connections
from db.rows import SiteId
from db.site_rows import Connection, Rule
from moderation.errors import NotFound
from moderation.newsroom import Newsroom
from moderation.wordpress import address, discovery, joined, passwords, troubles
from moderation.wordpress.discovery import Discovered
from moderation.wordpress.wire import Login, Wire
from resources.translation import _


@dataclass(frozen=True, slots=True)
class Tested:
    """A site that takes the password, and who we are there."""

    site: Discovered
    username: str


def test(typed: str, user: str, password: str) -> Tested:
    """See that there is a WordPress which takes this password of somebody who may moderate.

    `SiteTrouble` says in plain words what is wrong; the password goes to that site alone.
    """
    found = discovery.discover(typed)
    if not found.takes_passwords:
        raise troubles.passwords_off(address.host_of(found.root))
    with Wire(found.root, Login(user.strip(), password)) as wire:
        username = who_am_i(wire)
    return Tested(found, username or user.strip())


def test_again(connection: Connection, password: str) -> str:
    """See that a connected site is there still, and takes the password; that it is, in a sentence.

    `SiteTrouble` as for `test`, and if another site is at its address by now.
    """
    tested = test(connection.url, connection.username, password)
    if tested.site.source != connection.source:
        raise troubles.other_site(address.host_of(tested.site.root))
    return _("{name} answers, and takes the password.").format(name=connection.title)


def who_am_i(wire: Wire) -> str:
    """The user's name as the site has it, empty if it tells none; trouble if they may not moderate.

    A public answer proves nothing: WordPress takes a wrong password for nobody's, and goes on.
    """
    answer = wire.get("wp/v2/users/me", {"context": "edit", "_fields": "username,capabilities"})
    if answer.status in {401, 403}:
        raise troubles.wrong_password(wire.host, wire.user)
    if answer.status == 404 or not answer.is_fine or not isinstance(answer.data, dict):
        raise troubles.rest_off(wire.host)
    rights = answer.data.get("capabilities")
    if not (isinstance(rights, dict) and rights.get("moderate_comments")):
        raise troubles.no_right(wire.user)
    username = answer.data.get("username")
    return username if isinstance(username, str) else ""


def connect(newsroom: Newsroom, tested: Tested, password: str) -> tuple[Connection, bool]:
    """Keep how the site is reached; whether the password is in the system's keyring, too.

    A site that is connected already is reached by this address and user from now on.
    """
    found = tested.site
    with newsroom.write() as writing:
        there = next(
            (one for one in connections.connections(writing) if one.source == found.source), None
        )
        if there is None:
            number = connections.connect(
                writing, key=_key(found.source), name=found.name, url=found.url,
                root=found.root, username=tested.username, source=found.source,
            )  # fmt: skip
        else:
            number = there.site
            connections.reach_otherwise(
                writing, number, root=found.root, url=found.url, username=tested.username
            )
    passwords.remember(found.root, tested.username, password)
    return by_number(newsroom, number), passwords.keep(found.root, tested.username, password)


def _key(source: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", source.partition(":")[2].lower()).strip("-") or "site"


def all_of(newsroom: Newsroom) -> list[Connection]:
    """The connected sites."""
    return joined.connected(newsroom)


def by_number(newsroom: Newsroom, number: int) -> Connection:
    """The connection of that site; `NotFound` if it is not connected."""
    for one in all_of(newsroom):
        if one.site == number:
            return one
    raise NotFound(_("This site is not connected."))


def find(newsroom: Newsroom, told: str) -> list[Connection]:
    """The connected sites that are meant: by key, name or address; all, if nothing is told.

    `NotFound` where none is called so.
    """
    there = all_of(newsroom)
    if not told:
        return there
    wanted = told.strip().lower().rstrip("/")
    found = [
        one
        for one in there
        if wanted in {one.key.lower(), one.name.lower(), one.url.lower().rstrip("/"),
                      one.source.partition(":")[2], str(one.site)}
    ]  # fmt: skip
    if not found:
        raise NotFound(
            _("No connected site is called “{name}”.").format(name=told),
            _("“commentdesk site list” names them."),
        )
    return found


def set_rule(newsroom: Newsroom, number: SiteId, rule: Rule) -> None:
    """Keep whose word holds where both sides changed a comment."""
    with newsroom.write() as writing:
        connections.set_rule(writing, number, rule)


def disconnect(newsroom: Newsroom, connection: Connection) -> None:
    """Forget the connection, its password and its outbox; the comments stay."""
    with newsroom.write() as writing:
        connections.disconnect(writing, connection.site)
    passwords.forget(connection)
