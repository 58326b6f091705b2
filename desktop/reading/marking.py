"""Marks characters of a comment where they are shown, though the shown text is laid out anew.

What is shown has other blanks than the plain text, chances to break in endless words, and signs in
the place of pictures; all else stands in the same order. Pure but for the marks themselves.
"""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QTextEdit

from desktop import theme
from desktop.characters import in_qt

_MAY_BREAK = "\u200b"
# So far a character is looked for; what is not there so soon is not shown.
_AHEAD = 300


def places_in(shown: str, text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of `text` as spans of `shown`; one that is not shown at all is left out."""
    if not spans:
        return []
    at = _shown_at(shown, text, max(end for _start, end in spans))
    found = []
    for start, end in spans:
        there = [place for place in at[start:end] if place >= 0]
        if there:
            found.append((there[0], there[-1] + 1))
    return found


def mark(browser: QTextEdit, text: str, spans: Sequence[tuple[int, int]]) -> int:
    """Mark these characters of the text in what the browser shows; how many places there are."""
    shown = browser.document().toRawText()
    places = [
        (in_qt(shown, start), in_qt(shown, end)) for start, end in places_in(shown, text, spans)
    ]
    browser.setExtraSelections([_selection(browser, start, end) for start, end in places])
    return len(places)


class MarkedLabel(QLabel):
    """A stranger's words after a label, with some of their characters marked."""

    def __init__(self, label: str, text: str, spans: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        self._label, self._text, self._spans = label, text, spans
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setWordWrap(True)
        self.setMinimumWidth(40)
        self.setAccessibleName(f"{label} {text}")
        theme.follow(self, self._dress)
        self._dress()

    @property
    def marked(self) -> list[str]:
        """The characters that are marked."""
        return [self._text[start:end] for start, end in self._spans]

    def _dress(self) -> None:
        tokens = theme.in_force().tokens
        style = f"background-color: {tokens.mark}; text-decoration: underline;"
        words = marked_html(self._text, self._spans, style)
        self.setText(f"{escape(self._label)} {words}")


def marked_html(text: str, spans: Sequence[tuple[int, int]], style: str) -> str:
    """The text as HTML, cut about its marks where it is long; nothing of it is a tag."""
    start = max(0, min((first for first, _last in spans), default=0) - _ABOUT)
    end = min(len(text), max((last for _first, last in spans), default=0) + _ABOUT)
    parts = ["…" if start else ""]
    place = start
    for first, last in sorted(spans):
        if first >= place:
            parts += [_shown(text[place:first]), f'<span style="{style}">']
            parts += [_shown(text[first:last]), "</span>"]
            place = last
    parts += [_shown(text[place:end]), "…" if end < len(text) else ""]
    return "".join(parts)


# So many characters stand before and after what is marked in a long line.
_ABOUT = 80


def _shown(piece: str) -> str:
    # A long address may be broken anywhere.
    return escape("\u200b".join(piece))


def _selection(browser: QTextEdit, start: int, end: int) -> QTextEdit.ExtraSelection:
    force = theme.in_force()
    look = QTextCharFormat()
    look.setBackground(force.colour("mark"))
    look.setForeground(force.colour("text"))
    look.setFontUnderline(True)
    selection = QTextEdit.ExtraSelection()
    cursor = QTextCursor(browser.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    selection.cursor = cursor
    selection.format = look
    return selection


def _shown_at(shown: str, text: str, until: int) -> list[int]:
    """For each character of the text where it is shown, or -1."""
    at: list[int] = []
    place = 0
    for char in text[:until]:
        if _is_nothing(char):
            at.append(-1)
            continue
        found = shown.find(char, place, place + _AHEAD)
        at.append(found)
        if found >= 0:
            place = found + 1
    return at


def _is_nothing(char: str) -> bool:
    return char.isspace() or char == _MAY_BREAK
