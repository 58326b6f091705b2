"""The window shows every hostile string, calls nobody, freezes nowhere, and keeps it in its box."""

import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from db.words import BodyFormat, Status
from desktop.queue.card import CardPainter, Density, State
from moderation import queue
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.source import Notes, Reading
from moderation.importing import Choices, take_in
from moderation.newsroom import Newsroom
from tests.hostile.strings import STRINGS, aimed_at
from tests.windows import OpenWindow

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# Painting one card on a laden machine; a frame is a sixtieth of a second, a freeze is seconds.
_LONG = 0.25


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server that nobody must call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def fill(newsroom: Newsroom, strings: list[str]) -> list[int]:
    """Each string as name, website and text of a pending comment; the article has them all."""
    drafts = [
        CommentDraft(
            "7", one[:245], f"c{number}@example.org", f"{one} {number}", url=one[:200],
            external_id=str(number), body_format=list(BodyFormat)[number % 3],
            status=Status.PENDING, submitted_at=NOW,
        )
        for number, one in enumerate(strings)
    ]  # fmt: skip
    article = ArticleDraft("7", strings[0], url="https://example.org/7", body="\n".join(strings))
    take_in(newsroom, Reading("wxr", "wordpress:h", strings[1], iter([article, *drafts])),
            Notes(), "hostile.xml", Choices(accept_incomplete=True))  # fmt: skip
    return list(range(1, len(strings) + 1))


def test_the_window_shows_them_and_calls_nobody(
    newsroom: Newsroom, open_window: OpenWindow, listener: socket.socket
) -> None:
    host = f"http://127.0.0.1:{listener.getsockname()[1]}"
    # What fetches stands first; of what does not, every eighth is enough here.
    aimed = aimed_at(host)
    strings = [one for one in aimed if host in one] + aimed[100::8]
    fill(newsroom, strings)
    window = open_window(newsroom)
    assert window.desk is not None
    view = window.desk.queue.view

    slowest = 0.0
    for row in range(len(strings)):
        before = time.perf_counter()
        view.choose_row(row)
        window.operations.wait_idle()
        QApplication.processEvents()
        slowest = max(slowest, time.perf_counter() - before)

    with pytest.raises(BlockingIOError):
        listener.accept()
    assert len(window.desk.queue.view.picked()) == 1
    assert slowest < 5


@pytest.mark.parametrize("density", Density)
def test_a_card_stays_in_its_box_and_is_painted_at_once(
    newsroom: Newsroom, qapp: QApplication, density: Density
) -> None:
    cards = CardPainter(lambda: NOW, UTC)
    cards.density = density
    slow: list[tuple[float, str]] = []

    for card in queue.cards(newsroom, fill(newsroom, list(STRINGS))):
        image = QImage(600, cards.height() + 200, QImage.Format.Format_RGB32)
        image.fill(QColor("magenta"))
        canvas = QPainter(image)
        before = time.perf_counter()
        cards.paint_card(canvas, QRectF(60, 100, 480, cards.height()), card, State())
        slow.append((time.perf_counter() - before, ascii(card.name)[:60]))
        canvas.end()
        assert _is_untouched(image, cards.height()), ascii(card.name)[:80]

    typical = sorted(slow)[len(slow) // 2][0]
    # Measured against its like in the same run, and never a freeze.
    assert max(slow)[0] < max(_LONG, 100 * typical), max(slow)


def _is_untouched(image: QImage, height: int) -> bool:
    """Whether everything around the card is as it was."""
    wanted = QImage(image.size(), image.format())
    wanted.fill(QColor("magenta"))
    width = image.width()
    around = ((0, 0, width, 100), (0, 100 + height, width, 100), (0, 0, 60, image.height()),
              (540, 0, 60, image.height()))  # fmt: skip
    return all(image.copy(*part) == wanted.copy(*part) for part in around)
