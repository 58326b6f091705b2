"""CDATA sections, told from the markup around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.exchange.cdata import Part, markup_of, parts_of


def test_the_markup_of_a_sound_block_is_all_but_its_sections() -> None:
    assert markup_of(b"<a><![CDATA[x & y]]></a><b/>") == b"<a>\x00</a><b/>"
    assert markup_of(b"<a><![CDATA[x]]]]><![CDATA[>]]></a>") == b"<a>\x00\x00</a>"


@pytest.mark.parametrize("block", [b"<a><![CDATA[x", b"]]>", b"<a><![CDATA[x]]> ]]></a>"])
def test_a_block_that_may_not_be_sound_has_to_be_looked_at(block: bytes) -> None:
    assert markup_of(block) is None


def test_what_has_no_end_yet_is_left_over_with_its_tag() -> None:
    parts, left = parts_of(b"<a>1</a><b><![CDATA[x", last=False)

    assert (parts, left) == ([Part(b"<a>1</a>", is_section=False)], b"<b><![CDATA[x")


def test_what_never_has_an_end_is_given_on_as_it_is() -> None:
    parts, left = parts_of(b"<b><![CDATA[x", last=True)

    assert parts == [Part(b"<b>", is_section=False), Part(b"<![CDATA[x", is_section=True)]
    assert left == b""


@given(
    st.lists(
        st.sampled_from([b"<a>", b"</a>", b"<![CDATA[", b"]]>", b"x", b" ", b"<b>", b"</b>"])
    ).map(b"".join)
)
def test_what_is_not_mended_is_never_changed(block: bytes) -> None:
    parts, left = parts_of(block, last=False)

    if not any(part.mended for part in parts):
        assert b"".join(part.text for part in parts) + left == block
    assert parts_of(block, last=True)[1] == b""
