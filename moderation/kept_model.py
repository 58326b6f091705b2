"""Where the assist's model is kept: one file beside the library, or memory alone.

What is learnt of an encrypted newsroom lies nowhere in the open. The file can be deleted at any
time; one that is damaged or of another newsroom is none.
"""

import secrets
from pathlib import Path

from moderation.assist import meaning, model_file
from moderation.assist.model_file import Kept, NoModel
from moderation.newsroom import Newsroom
from resources.translation import _

# The setting by which a model knows its newsroom.
IDENTITY = "assist-newsroom"


class KeptModel:
    """The model of one newsroom; it is held once it was needed."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self.in_memory_only = newsroom.is_encrypted
        self._kept: Kept | None = None
        self._read_at: tuple[int, int] | None = None

    @property
    def file(self) -> Path:
        """Where it lies."""
        return model_file.beside(self._newsroom.path)

    @property
    def held(self) -> Kept | None:
        """What is held in memory alone; None where a file has it."""
        return self._kept if self.in_memory_only else None

    @property
    def is_there(self) -> bool:
        """Whether there is one, usable or not."""
        return self.file.exists() or self._kept is not None

    def load(self, identity: str) -> Kept:
        """The model of the newsroom of this identity; `NoModel` says why there is none."""
        if self.in_memory_only:
            if self._kept is None:
                raise NoModel("absent")
            return _usable(self._kept)
        stamp = self._stamp()
        if self._kept is not None and stamp == self._read_at and stamp is not None:
            return _usable(self._kept)
        self._kept = None
        self._kept = _usable(model_file.load(self.file, identity))
        self._read_at = stamp
        return self._kept

    def keep(self, kept: Kept) -> None:
        """Keep this one; what cannot be written is held in memory, and told of."""
        self._kept = kept
        if self.in_memory_only:
            # It may have been encrypted since the last one was written.
            model_file.forget_beside(self._newsroom.path)
            return
        try:
            model_file.save(self.file, kept)
            self._read_at = self._stamp()
        except OSError as error:
            self._newsroom.tell(
                _("The assist’s model cannot be written ({reason}); it is held until you quit.")
                .format(reason=error.strerror)
            )  # fmt: skip

    def take_over(self, model: bytes) -> None:
        """Hold what another process learnt of this newsroom, as it handed it over."""
        self._kept = model_file.unpacked(model, self.identity())

    def forget(self) -> None:
        """Have none any more."""
        self._kept = None
        model_file.forget_beside(self._newsroom.path)

    def identity(self) -> str:
        """By what a model knows this newsroom; made once."""
        known = self._newsroom.setting(IDENTITY, "")
        if not known:
            known = secrets.token_hex(8)
            self._newsroom.keep_setting(IDENTITY, known)
        return known

    def _stamp(self) -> tuple[int, int] | None:
        """What tells one file from the next: another desk may have learnt meanwhile."""
        try:
            told = self.file.stat()
        except OSError:
            return None
        return told.st_mtime_ns, told.st_size


def _usable(kept: Kept) -> Kept:
    """A model that weighs meanings is of no use where nobody tells them any more."""
    if kept.model.meaning and meaning.trouble():
        raise NoModel("old")
    return kept
