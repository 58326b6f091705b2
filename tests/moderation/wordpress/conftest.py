"""A site on this machine that can be told to misbehave, and a newsroom that is connected to it."""

from collections.abc import Callable, Iterator

import pytest

from db.site_rows import Connection
from moderation.newsroom import Newsroom
from moderation.wordpress import connecting, passwords, syncing
from moderation.wordpress.counts import Counts
from moderation.wordpress.patience import Patience
from moderation.wordpress.wire import Login
from tests.peers.fake_server import serving
from tests.peers.fake_site import FakeSite

Sync = Callable[..., Counts]


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches for the keyring of whoever runs it."""
    monkeypatch.setattr(passwords, "keep", lambda *_told: False)
    monkeypatch.setattr(passwords, "kept", lambda _connection: None)
    monkeypatch.setattr(passwords, "forget", lambda _connection: None)
    monkeypatch.delenv(passwords.VARIABLE, raising=False)


@pytest.fixture
def site() -> Iterator[FakeSite]:
    """A site that answers."""
    with serving(FakeSite()) as made:
        yield made


@pytest.fixture
def waits() -> list[float]:
    """How long the program wanted to wait, each time."""
    return []


@pytest.fixture
def calm(waits: list[float]) -> Patience:
    """Patience that waits no time at all."""
    return Patience(pause=waits.append, chance=lambda: 0.0)


@pytest.fixture
def joined(newsroom: Newsroom, site: FakeSite) -> Connection:
    """The newsroom's connection to the site."""
    tested = connecting.test(site.url, site.user, site.password)
    return connecting.connect(newsroom, tested, site.password)[0]


@pytest.fixture
def sync(newsroom: Newsroom, site: FakeSite, joined: Connection, calm: Patience) -> Sync:
    """One round with the site."""

    def round_with(**given: object) -> Counts:
        now = connecting.by_number(newsroom, joined.site)
        login = Login(site.user, site.password)
        return syncing.round_with(newsroom, now, login, **{"patience": calm, **given})  # type: ignore[arg-type]

    return round_with
