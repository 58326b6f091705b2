"""Texts as columns: the same alone and among others, and bounded whatever comes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from moderation.assist import rows, words
from moderation.assist.words import BUCKETS, COLUMNS


def columns(text: str) -> set[int]:
    return set(words.grams([words.normal(text)]).columns.tolist())


def test_a_text_has_the_same_columns_alone_and_among_others() -> None:
    texts = ["", "one word", "a", "Ünïcödé текст 日本", "one  word", "!!! :-)"]
    together = words.grams([words.normal(text) for text in texts])

    parts = np.split(together.columns, together.ends[:-1])

    assert [set(part.tolist()) for part in parts] == [columns(text) for text in texts]


def test_runs_stay_within_words_and_pairs_join_two() -> None:
    both, first, second = columns("alpha beta"), columns("alpha"), columns("beta")

    assert first | second < both
    (pair,) = both - first - second
    assert pair >= BUCKETS


def test_what_disguises_a_word_leaves_it_most_of_its_columns() -> None:
    assert columns("ＩＤＩＯＴ") == columns("idi\u200bot") == columns("Idiot")
    assert columns("idiooooooot") == columns("idiooot")


def test_an_address_is_its_host_and_that_it_is_one() -> None:
    assert words.normal("See https://www.Example.com/a?b=1 now") == (
        "see urltoken www . example . com now"
    )


def test_of_a_long_text_the_beginning_is_read() -> None:
    assert len(words.normal("word " * 100_000)) <= words.LONGEST


@given(st.lists(st.text(max_size=60), max_size=6))
def test_every_column_is_one_and_each_text_has_it_once(texts: list[str]) -> None:
    made = words.grams([words.normal(text) for text in texts])

    assert len(made) == len(texts)
    assert ((made.columns >= 0) & (made.columns < COLUMNS)).all()
    for part in np.split(made.columns, made.ends[:-1]):
        assert len(set(part.tolist())) == len(part)


def test_rows_are_multiplied_as_a_matrix_would_be() -> None:
    made = words.grams([words.normal(text) for text in ("one two", "", "two three", "!")])
    dense = np.arange(8, dtype=np.float32).reshape(4, 2)
    told = rows.weighed(made, rows.rarity(made), dense)
    matrix = np.zeros((4, COLUMNS), dtype=np.float32)
    for row, (start, end) in enumerate(zip(told.starts[:-1], told.starts[1:], strict=True)):
        matrix[row, told.columns[start:end]] = told.values[start:end]
    weights = np.random.default_rng(1).normal(size=COLUMNS).astype(np.float32)
    shares = np.array([1, -2, 3, 4], dtype=np.float32)

    forth = told.dot(weights, np.ones(2, dtype=np.float32))
    back, _dense = told.back(shares, COLUMNS)

    np.testing.assert_allclose(forth, matrix @ weights + dense.sum(axis=1), atol=1e-4)
    np.testing.assert_allclose(back, shares @ matrix, atol=1e-4)
    picked = told.of(np.array([2, 0]))
    np.testing.assert_allclose(
        picked.dot(weights, np.ones(2, dtype=np.float32)), forth[[2, 0]], atol=1e-4
    )
