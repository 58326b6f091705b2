"""What the palette lists: actions, articles, saved searches, and the words typed as a search."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from db.rows import ArticleHead
from db.words import Status
from desktop.actions import Actions
from desktop.palette.fuzzy import fit
from desktop.queue.place import Place, queue_name
from moderation.saved_searches import SavedSearch
from resources.translation import _

MOST = 60
_RECENT_BONUS = 12.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do or to go to. `id` is how it is remembered; `why_not` why it cannot be done.

    `kind` is what it is, in a word; `marks` are the characters of `words` that were meant.
    """

    id: str
    words: str
    take: Callable[[], object] = field(compare=False)
    kind: str = ""
    key: str = ""
    icon: str = ""
    why_not: str = ""
    marks: frozenset[int] = frozenset()

    @property
    def spoken(self) -> str:
        """As a screen reader says it: what it is, its key, and why it cannot be done."""
        key = _("Key: {key}").format(key=self.key) if self.key else ""
        why_not = _("Not now. {why}").format(why=self.why_not) if self.why_not else ""
        return ", ".join(part for part in (self.words, self.kind, key, why_not) if part)


def of_actions(actions: Actions, but: Iterable[str] = ()) -> list[Entry]:
    """Every action that a menu shows, as it can or cannot be done now."""
    return [
        Entry(
            f"action:{name}", _named(actions, name), actions[name].trigger,
            kind=_("on") if actions[name].isCheckable() and actions[name].isChecked() else "",
            key=actions.key(name), icon=actions.spec(name).icon, why_not=actions.why_not(name),
        )
        for name in actions
        if name not in but and not name.startswith("saved_") and actions[name].isVisible()
    ]  # fmt: skip


def of_articles(
    heads: Iterable[ArticleHead], status: Status | None, go: Callable[[Place], object]
) -> list[Entry]:
    """Articles to go to: in the queue that one is in, or among all where that has none of it."""

    def place(head: ArticleHead) -> Place:
        empty = status is not None and not head.tally.of(status)
        return Place(None if empty else status, head.id)

    return [
        Entry(
            f"article:{head.key}", head.title or head.key, partial(_go_to, go, place(head)),
            kind=_("article"), icon="article",
        )
        for head in heads
    ]  # fmt: skip


def of_searches(
    searches: Iterable[SavedSearch], keys: Sequence[str], go: Callable[[Place], object]
) -> list[Entry]:
    """Saved searches, the first ones with their keys."""
    return [
        Entry(
            f"search:{one.name}", one.name,
            partial(_go_to, go, Place(one.status, None, one.text)),
            kind=_("saved search"), icon="search", key=keys[at] if at < len(keys) else "",
        )
        for at, one in enumerate(searches)
    ]  # fmt: skip


def of_words(text: str, status: Status | None, go: Callable[[Place], object]) -> list[Entry]:
    """What is typed as a search of the queue that one is in; nothing while nothing is typed."""
    if not text.strip():
        return []
    words = _("Search for “{text}” in “{queue}”").format(
        queue=queue_name(status), text=text.strip()
    )
    return [Entry("", words, lambda: go(Place(status, None, text.strip())), icon="search")]


def ranked(query: str, entries: Sequence[Entry], recent: Sequence[str]) -> list[Entry]:
    """Those that fit, the best first; what was taken lately before what was not.

    While nothing is typed all of them are there, the recent ones first and in their order; what
    cannot be done now comes after all that can.
    """
    lately = {one: at for at, one in enumerate(recent)}
    if not query.strip():
        known = [one for one in entries if one.id in lately]
        rest = [one for one in entries if one.id not in lately and one.id.startswith("action:")]
        listed = [*sorted(known, key=lambda one: lately[one.id]), *rest]
        return sorted(listed, key=lambda one: bool(one.why_not))
    fitting: list[tuple[float, int, Entry]] = []
    for at, one in enumerate(entries):
        found = fit(query, one.words)
        if found is not None:
            bonus = _RECENT_BONUS / (1 + lately[one.id]) if one.id in lately else 0.0
            marked = Entry(
                one.id, one.words, one.take, one.kind, one.key, one.icon, one.why_not, found.marks
            )
            fitting.append((-found.score - bonus, at, marked))
    return [one for _score, _at, one in sorted(fitting, key=lambda row: row[:2])[:MOST]]


def _go_to(go: Callable[[Place], object], place: Place) -> None:
    go(place)


def _named(actions: Actions, name: str) -> str:
    spec = actions.spec(name)
    words = actions[name].text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    if spec.group == "queue":
        return _("Queue: {queue}").format(queue=words)
    if not spec.submenu:
        return words
    return _("{menu}: {action}").format(menu=_(spec.submenu), action=words)
