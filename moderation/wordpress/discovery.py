"""Finds the REST API of a site from the address that people know, and says what is wrong if not.

Nothing here has the password; where the site sends us to another host, that is trouble and told.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from moderation.exchange.wxr_values import shown, site
from moderation.wordpress import address, troubles
from moderation.wordpress.address import Address
from moderation.wordpress.troubles import SiteTrouble, Trouble
from moderation.wordpress.wire import Page, Wire, look

_RELATION = "https://api.w.org/"
_LINK = re.compile(
    r"<link[^>]{0,200}rel=[\"']https://api\.w\.org/[\"'][^>]{0,200}href=[\"']([^\"']{1,500})", re.I
)
_SIGNS = re.compile(r"/wp-content/|/wp-includes/|name=[\"']generator[\"'] content=[\"']WordPress")
_LARGEST_INDEX = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Discovered:
    """A WordPress: `root` is its REST API, `source` its identity in exports and here.

    `url` and `name` are what it says of itself; `takes_passwords` whether it takes application
    passwords.
    """

    root: str
    url: str
    name: str
    source: str
    takes_passwords: bool


def discover(typed: str) -> Discovered:
    """The WordPress at an address; `SiteTrouble` says in plain words why there is none."""
    wanted = address.read(typed)
    page = _home(wanted)
    at = address.read(page.url.partition("?")[0])
    if at.host.partition(":")[0] != wanted.host.partition(":")[0]:
        raise troubles.elsewhere(wanted.host, page.url)
    if not at.is_secure and not at.is_local:
        raise troubles.plain_http(at.host)
    last: SiteTrouble | None = None
    for root in _roots(at, page):
        if not root.startswith(("https://", "http://")) or not _is_same_host(at, root):
            raise troubles.elsewhere(at.host, root)
        try:
            with Wire(root) as wire:
                answer = wire.get("", largest=_LARGEST_INDEX)
        except SiteTrouble as trouble:
            if trouble.kind not in {Trouble.UNREADABLE, Trouble.REDIRECT, Trouble.TOO_LARGE}:
                raise
            last = trouble
            continue
        if answer.is_fine and isinstance(answer.data, dict) and _speaks(answer.data):
            return _told(root, at, answer.data)
    if _SIGNS.search(page.text) or _RELATION in page.links:
        raise troubles.rest_off(at.host)
    if last is not None and last.kind is Trouble.REDIRECT:
        raise last
    raise troubles.not_wordpress(at.host)


def _home(wanted: Address) -> Page:
    """The site's first page; one that was given as http is looked for by https first."""
    if wanted.is_secure or wanted.is_local:
        return look(wanted.url)
    try:
        return look(address.with_https(wanted).url)
    except SiteTrouble as trouble:
        if trouble.kind not in {Trouble.NOT_THERE, Trouble.PLAIN_HTTP}:
            raise
    look(wanted.url)
    raise troubles.plain_http(wanted.host)


def _roots(at: Address, page: Page) -> Iterator[str]:
    """Where the API may be: where the site says, else where it usually is."""
    told = page.links.get(_RELATION)
    if told is None and (found := _LINK.search(page.text)):
        told = html.unescape(found[1])
    if told:
        yield urljoin(page.url, told)
    yield f"{at.url}wp-json/"
    yield f"{at.url}?rest_route=/"


def _is_same_host(at: Address, root: str) -> bool:
    parts = urlsplit(root)
    return parts.netloc.lower() == at.host and (parts.scheme == "https" or at.is_local)


def _speaks(index: Mapping[str, object]) -> bool:
    """Whether this is the index of an API with comments in it."""
    spaces = index.get("namespaces")
    return isinstance(spaces, list) and "wp/v2" in spaces


def _told(root: str, at: Address, index: Mapping[str, object]) -> Discovered:
    def text(name: str) -> str:
        told = index.get(name)
        return told.strip() if isinstance(told, str) else ""

    takes = index.get("authentication")
    home = text("home") or text("url") or at.url
    return Discovered(
        root=root,
        url=home,
        name=shown(text("name"))[:200],
        source=f"wordpress:{site(home) or site(at.url)}",
        takes_passwords=isinstance(takes, dict) and "application-passwords" in takes,
    )
