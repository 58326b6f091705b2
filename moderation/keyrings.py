"""The system's keyring: the only place where a password or a passphrase is kept.

There may be none, it may be locked, and each fails in ways of its own: whoever asks is told no.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from db import keys

SERVICE = "commentdesk"


@contextmanager
def system_keyring() -> Iterator[Any]:
    """The keyring, if one is installed and this system has one to be used; else None."""
    # What keyrings say of themselves is for nobody here.
    logging.getLogger("keyring").setLevel(logging.CRITICAL)
    try:
        import keyring
        from keyring.backends import fail

        is_there = not isinstance(keyring.get_keyring(), fail.Keyring)
    except Exception:  # noqa: BLE001 - not installed, or broken: there is none
        is_there = False
    yield keyring if is_there else None


def is_there() -> bool:
    """Whether a passphrase could be kept."""
    with system_keyring() as keyring:
        return keyring is not None


def remembered(path: Path) -> str | None:
    """The passphrase that was kept of the encrypted newsroom at `path`, or of its backup."""
    name = _name(path)
    with system_keyring() as keyring:
        if keyring is None or not name:
            return None
        try:
            found = keyring.get_password(SERVICE, name)
        except Exception:  # noqa: BLE001 - each system's keyring fails in ways of its own
            return None
        return found if isinstance(found, str) and found else None


def remember(path: Path, passphrase: str) -> bool:
    """Keep the passphrase of the newsroom at `path`; False if nothing takes it."""
    name = _name(path)
    with system_keyring() as keyring:
        if keyring is None or not name:
            return False
        try:
            keyring.set_password(SERVICE, name, passphrase)
        except Exception:  # noqa: BLE001 - each system's keyring fails in ways of its own
            return False
        return True


def forget(path: Path) -> bool:
    """Take the passphrase of the newsroom at `path` out of the keyring; whether it was there."""
    name = _name(path)
    with system_keyring() as keyring:
        if keyring is None or not name:
            return False
        try:
            keyring.delete_password(SERVICE, name)
        except Exception:  # noqa: BLE001 - it was not there, or cannot be reached
            return False
        return True


def _name(path: Path) -> str:
    """By the salt, which the newsroom shares with its backups, wherever they lie."""
    salt = keys.salt_of(path)
    return f"newsroom {salt.hex()}" if salt else ""
