"""What the tests of the dialogs stand on: the town's newsroom, and a small export of a site."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.town import operations, said, settle, town

__all__ = ["operations", "said", "settle", "town", "write_wxr"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Site</title>
<link>https://example.org</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://example.org</wp:base_blog_url>
<item><title>Harbour bridge</title><link>https://example.org/bridge</link>
<content:encoded><![CDATA[Text]]></content:encoded><wp:post_id>1</wp:post_id>
<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
"""
_COMMENT = """<wp:comment><wp:comment_id>{number}</wp:comment_id>
<wp:comment_author><![CDATA[{name}]]></wp:comment_author>
<wp:comment_author_email>{email}</wp:comment_author_email>
<wp:comment_date_gmt>2026-03-01 08:00:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[Comment {number}]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment>
"""
_FOOT = "</item></channel></rss>\n"

WriteWxr = Callable[..., Path]


@pytest.fixture
def write_wxr(tmp_path: Path) -> WriteWxr:
    """Writes an export with so many comments, the last `nameless` of which have no name."""

    def write(name: str = "site.xml", comments: int = 3, nameless: int = 0) -> Path:
        rows = [
            _COMMENT.format(
                number=n,
                name="" if n > comments - nameless else f"Jon {n}",
                email=f"jon{n}@example.org",
            )
            for n in range(1, comments + 1)
        ]
        file = tmp_path / name
        file.write_text(_HEAD + "".join(rows) + _FOOT, encoding="utf-8")
        return file

    return write
