"""Marks characters of a comment where they are shown, though the shown text is laid out anew.

What is shown has other blanks than the plain text, chances to break in endless words, and signs in
the place of pictures; all else stands in the same order. Pure but for the marks themselves.
"""

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop import theme

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
    document = browser.document()
    shown = document.toRawText()
    places = places_in(shown, text, spans)
    browser.setExtraSelections([_selection(browser, start, end) for start, end in places])
    return len(places)


def _selection(browser: QTextEdit, start: int, end: int) -> QTextEdit.ExtraSelection:
    force = theme.in_force()
    look = QTextCharFormat()
    look.setBackground(force.colour("spam_soft"))
    look.setForeground(force.colour("spam"))
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
