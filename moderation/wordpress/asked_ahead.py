"""A few questions under way at once: the next answers come while somebody works on this one.

The site is asked a few at a time and no more; and one by one as soon as it has any trouble.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from types import TracebackType

from moderation.wordpress.answers import Answer
from moderation.wordpress.patience import Patience
from moderation.wordpress.troubles import SiteTrouble

Question = Mapping[str, object]
Ask = Callable[[Question], Answer]

_LINES = 3


class AskedAhead:
    """Asks what is likely to be wanted next; `lines` is how many questions may be under way.

    An answer that nobody wanted after all is thrown away.
    """

    def __init__(self, ask: Ask, patience: Patience) -> None:
        self.lines = _LINES
        self._ask, self._patience = ask, patience
        self._pool = ThreadPoolExecutor(_LINES, thread_name_prefix="site")
        self._under_way: dict[tuple[tuple[str, object], ...], Future[Answer]] = {}

    def answer(self, question: Question, following: Sequence[Question]) -> Answer:
        """The answer to this question, whether it was asked before or not; and ask the following.

        Trouble that passes is waited for, as everywhere.
        """
        wanted = {tuple(one.items()): one for one in (question, *following)}
        for key in self._under_way.keys() - wanted.keys():
            self._under_way.pop(key).cancel()
        for key, one in wanted.items():
            if key not in self._under_way:
                self._under_way[key] = self._pool.submit(self._ask, one)
        first = [self._under_way.pop(tuple(question.items()))]
        return self._patience.ask(partial(self._attempt, question, first))

    def _attempt(self, question: Question, asked: list[Future[Answer]]) -> Answer:
        try:
            return asked.pop().result() if asked else self._ask(question)
        except SiteTrouble:
            # Whoever is in trouble is not to be asked more than one thing.
            self.lines = 1
            raise

    def __enter__(self) -> "AskedAhead":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
