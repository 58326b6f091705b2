"""Tests for moderation.suggestions: what a library knows for the name being typed."""

from collections.abc import Callable

import pytest

from db import suggesting
from db.rows import Comment
from db.words import Verdict
from moderation import decisions, likenesses, suggestions
from moderation.newsroom import Newsroom
from moderation.queue import Picked

Put = Callable[..., Comment]


def values(newsroom: Newsroom, field: str, typed: str = "") -> list[str]:
    return [value for value, _means in suggestions.known(newsroom, field, typed)]


def test_names_come_by_how_often_they_wrote(newsroom: Newsroom, put: Put) -> None:
    for _time in range(3):
        put(name="Ana Feld")
    put(name="Ana")
    put(name="Jon")

    assert suggestions.known(newsroom, "author", "an")[0] == ("Ana Feld", "3 comments lately")
    assert values(newsroom, "author", "an") == ["Ana Feld", "Ana"]
    assert values(newsroom, "author", "fel") == ["Ana Feld"]
    assert values(newsroom, "author") == []


def test_of_a_letter_the_newest_names_come_and_old_ones_where_those_are_few(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(name="Bertha the First")
    names = [f"Ben {number}" for number in range(suggestions.MOST)]
    for name in [*names, names[0]]:
        put(name=name)

    monkeypatch.setattr(suggesting, "_NEWEST", len(names) + 1)
    assert values(newsroom, "author", "b") == names

    monkeypatch.setattr(suggesting, "_NEWEST", 3)
    assert values(newsroom, "author", "b") == ["Ben 0", *names[1:]]
    assert values(newsroom, "author", "ber") == ["Bertha the First"]


def test_of_addresses_only_domains_are_told(newsroom: Newsroom, put: Put) -> None:
    for address in ("ana@example.org", "ben@example.org", "cy@example.net", "dee@spam.test"):
        put(email=address)

    assert values(newsroom, "email") == ["@example.net", "@example.org", "@spam.test"]
    assert values(newsroom, "email", "@exa") == ["@example.net", "@example.org"]
    assert values(newsroom, "email", "ana@") == []


def test_articles_come_by_key_and_with_their_title(newsroom: Newsroom, put: Put) -> None:
    put(article="harbour")
    put(article="night-ferry")

    assert suggestions.known(newsroom, "article", "fer") == [("night-ferry", "Night-Ferry")]


def test_desks_and_reasons_are_those_of_the_history(newsroom: Newsroom, put: Put) -> None:
    decisions.decide(newsroom, Picked.of(put()), Verdict.REJECT, reason="insult")

    assert values(newsroom, "decided-by", "A") == ["ana"]
    assert values(newsroom, "decided-by", "x") == []
    assert values(newsroom, "reason", "ins") == ["insult"]


def test_the_reasons_of_the_newsroom_s_list_are_there_before_one_was_given(
    newsroom: Newsroom, put: Put
) -> None:
    decisions.decide(newsroom, Picked.of(put()), Verdict.REJECT, reason="rumour")

    assert values(newsroom, "reason")[0] == "insult"
    assert values(newsroom, "reason")[-1] == "rumour"
    assert suggestions.known(newsroom, "reason", "Off") == [("off-topic", "Off topic")]


def test_languages_are_those_that_comments_are_written_in(newsroom: Newsroom, put: Put) -> None:
    put("Wann wird die Brücke denn endlich wieder geöffnet, frage ich mich jeden Tag?")
    put("Quand est-ce que le pont sera enfin ouvert, je me le demande tous les jours ?")
    likenesses.catch_up(newsroom)

    assert values(newsroom, "lang") == ["de", "fr", "unsure"]
    assert values(newsroom, "lang", "F") == ["fr"]


def test_days_and_numbers_are_proposed(newsroom: Newsroom) -> None:
    assert values(newsroom, "after") == ["today", "yesterday", "-7d", "-1m", "2026-03", "2026"]
    assert values(newsroom, "after", "y") == ["yesterday"]
    assert values(newsroom, "kind", "p") == ["pingback"]
    assert values(newsroom, "ip") == []
