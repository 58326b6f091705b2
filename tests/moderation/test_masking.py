"""Addresses that somebody typed are masked in text, in HTML and in links."""

import base64
import hashlib

import pytest

from moderation.known import KnownPrivate
from moderation.masking import Masking

EMAIL = "ana.b@example.org"
MASK, IP_MASK, OTHER_MASK = "[e-mail hidden]", "[IP hidden]", "[address hidden]"
KNOWN = KnownPrivate.of((EMAIL, "192.0.2.17"))
COMMENT, ARTICLE = Masking(KNOWN), Masking(KNOWN, typed=False)
STANDS = Masking(KNOWN, stands=True)


@pytest.mark.parametrize(
    ("text", "masked", "count"),
    [
        ("Nothing here, @Jon.", "Nothing here, @Jon.", 0),
        (f"Write to {EMAIL}!", f"Write to {MASK}!", 1),
        (f"{EMAIL}, new@example.net", f"{MASK}, {MASK}", 2),
        ("from 192.0.2.17.", f"from {IP_MASK}.", 1),
        ("from 192.0.2.18.", "from 192.0.2.18.", 0),
        (hashlib.md5(EMAIL.encode()).hexdigest(), OTHER_MASK, 1),
        (base64.b64encode(EMAIL.encode()).decode(), OTHER_MASK, 1),
        ("ana.b (at) example (dot) org", MASK, 1),
        ("new (at) example (dot) net", MASK, 1),
        (f"{EMAIL}{EMAIL}", MASK, 1),
    ],
)
def test_text(text: str, masked: str, count: int) -> None:
    assert COMMENT.text(text) == (masked, count)


def test_an_article_may_name_addresses_that_are_no_commenters() -> None:
    assert ARTICLE.text(f"desk@example.net, {EMAIL}") == (f"desk@example.net, {MASK}", 1)


def test_where_an_address_stands_ips_and_hashes_do_not() -> None:
    digest = hashlib.sha256(EMAIL.encode()).hexdigest()

    assert STANDS.text(f"{EMAIL} ana.b%40example.org 192.0.2.17 {digest}") == (
        f"{EMAIL} ana.b%40example.org {IP_MASK} {OTHER_MASK}",
        2,
    )
    assert STANDS.standing(f"x {EMAIL}", "new@example.net") == {EMAIL, "new@example.net"}


@pytest.mark.parametrize(
    ("markup", "masked", "count"),
    [
        ("<p>No, @Jon &amp; co</p>", "<p>No, @Jon &amp; co</p>", 0),
        ("<p>See <em>this</em> &amp; that</p>", "<p>See <em>this</em> &amp; that</p>", 0),
        (f"<p>A &lt; {EMAIL} &amp; co</p>", f"<p>A &lt; {MASK} &amp; co</p>", 1),
        ("<p>an<b>a.b@</b>exa<i>mple</i>.org!</p>", f"<p>{MASK}<b></b><i></i>!</p>", 1),
        ("<p>ana.b&amp;#64;example.org</p>", f"<p>{MASK}</p>", 1),
        ("19<b>2.0</b>.2.17", f"{IP_MASK}<b></b>", 1),
        (
            '<a href="https://example.org/?m=ana.b%40example.org" rel="nofollow">me</a>',
            '<a rel="nofollow">me</a>',
            1,
        ),
        (
            f'<a href="https://x.example/?{EMAIL}">{EMAIL}</a>',
            f"<a>{MASK}</a>",
            2,
        ),
        (
            '<a href="https://example.org/@ana">ana</a>',
            '<a href="https://example.org/@ana">ana</a>',
            0,
        ),
        ("<i>192.0.2.17</i>0", f"<i>{IP_MASK}</i>0", 1),
        ("<p>new@</p><p>example.net</p>", "<p>new@</p><p>example.net</p>", 0),
    ],
)
def test_html(markup: str, masked: str, count: int) -> None:
    assert COMMENT.html(markup) == (masked, count)


def test_a_hash_that_tags_split_is_masked() -> None:
    digest = hashlib.md5(EMAIL.encode()).hexdigest()

    masked, count = COMMENT.html(f"<p>{digest[:9]}<em>{digest[9:]}</em></p>")

    assert (masked, count) == (f"<p>{OTHER_MASK}<em></em></p>", 1)


def test_a_link_that_holds_an_address_is_dropped_whole() -> None:
    assert COMMENT.url("https://example.org/?m=ana.b@example.org") == ("", 1)
    assert COMMENT.url("https://example.org/@ana") == ("https://example.org/@ana", 0)
    assert COMMENT.url("") == ("", 0)
