"""A window on a newsroom, and a site on this machine that it may be connected to."""

from collections.abc import Iterator

import pytest

from desktop.main_window import MainWindow
from moderation.newsroom import Newsroom
from moderation.wordpress import passwords
from tests.peers.fake_server import serving
from tests.peers.fake_site import FakeSite
from tests.windows import OpenWindow


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSite]:
    monkeypatch.setattr(passwords, "keep", lambda *_told: False)
    monkeypatch.setattr(passwords, "kept", lambda _connection: None)
    monkeypatch.delenv(passwords.VARIABLE, raising=False)
    monkeypatch.setattr(passwords, "_SINCE_START", {})
    with serving(FakeSite()) as made:
        yield made


@pytest.fixture
def window(open_window: OpenWindow, newsroom: Newsroom) -> MainWindow:
    return open_window(newsroom)
