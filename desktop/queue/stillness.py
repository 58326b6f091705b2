"""While rows come and go, what the moderator looks at stays where it is on the screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.queue.model import QueueModel

if TYPE_CHECKING:
    from desktop.queue.view import QueueView

# So many picked comments are looked for again in a list that was found anew.
_MOST_KEPT = 2_000


@contextmanager
def holding_still(view: "QueueView", model: QueueModel, number: int | None) -> Iterator[None]:
    """Rows change within this; then this comment is under decision, as high as the last one stood.

    Nothing is said meanwhile. What was picked and is still listed is picked again; if nothing is,
    the row under decision.
    """
    with view.saying_it_once():
        top = view.visualRect(view.currentIndex()).top()
        keeps = not view.acts_on_current and view.picked_count() <= _MOST_KEPT
        picked = set(view.picked().ids) if keeps else set()
        ticking = view.ticking
        try:
            yield
        finally:
            row = None if number is None else model.row_of(number, view.currentIndex().row())
            if row is None and model.rowCount():
                row = 0
            if row is not None:
                view.pick_again(picked, row, ticking=ticking)
                _stand(view, model, row, top)


def _stand(view: "QueueView", model: QueueModel, row: int, top: int) -> None:
    """Have this row that high in the view, as far as there are rows above and below it."""
    view.updateGeometries()
    view.verticalScrollBar().setValue(view.verticalHeader().sectionPosition(row) - top)
    view.scrollTo(model.index(row, 0))
