"""Tests for desktop.reading.looked_at."""

import pytest

from db.words import BodyFormat
from desktop.reading import looked_at
from desktop.reading.looked_at import body_html, domains, look_at, typed_addresses
from moderation import edits, queue
from moderation.errors import NotFound
from tests.desktop.town import Town


def test_everything_about_a_comment_is_gathered_at_once(town: Town) -> None:
    first = town.say("Who runs the visa desks now?", "Petra")
    number = town.say("Nobody does.", to=first)

    seen = look_at(town.newsroom, number)

    assert (seen.card.id, seen.comment.id) == (number, number)
    assert seen.card.parent_name == "Petra"
    assert seen.article.title == "Harbour bridge opens"
    assert "the barriers went up" in seen.article_html


def test_a_comment_that_is_gone_is_not_found(town: Town) -> None:
    with pytest.raises(NotFound):
        look_at(town.newsroom, 99)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<a href="https://www.example.org/a">x</a>', ["example.org"]),
        ('<a href="http://a.example/">x</a> <a href="http://a.example/b">y</a>', ["a.example"]),
        ('<a href="https://[::broken">x</a>', []),
        ('<a href="https://аррӏе.com/">x</a>', ["аррӏе.com (xn--80ak6aa92e.com)"]),
        ("no links", []),
    ],
)
def test_where_links_lead_is_told_once_each(html: str, wanted: list[str]) -> None:
    assert domains(html) == wanted


def test_markup_of_strangers_is_sanitised(town: Town) -> None:
    number = town.say(
        "<b>Yes</b><script>alert(1)</script><img src=x onerror=alert(1)>",
        body_format=BodyFormat.HTML,
    )

    html = look_at(town.newsroom, number).html

    assert "<script" not in html
    assert "<img" not in html
    assert "onerror" not in html
    assert "Yes" in html


def test_a_very_long_comment_is_cut_until_asked_for(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looked_at, "LONGEST", 100)
    comment = queue.comment(town.newsroom, town.say("long " * 100))

    beginning, cut = body_html(comment)
    everything, uncut = body_html(comment, whole=True)

    assert (cut, uncut) == (True, False)
    assert len(beginning) < 200 < len(everything)


@pytest.mark.parametrize(
    ("body", "name", "count"),
    [
        ("Write to jon@example.org or jon (at) example.org", "Ana", 2),
        ("no address", "kai@example.net", 1),
        ("@Sabine: at noon", "Ana", 0),
    ],
)
def test_addresses_that_the_commenter_typed_are_counted(
    town: Town, body: str, name: str, count: int
) -> None:
    comment = queue.comment(town.newsroom, town.say(body, name))

    assert typed_addresses(comment) == count


def test_an_address_that_was_let_stand_still_counts(town: Town) -> None:
    number = town.say("Write to jon@example.org")
    comment = queue.comment(town.newsroom, number)
    edits.let_address_stand(town.newsroom, number, comment.revision, stands=True)

    assert typed_addresses(queue.comment(town.newsroom, number)) == 1


def test_a_very_long_article_is_cut_until_asked_for(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looked_at, "LONGEST_ARTICLE", 1_000)
    number = town.say("Too long!", under=town.add_article("Long", "<p>" + "word " * 999 + "</p>"))

    seen = look_at(town.newsroom, number)
    whole, cut = looked_at.article_html_of(seen.article.body, seen.article.body_format, whole=True)

    assert seen.article_cut
    assert len(seen.article_html) < 1_100
    assert not cut
    assert whole.count("word") == 999
