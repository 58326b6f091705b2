"""Disqus' custom import format: a WordPress export with Disqus' own fields, read as one.

Converters of many systems write it. Its articles are known by `dsq:thread_identifier`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from moderation.drafts import ArticleDraft
from moderation.exchange import wxr
from moderation.exchange.encoding import head_text
from moderation.exchange.ordering import drawn_ahead
from moderation.exchange.pages import host_of
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Wishes

FORMAT = "disqus-import"

_SIGN = re.compile(r"xmlns:dsq=[\"']http|<dsq:thread_identifier\b")
_WORDPRESS = re.compile(r"<wp:(?:wxr_version|base_blog_url|post_id)\b")


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file is that of such a file, and of no real WordPress export."""
    text = head_text(head)
    return bool(wxr.looks_like(head) and _SIGN.search(text) and not _WORDPRESS.search(text))


def read(file: BinaryIO, notes: Notes, _wishes: Wishes = NO_WISHES) -> Reading:
    """Read a file as `wxr.read` does; the site is that of the first article's address."""
    reading = wxr.read_export(file, notes, versioned=False)
    site = reading.source.removeprefix("wordpress:")
    found = [site] if site else []

    def drafts() -> Iterator[Draft]:
        for draft in reading.drafts:
            if isinstance(draft, ArticleDraft) and not found:
                found.append(host_of(draft.url))
            yield draft

    ahead = drawn_ahead(drafts(), lambda: bool(found))
    return replace(reading, format=FORMAT, source=f"disqus-import:{''.join(found)}", drafts=ahead)
