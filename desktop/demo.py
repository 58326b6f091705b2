"""The throw-away sample newsroom: made in a folder of its own, gone when it is closed."""

import tempfile
from pathlib import Path

from moderation.newsroom import SUFFIX, Newsroom, open_newsroom


class Demo:
    """A sample newsroom and the folder it lives in; `remove` takes both away."""

    def __init__(self) -> None:
        from moderation.sample import fill_sample

        self._folder = tempfile.TemporaryDirectory(prefix="commentdesk-demo-")
        self.newsroom: Newsroom = open_newsroom(
            Path(self._folder.name) / f"sample{SUFFIX}", create=True
        )
        fill_sample(self.newsroom)

    def remove(self) -> None:
        """Take the folder away; the newsroom must be closed by then."""
        self._folder.cleanup()
