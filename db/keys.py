"""What opens an encrypted library: its key, made of a passphrase and of the salt it begins with.

The format is SQLCipher 4's, so that its own shell opens a library by the passphrase too; the key
is made here, once, for making it takes a quarter of a second each time. Of the passphrase nothing
is kept; the keys stay in this process's memory until it ends. Backups have the salt of their
library, and open with it.

Every page ends with a seal (HMAC-SHA512) that depends on the key and on the page's number: so a
wrong passphrase can be told from a damaged file, and a damaged page be read as far as it goes.
"""

import os
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from db import drivers, place, trouble
from resources.late import late

if TYPE_CHECKING:
    import gzip
    import hashlib
    import hmac
else:
    gzip = late("gzip")
    hashlib = late("hashlib")
    hmac = late("hmac")

# A salt of ours begins so: that tells an encrypted library from any other file. The other twelve
# bytes are random, which is enough for no two newsrooms to have the same.
MARK = b"CDSK"
SALT = 16
PAGE = 4096

# SQLCipher 4's own numbers (zetetic.net/sqlcipher/design).
_ROUNDS, _SEAL_ROUNDS, _SEAL_SALT = 256_000, 2, 0x3A
_KEY, _SEAL = 32, 64
_GZIP = b"\x1f\x8b"
# Looked at beside the first, to tell a wrong passphrase from a damaged first page.
_PAGES = 200


@dataclass(frozen=True, slots=True)
class Key:
    """What opens the libraries that begin with this salt; it never shows itself."""

    salt: bytes = field(repr=False)
    raw: bytes = field(repr=False)

    @property
    def spelled(self) -> str:
        """As SQLCipher takes it: the key and the salt, so that it need not make it again."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


_known: dict[bytes, Key] = {}


def new(passphrase: str) -> Key:
    """A key of that passphrase for a new library; known from now on."""
    key = _made(passphrase, MARK + os.urandom(SALT - len(MARK)))
    _known[key.salt] = key
    return key


def salt_of(path: Path) -> bytes | None:
    """The salt of the encrypted library at `path`, or None: it is no encrypted library.

    A packed copy (gzip) is looked into. One whose beginning is damaged is known by a backup beside
    it.
    """
    head = place.beginning(path)[:SALT]
    if head.startswith(MARK) and len(head) == SALT:
        return head
    if head.startswith(_GZIP):
        return _salt_in_pack(path)
    if not head or head.startswith(b"SQLite format 3"):
        return None
    return _salt_of_backup(path)


def _salt_in_pack(path: Path) -> bytes | None:
    try:
        with gzip.open(path) as file:
            return _salt_in(file)
    except (EOFError, OSError, zlib.error):
        return None  # whoever reads all of it will say what is wrong with it


def _salt_of_backup(path: Path) -> bytes | None:
    folder = trouble.backup_folder(path)
    if not folder.is_dir():
        return None
    for one in sorted(folder.glob(f"*{path.suffix}"), reverse=True):
        head = place.beginning(one)[:SALT]
        if head.startswith(MARK):
            return head
        if head.startswith(b"SQLite format 3"):
            return None
    return None


def key_of(path: Path) -> Key | None:
    """The key of the library at `path`, None if it is not encrypted; `NeedsPassphrase` if it is not
    known yet.
    """
    salt = salt_of(path)
    if salt is None:
        return None
    if not drivers.has_cipher():
        raise trouble.no_cipher()
    key = _known.get(salt)
    if key is None:
        raise trouble.needs_passphrase(path)
    return key


def is_locked(path: Path) -> bool:
    """Whether the file is encrypted, and its passphrase has not been told yet."""
    salt = salt_of(path)
    return salt is not None and salt not in _known


def unlock(path: Path, passphrase: str) -> None:
    """From now on the library at `path` opens, and so do its backups; `WrongPassphrase`.

    A library that is damaged is unlocked as well, if a single page of it has the key's seal.
    """
    with _opened(path) as file:
        salt = _salt_in(file) or salt_of(path)
        if salt is None:
            return
        key = _made(passphrase, salt)
        if not any(is_sealed(key, number, page) for number, page in _some_pages(file)):
            raise trouble.wrong_passphrase(path)
    _known[salt] = key


def raw_of(path: Path) -> bytes | None:
    """The key itself, for another process of ours; None: it is not encrypted, or not unlocked."""
    key = _known.get(salt_of(path) or b"")
    return None if key is None else key.raw


def take(path: Path, raw: bytes) -> None:
    """Know the key of the library at `path`, as `raw_of` gave it in another process."""
    salt = salt_of(path)
    if salt is not None:
        _known[salt] = Key(salt, raw)


def _salt_in(file: "IO[bytes] | gzip.GzipFile") -> bytes | None:
    file.seek(0)
    head = file.read(SALT)
    return head if head.startswith(MARK) else None


def is_partly_sealed(path: Path) -> bool:
    """Whether the file has a page that was written with a key that is known."""
    salt = salt_of(path)
    key = _known.get(salt) if salt else None
    if key is None:
        return False
    with _opened(path) as file:
        return any(is_sealed(key, number, page) for number, page in _some_pages(file))


def _opened(path: Path) -> IO[bytes]:
    # Never one that this process has open: closing it here would drop SQLite's locks on it.
    assert not place.is_open_here(path)
    with path.open("rb") as file:
        is_packed = file.read(2) == _GZIP
    return cast(IO[bytes], gzip.open(path)) if is_packed else path.open("rb")


def _some_pages(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    file.seek(0)
    try:
        for number in range(1, _PAGES + 1):
            page = file.read(PAGE)
            if len(page) == PAGE:
                yield number, page
    except (
        EOFError,
        OSError,
        zlib.error,
    ):  # a damaged pack: what comes of it is said by whoever reads it all
        return


def is_sealed(key: Key, number: int, page: bytes) -> bool:
    """Whether a page is as it was written with that key at that place."""
    return hmac.compare_digest(_seal(key, number, page), page[-_SEAL:])


def sealed_anew(key: Key, number: int, page: bytes) -> bytes:
    """A damaged page with a seal that fits: SQLCipher then gives out what is left of it."""
    return page[:-_SEAL] + _seal(key, number, page)


def _seal(key: Key, number: int, page: bytes) -> bytes:
    begin = SALT if number == 1 else 0
    told = page[begin:-_SEAL] + number.to_bytes(4, "little")
    return hmac.digest(_seal_key(key), told, "sha512")


def _seal_key(key: Key) -> bytes:
    salt = bytes(one ^ _SEAL_SALT for one in key.salt)
    return hashlib.pbkdf2_hmac("sha512", key.raw, salt, _SEAL_ROUNDS, _KEY)


def _made(passphrase: str, salt: bytes) -> Key:
    # The same letters are typed as other signs on other systems.
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return Key(salt, hashlib.pbkdf2_hmac("sha512", typed, salt, _ROUNDS, _KEY))
