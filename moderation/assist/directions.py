"""In which directions the meanings of a newsroom's comments differ, and how much each counts.

The encoder's 512 numbers tell languages and moods apart that no comment here has. What the comments
of one newsroom differ in most is what they are about; what they hardly differ in is chance, and of
few decisions much is learnt from chance.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderation.assist.rows import Vector


def turned(meanings: "Vector") -> "Vector":
    """The square matrix by which meanings are multiplied before they are learnt from.

    Each direction counts by the root of how far these differ in it. All together they differ as
    much as before. What does not differ at all is left as it is.
    """
    import numpy as np

    width = meanings.shape[1]
    if len(meanings) < 2 or not width:
        return np.eye(width, dtype=np.float32)
    apart = meanings - meanings.mean(axis=0)
    spread, directions = np.linalg.eigh((apart.T @ apart / len(apart)).astype(np.float64))
    spread = np.maximum(spread, 0.0)
    if spread[-1] < 1e-9:
        return np.eye(width, dtype=np.float32)
    counts = (spread / spread[-1]) ** 0.25
    even = (spread.sum() / (spread * counts * counts).sum()) ** 0.5
    matrix: Vector = ((directions * (counts * even)) @ directions.T).astype(np.float32)
    return matrix
