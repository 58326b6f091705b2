"""One file of comments in YAML or JSON, as static sites keep them beside their pages.

A list of comments, a list under the name of each article (its slug or path), or comments by id
under these. Threads are told by an id, or by depth and order alone.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from db.words import Field
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import json_stream, yaml_text
from moderation.exchange.comment_records import Record, comment, level_of, record
from moderation.exchange.encoding import head_text, utf8_file
from moderation.exchange.json_rows import article_at, beginning
from moderation.exchange.json_values import mapping
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Refusal, Wishes
from resources.translation import _

FORMAT = "data-file"

_Keys = tuple[str, ...]
# Names under which a whole file of comments stands; they are no article's.
_WRAPPERS = frozenset({"comments", "data", "items", "entries", "results", "replies"})
# Between the names of a path, which json_stream takes as one.
_APART = "\x1f"


def looks_like(head: bytes) -> bool:
    """Whether the beginning of a file, packed or not, is that of such a file; never raises."""
    return _level(head) is not None


def read(file: BinaryIO, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read the file (seekable, gzip'd or not); its comments come lazily, in flat memory.

    `ImportRefused` with the line where it cannot be read on, and where there is no comment in it.
    """
    return Reading(FORMAT, "data:", "", _File(file, notes, wishes).drafts())


def _is_json(text: str) -> bool:
    return text.lstrip().startswith(("{", "["))


def _level(head: bytes) -> int | None:
    text = head_text(head)
    if _is_json(text):
        return level_of(json_stream.paths(head))
    # Markup, and prose without a single name, is not worth a parser.
    if text.lstrip().startswith("<") or ":" not in text:
        return None
    return level_of(yaml_text.paths(text))


class _File:
    """A file being read."""

    def __init__(self, file: BinaryIO, notes: Notes, wishes: Wishes) -> None:
        self._file = file
        self._notes = notes
        self._wishes = wishes
        name = getattr(file, "name", None)
        # A file of one article is called as the article is.
        self._own = Path(name).name.partition(".")[0] if isinstance(name, str | Path) else ""
        self._met: set[str] = set()
        # Of the article being read: the last comment of each depth.
        self._above: list[str] = []
        self._of = ""

    def drafts(self) -> Iterator[Draft]:
        """Every article when it is first met, and every comment with the replies in it."""
        found = False
        for keys, value, where in self._values():
            # Each with the comment that it stands in, and the article that this is of.
            waiting: list[tuple[object, str | None, ArticleDraft | None]] = [(value, None, None)]
            while waiting:
                one, parent, article = waiting.pop()
                told = record(one, where)
                if told is None:
                    if isinstance(one, dict):
                        found = True
                        yield Refusal(where, Field.COMMENT.value, _no_comment())
                    continue
                found = True
                article = article or self._article(keys, told)
                if article.external_id not in self._met:
                    self._met.add(article.external_id)
                    yield article
                draft = self._comment(told, keys, article.external_id, parent)
                yield draft
                replies = reversed(_inside(one))
                waiting += [(reply, draft.external_id, article) for reply in replies]
        if not found:
            raise ImportRefused(
                _("There is no comment in the file."),
                _("See whether it is the file that you expect."),
            )

    def _values(self) -> Iterator[tuple[_Keys, object, str]]:
        head = beginning(self._file)
        level = _level(head) or 0
        if _is_json(head_text(head)):
            yield from self._of_json(level)
            return
        try:
            for keys, value, line in yaml_text.values(utf8_file(self._file, self._notes), level):
                yield keys, value, _("line {number}").format(number=line)
        except yaml_text.YamlTrouble as trouble:
            raise ImportRefused(
                _("The file is broken at line {line}, and cannot be read on ({reason}).").format(
                    line=trouble.line, reason=trouble.reason
                ),
                _("Export it again, or mend that line in a text editor."),
                where=_("line {number}").format(number=trouble.line),
            ) from trouble

    def _of_json(self, level: int) -> Iterator[tuple[_Keys, object, str]]:
        # Beside a list that is called so stands what is no comment, such as the articles.
        first = {path[0] for path in json_stream.paths(beginning(self._file)) if len(path) > level}
        wrapped = level == 1 and not first.isdisjoint(_WRAPPERS)

        def name(path: _Keys) -> str | None:
            if len(path) != level or (wrapped and path[0] not in _WRAPPERS):
                return None
            return _APART.join(path)

        for count, one in enumerate(json_stream.records(self._file, self._notes, name), start=1):
            keys = tuple(one.name.split(_APART)) if level else ()
            yield keys, one.value, json_stream.place(count)

    def _article(self, keys: _Keys, told: Record) -> ArticleDraft:
        """The article under whose name it stands, else that which it names, else the file's."""
        key = keys[0] if keys and keys[0] not in _WRAPPERS else ""
        named = (key, told.page, told.fields.get("article", "").strip(), self._own, "comments")
        found = next(
            article for one in named if (article := article_at(one, where=told.where)) is not None
        )
        if found.external_id != self._of:
            self._of, self._above = found.external_id, []
        return found

    def _comment(self, told: Record, keys: _Keys, article: str, parent: str | None) -> CommentDraft:
        by_key = keys[1] if len(keys) > 1 and parent is None else ""
        identity = f"{article}:{told.identity or by_key or told.fingerprint}"
        if parent is None:
            parent = self._by_depth(told.depth, identity)
            parent = f"{article}:{told.said}" if told.said else parent
        return comment(told, article, identity, parent, self._notes, self._wishes)

    def _by_depth(self, depth: int | None, identity: str) -> str | None:
        """The last comment that is less deep, where a file tells threads by depth and order."""
        if depth is None:
            return None
        del self._above[depth:]
        parent = self._above[-1] if self._above else None
        self._above += [identity] * (depth + 1 - len(self._above))
        return parent


def _inside(value: object) -> list[object]:
    """The replies that stand in a comment itself."""
    fields = mapping(value)
    lists = (fields.get(name) for name in ("replies", "children", "comments"))
    return [one for inner in lists if isinstance(inner, list) for one in inner]


def _no_comment() -> str:
    return _("This is no comment: it has none of the fields of one.")
