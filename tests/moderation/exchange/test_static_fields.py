"""What articles are called in exports: as files, and in data files."""

from dataclasses import replace

from db.rows import ArticleId, PublicArticle
from db.words import BodyFormat
from moderation.exchange.html_page import page_names
from moderation.exchange.static_fields import data_names, file_names


def test_every_page_has_a_name_of_its_own() -> None:
    one = PublicArticle(ArticleId(1), "Grüße, A b", "", "", None, "", BodyFormat.HTML, True)
    found = [
        replace(one, id=ArticleId(number), key=key)
        for number, key in enumerate(["a b", "A-B", "index", "日本", "../../etc", "x" * 300], 1)
    ]

    assert page_names(found) == [
        "a-b.html", "a-b-2.html", "index-3.html", "article-4.html", "etc.html", f"{'x' * 80}.html",
    ]  # fmt: skip
    assert page_names([one]) == ["gr-e-a-b.html"]


def test_a_name_that_another_article_would_get_is_not_given_twice() -> None:
    one = PublicArticle(ArticleId(1), "", "", "", None, "", BodyFormat.HTML, True)
    found = [
        replace(one, id=ArticleId(number), key=key)
        for number, key in enumerate(["a-3", "a", "A", "a-3", "no", "no"], 1)
    ]

    assert file_names(found) == ["a-3", "a", "a-3-", "a-3-4", "no", "no-6"]
    assert data_names(found) == ["a-3", "a", "A", "a-3-4", "no", "no-6"]
    assert data_names([one, replace(one, key="x" * 300)]) == ["article", "x" * 200]
