"""The address of a site as people type it, made into one that can be asked; nothing is opened."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit, urlunsplit

from moderation.wordpress import troubles

# Where people stand when they copy an address.
_INSIDE = re.compile(r"/(?:wp-admin|wp-json|wp-login\.php|index\.php|xmlrpc\.php)(?:/.*)?$")
_HOST = re.compile(r"[^\s/?#@\\<>\"']+")


@dataclass(frozen=True, slots=True)
class Address:
    """A site's address: `url` ends in a slash; `is_local` says that it is this machine itself."""

    url: str
    host: str
    is_secure: bool
    is_local: bool


def read(typed: str) -> Address:
    """The address of what was typed; without a scheme it is https. `SiteTrouble` if it is none."""
    told = typed.strip()
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", told):
        told = f"https://{told}"
    try:
        parts = urlsplit(told)
        host, _port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise troubles.no_address(typed) from None
    if "@" in parts.netloc:
        raise troubles.with_password()
    if parts.scheme.lower() not in {"http", "https"} or not _HOST.fullmatch(host):
        raise troubles.no_address(typed)
    path = _INSIDE.sub("", parts.path).rstrip("/") + "/"
    whole = SplitResult(parts.scheme.lower(), parts.netloc.lower(), path, "", "")
    return Address(urlunsplit(whole), parts.netloc.lower(), whole.scheme == "https", is_local(host))


def is_local(host: str) -> bool:
    """Whether a host is this machine itself, to which nothing goes over a line."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_of(url: str) -> str:
    """Host and port of an address, in lower case."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def with_https(address: Address) -> Address:
    """The same address by https."""
    parts = urlsplit(address.url)
    return read(urlunsplit(parts._replace(scheme="https")))
