"""WordPress exports as they should not be: cut, faulty, nested, and still read or refused."""

import pytest

from moderation.errors import ImportRefused
from moderation.exchange import wxr
from tests.wxr_files import ARTICLE, CONTENT, WP, comment, export, read


@pytest.mark.parametrize(
    ("root", "warning"),
    [
        (f'xmlns:wp="https://wordpress.org/export/1.2/" {CONTENT}', None),
        (f'xmlns:wp="http://wordpress.org/export/1.0/" {CONTENT}', None),
        (f'xmlns:wp="http://wordpress.org/export/1.3" {CONTENT}', "version"),
        ("", "prefix"),
        (WP, "prefix"),
    ],
)
def test_namespaces_of_every_kind_are_read_and_odd_ones_told(
    root: str, warning: str | None
) -> None:
    _reading, [article], [draft], warnings = read(export(comment(1), root=root))

    assert (article.body, draft.name) == ("<p>It is open.</p>", "Ana")
    assert set(warnings) == ({warning} if warning else set())


def test_a_prefix_of_nobodys_is_survived_with_its_line() -> None:
    raw = export(comment(1), item=ARTICLE + "\n<podcast:x y:z='1'/>")

    assert len(read(raw)[2]) == 1
    assert read(raw)[3] == {"prefix": ["line 3", "line 3"]}


def test_what_wordpress_itself_writes_wrong_is_survived() -> None:
    raw = export(
        comment(1, author_url="http://x.example/?a=1&b=2"),
        comment(2, content="<![CDATA[a\x0bb\x00]]>"),
        comment(3, content="<![CDATA[no ]]> split]]>"),
        comment(4, author="<![CDATA[<b>x</b> ]]]]><![CDATA[>]]>"),
    )

    comments, warnings = read(raw)[2:]

    assert comments[0].url == "http://x.example/?a=1&b=2"
    assert [one.body for one in comments[1:3]] == ["ab", "no ]]> split"]
    assert comments[3].name == "<b>x</b> ]]>"
    assert {kind: places[0] for kind, places in warnings.items()} == {
        "ampersand": "line 3",
        "control-characters": "line 5",
        "cdata": "line 6",
    }


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "an empty file"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "a web page"),
        (b'[{"id": 1}]', "JSON"),
        (bytes(range(256)) * 20, "binary data"),
        (b'<?xml version="1.0"?><disqus/>', "XML of another kind"),
        (b"<rss><channel><title>x</title><item><title>y</title></item></channel></rss>", "a feed"),
        (b"<rss/>", "a feed"),
    ],
)
def test_what_is_no_export_is_refused_with_what_it_looks_like(raw: bytes, sentence: str) -> None:
    assert not wxr.looks_like(raw)
    with pytest.raises(ImportRefused, match=sentence) as refused:
        read(raw)
    assert refused.value.where == "line 1"
    assert refused.value.way_out


def test_a_file_cut_off_anywhere_is_refused_with_its_place() -> None:
    raw = export(comment(1), comment(2, content="<![CDATA[x]]]]><![CDATA[>y]]>")).rstrip()

    for length in range(raw.index(b"<wp:post_id>"), len(raw)):
        with pytest.raises(ImportRefused) as refused:
            read(raw[:length])
        assert refused.value.where.startswith("line ")
    assert len(read(raw)[2]) == 2


def test_a_tag_that_is_never_closed_is_refused_at_its_line() -> None:
    raw = export(comment(1), comment(2).replace("</wp:comment_id>", ""), comment(3))

    with pytest.raises(ImportRefused, match="broken at line") as refused:
        read(raw)
    assert refused.value.where in {"line 5", "line 6"}


def test_entities_and_the_network_are_off() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "' + b"x" * 1000 + b'">]>' + export(comment(author="&a;"))
    remote = b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">' + export(comment(author="&b;"))

    with pytest.raises(ImportRefused, match="entities"):
        read(bomb)
    assert read(remote)[2][0].name == "&b;"


def test_a_nest_without_end_is_refused() -> None:
    with pytest.raises(ImportRefused, match="depth"):
        read(export("<a>" * 100_000))


def test_prefixes_faulty_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moderation.exchange.xml_elements._MOST_FAULTS", 10)

    with pytest.raises(ImportRefused, match="broken"):
        read(export("<podcast:x/>" * 100))


def test_what_follows_the_end_is_left_out_and_told() -> None:
    assert "junk-after" in read(export(comment(1)) + b"<!-- 12 queries --><br />Warning: x")[3]


def test_items_in_items_are_read_one_by_one() -> None:
    inner = "<item><title>inner</title><wp:post_id>8</wp:post_id>" + comment(2) + "</item>"

    articles, comments, _warnings = read(export(comment(1), inner, comment(3)))[1:]

    assert {one.external_id for one in articles} == {"7", "8"}
    assert [one.external_id for one in comments] == ["7/1", "8/2", "7/3"]
