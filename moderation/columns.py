"""Which column of a table was what, remembered by its header for the next table alike.

Kept in the newsroom's settings, for headers may hold what is nobody else's business.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from moderation.errors import ImportRefused
from moderation.exchange.csv_names import FIELDS
from moderation.exchange.readers import Format
from moderation.exchange.source import Reading, Wishes
from moderation.newsroom import Newsroom
from resources.translation import _


def with_memory(newsroom: Newsroom, found: Format, wishes: Wishes) -> Wishes:
    """The wishes, able to recall what this newsroom remembers of tables.

    `ImportRefused` where they map columns, and the format has none.
    """
    if not found.table and wishes.columns:
        raise ImportRefused(
            _("This is no table, so there are no columns to map: {format}.").format(
                format=found.title()
            ),
            _("Import it without a mapping."),
        )
    return replace(wishes, remembered=lambda header: recall(newsroom, header))


def recall(newsroom: Newsroom, header: Sequence[str]) -> Mapping[str, str]:
    """How a table with this header was mapped when it was last imported; empty if it never was.

    Fields that were left out have an empty column.
    """
    kept: dict[str, object] = newsroom.setting(_key(header), {})
    return {
        field: column
        for field, column in kept.items()
        if field in FIELDS and isinstance(column, str) and (not column or column in header)
    }


def remember(newsroom: Newsroom, reading: Reading, wishes: Wishes) -> None:
    """Remember the mapping of a table that was imported, if somebody chose it."""
    if wishes.columns and reading.header:
        whole = {field: reading.columns.get(field, "") for field in FIELDS}
        newsroom.keep_setting(_key(reading.header), whole)


def _key(header: Sequence[str]) -> str:
    told = json.dumps(list(header), ensure_ascii=True)
    return f"columns:{blake2b(told.encode(), digest_size=12).hexdigest()}"
