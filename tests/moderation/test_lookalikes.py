"""Tests for moderation.lookalikes."""

import pytest

from moderation.lookalikes import mixes_alphabets


@pytest.mark.parametrize("name", ["Аnа", "раураl", "аdmin", "Mоderator", "Ana Ηarbour"])
def test_a_word_of_two_alphabets_shows(name: str) -> None:
    assert mixes_alphabets(name)


@pytest.mark.parametrize(
    "name", ["Ana", "Zoë Groß", "Анна", "Άννα", "Anna Анна", "李 Li", "", "R2-Д2"]
)
def test_names_of_people_pass(name: str) -> None:
    assert not mixes_alphabets(name)
