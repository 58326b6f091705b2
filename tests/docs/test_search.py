"""docs/search.md tells the whole language, and what it says can be read."""

import re
from datetime import UTC, date
from pathlib import Path

import pytest

from db.queues import Order
from moderation.errors import BadQuery
from moderation.search.fields import FIELDS
from moderation.search.grammar import parse

PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
BEFORE, _between, AFTER = PAGE.partition("## What cannot be read")
ROWS = re.findall(r"^\| `([^`]+)` \|(.*)$", BEFORE, re.M)
CORRECTED = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|$", AFTER, re.M)


@pytest.mark.parametrize("example", [row[0] for row in ROWS])
def test_an_example_can_be_read(example: str) -> None:
    assert parse(example, today=date(2026, 3, 2), zone=UTC).chips


def test_every_name_and_order_is_told() -> None:
    for field in FIELDS:
        assert f"`{field.name}:" in PAGE, field.name
        for value in field.choices:
            assert value in PAGE, f"{field.name}:{value}"
    for order in Order:
        assert f"`sort:{order.value}`" in PAGE


@pytest.mark.parametrize(("typed", "meant"), CORRECTED)
def test_a_correction_is_as_told(typed: str, meant: str) -> None:
    with pytest.raises(BadQuery) as refused:
        parse(typed, today=date(2026, 3, 2), zone=UTC)

    assert refused.value.correction is not None
    assert refused.value.correction.applied_to(typed) == meant


def test_there_are_examples_of_both() -> None:
    assert len(ROWS) > 30
    assert len(CORRECTED) == 8
