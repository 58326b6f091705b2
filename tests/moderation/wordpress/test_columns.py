"""What a site's columns take is known to the byte, and said in characters."""

import pytest

from db.words import BodyFormat
from moderation.drafts import CommentDraft
from moderation.wordpress import columns


@pytest.mark.parametrize(
    ("field", "fits"),
    [
        ("name", "N" * 245),
        ("name", "é" * 122),
        ("email", "e" * 88 + "@example.org"),
        ("url", "https://example.org/" + "u" * 180),
        ("comment", "a" * 65_525),
        ("comment", "&" * 13_105),
        ("comment", "🐟" * 16_381),
    ],
)
def test_what_fits_fits_and_one_more_does_not(field: str, fits: str) -> None:
    assert columns.too_long(field, fits) == ""

    told = columns.too_long(field, fits + "é")
    assert "longer than the site takes" in told
    assert told.endswith("It has to be 1 character shorter.")


def test_a_text_is_measured_as_the_site_has_it() -> None:
    text = "&" * 20_000

    assert columns.too_long("comment", text, BodyFormat.TEXT)
    assert not columns.too_long("comment", text, BodyFormat.HTML)


def test_every_field_that_is_too_long_is_named() -> None:
    long = CommentDraft("", "é" * 200, "e" * 101, "é" * 40_000, url="u" * 201)

    assert [one.field for one in columns.problems(long)] == ["name", "email", "url", "comment"]


def test_a_comment_of_nobody_would_be_taken_for_the_accounts() -> None:
    assert [one.field for one in columns.of_nobody(CommentDraft("", "", "", "Hm."))] == ["name"]
    assert not columns.of_nobody(CommentDraft("", "", "eva@example.org", "Hm."))
