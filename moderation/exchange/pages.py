"""Addresses of pages as keys: one page has one key, however one came to it."""

import re
from urllib.parse import SplitResult, urlsplit

# Parameters that tell where a reader came from, and Blogger's way to one comment.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|showComment", re.IGNORECASE)
# What the part behind `#` looks like where it leads to one comment.
_COMMENT = re.compile(r"(?:comments?|c|cmt|reply|li-comment|isso|remark42__comment)[-_]?\w*\d\w*")
_PORTS = {"http": 80, "https": 443}


def page_key(address: str) -> str:
    """The page without scheme, `www.`, tracking and place in the page, for `https` and all.

    What is no address is its own key. Never raises.
    """
    parts = _split(address)
    if parts is None:
        return address.strip()
    query = "&".join(
        one for one in parts.query.split("&") if one and not _TRACKING.match(one.partition("=")[0])
    )
    # Sites of one page tell their articles by `#!`.
    place = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    key = f"{_host(parts)}{parts.path.rstrip('/')}{'?' if query else ''}{query}{place}"
    return key or address.strip()


def host_of(address: str) -> str:
    """The host (and port, if it is an unusual one) of an address; empty if it has none."""
    parts = _split(address)
    return _host(parts) if parts else ""


def comment_place(address: str) -> str:
    """Where in its page a comment stands (`comment-12`), if the address leads to a comment."""
    fragment = address.rpartition("#")[2] if "#" in address else ""
    return fragment if _COMMENT.fullmatch(fragment) else ""


def page_address(address: str) -> str:
    """The address without the place in the page and without tracking."""
    parts = _split(address)
    if parts is None:
        return address.strip()
    query = "&".join(
        one for one in parts.query.split("&") if one and not _TRACKING.match(one.partition("=")[0])
    )
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return parts._replace(query=query, fragment=fragment).geturl()


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower().removeprefix("www.")
    port = parts.port
    return f"{host}:{port}" if port and port != _PORTS.get(parts.scheme) else host
