"""Web addresses: what a commenter may give as a site, and where addresses stand in a text.

http and https only. Nothing here opens a connection.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from resources.translation import _

LONGEST = 2000

# An address standing in a text by itself, up to the first sign that no URL holds bare.
BARE = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”«»]+", re.IGNORECASE)
# Signs that close a sentence or a bracket rather than an address.
_CLOSING = ".,;:!?…'\"’”»)]}*_"

_WEB = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d+(?:/|$))", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\s<>\"\\\x00-\x20\x7f]")
_HOST = re.compile(r"[^/?#]+\.[^/?#.]{2,}")
# What old comment forms held before anything was typed.
_UNTOUCHED = frozenset({"http://", "https://", "http:", "https:"})


@dataclass(frozen=True, slots=True)
class WebAddress:
    """What became of a typed address: `url` as it may be kept, or the `reason` why it may not."""

    url: str
    reason: str = ""


def examine(typed: str) -> WebAddress:
    """Look at a site's address as typed, ends stripped; never raises.

    An address without a scheme gets `http://` before it, as WordPress does; the bare `http://`
    of old forms is no address and no fault. Anything but http and https, spaces and quotes
    inside, a missing host and more than 2,000 characters are refused with a whole sentence.
    """
    if typed.lower() in _UNTOUCHED or not typed:
        return WebAddress("")
    if len(typed) > LONGEST:
        sentence = _("The web address has {length} characters; at most {limit} are kept.")
        return WebAddress(typed, sentence.format(length=len(typed), limit=LONGEST))
    whole = _with_scheme(typed)
    reason = _slip(whole)
    return WebAddress(typed, reason.format(typed=shown(typed))) if reason else WebAddress(whole)


def is_web(url: str) -> bool:
    """Whether `url` says http or https by itself; relative addresses do not."""
    return _WEB.match(url) is not None


def trimmed(address: str) -> str:
    """A bare address without the full stop or bracket of the sentence it stands in."""
    kept = address.rstrip(_CLOSING)
    # A closing bracket belongs to the address that opened one: …/Tram_(disambiguation).
    if address[len(kept) : len(kept) + 1] == ")" and kept.count("(") > kept.count(")"):
        kept += ")"
    return kept


def shown(typed: str, longest: int = 60) -> str:
    """`typed` short enough to be quoted in a sentence."""
    return typed if len(typed) <= longest else typed[: longest - 1] + "…"


def _with_scheme(typed: str) -> str:
    if typed.startswith("//"):
        return "http:" + typed
    return typed if _SCHEME.match(typed) or not _HOST.match(typed) else "http://" + typed


def _slip(url: str) -> str:
    """Why this is no web address, as a sentence to fill; empty where it is one."""
    if not is_web(url):
        return _("“{typed}” is not a web address: it must begin with http:// or https://.")
    if _FORBIDDEN.search(url):
        return _("“{typed}” is not a web address: there is a space or a sign in it that none has.")
    try:
        host = urlsplit(url).hostname
    except ValueError:  # an unclosed [ of an IPv6 address, or a host that normalises to a sign
        host = None
    if not host:
        return _("“{typed}” is not a web address: there is no site’s name in it.")
    return ""
