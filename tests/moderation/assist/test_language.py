"""Languages are told without a word going out, and not guessed where nobody can tell."""

import pytest

from moderation.assist.language import UNSURE, languages_of

pytestmark = pytest.mark.usefixtures("no_network")


def test_the_languages_of_a_sites_readers_are_told_apart() -> None:
    texts = [
        "The ferry was late again this morning and nobody told us why.",
        "Die Fähre war heute Morgen schon wieder zu spät, und niemand sagte uns, warum.",
        "Сегодня утром паром снова опоздал, и никто не сказал почему.",
    ]

    assert languages_of(texts) == ["en", "de", "ru"]


@pytest.mark.parametrize("text", ["", "ok thanks", "😀" * 50, "1234567890 " * 9, "a b c d e f g"])
def test_under_twenty_letters_nobody_is_sure(text: str) -> None:
    assert languages_of([text]) == [UNSURE]


def test_a_site_may_narrow_what_is_told_apart() -> None:
    dutch = "De veerboot was vanmorgen weer te laat en niemand zei ons waarom."

    assert languages_of([dutch]) == ["nl"]
    assert languages_of([dutch], ["de", "en", "no-such-code"])[0] in {"de", "en", UNSURE}


@pytest.mark.parametrize("text", ["a" * 1_000_000, "Ж中ไ" * 100_000, "\ud800 word " * 40])
def test_odd_texts_have_an_answer_too(text: str) -> None:
    assert len(languages_of([text])) == 1
