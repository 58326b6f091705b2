"""Beside a real WordPress, in one run: what a decision costs here and there, and both ways of sync.

Only where its packages are installed. The limits are the site's own: its screen's request to
approve a comment, its REST, and bare requests for the same pages.
"""

import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import httpx
import pytest

from db.words import Status, Verdict
from moderation import decisions, queue
from moderation.newsroom import Newsroom, open_newsroom
from moderation.queue import Picked
from moderation.search.query import Query
from moderation.wordpress import connecting, records, syncing
from moderation.wordpress.wire import Login
from tests.benchmarks.bench import Bench, Measure
from tests.peers.real_site import RealSite, real_site

_COMMENTS = 4_000
_DECISIONS = 1_000
_ONE_BY_ONE = 40


def wordpress(_bench: Bench) -> list[Measure]:
    """The measures of a connected site."""
    try:
        with real_site() as site:
            return _beside(site)
    except pytest.skip.Exception as why:
        print(why.msg, file=sys.stderr)  # noqa: T201
        return []


def _beside(site: RealSite) -> list[Measure]:
    print(f"making {_COMMENTS:,} comments on the site …", file=sys.stderr)  # noqa: T201
    site.add(_COMMENTS)
    with tempfile.TemporaryDirectory() as folder:
        return list(_measured(site, Path(folder)))


def _measured(site: RealSite, folder: Path) -> Iterator[Measure]:
    bare = httpx.Client(auth=("ana", site.password()), timeout=60)
    newsroom = open_newsroom(folder / "n.commentdesk", create=True, desk="benchmark")
    with bare, newsroom:
        tested = connecting.test(site.url, "ana", site.password())
        joined, _kept = connecting.connect(newsroom, tested, site.password())
        login = Login("ana", site.password())
        pages = _seconds(lambda: _read_all(bare, site))
        first = _seconds(lambda: syncing.round_with(newsroom, joined, login))
        yield Measure("first fetch (limit: bare GETs)", first, "s", pages)

        numbers = list(site.comments())
        screen = _screen(site)
        rest = _one_by_one(bare, site, numbers[:_ONE_BY_ONE])
        here = _decisions_here(newsroom)
        yield Measure("a decision (limit: admin-ajax)", 1000 * here, "ms", 1000 * screen)
        yield Measure("a decision (limit: REST)", 1000 * here, "ms", 1000 * rest)

        chosen = numbers[-_DECISIONS:]
        four = _seconds(lambda: _four_at_once(bare, site, chosen))
        syncing.round_with(newsroom, connecting.by_number(newsroom, joined.site), login, whole=True)
        _decide_many(newsroom)
        now = connecting.by_number(newsroom, joined.site)
        sent = _seconds(lambda: syncing.round_with(newsroom, now, login, fetch=False))
        yield Measure("1,000 decisions sent (limit: REST)", sent, "s", four)


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _read_all(bare: httpx.Client, site: RealSite) -> None:
    offset = 0
    while rows := bare.get(
        f"{site.url}/wp-json/wp/v2/comments",
        params={
            "context": "edit", "status": "any", "type": "all", "orderby": "id", "order": "desc",
            "per_page": 100, "offset": offset, "_fields": records.COMMENT_FIELDS,
        },
    ).json():  # fmt: skip
        offset += len(rows)


def _screen(site: RealSite) -> float:
    """WordPress' own screen: what its Approve and Unapprove links ask for."""
    with httpx.Client(timeout=60, follow_redirects=True) as browser:
        browser.get(f"{site.url}/wp-login.php")
        browser.post(
            f"{site.url}/wp-login.php",
            data={"log": "ana", "pwd": "ana", "testcookie": "1", "wp-submit": "Log In"},
        )
        page = browser.get(f"{site.url}/wp-admin/edit-comments.php?comment_status=all").text
        took = []
        for number in _listed(page):
            nonce = _nonce(page, number)
            if nonce is None:
                continue
            started = time.perf_counter()
            answer = browser.post(
                f"{site.url}/wp-admin/admin-ajax.php",
                data={"action": "dim-comment", "id": number, "dimClass": "unapproved",
                      "_ajax_nonce": nonce, "_total": 0, "_per_page": 20, "_page": 1},
            )  # fmt: skip
            took.append(time.perf_counter() - started)
            assert answer.status_code == 200, answer.status_code
        assert took, "the screen lists no comment"
        return median(took)


def _listed(page: str) -> list[int]:
    return sorted({int(one) for one in re.findall(r"id=[\"']comment-(\d+)[\"']", page)})


def _nonce(page: str, number: int) -> str | None:
    between = "(?:&#038;|&amp;|&)"
    found = re.search(
        rf"c={number}{between}action=(?:un)?approvecomment[^\"']*?_wpnonce=(\w+)", page
    )
    return found[1] if found else None


def _set(bare: httpx.Client, site: RealSite, number: int, status: str) -> None:
    answer = bare.post(f"{site.url}/wp-json/wp/v2/comments/{number}", json={"status": status})
    answer.raise_for_status()


def _one_by_one(bare: httpx.Client, site: RealSite, numbers: list[int]) -> float:
    took = []
    for number in numbers:
        started = time.perf_counter()
        _set(bare, site, number, "trash")
        took.append(time.perf_counter() - started)
    return median(took)


def _four_at_once(bare: httpx.Client, site: RealSite, numbers: list[int]) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: _set(bare, site, number, "spam"), numbers))


def _decisions_here(newsroom: Newsroom) -> float:
    took = []
    for number in list(queue.find(newsroom, Query()).ids)[:_ONE_BY_ONE]:
        comment = queue.comment(newsroom, number)
        verdict = Verdict.SPAM if comment.status is not Status.SPAM else Verdict.REJECT
        started = time.perf_counter()
        decisions.decide(newsroom, Picked.of(comment), verdict)
        took.append(time.perf_counter() - started)
    return median(took)


def _decide_many(newsroom: Newsroom) -> None:
    found = queue.find(newsroom, Query())
    some = Picked(found.ids[:_DECISIONS], found.revisions[:_DECISIONS])
    decisions.decide(newsroom, some, Verdict.REJECT)
