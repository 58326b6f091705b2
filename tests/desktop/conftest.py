"""The real window, offscreen, on the sample newsroom."""

import pytest

from desktop.main_window import MainWindow
from moderation.newsroom import Newsroom
from tests.windows import OpenWindow


@pytest.fixture
def window(open_window: OpenWindow, filled: Newsroom) -> MainWindow:
    """The window of the sample newsroom."""
    return open_window(filled)
