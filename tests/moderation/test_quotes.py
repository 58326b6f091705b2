"""What a comment quotes is found in its article, however it was copied, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.quotes import quotations, quoted_in

ARTICLE = (
    "At seven the barriers went up, and the town had its bridge back.\n"
    "“We waited twenty‑six months,” said the mayor. “Nobody will miss the détour.”\n"
    "The lights alone cost four million; the council never voted on the last three of them."
)


def marked(text: str, html: str = "") -> list[str]:
    return [ARTICLE[start:end] for start, end in quotations(ARTICLE, html, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“the town had its bridge back” – really?", "the town had its bridge back"),
        ('Who says "WE WAITED twenty-six months"?', "We waited twenty‑six months"),
        ("„Nobody will  miss the\ndetour“ ...", "Nobody will miss the détour"),
        ("« the lights alone cost four million » ?", "The lights alone cost four million"),
        ("> the council never voted on the last three\nShame.", "the council never voted on"),
        (
            "“At seven the barriers went up … the town had its bridge back”",
            "At seven the barriers went up",
        ),
    ],
)
def test_a_quotation_is_found_whatever_it_was_copied_with(text: str, found: str) -> None:
    assert marked(text)[0].startswith(found)


def test_a_blockquote_is_found() -> None:
    html = "<blockquote><p>The lights alone <em>cost</em> four million;</p></blockquote><p>No.</p>"

    assert marked("No.", html) == ["The lights alone cost four million"]


def test_a_few_other_words_do_not_hide_it() -> None:
    text = "“the council never really voted on the last three of these”"

    assert marked(text) == ["the council never voted on the last three of"]


def test_a_sentence_that_was_copied_without_marks_is_found() -> None:
    text = "I read: at seven the barriers went up, and the town had its bridge back. Well!"

    assert marked(f"Well! {ARTICLE.splitlines()[0]}") == [ARTICLE.splitlines()[0][:-1]]
    assert marked(text) == []


def test_what_was_left_out_in_the_middle_marks_both_ends() -> None:
    text = "“At seven the barriers went up [...] the town had its bridge back”"

    assert len(marked(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "“I never said any such thing to anybody”",
        "“the bridge”",
        "the barriers went up and the",
        "“”",
        "",
        '"' * 5_000,
    ],
)
def test_what_is_not_there_is_not_marked(text: str) -> None:
    assert marked(text) == []


def test_quotations_that_overlap_are_one() -> None:
    text = "“the barriers went up, and the town” “and the town had its bridge back”"

    assert marked(text) == ["the barriers went up, and the town had its bridge back"]


def test_what_is_quoted_is_told_once() -> None:
    assert quoted_in("", "“so it was said” and “so it was said”") == ["so it was said"]


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=120))
def test_every_span_lies_within_the_article_and_none_overlap(
    article: str, text: str, html: str
) -> None:
    spans = quotations(article, f"<blockquote>{html}</blockquote>", f"“{text}”")

    ends = [0, *(end for _start, end in spans)]
    for before, (start, end) in zip(ends, spans, strict=False):
        assert before <= start < end <= len(article)


@given(st.integers(0, 20), st.integers(6, 20))
def test_any_run_of_the_article_s_own_words_is_found(start: int, size: int) -> None:
    words = ARTICLE.split()[start : start + size]

    assert quotations(ARTICLE, f"<blockquote>{' '.join(words)}</blockquote>", "")
