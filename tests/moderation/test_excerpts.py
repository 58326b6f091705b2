"""Tests for moderation.excerpts: what stands about the words of a search."""

import pytest

from moderation.excerpts import about, leading_to

LONG = "The embassies said that talks will go on. " * 20


def test_without_a_search_it_is_the_beginning() -> None:
    assert about(f"{LONG}The ferry left.", [], 50) == LONG[:50]


def test_a_word_in_the_beginning_leaves_it_as_it_is() -> None:
    assert about(f"{LONG}EMBASSY", ["embassies"], 50) == LONG[:50]
    assert about("Ein Café am Hafen. " + LONG, ["cafe"], 50).startswith("Ein Café")


@pytest.mark.parametrize("word", ["ferry", "FERRY", "fèrry", "FÉRRY", "Ferry"])
def test_a_word_further_on_is_led_to_with_a_few_words_before_it(word: str) -> None:
    text = f"{LONG}Today the harbour {word} left at six. {LONG}"

    shown = about(text, ["ferry"], 50)

    assert shown.startswith("… ")
    assert f" Today the harbour {word} left at" in shown
    assert len(shown) == 50


def test_a_word_on_the_border_is_led_to_whole() -> None:
    text = f"{'a ' * 23}harbour {LONG}"

    assert "harbour" in about(text, ["harbour"], 50)
    assert about(text, ["harbour"], 50).startswith("… ")


def test_what_is_nowhere_in_it_leaves_the_beginning() -> None:
    assert about(LONG, ["tram"], 50) == LONG[:50]


def test_no_word_is_torn_where_blanks_are_written() -> None:
    assert leading_to("Unbelievably-incomprehensible ferry", 30) == "… ferry"
    assert leading_to("one\ntwo three four five six seven", 28) == "… two three four five six seven"
    assert leading_to("one ferry", 4) == "one ferry"


def test_where_no_blanks_are_written_what_stands_before_is_shown_as_well() -> None:
    text = f"{'我每天都要过桥去上班。' * 4}那天有一艘 zeppelin 飞过港口。"

    assert about(text, ["zeppelin"], 40).endswith("那天有一艘 zeppelin 飞过港口。")
    assert about(text, ["zeppelin"], 40)[2:].startswith("要过桥去上班。")
