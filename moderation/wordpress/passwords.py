"""Where the password of a site is kept: in the system's keyring, or nowhere.

Where there is no keyring, it is asked for at each start. It is never written into a newsroom.
"""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from moderation.keyrings import SERVICE as _SERVICE
from moderation.keyrings import system_keyring as _keyring
from moderation.wordpress.wire import Login

if TYPE_CHECKING:
    from db.site_rows import Connection

VARIABLE = "COMMENTDESK_SITE_PASSWORD"
Ask = Callable[["Connection"], str | None]


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
    with _keyring() as keyring:
        if keyring is None:
            return
        try:
            keyring.delete_password(_SERVICE, _name(connection.root, connection.username))
        except Exception:  # noqa: BLE001 - it was not there, or cannot be reached
            return


def login(connection: "Connection", ask: Ask) -> Login | None:
    """Who asks at this site: by the environment, the keyring, or what `ask` answers; or nobody."""
    password = os.environ.get(VARIABLE) or kept(connection) or ask(connection)
    return Login(connection.username, password) if password else None


def _name(root: str, username: str) -> str:
    return f"{username} {root}"
