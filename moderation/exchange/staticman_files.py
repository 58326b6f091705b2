"""Public files for Jekyll, as Staticman writes them: a folder an article, a file a comment.

`<article>/entry<milliseconds>-<number>.yml`, for `_data/comments/`. Staticman's own field for the
e-mail, mostly a hash of it, is not among them.
"""

from datetime import datetime
from functools import partial
from typing import BinaryIO

from moderation.exchange.public_site import Files, PublicComment, PublicSite, Written
from moderation.exchange.static_fields import fields, file_names
from moderation.exchange.yaml_out import quoted


def write_folder(files: Files, site: PublicSite) -> Written:
    """Write every comment as a file of its own; every text in quotation marks."""
    written = Written()
    for folder, page in zip(file_names(site.contents), site.pages, strict=True):
        for comment in page.comments:
            name = f"{folder}/entry{_milliseconds(comment.submitted_at)}-{comment.id}.yml"
            files.add(name, partial(_write, comment, page.article.url or page.article.key))
            written += Written(comments=1, masked=comment.masked)
        written += Written(articles=1, masked=page.masked)
    return written


def _write(comment: PublicComment, article: str, out: BinaryIO) -> None:
    told = (("_id", f"c{comment.id}"), ("_parent", article), *fields(comment))
    out.write("".join(f"{name}: {quoted(text)}\n" for name, text in told).encode())


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
