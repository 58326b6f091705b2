"""A key for newsrooms that tests encrypt: made once, for making one takes a quarter of a second."""

from functools import cache

from db import keys
from db.keys import Key

PASSPHRASE = "four words of ours"


def a_key() -> Key:
    """The key of `PASSPHRASE`; this process knows it from now on."""
    key = _made()
    keys._known[key.salt] = key
    return key


@cache
def _made() -> Key:
    return keys.new(PASSPHRASE)
