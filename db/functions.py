"""What SQLite is taught to work out for a search, row by row, in Python."""

import re
import sqlite3
from functools import lru_cache
from typing import TYPE_CHECKING

from db import files, waits
from resources.late import late

if TYPE_CHECKING:
    import ipaddress
    import socket
else:
    ipaddress = late("ipaddress")
    socket = late("socket")

_WORD = re.compile(r"[^\W_]+")


def teach(connection: sqlite3.Connection) -> None:
    """Let statements on this connection use these functions."""
    connection.create_function("folded", 1, files.folded, deterministic=True)
    connection.create_function("words_in", 1, words_in, deterministic=True)
    connection.create_function("name_has", 2, name_has, deterministic=True)
    connection.create_function("names_host", 2, names_host, deterministic=True)
    connection.create_function("ip_in", 2, ip_in, deterministic=True)
    connection.create_function("wait_step", 1, waits.wait_step, deterministic=True)


def words_in(text: str) -> int:
    """How many words a text has, for SQLite; of a script without blanks its runs are counted."""
    return len(text.split())


def name_has(name: str, wanted: str) -> bool:
    """Whether a name has these words in a row, the last of them perhaps only begun.

    As the full-text index has it for nearly all names; that one is right where the two differ.
    """
    words, asked = _words_of(name), _words_of(wanted)
    last = len(asked) - 1
    return any(
        words[at : at + last] == asked[:last] and words[at + last].startswith(asked[last])
        for at in range(len(words) - last)
    )


def names_host(text: str, host: str) -> int:
    """Whether a text names this host, or one below it, as a web address does; for SQLite."""
    return int(_host(host).search(text) is not None)


def ip_in(address: str, network: str) -> int:
    """Whether an address as it was told is in a network; for SQLite."""
    family, mask, wanted = _network(network)
    told = address.strip()
    if family == socket.AF_INET and told.lower().startswith("::ffff:"):
        told = told[len("::ffff:") :]  # an IPv4 address as IPv6 writes it
    try:
        found = socket.inet_pton(family, told)
    except (OSError, ValueError):
        return 0
    return int(int.from_bytes(found) & mask == wanted)


# Few people write most comments, and each letter that is typed asks for all of their names again.
@lru_cache(maxsize=8_192)
def _words_of(name: str) -> list[str]:
    return _WORD.findall(files.folded(name))


@lru_cache(maxsize=16)
def _host(host: str) -> re.Pattern[str]:
    # Not after an @, which makes an e-mail address of it, and not in the middle of a longer name.
    name = re.escape(host)
    return re.compile(rf"(?<![\w.@-])(?:[\w-]+\.)*{name}(?![\w-]|\.\w)", re.IGNORECASE)


@lru_cache(maxsize=16)
def _network(network: str) -> "tuple[socket.AddressFamily, int, int]":
    known = ipaddress.ip_network(network, strict=False)
    family = socket.AF_INET if known.version == 4 else socket.AF_INET6
    return family, int(known.netmask), int(known.network_address)
