"""E-mail addresses: the quick way agrees with the library, and each slip has its sentence."""

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from moderation.emails import LONGEST, examine, is_placeholder

_SIGNS = "abzAZ059_+-.@é☃ ,<>\u200b\x00"


@given(
    st.text(_SIGNS, max_size=40)
    | st.from_regex(r"[a-zA-Z0-9_.+-]{1,8}@([a-z0-9-]{1,6}\.){0,3}[a-z]{1,9}", fullmatch=True)
)
@example("ana@a--b.org")
@example("ana@ab--cd.org")
@example("ana@x.local")
@example("ana@X.TEST")
@example("a" * 65 + "@example.org")
@example("ana@" + "a" * 64 + ".org")
@example("ana@" + "a." * 125 + "org")
def test_an_address_passes_exactly_if_the_library_takes_it(typed: str) -> None:
    try:
        wanted = validate_email(typed, check_deliverability=False).normalized
    except EmailNotValidError:
        wanted = ""
    found = examine(typed)

    assert found.normal == (wanted if len(typed) <= LONGEST else "")
    assert bool(found.reason) == (not found.normal)


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_makes_it_raise(typed: str) -> None:
    found = examine(typed)

    assert found.normal or found.reason


def test_addresses_of_the_world_pass_and_are_normalised() -> None:
    assert examine("Ana@EXAMPLE.org").normal == "Ana@example.org"
    assert examine("jürgen@bücher.example").normal == "jürgen@bücher.example"
    assert examine("пример@пример.рф").normal == "пример@пример.рф"
    assert examine("e\u0301@example.org").normal == "é@example.org"
    assert examine("o'neil@sub-domain.example.org").normal == "o'neil@sub-domain.example.org"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("ana@", "not an e-mail address: there is nothing after the @-sign."),
        ("ana@\u200b", "not an e-mail address: there is nothing after the @-sign."),
        ("@example.org", "not an e-mail address: there is nothing before the @-sign."),
        ("ana", "not an e-mail address: it has no @-sign."),
        ("{x}", "not an e-mail address: it has no @-sign."),
        ("ana@x@example.org", "not an e-mail address: it has more than one @-sign."),
        (
            "Ana <ana@example.org>",
            "more than an e-mail address: leave out the name and the brackets.",
        ),
        ("ana b@example.org", "not an e-mail address: there is a space in it."),
        ("ana@example,org", "not an e-mail address: there is a comma in it."),
        ("ana@example..org", "not an e-mail address: it has two full stops in a row."),
        ("ana@desk.local", "an address that no mail from outside can reach."),
        ("ana@localhost", "an address that no mail from outside can reach."),
        (
            "ana@example",
            "not an e-mail address: after the @-sign belongs a whole domain, such as example.org.",
        ),
        ("ana@example.org.", "not an e-mail address: its domain begins or ends with a stray sign."),
        ("ana@exa_mple.org", "not an e-mail address that mail can be sent to."),
    ],
)
def test_each_slip_is_said_in_a_sentence_that_quotes_it(typed: str, reason: str) -> None:
    assert examine(typed).reason == f"“{typed}” is {reason}"


def test_a_very_long_address_is_told_by_its_length() -> None:
    found = examine("a" * 10_000_000 + "@example.org")

    assert found.reason == (
        "The e-mail address has 10000012 characters; 254 is the most there can be."
    )


def test_what_other_programs_put_in_is_told_from_addresses() -> None:
    assert is_placeholder("noreply@blogger.com")
    assert is_placeholder("user-12345@disqus.com")
    assert is_placeholder("Anonymized-0f@Disqus.com")
    assert not is_placeholder("ana@disqus.com.example.org")
    assert not is_placeholder("noreply@example.org")
