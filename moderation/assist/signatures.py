"""MinHash signatures of folded texts, and the bands by which alike ones find each other.

The share of equal numbers in two signatures estimates the share of common runs of five characters
(Broder 1997). Two texts that share half of them meet in at least one of sixteen bands with a
chance of two in three, and near-copies (three quarters and more) almost surely.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    # Whole numbers of sixteen bits: so small that a million signatures are 128 MB.
    Signatures = NDArray[np.uint16]

NUMBERS = 64
BANDS = 16
_RUN = 5
# So many characters are hashed at once: the arrays of one round stay in the processor's cache.
_ROUND = 200_000


def signatures(folded: Sequence[str]) -> "Signatures":
    """One row of 64 numbers a text; texts of fewer than five characters are one run."""
    import numpy as np

    made = np.empty((len(folded), NUMBERS), dtype=np.uint16)
    start, size = 0, 0
    for number, text in enumerate(folded):
        size += len(text) + 1
        if size > _ROUND:
            made[start : number + 1] = _round(folded[start : number + 1])
            start, size = number + 1, 0
    if start < len(folded):
        made[start:] = _round(folded[start:])
    return made


def _round(texts: Sequence[str]) -> "Signatures":
    import numpy as np

    # Each text is filled up so that it has a run, and no run goes over the end of its text.
    padded = [text.ljust(_RUN) for text in texts]
    lengths = np.fromiter(map(len, padded), dtype=np.int64, count=len(padded))
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "replace"), dtype=np.uint32)
    runs = np.zeros(len(codes) - _RUN + 1, dtype=np.uint32)
    for place in range(_RUN):
        runs *= np.uint32(0x9E3779B1)
        runs += codes[place : place + len(runs)]
    runs ^= runs >> np.uint32(15)
    runs *= np.uint32(0x85EBCA77)
    runs ^= runs >> np.uint32(13)
    ends = np.cumsum(lengths)
    # A run that begins within the last four characters of a text reaches into the next one.
    for back in range(1, _RUN):
        crossing = ends[:-1] - back
        runs[crossing] = runs[(ends - _RUN)[:-1]]
    starts = np.concatenate(([0], ends[:-1]))
    factors, shifts = _permutations()
    made = np.empty((len(texts), NUMBERS), dtype=np.uint16)
    for number in range(NUMBERS):
        least = np.minimum.reduceat(runs * factors[number] + shifts[number], starts)
        made[:, number] = _mixed(least)
    return made


def _mixed(least: "NDArray[np.uint32]") -> "NDArray[np.uint16]":
    import numpy as np

    spread = (least ^ (least >> np.uint32(15))) * np.uint32(0xC2B2AE3D)
    mixed: NDArray[np.uint16] = (spread >> np.uint32(16)).astype(np.uint16)
    return mixed


def _permutations() -> "tuple[NDArray[np.uint32], NDArray[np.uint32]]":
    import numpy as np

    # The same on every machine and for ever, for signatures are kept: SplitMix64, counted up.
    counted = np.arange(1, 2 * NUMBERS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    counted = (counted ^ (counted >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    counted = (counted ^ (counted >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    words = (counted >> np.uint64(32)).astype(np.uint32).reshape(2, NUMBERS)
    return words[0] | np.uint32(1), words[1]


def from_bytes(kept: bytes) -> "Signatures":
    """One signature as it was kept; what is not as long as one is a signature of nothing."""
    import numpy as np

    usual = kept if len(kept) == 2 * NUMBERS else bytes(2 * NUMBERS)
    return np.frombuffer(usual, dtype="<u2")


def all_from_bytes(kept: Sequence[bytes]) -> "Signatures":
    """Many signatures as they were kept, a row each."""
    import numpy as np

    usual = (one if len(one) == 2 * NUMBERS else bytes(2 * NUMBERS) for one in kept)
    return np.frombuffer(b"".join(usual), dtype="<u2").reshape(-1, NUMBERS)


def to_bytes(made: "Signatures") -> bytes:
    """One signature as it is kept, the same on every machine."""
    return made.astype("<u2").tobytes()


def bands(made: "Signatures") -> "NDArray[np.int32]":
    """Sixteen keys a signature: where two are equal in any, the two should be compared."""
    import numpy as np

    quarters = np.ascontiguousarray(made).view(np.uint64).reshape(len(made), BANDS)
    # Which band it is goes into the key, so that one index serves them all.
    salted = quarters + (np.arange(BANDS, dtype=np.uint64) << np.uint64(40))
    salted ^= salted >> np.uint64(29)
    salted *= np.uint64(0xBF58476D1CE4E5B9)
    keys: NDArray[np.int32] = (salted >> np.uint64(32)).astype(np.uint32).view(np.int32)
    return keys


def agreement(one: "Signatures", others: "Signatures") -> "NDArray[Any]":
    """The share of runs that one text has in common with each of the others, as estimated."""
    import numpy as np

    share: NDArray[Any] = np.mean(others == one, axis=1)
    return share
