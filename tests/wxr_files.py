"""WordPress exports made by tests, part by part."""

import io

from moderation.drafts import ArticleDraft, CommentDraft
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
