"""A reading pane on the town's newsroom, for the tests of the reading room."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.actions import Actions
from desktop.operations import Operations
from desktop.reading.pane import ReadingPane
from moderation.newsroom import Newsroom
from tests.desktop.town import Town, actions, operations, said, settle, town

__all__ = ["actions", "open_pane", "operations", "pane", "said", "settle", "town"]


@pytest.fixture
def open_pane(operations: Operations, actions: Actions) -> Iterator[Callable[..., ReadingPane]]:
    """Opens a reading pane on a newsroom, on the screen and of a size."""
    opened: list[ReadingPane] = []

    def open_on(newsroom: Newsroom, width: int = 760, height: int = 870) -> ReadingPane:
        pane = ReadingPane(newsroom, actions, operations)
        pane.resize(width, height)
        pane.show()
        QApplication.processEvents()
        opened.append(pane)
        return pane

    yield open_on
    operations.wait_idle()
    for pane in opened:
        pane.hide()
        pane.deleteLater()


@pytest.fixture
def pane(town: Town, open_pane: Callable[..., ReadingPane]) -> ReadingPane:
    """A reading pane on the town's newsroom."""
    return open_pane(town.newsroom)
