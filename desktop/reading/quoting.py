"""Marks in the article what the comment quotes of it, wherever in it that stands.

A long article is cut where nobody reads on. If what is quoted stands further down, all of it is
laid out, and marked there.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from db.rows import CommentId
from desktop.operations import FRAME, Operations
from desktop.reading.article import ArticleView
from desktop.reading.looked_at import LookedAt, article_html_of
from moderation.quotes import Span, plain_of, quotations
from resources.translation import _

# More would hold up the window for longer than a blink; a link shows all of it to who asks.
_MOST_LAID_OUT = 400_000


class Quoting(QObject):
    """Looks on a worker for what is quoted; a short article is marked within the frame."""

    def __init__(self, operations: Operations, article: ArticleView, parent: QObject) -> None:
        super().__init__(parent)
        self._operations, self._article = operations, article
        self._of: CommentId | None = None

    def look(self, seen: LookedAt) -> None:
        """Mark what this comment quotes, unless another one is looked at meanwhile."""
        self._of = seen.comment.id
        shown, comment = self._article.text.toPlainText(), seen.comment
        cut = seen.article_cut and not self._article.is_whole

        def find() -> tuple[Sequence[Span], str]:
            found = quotations(shown, seen.html, comment.text)
            return found, _whole_if_beyond(seen, found) if cut else ""

        def show(told: tuple[Sequence[Span], str]) -> None:
            found, whole = told
            if self._of != comment.id:
                return
            if whole:
                self._article.show_whole()
                self.look(seen)
            else:
                self._article.mark(found)

        self._operations.run(
            _("Looking for what is quoted"),
            lambda _progress: find(),
            show,
            writing=False,
            question=("quotes", id(self)),
            patience=FRAME / 4,
        )

    def drop(self) -> None:
        """Nothing is looked at any more."""
        self._of = None
        self._operations.drop(("quotes", id(self)))


def _whole_if_beyond(seen: LookedAt, found: Sequence[Span]) -> str:
    """The whole article, if more of it is quoted than was found in its beginning; else nothing."""
    html, _cut = article_html_of(seen.article.body, seen.article.body_format, whole=True)
    if len(html) > _MOST_LAID_OUT:
        return ""
    everywhere = quotations(plain_of(html), seen.html, seen.comment.text)
    return html if len(everywhere) > len(found) else ""
