"""The scales of charts: where the lines of a readable number stand, and how high a value is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Seconds at which one draws a line: each a word that people say.
_TIMES = (1, 10, 60, 600, 3_600, 21_600, 86_400, 7 * 86_400, 30 * 86_400, 365 * 86_400)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `least` to `most`, by factors if `growing`; `lines` are drawn and named."""

    least: float
    most: float
    lines: Sequence[float]
    growing: bool = False

    def share(self, value: float) -> float:
        """How high a value stands, from 0 to 1."""
        if not self.growing:
            return (value - self.least) / (self.most - self.least)
        value = min(max(value, self.least), self.most)
        return math.log(value / self.least) / math.log(self.most / self.least)


def counting(most: float) -> Scale:
    """A scale from 0 to at least `most`, with four or five lines at round numbers."""
    step = _round_step(max(most, 1) / 4)
    count = max(1, math.ceil(max(most, 1) / step))
    return Scale(0, count * step, [at * step for at in range(count + 1)])


def times(values: Sequence[float]) -> Scale:
    """A scale of seconds by factors, around all values."""
    low, high = min(values, default=1.0), max(values, default=60.0)
    least = max((one for one in _TIMES if one <= low), default=_TIMES[0])
    most = min((one for one in _TIMES if one >= high and one > least), default=high * 2)
    return Scale(least, most, [one for one in (*_TIMES, most) if least <= one <= most], True)


def _round_step(rough: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 … that is not smaller; counts have no halves."""
    power = 10 ** math.floor(math.log10(rough)) if rough > 0 else 1
    step = next(power * one for one in (1, 2, 5, 10) if power * one >= rough * 0.999)
    return max(1, step)
