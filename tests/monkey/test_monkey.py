"""A short run of the monkey in each run of the tests; the long one is `python -m tests.monkey`."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.monkey.run import run


@pytest.mark.parametrize("seed", [1, 2])
def test_random_keys_and_clicks_leave_no_error_and_a_sound_library(
    qapp: QApplication, seed: int
) -> None:
    outcome = run(qapp, seed, 150)

    assert not outcome.errors, (outcome.errors, outcome.trail)
    assert not outcome.findings
    assert outcome.deeds == 150
    # A machine under load takes its time; what would freeze a window takes seconds anywhere.
    assert outcome.slowest.work < 1.0, outcome.slowest
