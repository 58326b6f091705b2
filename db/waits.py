"""How long something waited, in steps that grow with it: seconds, minutes, days in one scale."""

import math

# Each fourth step doubles the time, so that a step is within a tenth of its middle.
_STEPS_TO_DOUBLE = 4


def wait_step(microseconds: int) -> int:
    """The step that so long a time belongs to; 0 is less than a second."""
    seconds = microseconds / 1_000_000
    return 0 if seconds < 1 else 1 + math.floor(math.log2(seconds) * _STEPS_TO_DOUBLE)


def seconds_of_step(step: float) -> float:
    """The middle of a step, in seconds; of a broken one, as far within it."""
    return 0.5 if step < 1 else 2.0 ** ((step - 0.5) / _STEPS_TO_DOUBLE)
