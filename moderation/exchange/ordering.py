"""Articles before their comments, in whichever order a source has them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice

from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange.source import Draft

# So many comments wait for their articles; then articles are made up from what the comments tell.
_WAITING = 10_000
# So far a source is read before its first draft is handed on, to know its site.
_AHEAD = 1_000

Made = Callable[[str], CommentDraft]


class Ordering:
    """Hands articles and comments on, an article first.

    A source refers to its articles in its own way (`ref`), and several refs may lead to one
    article. A comment is made when the key of its article is known. `stand_in` makes an article
    of a ref that nothing was ever told about.
    """

    def __init__(self, stand_in: Callable[[str], ArticleDraft]) -> None:
        self._stand_in = stand_in
        self._keys: dict[str, str] = {}
        self._untold: dict[str, ArticleDraft] = {}
        self._told: set[str] = set()
        self._waiting: dict[str, list[Made]] = {}
        self._waiting_count = 0

    def article(self, ref: str, draft: ArticleDraft, *, by_itself: bool) -> Iterator[Draft]:
        """An article that the source tells of under this ref; of two with one ref the first stays.

        It is handed on with its first comment, or at once if it matters `by_itself`.
        """
        key = self._keys.setdefault(ref, draft.external_id)
        if key == draft.external_id and key not in self._told:
            known = self._untold.get(key)
            self._untold[key] = draft if known is None else _completed(known, draft)
        if by_itself or ref in self._waiting:
            yield from self._tell(key)
        yield from self._release(ref)

    def comment(self, ref: str, make: Made) -> Iterator[Draft]:
        """A comment on the article of this ref; it waits if that was not told of yet."""
        key = self._keys.get(ref)
        if key is not None:
            yield from self._tell(key)
            yield make(key)
            return
        self._waiting.setdefault(ref, []).append(make)
        self._waiting_count += 1
        if self._waiting_count > _WAITING:
            yield from self.rest()

    def rest(self) -> Iterator[Draft]:
        """The comments whose articles have not come, under articles that stand in for them."""
        for ref in list(self._waiting):
            yield from self.article(ref, self._stand_in(ref), by_itself=True)

    def _tell(self, key: str) -> Iterator[Draft]:
        draft = self._untold.pop(key, None)
        if draft is not None:
            self._told.add(key)
            yield replace(draft, title=draft.title or draft.url or key)

    def _release(self, ref: str) -> Iterator[Draft]:
        waiting = self._waiting.pop(ref, ())
        self._waiting_count -= len(waiting)
        for make in waiting:
            yield make(self._keys[ref])


def _completed(first: ArticleDraft, second: ArticleDraft) -> ArticleDraft:
    """Two tellings of one article: what the first leaves out is the second's."""
    return replace(
        first,
        title=first.title or second.title,
        published_at=first.published_at or second.published_at,
        body=first.body or second.body,
        open=first.open or second.open,
    )


def drawn_ahead(drafts: Iterator[Draft], known: Callable[[], bool]) -> Iterator[Draft]:
    """The same drafts, after drawing as many as it takes until the site is known."""
    ahead: list[Draft] = []
    while not known() and len(ahead) < _AHEAD:
        one = list(islice(drafts, 1))
        if not one:
            break
        ahead += one
    return chain(ahead, drafts)
