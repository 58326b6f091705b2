"""The WordPress reader: every field, every thread, and what real files do wrong."""

import gzip
import io
from datetime import UTC, datetime

import pytest

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import wxr
from moderation.exchange.source import Notes, Reading, Refusal

WP = 'xmlns:wp="http://wordpress.org/export/1.2/"'
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
CHANNEL = (
    "<title>Courier &amp; Co</title><link>https://courier.example.org</link>"
    "<wp:wxr_version>1.2</wp:wxr_version>"
    "<wp:base_site_url>https://example.org</wp:base_site_url>"
    "<wp:base_blog_url>https://Courier.example.org/</wp:base_blog_url>"
)
ARTICLE = (
    "<title><![CDATA[Bridge &amp; harbour]]></title><link>https://courier.example.org/bridge</link>"
    "<guid>https://courier.example.org/?p=7</guid>"
    "<content:encoded><![CDATA[<p>It is open.</p>]]></content:encoded>"
    "<wp:post_id>7</wp:post_id><wp:post_name><![CDATA[bridge-%c3%bc]]></wp:post_name>"
    "<wp:post_date_gmt>2025-06-16 06:00:00</wp:post_date_gmt>"
    "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
    "<wp:comment_status>closed</wp:comment_status>"
)


def comment(number: str | int = 1, more: str = "", **fields: str) -> str:
    """A comment as WordPress writes it, with some fields otherwise."""
    told = {
        "comment_id": str(number),
        "comment_author": "<![CDATA[Ana]]>",
        "comment_author_email": "<![CDATA[ana@example.org]]>",
        "comment_author_url": "http://ana.example.org",
        "comment_author_IP": "<![CDATA[192.0.2.1]]>",
        "comment_date": "<![CDATA[2025-06-16 09:00:00]]>",
        "comment_date_gmt": "<![CDATA[2025-06-16 07:00:00]]>",
        "comment_content": "<![CDATA[Well\nsaid.]]>",
        "comment_approved": "<![CDATA[1]]>",
        "comment_type": "<![CDATA[comment]]>",
        "comment_parent": "0",
        "comment_user_id": "0",
    } | {f"comment_{name}": value for name, value in fields.items()}
    inside = "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in told.items())
    return f"<wp:comment>{inside}{more}</wp:comment>\n"


def export(
    *comments: str, item: str = ARTICLE, head: str = CHANNEL, root: str = f"{WP} {CONTENT}"
) -> bytes:
    """A whole export with one article; each comment begins a line, the first of them line 3."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" {root}><channel>{head}'
        f"<item>{item}\n{''.join(comments)}</item></channel></rss>\n"
    ).encode()


def read(
    raw: bytes,
) -> tuple[Reading, list[ArticleDraft], list[CommentDraft], dict[str, list[str]]]:
    """The reading, its articles and comments, and the warnings' places by kind."""
    notes = Notes()
    reading = wxr.read(io.BytesIO(raw), notes)
    drafts = list(reading.drafts)
    assert not [draft for draft in drafts if isinstance(draft, Refusal)]
    return (
        reading,
        [draft for draft in drafts if isinstance(draft, ArticleDraft)],
        [draft for draft in drafts if isinstance(draft, CommentDraft)],
        {one.kind: one.places for one in notes.warnings()},
    )


def test_the_site_is_known_by_its_blogs_address() -> None:
    reading = read(export())[0]

    assert (reading.format, reading.source) == ("wxr", "wordpress:courier.example.org")
    assert reading.title == "Courier & Co"
    assert read(export(head="<wp:wxr_version>1.2</wp:wxr_version>"))[0].source == "wordpress:"
    assert read(export(head="<link>http://x.example/</link>"))[0].source == "wordpress:x.example"


def test_an_article_is_read_with_every_field() -> None:
    assert read(export())[1] == [
        ArticleDraft(
            external_id="7",
            title="Bridge & harbour",
            url="https://courier.example.org/bridge",
            slug="bridge-ü",
            published_at=datetime(2025, 6, 16, 6, 0, tzinfo=UTC),
            body="<p>It is open.</p>",
            body_format=BodyFormat.HTML,
            open=False,
            where="line 2",
        )
    ]


def test_a_comment_is_read_with_every_field() -> None:
    meta = (
        "<wp:commentmeta><wp:meta_key>\n akismet_history \n</wp:meta_key>"
        "<wp:meta_value><![CDATA[a:1]]></wp:meta_value></wp:commentmeta>" * 2
    )

    comments = read(export(comment(5, meta, user_id="3", parent="4", author="A &amp;raquo; B")))[2]

    assert comments == [
        CommentDraft(
            article="7",
            name="A » B",
            email="ana@example.org",
            body="Well\nsaid.",
            url="http://ana.example.org",
            ip="192.0.2.1",
            status=Status.APPROVED,
            kind="comment",
            submitted_at=datetime(2025, 6, 16, 7, 0, tzinfo=UTC),
            external_id="7/5",
            parent="7/4",
            where="line 3",
            extra={"meta:akismet_history": "a:1", "meta:akismet_history#2": "a:1", "user_id": "3"},
        )
    ]


@pytest.mark.parametrize(
    ("told", "status", "warning"),
    [
        ("1", Status.APPROVED, None),
        ("\n 1 \n", Status.APPROVED, None),
        ("0", Status.PENDING, None),
        ("hold", Status.PENDING, None),
        ("spam", Status.SPAM, None),
        ("trash", Status.REJECTED, None),
        ("post-trashed", Status.REJECTED, None),
        ("approved", Status.PENDING, "status"),
        ("2", Status.PENDING, "status"),
        ("", Status.PENDING, "no-status"),
    ],
)
def test_statuses_are_wordpress_own_and_all_others_wait(
    told: str, status: Status, warning: str | None
) -> None:
    _reading, _articles, [draft], warnings = read(export(comment(approved=told)))

    assert draft.status is status
    assert warnings == ({warning: ["line 3"]} if warning else {})
    assert draft.extra == ({} if told.strip() in {"0", "1"} else {"status": told.strip()})


def test_kinds_are_kept_by_their_raw_names() -> None:
    kinds = ["", "pingback", "trackback", " like ", "order_note"]
    comments = read(export(*(comment(number, type=kind) for number, kind in enumerate(kinds))))[2]

    assert [one.kind for one in comments] == [
        "comment",
        "pingback",
        "trackback",
        "like",
        "order_note",
    ]


def test_a_date_comes_from_gmt_else_from_the_sites_time_else_is_none() -> None:
    zero = "0000-00-00 00:00:00"
    raw = export(comment(1, date_gmt=zero), comment(2, date_gmt=zero, date=zero), comment(3))

    comments, warnings = read(raw)[2:]

    assert [one.submitted_at and one.submitted_at.hour for one in comments] == [9, None, 7]
    assert warnings == {"local-date": ["line 3"]}
    assert comments[0].extra == {"local_date": "2025-06-16 09:00:00"}


def test_parents_stay_as_they_are_whether_or_not_they_are_there() -> None:
    raw = export(comment(1, parent="9"), comment(2, parent="1"), comment(3, parent=""))

    assert [one.parent for one in read(raw)[2]] == ["7/9", "7/1", None]


def test_one_number_for_two_comments_makes_two_and_says_so() -> None:
    raw = export(
        comment(1), comment(1), comment(1, author="Jon"), comment(1, author="Jon"), comment("")
    )

    comments, warnings = read(raw)[2:]

    assert [one.external_id for one in comments] == ["7/1", "7/1", "7/1#2", "7/1#2", None]
    assert warnings == {"number": ["line 7", "line 9"]}


def test_two_statuses_of_one_comment_never_make_it_approved() -> None:
    raw = export(comment(1, more="<wp:comment_approved>0</wp:comment_approved>"))

    [draft], warnings = read(raw)[2:]

    assert draft.status is Status.PENDING
    assert set(warnings) == {"status-twice", "field-twice"}


def test_a_made_up_address_is_no_address() -> None:
    [draft], warnings = read(export(comment(author_email="user-12@disqus.com")))[2:]

    assert (draft.email, draft.extra) == ("", {"placeholder_email": "user-12@disqus.com"})
    assert warnings == {"placeholder": ["line 3"]}


def test_menus_pictures_drafts_and_empty_items_come_only_with_comments() -> None:
    def item(
        number: int, kind: str, status: str = "publish", comments: str = "", title: str = "T"
    ) -> str:
        return (
            f"</item><item><title>{title}</title><wp:post_id>{number}</wp:post_id>"
            f"<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>{comments}"
        )

    raw = export(
        item(20, "page"),
        item(21, "attachment", "inherit"),
        item(22, "nav_menu_item"),
        item(23, "post", "draft"),
        item(24, "wp_global_styles"),
        item(25, "post", title=""),
        item(26, "recipe"),
        item(30, "attachment", "inherit", comment(1)),
        item(31, "post", "private", comment(2)),
        item(32, "post", "publish", "<wp:post_password>x</wp:post_password>" + comment(3)),
    )

    _reading, articles, comments, warnings = read(raw)

    assert [one.external_id for one in articles] == ["7", "20", "26", "30", "31", "32"]
    assert [one.article for one in comments] == ["30", "31", "32"]
    assert len(warnings["unpublished"]) == 1
    assert [one.external_id for one in articles if one.protected] == ["32"]


def test_an_article_is_known_by_number_else_by_guid_else_by_link_else_by_place() -> None:
    items = (
        "</item><item><guid>g</guid><link>l</link><title>a</title>"
        "</item><item><link>l</link><title>b</title></item><item><title>c</title>"
        "</item><item><wp:post_id>7</wp:post_id><title>Another</title>"
        "</item><item><wp:post_name>only-a-slug</wp:post_name><description/>"
    )

    articles, _comments, warnings = read(export(items + comment(1)))[1:]

    assert [one.external_id for one in articles] == ["7", "g", "l", "item-4", "7#2", "item-6"]
    assert articles[-1].title == "only-a-slug"
    assert "article-number" in warnings


def test_an_articles_fields_may_stand_after_its_comments() -> None:
    raw = export(comment(1), ARTICLE, item="")

    _reading, [article], [draft], warnings = read(raw)

    assert (article.external_id, draft.article, draft.external_id) == ("7", "7", "7/1")
    assert warnings == {}


def test_after_a_thousand_comments_an_article_is_told_as_far_as_it_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wxr, "_WAITING", 2)
    late = "<content:encoded>late</content:encoded>"
    item = "<wp:post_id>7</wp:post_id><title>Bridge</title><wp:status>publish</wp:status>"

    raw = export(*(comment(number) for number in range(5)), late, item=item)

    _reading, [article], comments, warnings = read(raw)
    assert article.body == ""
    assert len(comments) == 5
    assert warnings == {"late-fields": ["line 2"]}
    assert read(export(*map(comment, range(5)), item=item))[3] == {}


def test_an_article_comes_before_its_comments() -> None:
    drafts = list(wxr.read(io.BytesIO(export(comment(1), comment(2))), Notes()).drafts)

    assert [type(draft) for draft in drafts] == [ArticleDraft, CommentDraft, CommentDraft]


def test_a_comment_outside_of_any_article_is_refused_with_its_place() -> None:
    raw = export().replace(b"</channel>", b"\n" + comment(9).encode() + b"</channel>")

    drafts = list(wxr.read(io.BytesIO(raw), Notes()).drafts)

    assert drafts[1:] == [
        Refusal("line 4", "article", "A comment stands outside of any article and was not taken.")
    ]


def test_markup_that_was_not_escaped_is_kept_as_text() -> None:
    [draft] = read(export(comment(content="a &lt; b <b>c <i>d</i></b> e")))[2]

    assert draft.body == "a &lt; b <b>c <i>d</i></b> e"


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


def test_a_file_that_tells_no_version_is_read_and_that_is_told() -> None:
    assert "no-version" in read(export(comment(1), head=""))[3]
    assert read(export(comment(1), head=""))[0].source == "wordpress:"


def test_a_packed_export_and_one_in_utf16_are_read() -> None:
    raw = export(comment(1, author="Zoë 😀"))

    for file in (gzip.compress(raw), raw.decode().replace("UTF-8", "UTF-16").encode("utf-16")):
        assert wxr.looks_like(file[:300])
        assert read(file)[2][0].name == "Zoë 😀"


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


def test_memory_stays_flat_however_many_comments_there_are() -> None:
    reader = wxr._Export(io.BytesIO(export(*map(comment, range(20_000)))), Notes())
    drafts = reader.drafts(reader.begin())
    sizes = [
        len(reader._open.element)
        for number, _draft in enumerate(drafts)
        if number % 1000 == 0 and reader._open
    ]

    assert len(sizes) > 15
    assert max(sizes) < 500
