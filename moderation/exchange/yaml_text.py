"""YAML as texts: what is written is what is read, and nothing in it is obeyed.

PyYAML's own loaders make dates, numbers and truths of what commenters wrote, follow aliases (a
few lines of which grow to gigabytes) and recurse. Here its events are put together one by one:
every scalar is a text, aliases are refused, depth and sizes have bounds.
"""

import io
from collections.abc import Iterator
from typing import BinaryIO

from resources.translation import _

Path = tuple[str, ...]

# Bytes of one value; a comment has 65,525 characters.
_MOST_BYTES = 8 * 1024 * 1024
_MOST_VALUES = 500_000
_MOST_DEEP = 100
_PIECE = 64 * 1024
_NOTHING = frozenset({"~", "null", "Null", "NULL"})


class YamlTrouble(Exception):
    """It is no YAML, or not one that is read here: `reason` is a piece of a sentence."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class _Bounded:
    """A file that refuses to be read on where one value takes up more than any does."""

    def __init__(self, file: BinaryIO) -> None:
        self.since = 0
        self._file = file

    def read(self, size: int = -1) -> bytes:
        self.since += _PIECE
        if self.since > _MOST_BYTES:
            raise YamlTrouble(_("one value is larger than any comment"), 0)
        return self._file.read(min(size, _PIECE) if size > 0 else _PIECE)


Event = tuple[str, str, int]


def _events(file: BinaryIO) -> Iterator[Event]:
    """What stands in the file: `{` `[` `}` `]` for containers, `=` for a text; with its line."""
    # Imported late: the window needs no parser to start.
    import yaml

    bounded = _Bounded(file)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    line = 1
    try:
        for event in yaml.parse(bounded, Loader=loader):
            bounded.since = 0
            line = event.start_mark.line + 1 if event.start_mark else line
            match event:
                case yaml.ScalarEvent():
                    # Without quotes these words stand for nothing.
                    nothing = event.implicit[0] and event.value in _NOTHING
                    yield "=", "" if nothing else event.value, line
                case yaml.MappingStartEvent():
                    yield "{", "", line
                case yaml.SequenceStartEvent():
                    yield "[", "", line
                case yaml.MappingEndEvent():
                    yield "}", "", line
                case yaml.SequenceEndEvent():
                    yield "]", "", line
                case yaml.AliasEvent():
                    raise YamlTrouble(_("it refers to another place of itself (an alias)"), line)
                case _:
                    pass  # the beginning and the end of a document
    except YamlTrouble as trouble:
        raise YamlTrouble(trouble.reason, trouble.line or line) from trouble
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
        # The parser written in C has a bound of its own, since PyYAML 6.0.4.
        too_deep = "nesting depth" in reason
        told = _too_deep() if too_deep else reason.partition("\n")[0][:100]
        raise YamlTrouble(told, mark.line + 1 if mark else line) from error
    except ValueError as error:  # what the parser's own decoder says
        raise YamlTrouble(_("a character in it cannot be read"), line) from error


def values(file: BinaryIO, level: int = 0) -> Iterator[tuple[Path, object, int]]:
    """Each value that stands `level` keys deep, with these keys and its line; lists are open.

    Values are texts, dicts and lists. `YamlTrouble` where it cannot be read on.
    """
    events = _events(file)
    path: Path = ()
    key: str | None = None
    # Of each open container: the path at which it stands, and whether it is a mapping.
    open_: list[tuple[Path, bool]] = []
    for kind, text, line in events:
        if kind in "}]":
            path = open_.pop()[0]
            key = None
            continue
        in_mapping = bool(open_) and open_[-1][1]
        if in_mapping and key is None:
            if kind != "=":
                raise _strange_key(line)
            key = text
            continue
        here = (*open_[-1][0], key or "") if in_mapping else path
        key = None
        if kind == "[" or (kind == "{" and len(here) < level):
            _refuse_too_deep(len(open_), line)
            open_.append((here, kind == "{"))
            path = here
        elif len(here) == level:
            yield here, _value(kind, text, events, line), line
        if open_:
            path = open_[-1][0]


def _value(kind: str, text: str, events: Iterator[Event], line: int) -> object:
    """The value that has just begun, whole; of a key told twice the last stays."""
    if kind == "=":
        return text
    root: dict[str, object] | list[object] = {} if kind == "{" else []
    current, key = root, None
    above: list[dict[str, object] | list[object]] = []
    for count, (event, scalar, at) in enumerate(events):
        if event in "}]":
            if not above:
                return root
            current, key = above.pop(), None
            continue
        if isinstance(current, dict) and key is None:
            if event != "=":
                raise _strange_key(at)
            key = scalar
            continue
        inner: object = scalar if event == "=" else {} if event == "{" else []
        if isinstance(current, dict):
            current[key or ""] = inner
        else:
            current.append(inner)
        key = None
        if isinstance(inner, dict | list):
            above.append(current)
            current = inner
            _refuse_too_deep(len(above), at)
        if count > _MOST_VALUES:
            raise YamlTrouble(_("one comment holds more values than any does"), at)
    raise YamlTrouble(_("it ends in the middle"), line)


def paths(text: str, deepest: int = 3) -> frozenset[Path]:
    """The paths of names in the beginning of a file, as far as it is YAML; never raises."""
    found: set[Path] = set()
    # Of each open container its path; and of a mapping the name whose value is awaited.
    open_: list[tuple[Path, bool]] = []
    key: str | None = None
    try:
        for kind, text_, line in _events(io.BytesIO(text.encode("utf-8", "replace"))):
            if kind in "}]":
                open_.pop()
                key = None
                continue
            here = open_[-1][0] if open_ else ()
            if open_ and open_[-1][1] and key is None:
                if kind != "=":
                    raise _strange_key(line)
                key = text_
                if len(here) < deepest:
                    found.add((*here, key))
                continue
            if kind != "=":
                here = here if key is None else (*here, key)
                _refuse_too_deep(len(open_), line)
                open_.append((here, kind == "{"))
            key = None
    except YamlTrouble:
        pass  # a beginning ends where it ends; what came before it is what counts
    return frozenset(found)


def _too_deep() -> str:
    return _("it is nested deeper than any comment")


def _refuse_too_deep(depth: int, line: int) -> None:
    if depth > _MOST_DEEP:
        raise YamlTrouble(_too_deep(), line)


def _strange_key(line: int) -> YamlTrouble:
    return YamlTrouble(_("a name in it is no text"), line)
