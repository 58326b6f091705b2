"""What cannot be read is corrected by one key, where it can be told what was meant."""

from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.errors import BadQuery, Correction
from moderation.search.grammar import parse
from moderation.search.query import Query


def read(text: str) -> Query:
    return parse(text, today=date(2026, 3, 2), zone=UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bridge statsu:spam", "bridge status:spam"),
        ("status:spma -loan", "status:spam -loan"),
        ("status:pending,spma", "status:pending,spam"),
        ("status:pending,pendin", "status:pending,pending"),
        ("status: pending bridge", "status:pending bridge"),
        ("words:5..2", "words:2..5"),
        ("before:3d", "before:-3d"),
        ("email:ana", "author:ana"),
        ("-email:example.org", "-email:@example.org"),
        ("after:toady", "after:today"),
        ("edit:yes", "has:edit"),
        ("colour:red bridge", '"colour:red" bridge'),
        ('bridge "open at', 'bridge "open at"'),
        ("(bridge or loan", "(bridge or loan)"),
        ("bridge) loan", "bridge loan"),
        ("bridge or", 'bridge "or"'),
        ("sort:oldets", "sort:oldest"),
    ],
)
def test_what_was_probably_meant_is_put_in_its_place(typed: str, meant: str) -> None:
    with pytest.raises(BadQuery) as refused:
        read(typed)

    correction = refused.value.correction
    assert correction is not None
    assert correction.applied_to(typed) == meant
    read(meant)


def correction_of(typed: str) -> Correction | None:
    try:
        read(typed)
    except BadQuery as error:
        return error.correction
    return None


@given(st.text(alphabet='ab:"()-*, @.or<>%0127statusemail', max_size=30))
def test_a_correction_is_of_what_was_typed_and_changes_it(typed: str) -> None:
    correction = correction_of(typed)

    if correction is not None:
        assert 0 <= correction.start <= correction.end <= len(typed)
        assert correction.applied_to(typed) != typed


def test_where_nothing_comes_near_nothing_is_corrected() -> None:
    with pytest.raises(BadQuery) as refused:
        read("status:xyzzy")

    assert refused.value.correction is None


def test_the_order_is_set_changed_and_taken_away() -> None:
    from db.queues import Order

    assert read("bridge").sorted_by(Order.OLDEST) == "bridge sort:oldest"
    assert read("sort:author bridge").sorted_by(Order.OLDEST) == "bridge sort:oldest"
    assert read("bridge sort:oldest -loan").sorted_by(None) == "bridge -loan"
