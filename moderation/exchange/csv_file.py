"""Public CSV: one comment a row, and no cell that a spreadsheet would run.

It begins with a byte order mark, for without one Excel takes UTF-8 for the system's old encoding;
Python reads it with the encoding `utf-8-sig`. `docs/exports.md` tells the columns.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from moderation.exchange.public_site import PublicPage, PublicSite, Written, utc

COLUMNS = (
    "id", "article", "article_title", "article_url", "kind", "name", "url", "submitted",
    "reply_to", "depth", "text", "edited",
)  # fmt: skip

# Blanks and what cannot be seen are skipped by some spreadsheets; TAB and CR begin cells in others.
_RUNS = re.compile(r"[\t\r\n]|[\s\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫−]")


def write(out: BinaryIO, site: PublicSite) -> Written:
    """Write the site's comments in thread order under a row of names; RFC 4180, times in UTC."""
    written = Written()
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=False)
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for page in site.pages:
        for row, masked in _rows(page):
            cells = [neutral(cell) if isinstance(cell, str) else cell for cell in row]
            table.writerow(cells)
            changed = sum(new != old for new, old in zip(cells, row, strict=True))
            written += Written(comments=1, masked=masked, neutralised=changed)
        written += Written(articles=1, masked=page.masked)
    # What is written stays with whoever opened the file.
    text.detach()
    return written


def _rows(page: PublicPage) -> Iterator[tuple[list[int | str | None], int]]:
    article = page.article
    for comment in page.comments:
        yield [
            comment.id, article.key, article.title, article.url, comment.kind, comment.name,
            comment.url, utc(comment.submitted_at), comment.parent, comment.depth, comment.text,
            "true" if comment.edited else "",
        ], comment.masked  # fmt: skip


def neutral(cell: str) -> str:
    """The cell, with an apostrophe before it if a spreadsheet would run it.

    A cell runs that begins with = + - @ or their full-width forms, with or without blanks before
    them, or with TAB, CR or LF (OWASP, “CSV Injection”).
    """
    return f"'{cell}" if _RUNS.match(cell) else cell
