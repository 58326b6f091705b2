"""What is known of abuse before anybody decided anything: weights learnt from public corpora.

A seed is one more opinion beside the newsroom's own words, never a verdict. There is none for
spam: other people's spam taught a blog's model wrong things. `make_seeds` makes them again.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from moderation.assist import rows
from moderation.assist.words import COLUMNS

if TYPE_CHECKING:
    from moderation.assist.rows import Vector
    from moderation.assist.words import Grams

LANGUAGES = ("en", "de")


@dataclass(frozen=True, slots=True)
class Seed:
    """The weights of one language, a weight a column, and one for every text."""

    language: str
    sparse: "Vector"
    always: float

    def opinions(self, grams: "Grams") -> "Vector":
        """How abusive each text looks to it, as log-odds within -4 and 4."""
        import numpy as np

        nothing = np.zeros((len(grams), 0), dtype=np.float32)
        made = rows.weighed(grams, np.ones(COLUMNS, dtype=np.float32), nothing)
        scores = made.dot(self.sparse, np.zeros(0, dtype=np.float32)) + np.float32(self.always)
        told: Vector = np.clip(scores, -4, 4)
        return told


@cache
def seeds() -> tuple[Seed, ...]:
    """The seeds that came with the program, one a language; none where their files are missing."""
    return tuple(filter(None, map(_seed, LANGUAGES)))


def _seed(language: str) -> Seed | None:
    from importlib.resources import files

    import numpy as np

    found = files("resources").joinpath("seeds", f"abuse-{language}.npz")
    if not found.is_file():
        return None
    with found.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        return Seed(language, kept["sparse"].astype(np.float32), float(kept["always"]))
