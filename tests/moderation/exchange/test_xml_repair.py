"""Careless XML, mended: what comes out is what was meant, and parses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from moderation.errors import ImportRefused
from moderation.exchange import xml_repair
from moderation.exchange.source import Notes
from moderation.exchange.xml_repair import NoRoot, repaired


def mend(raw: bytes, size: int = 1000) -> tuple[bytes, dict[str, list[str]]]:
    """The file mended, given in pieces of `size` bytes, and the warnings' places."""
    notes = Notes()
    pieces = (raw[at : at + size] for at in range(0, len(raw), size))
    text = b"".join(repaired(pieces, "rss", notes))
    return text, {one.kind: one.places for one in notes.warnings()}


def texts(raw: bytes, size: int = 1000) -> list[str]:
    """The texts of the root's children, strictly parsed."""
    return [child.text or "" for child in etree.fromstring(mend(raw, size)[0])]


SIZES = pytest.mark.parametrize("size", [7, 64, 100_000])


def test_what_is_well_formed_passes_as_it_is() -> None:
    raw = (
        b"<rss><a x='1'>a &amp; b &#233; &#x1F600;</a>\n<b><![CDATA[<i> & ]]]]><![CDATA[> ]]></b>"
        b"<c><![CDATA[a <![CDATA[ b]]></c><d><![CDATA[x]]> and <![CDATA[y]]></d></rss>\n"
    )

    text, told = mend(raw)

    assert text.endswith(raw[4:].rstrip())
    assert told == {}
    assert texts(raw) == ["a & b é 😀", "<i> & ]]> ", "a <![CDATA[ b", "x and y"]


@SIZES
def test_characters_that_xml_forbids_are_dropped(size: int) -> None:
    raw = "<rss><a>a\x01\x00b\ufffe\n</a>\n<b>\x10\x0bc\uffff</b></rss>".encode()

    assert mend(raw, 1000)[1] == {"control-characters": ["line 1", "line 1", "line 3", "line 3"]}
    # Pieces are whole characters; these offsets are, too.
    if size > 50:
        assert texts(raw, size) == ["ab\n", "c"]


@SIZES
def test_a_loose_ampersand_is_the_sign_itself(size: int) -> None:
    raw = (
        b"<rss>\n<a>http://x.example/?a=1&b=2&amp;c=3</a><b>Fish & chips &; &#; &#xZ; &x</b></rss>"
    )

    assert texts(raw, size) == ["http://x.example/?a=1&b=2&c=3", "Fish & chips &; &#; &#xZ; &x"]
    assert mend(raw, size)[1]["ampersand"][:2] == ["line 2", "line 2"]


def test_an_ampersand_in_a_section_is_left_alone() -> None:
    raw = b"<rss><a><![CDATA[a & b &nbsp; <3]]></a><b>x & y</b></rss>"

    assert texts(raw) == ["a & b &nbsp; <3", "x & y"]


def test_entities_of_html_are_resolved_and_impossible_ones_marked() -> None:
    raw = b"<rss><a>&eacute;&nbsp;&AMP;&lt;&#0;&#xD800;&#99999999;&#1x;</a></rss>"

    text, told = mend(raw)

    assert etree.fromstring(text)[0].text == "é\xa0&<����"
    assert set(told) == {"entity"}


def test_a_loose_bracket_is_the_sign_itself() -> None:
    raw = b"<rss><a>I <3 you << 4</a></rss>"

    assert texts(raw) == ["I <3 you << 4"]
    assert mend(raw)[1] == {"bracket": ["line 1", "line 1", "line 1"]}


@SIZES
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b"Content with nested <![CDATA[ tags ]]> :)", "Content with nested <![CDATA[ tags ]]> :)"),
        (b"]]>", "]]>"),
        (b"This has <![CDATA[ opening and ]]> closing <![CDATA[ tags like this: ]]>",) * 2,
        (b"a ]]> <b>bold</b> ]]> c", "a ]]> <b>bold</b> ]]> c"),
        (b"right ]]]]><![CDATA[> and wrong ]]> x", "right ]]> and wrong ]]> x"),
        (b"\n\n]]>\n", "\n\n]]>\n"),
    ],
)
def test_an_unsplit_end_of_section_is_text(written: bytes, meant: str | bytes, size: int) -> None:
    raw = b"<rss><a><![CDATA[" + written + b"]]>\n</a><b><![CDATA[after]]></b></rss>"
    wanted = meant if isinstance(meant, str) else meant.decode()

    text, told = mend(raw, size)

    assert [child.text.rstrip("\n") for child in etree.fromstring(text)] == [  # type: ignore[union-attr]
        wanted.rstrip("\n"),
        "after",
    ]
    assert "cdata" in told


def test_a_section_that_is_never_ended_ends_with_its_element() -> None:
    raw = b"<rss><a><![CDATA[abc</a><b><![CDATA[def]]></b></rss>"

    assert texts(raw) == ["abc", "def"]
    assert mend(raw)[1] == {"cdata": ["line 1"]}


def test_a_text_about_its_own_element_is_left_alone() -> None:
    raw = b"<rss><a><![CDATA[Write </a> here]]></a><b>x & y</b></rss>"

    assert texts(raw) == ["Write </a> here", "x & y"]
    assert set(mend(raw)[1]) == {"ampersand"}


def test_a_stray_end_of_section_in_markup_is_text() -> None:
    assert texts(b"<rss><a>x ]]> y</a></rss>") == ["x ]]> y"]


def test_junk_around_the_root_is_left_out_and_lines_stay() -> None:
    # Spelt so that this file itself does not look like a merge that was left half done.
    ours, theirs = b"<" * 7 + b" HEAD", b">" * 7 + b" theirs"
    raw = (
        ours
        + (
            b"\n<b>Warning</b>: x in y\n<?xml version='1.0' encoding='x'?>\n"
            b"<!-- <rss> --><?xsl a?>\n<rss>\n<a>&</a></rss>\n\n<!-- 1 s -->\n"
        )
        + theirs
    )

    text, told = mend(raw)

    assert etree.fromstring(text)[0].sourceline == 6
    assert told == {"junk": ["line 1"], "ampersand": ["line 6"], "junk-after": ["line 8"]}


def test_a_section_after_the_root_is_left_out_too() -> None:
    text, told = mend(b"<rss><a/></rss>\n<x><![CDATA[y]]></x>")

    assert etree.fromstring(text)[0].tag == "a"
    assert told["junk-after"][0] == "line 2"


def test_a_second_export_in_the_file_is_refused_not_forgotten() -> None:
    with pytest.raises(ImportRefused, match="second export") as refused:
        mend(b"<rss><a/></rss>\n<?xml version='1.0'?>\n<rss><a/></rss>")

    assert refused.value.where == "line 3"


def test_entities_of_the_files_own_are_refused() -> None:
    bomb = b'<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss>&a;</rss>'

    for raw in (bomb, b"<!DOCTYPE x SYSTEM 'y'><!ENTITY b 'c'><rss></rss>"):
        with pytest.raises(ImportRefused, match="entities"):
            mend(raw)


def test_a_plain_document_type_is_left_out_and_told() -> None:
    text, told = mend(b"\n<!DOCTYPE rss SYSTEM 'http://x.example/rss.dtd'>\n<rss/>")

    assert b"DOCTYPE" not in text
    assert told == {"doctype": ["line 2"]}


def test_prefixes_that_nobody_declared_are_declared() -> None:
    text = mend(b"<rss xmlns:dc='urn:dc'><wp:a><atom:b/><dc:c/></wp:a></rss>")[0]

    assert etree.fromstring(text)[0].tag == "{urn:undeclared:wp}a"


@pytest.mark.parametrize("raw", [b"", b"hello", b"<html><rss", b"<!-- <rss> -->", b"x" * 3_000_000])
def test_a_file_without_the_root_is_refused_with_its_beginning(raw: bytes) -> None:
    with pytest.raises(NoRoot) as refused:
        mend(raw, 100_000)

    assert raw.startswith(refused.value.head[:10])


def test_a_text_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_repair, "LONGEST_VALUE", 100_000)

    with pytest.raises(ImportRefused, match="longer than") as refused:
        mend(b"<rss>\n<a><![CDATA[" + b"x" * 500_000)
    assert refused.value.where == "line 2"


@pytest.mark.parametrize(
    "raw",
    [
        b"<x><![CDATA[]]>a" * 20_000,
        b"<x><![CDATA[]]>a" * 20_000 + b"</x>",
        b"<![CDATA[" * 50_000,
        b"]]>" * 100_000,
        b"<x>" * 100_000,
        b"&" * 300_000,
        b"<" * 300_000,
        b"&#" * 100_000,
        b"\x00" * 1_000_000,
        b"<x><![CDATA[a]]> " + b" " * 300_000 + b"</y>",
    ],
    ids=lambda raw: raw[:20],
)
def test_hostile_repetition_takes_linear_time(raw: bytes) -> None:
    assert mend(b"<rss>" + raw, 65_536)[0]


@given(
    st.lists(
        st.sampled_from(
            [b"<a>", b"</a>", b"<![CDATA[", b"]]>", b"]]", b">", b"<", b"&", b"&amp;", b"text",
             b"\n", b" ", b"\x01", b"</rss>", b"<!--", b"-->", b"&nbsp;", "é".encode()]
        )
    ).map(b"".join),
    st.sampled_from([5, 17, 1000]),
)  # fmt: skip
def test_pieces_of_any_size_and_kind_never_break_it(raw: bytes, size: int) -> None:
    try:
        text, _told = mend(b"<rss>" + raw, size)
    except ImportRefused:
        return
    assert b"\x01" not in text
    assert text.count(b"\n") <= raw.count(b"\n")


@SIZES
def test_an_attribute_without_quotes_gets_them(size: int) -> None:
    raw = b"""<rss><a x=1 y="b=c d" z='=e f'>p=q r</a>\n<a x=2/><a x = a/b >1</a></rss>"""

    told = mend(raw, size)

    assert [dict(one.attrib) for one in etree.fromstring(told[0])] == [
        {"x": "1", "y": "b=c d", "z": "=e f"},
        {"x": "2"},
        {"x": "a/b"},
    ]
    assert told[1] == {"unquoted": ["line 1", "line 2", "line 2"]}
    assert texts(raw, size)[0] == "p=q r"


@pytest.mark.parametrize("piece", [b"=a", b"= ", b"<a =b", b"<a x='", b'<a b="c" "', b"<a b=c'"])
def test_attributes_that_are_none_cost_no_more_than_their_length(piece: bytes) -> None:
    mend(b"<rss><a>" + piece * 200_000 + b"</a></rss>", 100_000)
