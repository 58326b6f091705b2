"""Public data files for Hugo, in YAML or JSON: the comments of each article under its key.

As `data/comments.yaml`, a page finds its own by `index .Site.Data.comments .File.ContentBaseName`.
"""

import json
from collections.abc import Iterator
from typing import BinaryIO

from moderation.exchange.public_site import PublicComment, PublicSite, Written
from moderation.exchange.static_fields import data_names, fields
from moderation.exchange.yaml_out import quoted


def write_yaml(out: BinaryIO, site: PublicSite) -> Written:
    """Write a list of comments an article, in thread order; every text in quotation marks."""
    written = Written()
    for name, page in zip(data_names(site.contents), site.pages, strict=True):
        before = written.comments
        for comment in page.comments:
            if written.comments == before:
                out.write(f"{quoted(name)}:\n".encode())
            lines = [f"{key}: {quoted(text)}\n" for key, text in _told(comment)]
            out.write(f"- {'  '.join(lines)}".encode())
            written += Written(comments=1, masked=comment.masked)
        if written.comments == before:
            out.write(f"{quoted(name)}: []\n".encode())
        written += Written(articles=1, masked=page.masked)
    if not written.articles:
        out.write(b"{}\n")
    return written


def write_json(out: BinaryIO, site: PublicSite) -> Written:
    """Write the same as one object; a comment a line."""
    written = Written()
    out.write(b"{")
    between = b"\n"
    for name, page in zip(data_names(site.contents), site.pages, strict=True):
        out.write(between + _line(name) + b": [")
        before = b"\n"
        for comment in page.comments:
            out.write(before + _line(dict(_told(comment))))
            before = b",\n"
            written += Written(comments=1, masked=comment.masked)
        out.write(b"\n]")
        between = b",\n"
        written += Written(articles=1, masked=page.masked)
    out.write(b"\n}\n")
    return written


def _told(comment: PublicComment) -> Iterator[tuple[str, str]]:
    yield "id", f"c{comment.id}"
    yield from fields(comment)


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
