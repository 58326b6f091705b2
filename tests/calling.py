"""What a call of the command line came to, and an export for it to read."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from db.rows import Comment


@dataclass(frozen=True)
class Outcome:
    """How a call ended, and what it wrote where."""

    status: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, Any]:
        """Standard output as the one JSON object that it must be."""
        told = json.loads(self.out)
        assert isinstance(told, dict)
        return told


Run = Callable[..., Outcome]
Process = Callable[..., "subprocess.Popen[str]"]
ExportFile = Callable[..., Path]
Put = Callable[..., Comment]


def call(*words: object, typed: str | None = None) -> Outcome:
    """Call the command line in this process; an error that it does not tell is raised."""
    from moderation.cli import door

    result = CliRunner().invoke(door(), [str(word) for word in words], input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout, result.stderr)


def write_export(
    folder: Path, name: str = "export.xml", comments: int = 3, site: str = "courier"
) -> Path:
    """Write a small WordPress export: so many pending comments under one article."""
    file = folder / name
    with file.open("w", encoding="utf-8") as out:
        out.write(_HEAD.format(site=site))
        for number in range(1, comments + 1):
            out.write(_COMMENT.format(number=number))
        out.write("</item></channel></rss>\n")
    return file


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Courier</title><link>https://{site}.example.org</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://{site}.example.org</wp:base_blog_url>
<item><title>Harbour bridge opens</title><link>https://{site}.example.org/bridge</link>
<content:encoded><![CDATA[<p>It is open.</p>]]></content:encoded>
<wp:post_id>7</wp:post_id><wp:post_name>harbour-bridge</wp:post_name>
<wp:post_date_gmt>2025-06-16 06:00:00</wp:post_date_gmt><wp:post_type>post</wp:post_type>
<wp:status>publish</wp:status><wp:comment_status>open</wp:comment_status>
"""
_COMMENT = """<wp:comment><wp:comment_id>{number}</wp:comment_id>
<wp:comment_author><![CDATA[Ana {number}]]></wp:comment_author>
<wp:comment_author_email>ana{number}@example.org</wp:comment_author_email>
<wp:comment_author_url></wp:comment_author_url>
<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>
<wp:comment_date>2025-06-16 09:00:00</wp:comment_date>
<wp:comment_date_gmt>2025-06-16 07:00:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[I walked over it, number {number}.]]></wp:comment_content>
<wp:comment_approved>0</wp:comment_approved><wp:comment_type>comment</wp:comment_type>
<wp:comment_parent>0</wp:comment_parent></wp:comment>
"""
