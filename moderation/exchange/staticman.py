"""Folders of comments as static sites keep them: one file a comment, mostly by Staticman.

`_data/comments/<article>/<comment>.yml`, JSON or front matter alike. Staticman writes whom a
comment answers as its template does: as an id, or as the ordinal of a comment at the top of the
thread, in the order of the files' names. What it calls e-mail is mostly a hash, and no address.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import BinaryIO

from db.words import Field
from moderation.drafts import ArticleDraft
from moderation.errors import ImportRefused
from moderation.exchange import json_stream, readers, yaml_text
from moderation.exchange.comment_records import Record, are_of_a_comment, comment, record
from moderation.exchange.encoding import head_text, utf8_file
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Refusal, Wishes
from moderation.exchange.trees import Tree
from moderation.links import is_web
from resources.translation import _

FORMAT = "staticman"

_YAML = (".yml", ".yaml")
_PAGES = (".md", ".markdown", ".html")
_DATA = (*_YAML, ".json", *_PAGES)
# So many files are looked at to recognise a folder; half of them must be comments.
_LOOKED_AT = 40
# Bytes: of one file, and of all that is under one article.
_LARGEST_FILE = 8 * 1024 * 1024
_LARGEST_ARTICLE = 64 * 1024 * 1024
_FRONT = re.compile(r"---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n(.*))?\Z", re.DOTALL)
_COMMENTS = re.compile(r"comments?", re.IGNORECASE)


def looks_like(tree: Tree) -> bool:
    """Whether most data files of a folder or an archive are comments; never raises."""
    before = tree.read_so_far
    names = [name for name in tree.files() if name.lower().endswith(_DATA)]
    chosen = names[:: len(names) // _LOOKED_AT + 1]
    found = sum(_is_comment(tree, name) for name in chosen)
    tree.read_so_far = before
    return found > 0 and 2 * found >= len(chosen)


def read(tree: Tree, notes: Notes, wishes: Wishes = NO_WISHES) -> Reading:
    """Read the folder, article by article; what is broken in a file refuses that file alone."""
    return Reading(FORMAT, "staticman:", tree.name, _Site(tree, notes, wishes).drafts())


def _is_comment(tree: Tree, name: str) -> bool:
    try:
        with tree.open(name) as file:
            head = file.read(readers.HEAD)
    except (ImportRefused, OSError):
        return False
    if name.lower().endswith(".json"):
        keys = {path[0] for path in json_stream.paths(head) if len(path) == 1}
        is_one = head_text(head).lstrip().startswith("{")
        return is_one and are_of_a_comment(keys)
    text = head_text(head)
    if name.lower().endswith(_PAGES):
        front = _FRONT.match(text)
        # An article has front matter, too; Staticman's id is what only a comment has.
        if front is None or not re.search(r"^_id\s*:", front[1], re.MULTILINE):
            return False
        keys = {path[0] for path in yaml_text.paths(front[1], 1)} | {"message"}
    else:
        keys = {path[0] for path in yaml_text.paths(text, 1)} - {""}
    return are_of_a_comment(keys)


class _Site:
    """A folder being read."""

    def __init__(self, tree: Tree, notes: Notes, wishes: Wishes) -> None:
        self._tree = tree
        self._notes = notes
        self._wishes = wishes

    def drafts(self) -> Iterator[Draft]:
        """The comments of each folder after its article."""
        names = [name for name in self._tree.files() if name.lower().endswith(_DATA)]
        names.sort(key=lambda name: name.rpartition("/"))
        found = 0
        for folder, inside in groupby(names, key=lambda name: name.rpartition("/")[0]):
            for draft in self._article(folder, list(inside)):
                found += 1
                yield draft
        if not found:
            raise ImportRefused(
                _("{name} holds no file with a comment.").format(name=self._tree.name),
                _("Choose the folder with the comments, mostly _data/comments."),
            )

    def _article(self, folder: str, names: Sequence[str]) -> Iterator[Draft]:
        records: list[Record] = []
        size = 0
        for name in names:
            for told in self._file(name):
                if isinstance(told, Refusal):
                    yield told
                    continue
                records.append(told)
                size += sum(map(len, told.fields.values())) + sum(map(len, told.others.values()))
            if size > _LARGEST_ARTICLE:
                raise ImportRefused(
                    _("There is more in this folder than comments under one article can be."),
                    where=folder,
                )
        if not records:
            return
        article = _article_of(folder, self._tree.name, records)
        yield article
        ids = _identities(records, article.external_id)
        for told, identity, parent in zip(records, ids, _parents(records, ids, article.external_id),
                                          strict=True):  # fmt: skip
            yield comment(told, article.external_id, identity, parent, self._notes, self._wishes)

    def _file(self, name: str) -> list[Record | Refusal]:
        """The comment in a file, mostly one; or why it cannot be had. Other files are noted."""
        try:
            with self._tree.open(name) as file:
                found = self._values(name, file)
        except yaml_text.YamlTrouble as trouble:
            message = _("The file is broken at line {line}: {reason}.")
            return [_refused(name, message.format(line=trouble.line, reason=trouble.reason))]
        except ImportRefused as refused:
            return [_refused(name, refused.sentence)]
        except OSError as error:
            message = _("The file cannot be read: {reason}.")
            return [_refused(name, message.format(reason=error.strerror))]
        records = [told for value in found if (told := record(value, name)) is not None]
        if not records:
            message = _("A file in the folder holds no comment.")
            self._notes.warn("no-comment", message, name)
        stem = name.rpartition("/")[2].rpartition(".")[0]
        alone = len(records) == 1
        return [
            replace(one, identity=one.identity or (stem if alone else one.fingerprint))
            for one in records
        ]

    def _values(self, name: str, file: BinaryIO) -> list[object]:
        raw = utf8_file(file, self._notes).read(_LARGEST_FILE + 1)
        if len(raw) > _LARGEST_FILE:
            raise ImportRefused(_("The file is larger than any comment."))
        whole = io.BytesIO(raw)
        if name.lower().endswith(".json"):
            top = json_stream.at(())
            return [one.value for one in json_stream.records(whole, self._notes, top)]
        if not name.lower().endswith(_PAGES):
            return [value for _path, value, _line in yaml_text.values(whole)]
        front = _FRONT.match(raw.decode("utf-8", "replace"))
        if front is None:
            return []
        fields = io.BytesIO(front[1].encode("utf-8", "replace"))
        found = [value for _path, value, _line in yaml_text.values(fields)]
        for value in found:
            if isinstance(value, dict) and (front[2] or "").strip():
                value.setdefault("message", front[2])
        return found


def _refused(name: str, message: str) -> Refusal:
    return Refusal(name, Field.COMMENT.value, message)


def _article_of(folder: str, tree: str, records: Sequence[Record]) -> ArticleDraft:
    """The article that a folder belongs to: the part of its path that is below the comments'."""
    parts = folder.split("/") if folder else []
    last = max((at for at, part in enumerate(parts) if _COMMENTS.fullmatch(part)), default=-1)
    key = "/".join(parts[last + 1 :]) or (parts or [tree.removesuffix(".zip")])[-1]
    ids = {one.identity for one in records if one.identity}
    page = next((one.page for one in records if one.page and one.page not in ids), "")
    slug = key.rpartition("/")[2]
    return ArticleDraft(
        external_id=key,
        title=slug.replace("-", " ").replace("_", " ").strip() or key,
        url=page if is_web(page) else "",
        slug=slug,
        where=records[0].where,
    )


def _identities(records: Sequence[Record], article: str) -> list[str]:
    ids: list[str] = []
    known: dict[str, int] = {}
    for told in records:
        own = told.identity
        # Files were copied by hand, with the id in them.
        known[own] = known.get(own, 0) + 1
        own = own if known[own] == 1 else f"{own}#{known[own]}"
        ids.append(f"{article}:{own}")
    return ids


def _parents(records: Sequence[Record], ids: Sequence[str], article: str) -> list[str | None]:
    """Whom each answers: by its id, else by its ordinal among those that answer nobody."""
    known = set(ids)
    tops = [
        own for told, own in zip(records, ids, strict=True) if not _answered(told, known, article)
    ]
    parents: list[str | None] = []
    for told in records:
        said = _answered(told, known, article)
        number = int(said) if said.isdecimal() and len(said) < 9 else 0
        if not said:
            parents.append(None)
        elif f"{article}:{said}" in known or not 0 < number <= len(tops):
            parents.append(f"{article}:{said}")
        else:
            parents.append(tops[number - 1])
    return parents


def _answered(told: Record, known: set[str], article: str) -> str:
    """What a comment says that it answers; some sites say it in `_parent`, if that is an id."""
    if told.said or not told.page:
        return told.said
    return told.page if f"{article}:{told.page}" in known else ""
