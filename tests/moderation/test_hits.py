"""Tests for moderation.hits."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.hits import first_hit, fold, hits, spelled


def test_a_hit_is_the_whole_word_that_the_searched_one_begins() -> None:
    assert hits("Ein Café, cafés", ["cafe"]) == [(4, 4), (10, 5)]


def test_words_are_not_found_inside_others() -> None:
    assert hits("decafé and café", ["cafe"]) == [(11, 4)]


def test_letters_that_fold_to_two_keep_their_place() -> None:
    assert hits("große STRASSE", ["strasse"]) == [(6, 7)]
    assert hits("Straße", ["strasse"]) == [(0, 6)]


def test_where_no_blanks_are_written_a_word_is_marked_within_its_line() -> None:
    assert hits("我每天都要过桥。桥!", ["桥"]) == [(6, 1), (8, 1)]
    assert hits("ทุกวันข้ามสะพาน", ["สะพาน"])


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_folded_alone_as_among_others(text: str) -> None:
    folded, origin = fold(text)
    among, places = fold(f"{text}é")

    assert (folded, list(origin)) == (among[:-1], list(places[:-1]))
    assert folded == text.casefold()


def test_nothing_searched_is_nothing_found() -> None:
    assert hits("anything", []) == []
    assert hits("anything", [" "]) == []


@given(st.text(), st.lists(st.text(), max_size=3))
def test_hits_lie_within_the_text_in_order(text: str, words: list[str]) -> None:
    found = hits(text, words)

    assert all(start >= 0 and start + length <= len(text) for start, length in found)
    assert found == sorted(found)


SEARCHED = st.lists(st.text(st.sampled_from("aéE ßs桥_-\u0301"), max_size=3), max_size=3)


@given(st.text(st.sampled_from("aéE ßs桥_-\u0301")), SEARCHED)
def test_the_first_hit_is_that_of_all(text: str, words: list[str]) -> None:
    found = hits(text, words)

    assert first_hit(text, words) == (found[0][0] if found else None)


def test_what_is_written_as_usual_is_found_without_folding() -> None:
    assert spelled("No decafé, but Café and CAFÉ", ["café"]) == 15
    assert spelled("a cafe", ["Café"]) is None
    assert spelled("anything", ["", " "]) is None
    assert spelled("我每天都要过桥", ["桥"]) == 6


@given(st.text(st.sampled_from("aéE ßs桥_-")), SEARCHED)
def test_what_is_spelled_so_is_a_hit(text: str, words: list[str]) -> None:
    at = spelled(text, words)

    assert at is None or at in [start for start, _length in hits(text, words)]
