"""Words are found however they are disguised, and marked where they stand in the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rules.folding import fold
from moderation.rules.words import Words, trouble_with


def marked(text: str, *terms: str) -> list[str]:
    return [text[one.start : one.end] for one in Words(terms).find(text)]


@pytest.mark.parametrize(
    "written",
    [
        "casino", "CASINO", "Casíno", "ca\u0301sino", "c\u0430sin\u043e", "cas1no", "c4s!no",
        "ca$ino", "c@sin0", "cas\u200bino", "ca\u00adsino", "ｃａｓｉｎｏ", "𝓬𝓪𝓼𝓲𝓷𝓸", "CΑSΙNΟ",
    ],
)  # fmt: skip
def test_a_word_is_found_in_every_disguise_and_marked_whole(written: str) -> None:
    assert marked(f"The {written}, they say.", "casino") == [written]


@pytest.mark.parametrize("other", ["casinos", "occasion", "cas ino", "ocasino", "casino2"])
def test_a_word_stands_for_itself_alone(other: str) -> None:
    assert marked(other, "casino") == []


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("casino*", "Casinos, casino; ocasino", ["Casinos", "casino"]),
        ("*casino", "mycasino casinos", ["mycasino"]),
        ("*casino*", "mycasinos24", ["mycasinos24"]),
        ("ca*no", "casino c4sino cano ca no", ["casino", "c4sino", "cano"]),
        ("buy now", "BUY\u00a0 \nNOW, buynow", ["BUY\u00a0 \nNOW"]),
        ("赌场", "澳门赌场网", ["赌场"]),
        ("straße", "STRASSE", ["STRASSE"]),
        ("4chan", "4chan, achan", ["4chan"]),
        ("!!!", "Now!!!", ["!!!"]),
        ("all", "ail a1l", ["a1l"]),
    ],
)
def test_a_star_stands_for_letters_and_a_phrase_for_its_words(
    term: str, text: str, found: list[str]
) -> None:
    assert marked(text, term) == found


@pytest.mark.parametrize("term", ["*", "a*", "  ", "**", "\u200b", "a*b*c*d"])
def test_what_would_hold_everything_is_no_word(term: str) -> None:
    assert trouble_with(term)


@given(st.text(), st.lists(st.text(min_size=1), max_size=6))
def test_whatever_is_found_lies_within_the_text(text: str, terms: list[str]) -> None:
    for one in Words(terms).find(text):
        assert 0 <= one.start < one.end <= len(text)


@given(st.text(alphabet="a\u0301б€ß \u200b1x\u212b\ufb01", max_size=40))
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)

    for place in range(len(folded.text)):
        start, end = folded.source(place, place + 1)
        assert folded.text[place] in fold(text[start:end]).text


@given(st.text(alphabet="abcé1\u200b", min_size=1, max_size=12))
def test_a_word_finds_itself(word: str) -> None:
    if not trouble_with(word):
        assert marked(f"… {word} …", word)


def test_one_letter_sixty_thousand_times_is_looked_at_a_few_times() -> None:
    found = Words(["*aa*", "a*a", "a"]).find("a" * 60_000)

    assert len(found) <= 51
