"""Web addresses as typed, and as they stand in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.links import BARE, examine, is_web, shown, trimmed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.org/a?b=c&d", "https://example.org/a?b=c&d"),
        ("HTTP://Example.org", "HTTP://Example.org"),
        ("example.org/ana", "http://example.org/ana"),
        ("example.org:8080", "http://example.org:8080"),
        ("//example.org", "http://example.org"),
        ("http://[2001:db8::1]/", "http://[2001:db8::1]/"),
        ("http://", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_a_web_address_is_kept_with_its_scheme(typed: str, kept: str) -> None:
    assert (examine(typed).url, examine(typed).reason) == (kept, "")


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("javascript:alert(1)", "must begin with http:// or https://"),
        ("ftp://example.org", "must begin with http:// or https://"),
        ("mailto:ana@example.org", "must begin with http:// or https://"),
        ("none", "must begin with http:// or https://"),
        ("http://exa mple.org", "a space or a sign"),
        ('http://example.org/"onclick', "a space or a sign"),
        ("http://[2001:db8", "no site’s name"),
        ("http:///path", "no site’s name"),
        ("http://example.org/" + "a" * 2000, "at most 2000"),
    ],
)
def test_what_is_no_web_address_is_refused_with_its_reason(typed: str, part: str) -> None:
    found = examine(typed)

    assert part in found.reason
    assert found.url == typed
    assert len(found.reason) < 200


@given(st.text())
def test_looking_again_changes_nothing_more(typed: str) -> None:
    once = examine(typed)
    again = examine(once.url)

    assert again.url == once.url
    assert bool(again.reason) == bool(once.reason)
    assert once.reason or not once.url or is_web(once.url)


def test_a_bare_address_ends_before_the_sentence_does() -> None:
    text = "See http://example.org/a, (www.example.com/x_(y)). «https://example.net»!"

    found = [trimmed(address[0]) for address in BARE.finditer(text)]

    assert found == ["http://example.org/a", "www.example.com/x_(y)", "https://example.net"]


def test_a_long_address_is_quoted_short() -> None:
    assert shown("a" * 100) == "a" * 59 + "…"
    assert shown("short") == "short"
