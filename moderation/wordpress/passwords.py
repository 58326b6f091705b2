"""Where the password of a site is kept: in the system's keyring, or nowhere.

Where there is no keyring, it is asked for at each start, and known until the program ends. It is
never written into a newsroom.
"""

import os
import re
from typing import TYPE_CHECKING

from moderation.keyrings import SERVICE as _SERVICE
from moderation.keyrings import system_keyring as _keyring
from moderation.wordpress.wire import Login

if TYPE_CHECKING:
    from db.site_rows import Connection

VARIABLE = "COMMENTDESK_SITE_PASSWORD"
DEFAULT_SITE_KEY = "default"
# What was typed since the program began; whose name is user and address.
_SINCE_START: dict[str, Login] = {}


def remember(root: str, username: str, password: str) -> None:
    """Know the password until the program ends."""
    _SINCE_START[_name(root, username)] = Login(username, password)


def known(connection: "Connection") -> Login | None:
    """Who asks at this site, as far as nobody needs to be asked for the password."""
    typed = _SINCE_START.get(_name(connection.root, connection.username))
    if typed is not None:
        return typed
    password = in_environment(connection) or kept(connection)
    return Login(connection.username, password) if password else None


def in_environment(connection: "Connection") -> str | None:
    """The password that the environment has for this site; never another site's.

    The plain variable is of the newsroom's own site, which is called `default`.
    """
    own = f"{VARIABLE}_{re.sub('[^A-Z0-9]+', '_', connection.key.upper())}"
    return os.environ.get(own) or (
        os.environ.get(VARIABLE) if connection.key == DEFAULT_SITE_KEY else None
    )


def kept(connection: "Connection") -> str | None:
    """The password that the system's keyring has for this site, if there is one."""
    with _keyring() as keyring:
        if keyring is None:
            return None
        try:
            found = keyring.get_password(_SERVICE, _name(connection.root, connection.username))
        except Exception:  # noqa: BLE001 - each system's keyring fails in ways of its own
            return None
        return found if isinstance(found, str) and found else None


def keep(root: str, username: str, password: str) -> bool:
    """Keep the password in the system's keyring; False if it has none that takes it."""
    with _keyring() as keyring:
        if keyring is None:
            return False
        try:
            keyring.set_password(_SERVICE, _name(root, username), password)
        except Exception:  # noqa: BLE001 - each system's keyring fails in ways of its own
            return False
        return True


def forget(connection: "Connection") -> None:
    """Take the password out of the system's keyring, if it is there."""
    _SINCE_START.pop(_name(connection.root, connection.username), None)
    with _keyring() as keyring:
        if keyring is None:
            return
        try:
            keyring.delete_password(_SERVICE, _name(connection.root, connection.username))
        except Exception:  # noqa: BLE001 - it was not there, or cannot be reached
            return


def _name(root: str, username: str) -> str:
    return f"{username} {root}"
