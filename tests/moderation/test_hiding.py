"""Numbers of persons are hidden from readers on asking, and one undo brings them back."""

from collections.abc import Callable

import pytest

from db.rows import Comment
from moderation import edits, exporting, hiding, history, queue
from moderation.edits import Edit
from moderation.errors import NotFound, StaleDecision
from moderation.masking import numbers_hidden
from moderation.newsroom import Newsroom

Put = Callable[..., Comment]
TEXT = "Call Jim: +1 650-253-0000, or pay to DE89 3704 0044 0532 0130 00 by 29.11.2025."
HIDDEN = "Call Jim: [telephone number hidden], or pay to [account number hidden] by 29.11.2025."


def test_they_are_hidden_and_one_undo_brings_them_back(newsroom: Newsroom, put: Put) -> None:
    one = put(TEXT)

    hiding.hide_numbers(newsroom, one.id, one.revision)

    assert queue.comment(newsroom, one.id).text == HIDDEN
    history.undo(newsroom)
    assert queue.comment(newsroom, one.id).text == TEXT


def test_what_was_changed_since_is_left_alone(newsroom: Newsroom, put: Put) -> None:
    one = put(TEXT)
    edits.edit(newsroom, one.id, one.revision, Edit(body=f"{TEXT} Again."))

    with pytest.raises(StaleDecision):
        hiding.hide_numbers(newsroom, one.id, one.revision)


def test_where_there_is_none_it_says_so(newsroom: Newsroom, put: Put) -> None:
    one = put("On 29.11.2025 it was 3-2, and the bridge cost 1,234,567 dollars.")

    with pytest.raises(NotFound):
        hiding.hide_numbers(newsroom, one.id, one.revision)


def test_no_export_has_a_number_that_was_hidden(newsroom: Newsroom, put: Put) -> None:
    from db.words import Status

    one = put(TEXT, status=Status.APPROVED)
    hiding.hide_numbers(newsroom, one.id, one.revision)
    target = newsroom.path.with_name("out.json")

    exporting.export(newsroom, target, "json")

    told = target.read_text(encoding="utf-8")
    assert "650-253" not in told
    assert "[telephone number hidden]" in told


@pytest.mark.parametrize(
    ("body", "hidden"),
    [
        ("<p>Call <b>+1 650</b>-253-0000 &amp; ask</p>",
         "<p>Call <b>[telephone number hidden]</b> &amp; ask</p>"),
        ("<a href='https://example.org/4111111111111111'>4111 1111 1111 1111</a>",
         "<a href='https://example.org/4111111111111111'>[card number hidden]</a>"),
        ("1 &lt; 2, call +1 650-253-0000", "1 &lt; 2, call [telephone number hidden]"),
    ],
)  # fmt: skip
def test_in_html_the_tags_stay_as_they_are(body: str, hidden: str) -> None:
    assert numbers_hidden(body, ["US"], markup=True) == (hidden, 1)


def test_the_sites_own_regions_are_looked_at(newsroom: Newsroom) -> None:
    american = "Call me: (650) 253-0000"
    assert len(hiding.numbers_in(newsroom, american)) == 1

    newsroom.keep_setting(hiding.REGIONS, ["CH"])

    assert hiding.numbers_in(newsroom, american) == []
    assert len(hiding.numbers_in(newsroom, "Ruf an: 044 668 18 00")) == 1
