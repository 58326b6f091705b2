"""The WordPress reader: every field, every thread, and what real files do wrong."""

import gzip
import io
from datetime import UTC, datetime

import pytest

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange import wxr
from moderation.exchange.source import Notes, Refusal
from tests.wxr_files import ARTICLE, comment, export, read


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


def test_a_file_that_tells_no_version_is_read_and_that_is_told() -> None:
    assert "no-version" in read(export(comment(1), head=""))[3]
    assert read(export(comment(1), head=""))[0].source == "wordpress:"


def test_a_packed_export_and_one_in_utf16_are_read() -> None:
    raw = export(comment(1, author="Zoë 😀"))

    for file in (gzip.compress(raw), raw.decode().replace("UTF-8", "UTF-16").encode("utf-16")):
        assert wxr.looks_like(file[:300])
        assert read(file)[2][0].name == "Zoë 😀"


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
