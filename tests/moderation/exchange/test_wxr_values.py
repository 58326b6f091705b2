"""What the values in a WordPress export mean."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.exchange.wxr_values import feed_moment, is_known, is_ours, moment, shown, site, slug

MORNING = datetime(2025, 6, 16, 7, 0, tzinfo=UTC)


def test_moments_are_utc_and_none_is_none() -> None:
    assert moment("2025-06-16 07:00:00") == MORNING
    assert moment("2025-06-16T09:00:00+02:00") == MORNING
    assert moment("0000-00-00 00:00:00") is None
    assert moment("0001-01-01 00:00:00+23:00") is None
    assert moment("yesterday") is None
    assert feed_moment("Mon, 16 Jun 2025 07:00:00 +0000") == MORNING
    assert feed_moment("Mon, 16 Jun 2025 07:00:00 -0000") == MORNING
    assert feed_moment("Wed, 30 Nov -0001 00:00:00 +0000") is None
    assert feed_moment("Mon, 99 Jun 2025 07:00:00 +0000") is None
    assert feed_moment("Fri, 01 Jan 0001 00:00:00 +2300") is None
    assert feed_moment("") is None


@given(st.text())
def test_no_text_makes_values_raise(text: str) -> None:
    moment(text)
    feed_moment(text)
    shown(text)
    slug(text)
    site(text)


@pytest.mark.parametrize(
    ("address", "identity"),
    [
        ("https://Courier.Example.org/", "courier.example.org"),
        ("http://courier.example.org", "courier.example.org"),
        ("http://example.org:8080/Blog/", "example.org:8080/Blog"),
        ("", ""),
        ("http://[x", ""),
        ("http://example.org:port", ""),
    ],
)
def test_a_site_is_the_same_whatever_its_scheme_and_capitals(address: str, identity: str) -> None:
    assert site(address) == identity


def test_names_are_shown_as_wordpress_shows_them() -> None:
    assert (
        shown("Blog &raquo; Archive &#8211; O&#039;Neil &amp; Co") == "Blog » Archive – O'Neil & Co"
    )
    assert shown("AT&T a&copy=1 & <b>") == "AT&T a&copy=1 & <b>"
    assert slug("emoji-%f0%9f%98%80-x") == "emoji-😀-x"


def test_namespaces_of_any_version_are_ours_and_only_1_x_is_known() -> None:
    assert is_known("http://wordpress.org/export/1.0/")
    assert is_known("https://wordpress.org/export/1.2/")
    assert is_ours("https://wordpress.org/export/2.0/")
    assert not is_known("https://wordpress.org/export/2.0/")
    assert not is_ours("http://wordpress.org/export/1.2/excerpt/")
