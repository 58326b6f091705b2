"""Text in which case, width, style, accents and what cannot be seen do not count.

The signs for what is unseen within a number stand in `moderation.anchors` once more, as bytes.
"""

import re
import unicodedata
from collections.abc import Iterable

from moderation.disguises import Disguise, Piece, View

# Characters that take no room; people split words with them, and readers do not see it.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(f"[{UNSEEN}]")


class _Folding(dict[int, str]):
    """Folds a character when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = _plain(_plain(chr(code)))
        self[code] = plain
        return plain


def _plain(text: str) -> str:
    # The ideographic full stop ends labels of domain names too (UTS 46).
    seen = _UNSEEN.sub("", text).replace("\u3002", ".")
    apart = unicodedata.normalize("NFKD", seen).casefold()
    # Accents and what strikes a letter through: a machine takes them off, and two addresses that
    # differ in them alone are better both hidden than one of them shown.
    return "".join(char for char in apart if unicodedata.category(char) not in {"Mn", "Me"})


_FOLDING = _Folding()


def folded(text: str) -> str:
    """Text in which case, width, style, accents and unseen characters do not count."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def fold(view: View) -> View:
    """The view folded; each character still knows where it came from."""
    if not view.text.isascii():
        wide = "".join(char for char in set(view.text) if len(_FOLDING[ord(char)]) != 1)
        if wide:
            view = Disguise("", re.compile(f"[{re.escape(wide)}]"), _folded_piece).off(view)
    return View(folded(view.text), view.starts, view.ends)


def _folded_piece(match: re.Match[str]) -> Iterable[Piece]:
    return [(_FOLDING[ord(match[0])], 1)]
