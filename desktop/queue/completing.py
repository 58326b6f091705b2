"""Completes what somebody types in the search, from the language itself and from the library.

The library is asked beside the typing, in its pauses; an answer to what is not typed any more is
dropped.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.operations import Operations
from desktop.queue.search_bar import SearchBar
from moderation.newsroom import Newsroom
from moderation.saved_searches import SavedSearch
from resources.late import late
from resources.translation import _

if TYPE_CHECKING:
    from moderation import suggestions
    from moderation.search import hints
    from moderation.search.hints import Asked, Completion, Known
else:
    suggestions = late("moderation.suggestions")
    hints = late("moderation.search.hints")

# One letter begins too many words to be asked about names.
_LEAST = 2
# Who types on within so many seconds wants what she types to be found before it is completed.
_PAUSE = 0.12


class Completing(QObject):
    """Offers completions in a search bar. `search_asked` carries a saved search that was chosen.

    `saved` answers those there are.
    """

    search_asked = Signal(object)

    def __init__(
        self, newsroom: Newsroom, operations: Operations, bar: SearchBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._newsroom, self._operations, self._bar = newsroom, operations, bar
        self.saved: Callable[[], Sequence[SavedSearch]] = tuple
        bar.line.textEdited.connect(lambda _text: self.offer())
        bar.completion_asked.connect(lambda: self.offer(all_names=True))
        bar.completion_taken.connect(self._take)

    def offer(self, *, all_names: bool = False) -> None:
        """Offer what could stand at the cursor; `all_names` if nothing is typed there."""
        self._operations.drop((self, "values"))
        text, cursor = self._bar.text, self._bar.caret
        question = hints.asked(text, cursor)
        if question is None:
            self._show(text, cursor, None, all_names=all_names)
        else:
            self._operations.soon(
                (self, "values"), lambda: self._ask(question, text, cursor), _PAUSE
            )

    def _ask(self, question: "Asked", text: str, cursor: int) -> None:
        newsroom = self._newsroom

        def show(values: Sequence[tuple[str, str]]) -> None:
            if (self._bar.text, self._bar.caret) == (text, cursor):
                self._show(text, cursor, lambda _field, _typed: values)

        self._operations.run(
            _("Looking for values"),
            lambda _progress: suggestions.known(newsroom, question.field, question.typed),
            show,
            writing=False,
            question=(self, "values"),
        )

    def _show(
        self, text: str, cursor: int, known: "Known | None", *, all_names: bool = False
    ) -> None:
        searches = [(one.name, one.text) for one in self.saved()]
        found = hints.completions(text, cursor, known, searches=searches, all_names=all_names)
        if not all_names:
            found = [one for one in found if _is_worth_it(one)]
        # A list that offers nothing but what stands there already is in the way.
        found = [one for one in found if one.applied_to(text)[0].strip() != text.strip()]
        self._bar.offer(found)

    def _take(self, completion: "Completion") -> None:
        if completion.shown:
            chosen = [one for one in self.saved() if one.name == completion.shown]
            self.search_asked.emit(chosen[0])
            return
        self._bar.put(*completion.applied_to(self._bar.text))
        if completion.text.endswith(":"):
            self.offer()


def _is_worth_it(completion: "Completion") -> bool:
    begun = completion.end - completion.start
    return begun >= _LEAST or not (completion.text.endswith(":") or completion.shown)
