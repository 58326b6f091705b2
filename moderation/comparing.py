"""Compares very many comments at once: those of a newsroom that was there before, or of an import.

One by one, each comment would be looked up and kept in sixteen places of an index as large as the
newsroom, and the file be written many times over. So they are compared in memory, and the index is
written in its order, many thousand comments at a time. Nothing of that counts before its bands are
there: a kill loses the last part alone. Each write takes some milliseconds, and then leaves others
their turn.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import filelock

from db import likeness
from db.likeness import Made, Wanted
from moderation.assist import signatures
from moderation.assist.folding import folded, is_comparable
from moderation.assist.language import languages_of
from moderation.assist.together import Together
from moderation.changes import Progress
from moderation.newsroom import Newsroom
from resources.translation import _

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")
# Below so many, looking each up costs less than bringing the whole index into memory.
MANY = 5_000
_BATCH = 2_000
# So many rows are written in some milliseconds.
_ROWS, _BANDS = 100, 2_000
# How many comments are compared before their bands are written: the fewer, the less is lost by a
# kill; the more, the less often the whole index is gone through.
_FIRST, _MOST, _SHARE = 5_000, 100_000, 4


def compare_many(
    newsroom: Newsroom, total: int, among: Sequence[str], progress: Progress
) -> int | None:
    """Look at the comments that wait for it, about `total` of them; the number looked at.

    None, and nothing done, if another process is at it. Stops between two batches if the progress
    says so; what was done is kept.
    """
    with _alone(newsroom) as is_alone:
        if not is_alone:
            return None
        work = _Work(newsroom, among, _known(newsroom, total))
        done = 0
        for waiting in _waiting(newsroom):
            work.look_at(waiting)
            done += len(waiting)
            progress.tell(min(done, total), total, _("Looking for near-copies"))
            if progress.stop_asked() or done >= total:
                break
            if len(work.unfound) >= max(_FIRST, min(_MOST, done // _SHARE)):
                work.settle()
        work.settle()
        return done


class _Work:
    """What was compared, and what of it is not found by its bands yet."""

    def __init__(self, newsroom: Newsroom, among: Sequence[str], together: Together) -> None:
        self._newsroom, self._among, self._together = newsroom, among, together
        self.unfound: list[int] = []
        self._bands: list[NDArray[np.int64]] = []

    def look_at(self, waiting: Sequence[Wanted]) -> None:
        """Place these comments and keep what is made of them."""
        told = languages_of([one.text for one in waiting], self._among)
        texts = [folded(one.text) for one in waiting]
        made = signatures.signatures(texts)
        signed = [place for place, text in enumerate(texts) if is_comparable(text)]
        numbers = [waiting[place].comment for place in signed]
        bands = signatures.bands(made[signed])
        firsts, findable, new = self._together.place(numbers, made[signed], bands)
        first_of = dict(zip(numbers, firsts, strict=True))
        as_bytes = {waiting[place].comment: signatures.to_bytes(made[place]) for place in signed}
        rows = [
            Made(one.comment, told[place], as_bytes.get(one.comment), first_of.get(one.comment))
            for place, one in enumerate(waiting)
        ]
        self._drop_old(waiting)
        for some, looked_at in zip(_batches(rows, _ROWS), _batches(waiting, _ROWS), strict=True):
            with self._newsroom.write_lesser() as writing:
                there = likeness.still_wanted(writing, looked_at)
                likeness.keep_unfound(writing, [one for one in some if one.comment in there], [])
        for some_new in _batches(new, _ROWS):
            with self._newsroom.write_lesser() as writing:
                likeness.keep_unfound(writing, [], some_new)
        self.unfound += [one.comment for one in waiting]
        self._bands.append(_as_rows(bands[findable], [
            number for number, wanted in zip(numbers, findable, strict=True) if wanted
        ]))  # fmt: skip

    def settle(self) -> None:
        """Keep the bands of what was compared; from now on it is found, and wanted no more."""
        import numpy as np

        if not self.unfound:
            return
        rows = np.concatenate(self._bands)
        rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
        for start in range(0, len(rows), _BANDS):
            some = [(band, number) for band, number in rows[start : start + _BANDS].tolist()]
            with self._newsroom.write_lesser() as writing:
                likeness.keep_bands(writing, some)
        for numbers in _batches(self.unfound, 10 * _ROWS):
            with self._newsroom.write_lesser() as writing:
                likeness.keep_found(writing, numbers)
        self.unfound, self._bands = [], []

    def _drop_old(self, waiting: Sequence[Wanted]) -> None:
        """A text that was changed is not found by what it said before."""
        old = [
            (key, one.comment)
            for one in waiting if one.signature is not None
            for key in signatures.bands(signatures.from_bytes(one.signature)[None, :])[0].tolist()
        ]  # fmt: skip
        for some in _batches(old, _ROWS):
            with self._newsroom.write_lesser() as writing:
                likeness.drop_bands(writing, some)


def _waiting(newsroom: Newsroom) -> Iterator[list[Wanted]]:
    after = 0
    while True:
        with newsroom.read() as reading:
            waiting = likeness.wanted(reading, _BATCH, after)
        if not waiting:
            return
        after = waiting[-1].comment
        yield waiting


def _known(newsroom: Newsroom, total: int) -> Together:
    """All that were looked at before, with room for those that wait."""
    import numpy as np

    with newsroom.read() as reading:
        rows = list(likeness.all_known(reading))
        together = Together(len(rows) + total + 2 * _BATCH)
        if not rows:
            return together
        numbers = np.array([row[0] for row in rows], dtype=np.int64)
        firsts = np.array([row[2] or 0 for row in rows], dtype=np.int64)
        made = signatures.all_from_bytes([row[1] for row in rows])
        del rows
        together.know(numbers, made, firsts)
        found = np.fromiter(
            (one for row in likeness.all_bands(reading) for one in row), dtype=np.int64
        )
    together.find_by(found[0::2], found[1::2])
    return together


def _batches(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _as_rows(bands: "NDArray[np.int32]", numbers: Sequence[int]) -> "NDArray[np.int64]":
    import numpy as np

    keys = bands.ravel().astype(np.int64)
    return np.stack([keys, np.repeat(np.array(numbers, dtype=np.int64), signatures.BANDS)], axis=1)


@contextmanager
def _alone(newsroom: Newsroom) -> Iterator[bool]:
    """Whether this process alone compares many; two would do the same work twice."""
    path = newsroom.path.with_name(f".{newsroom.path.name}.tend")
    lock = filelock.FileLock(path, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except (filelock.Timeout, OSError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
