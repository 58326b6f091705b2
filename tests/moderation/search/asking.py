"""Searches as tests write them, on a day that is always the same."""

from datetime import UTC, date

import pytest

from moderation.errors import BadQuery
from moderation.search.grammar import parse
from moderation.search.query import Query

TODAY = date(2025, 6, 16)


def read(text: str) -> Query:
    return parse(text, today=TODAY, zone=UTC)


def refused(text: str) -> tuple[BadQuery, str]:
    """The error, and the very characters that it points at."""
    with pytest.raises(BadQuery) as caught:
        read(text)
    error = caught.value
    return error, text[error.position : error.position + error.length]
