"""Covers hard words in what is shown, until somebody asks to see them; what is kept stays as it is.

A covered text is as long as the bare one, so that whatever marks places in it marks the same.
"""

import re
import weakref
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from moderation.hard_words import HardWords

COVER = "▒"
_TAG = re.compile(r"<[^<>]*>")


class Veil(QObject):
    """The veil of the running application. `changed` says that texts are to be shown anew."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words = HardWords(())
        self._on = False
        self._lifted = False
        self.state = 0  # another number whenever texts are to be shown anew

    @property
    def covers(self) -> bool:
        """Whether anything is covered now."""
        return self._on and not self._lifted

    def use(self, words: Iterable[str], *, on: bool) -> None:
        """Cover these words, or nothing."""
        self._words, self._on, self._lifted = HardWords(words), on, False
        self._say()

    def lift(self, lifted: bool) -> None:
        """Show what is covered, or cover it again."""
        if lifted != self._lifted:
            self._lifted = lifted
            if self._on:
                self._say()

    def text(self, text: str) -> str:
        """The text as it may be shown."""
        if not self.covers:
            return text
        for begin, end in self._words.spots(text):
            text = text[:begin] + COVER * (end - begin) + text[end:]
        return text

    def html(self, html: str) -> str:
        """Sanitised HTML as it may be shown; its tags are let be."""
        if not self.covers:
            return html
        parts, end = [], 0
        for tag in _TAG.finditer(html):
            parts += [self.text(html[end : tag.start()]), tag[0]]
            end = tag.end()
        return "".join([*parts, self.text(html[end:])])

    def _say(self) -> None:
        self.state += 1
        self.changed.emit()


def in_force() -> Veil:
    """The veil of the running application; the first call makes it, and it covers nothing yet."""
    application = QApplication.instance()
    if application is None:
        raise RuntimeError("a veil needs an application with windows")
    # Asked for with each text that is painted: looking among the children takes longer.
    known = _known[0]() if _known else None
    if known is not None and isValid(known) and known.parent() is application:
        return known
    found = application.findChild(Veil)
    made = found if found is not None else Veil(application)
    _known[:] = [weakref.ref(made)]
    return made


_known: list[weakref.ref[Veil]] = []
