"""What the values in a WordPress export mean: statuses, moments, addresses of sites, names.

Facts from WordPress' own exporter and importer, and from real files.
"""

import html
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from db.words import Status

STATUSES = {
    "1": Status.APPROVED,
    "0": Status.PENDING,
    "hold": Status.PENDING,
    "spam": Status.SPAM,
    "trash": Status.REJECTED,
    "post-trashed": Status.REJECTED,
}
# What WordPress exports besides articles; of interest only where somebody commented on it.
FURNITURE = re.compile(
    r"attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request"
    r"|wp_.*|acf-.*|.*_block"
)
_NAMESPACE = re.compile(r"https?://(?:www\.)?wordpress\.org/export/[\w.]*/?")
_KNOWN_NAMESPACE = re.compile(r"https?://wordpress\.org/export/1\.\d+/")
# Python reads the year of WordPress' “30 Nov -0001”, which stands for none, as 2000.
_FEED_DATE = re.compile(
    r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} [1-9]\d{3} \d\d:\d\d(?::\d\d)?"
    r"(?: [+-]\d{4}| [A-Z]{1,4})?"
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def is_ours(namespace: str) -> bool:
    """Whether a namespace is WordPress' export, of any version, http or https."""
    return _NAMESPACE.fullmatch(namespace) is not None


def is_known(namespace: str) -> bool:
    """Whether it is one of the versions 1.x that have ever been written."""
    return _KNOWN_NAMESPACE.fullmatch(namespace) is not None


def moment(told: str) -> datetime | None:
    """A moment as WordPress writes it (`2025-06-16 07:00:00`), as UTC.

    None for `0000-00-00 00:00:00`, which stands for none, and for what is no date. A zone that is
    written all the same is heeded.
    """
    try:
        found = datetime.fromisoformat(told)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def feed_moment(told: str) -> datetime | None:
    """A moment as RSS writes it in `pubDate` (RFC 822), as UTC; None where it is none."""
    if not _FEED_DATE.fullmatch(told):
        return None
    try:
        found = parsedate_to_datetime(told)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def shown(text: str) -> str:
    """A name or a title as WordPress shows it: it keeps them with HTML's entities (`&raquo;`)."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def slug(told: str) -> str:
    """The article's name in its address; WordPress keeps it percent-encoded."""
    return unquote(told, errors="replace")


def site(address: str) -> str:
    """A site's address as a stable identity: host in lower case and path, without the scheme."""
    try:
        parts = urlsplit(address.strip())
        port = f":{parts.port}" if parts.port else ""
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    return f"{host}{port}{parts.path.rstrip('/')}"
