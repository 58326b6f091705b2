"""Sizes of files are told in as many digits as anybody reads."""

import pytest

from desktop.sizes import file_size


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1023 bytes"),
        (1024, "1.0 KiB"),
        (14_049, "14 KiB"),
        (536_576, "524 KiB"),
        (1_258_291, "1.2 MiB"),
        (10_430_000, "9.9 MiB"),
        (10_440_000, "10 MiB"),
        (3_500_000_000, "3.3 GiB"),
    ],
)
def test_a_size_has_a_decimal_only_where_it_is_below_ten(count: int, told: str) -> None:
    assert file_size(count) == told


@pytest.mark.parametrize("power", range(2, 6))
def test_what_is_almost_one_of_a_unit_is_not_a_thousand_of_the_one_below(power: int) -> None:
    assert file_size(1024**power - 1) == file_size(1024**power)
    assert file_size(1024**power).startswith("1.0 ")
