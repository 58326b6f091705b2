"""What texts mean, kept in a file beside the library, so that each is asked about once.

It holds numbers under keyed hashes of texts, no text, and can be deleted at any time. What is
damaged in it is asked about again.
"""

import os
import zlib
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moderation.assist import meaning

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from moderation.assist.rows import Vector

SUFFIX = ".assist-meaning"
_KEY, _SUM = 16, 4
_RECORD = _KEY + _SUM + 2 * meaning.COLUMNS
# So many are kept, 200 MB of them; where there are more, it is begun anew.
_MOST = 200_000
_BATCH = 64


def beside(library: Path) -> Path:
    """Where they lie."""
    return library.with_name(library.name + SUFFIX)


class Meanings:
    """The meanings of one newsroom's texts; kept in `path`, or in memory where that is None."""

    def __init__(self, path: Path | None, identity: str) -> None:
        self._path, self._salt = path, identity.encode()[:64]
        self._known: dict[bytes, bytes] = {}
        self._read_to = 0

    def of(
        self, texts: Sequence[str], *, go_on: Callable[[int], bool] = lambda _done: True
    ) -> "Vector | None":
        """A row a text; asks the encoder about those that are not known, some at a time.

        `go_on` is told how many are done, and says whether to go on; None where it did not. What
        was asked until then is kept. Raises `NoMeaning`, even where all are known.
        """
        import numpy as np

        if reason := meaning.trouble():
            raise meaning.NoMeaning(reason)
        self._read()
        keys = [self._key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True)
                   if key not in self._known}  # fmt: skip
        # Those of one length are asked about together: none waits for a longer one.
        wanted = sorted(missing, key=lambda key: len(missing[key]))
        for start in range(0, len(wanted), _BATCH):
            if not go_on(len(texts) - len(wanted) + start):
                return None
            some = wanted[start : start + _BATCH]
            self._keep(some, meaning.vectors([missing[key] for key in some]))
        packed = b"".join(self._known[key] for key in keys)
        rows = np.frombuffer(packed, dtype="<f2").reshape(len(keys), meaning.COLUMNS)
        return rows.astype(np.float32)

    def forget(self) -> None:
        """Keep nothing."""
        self._known.clear()
        self._read_to = 0
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def _key(self, text: str) -> bytes:
        told = text.encode("utf-8", "surrogatepass")
        return blake2b(told, digest_size=_KEY, key=self._salt).digest()

    def _read(self) -> None:
        """Learn what is in the file since the last look: another process of ours may have added."""
        if self._path is None:
            return
        try:
            size = self._path.stat().st_size
            if size > _MOST * _RECORD:
                self.forget()
                return
            if size < self._read_to:  # it was deleted, and begun anew
                self._known.clear()
                self._read_to = 0
            with self._path.open("rb") as file:
                file.seek(self._read_to)
                told = file.read(size - self._read_to)
            if cut := len(told) % _RECORD:
                # Killed while it was written: what comes next is to begin where a record may.
                os.truncate(self._path, size - cut)
        except FileNotFoundError:
            self._known.clear()
            self._read_to = 0
            return
        except OSError:
            return  # asked about again, and told of where it is written
        for start in range(0, len(told) - _RECORD + 1, _RECORD):
            key, sums = told[start : start + _KEY], told[start + _KEY : start + _KEY + _SUM]
            vector = told[start + _KEY + _SUM : start + _RECORD]
            if sums == _sum(key + vector):
                self._known[key] = vector
        self._read_to += len(told) // _RECORD * _RECORD

    def _keep(self, keys: Sequence[bytes], vectors: "NDArray[np.float32]") -> None:
        rows: NDArray[Any] = vectors.astype("<f2")
        told = bytearray()
        for key, row in zip(keys, rows, strict=True):
            vector = row.tobytes()
            self._known[key] = vector
            told += key + _sum(key + vector) + vector
        if self._path is None:
            return
        try:
            # Whole records in one go, at the end: two processes of ours may write at once.
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(handle, told)
            finally:
                os.close(handle)
        except OSError:
            # A full disk costs time alone: they are asked about again. The model, which matters,
            # says so itself.
            return


def _sum(told: bytes) -> bytes:
    return zlib.crc32(told).to_bytes(_SUM, "little")
