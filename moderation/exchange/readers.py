"""The readers by name: which one a source is for is told by its content, never by its name."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO, Protocol, cast

from moderation.errors import ImportRefused
from moderation.exchange.source import Notes, Reading, Wishes
from moderation.exchange.trees import Tree
from resources.translation import _

# So much of a file's beginning is looked at.
HEAD = 64 * 1024


class FileModule(Protocol):
    """What a module for a format of files holds."""

    def looks_like(self, head: bytes) -> bool:
        """Whether this is the beginning of such a file, packed (gzip) or not; never raises."""

    def read(self, file: BinaryIO, notes: Notes, wishes: Wishes) -> Reading:
        """Read it; `ImportRefused` where it is none, here or while its drafts are drawn."""


class TreeModule(Protocol):
    """What a module for a format of folders holds."""

    def looks_like(self, tree: Tree) -> bool:
        """Whether these files are such a folder; never raises."""

    def read(self, tree: Tree, notes: Notes, wishes: Wishes) -> Reading:
        """Read them; `ImportRefused` where they are none, here or while drafts are drawn."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read: its name on the command line, and its name for people.

    `zoneless`: its times may carry no zone, so that it is worth asking for one. `table`: it has
    columns that may be mapped. The module is imported when it is asked for: parsers cost time.
    """

    name: str
    title: Callable[[], str]
    module: str
    zoneless: bool = False
    table: bool = False

    @property
    def of_files(self) -> FileModule:
        """The module, of a format of files."""
        return cast("FileModule", import_module(f"moderation.exchange.{self.module}"))

    @property
    def of_trees(self) -> TreeModule:
        """The module, of a format of folders."""
        return cast("TreeModule", import_module(f"moderation.exchange.{self.module}"))


# In the order in which they are asked: what is told by a sure sign first, tables last.
FILES: tuple[Format, ...] = (
    Format("commentdesk", lambda: _("Commentdesk’s backup (JSON Lines)"), "own_jsonl"),
    Format("disqus", lambda: _("Disqus export"), "disqus"),
    Format("disqus-import", lambda: _("Disqus’ custom import format"), "disqus_import"),
    Format("wxr", lambda: _("WordPress export (WXR)"), "wxr"),
    Format("blogger", lambda: _("Blogger backup"), "blogger"),
    Format("feed", lambda: _("Feed of comments (RSS, Atom)"), "feeds", zoneless=True),
    Format("dotclear", lambda: _("Dotclear export"), "dotclear", zoneless=True),
    Format("movable-type", lambda: _("Movable Type’s text format"), "movable_type", zoneless=True),
    Format("isso", lambda: _("Isso’s database"), "isso_sqlite"),
    Format("remark42", lambda: _("Remark42 backup"), "remark42"),
    Format("commento", lambda: _("Commento export"), "commento"),
    Format("livefyre", lambda: _("Livefyre archive"), "livefyre", zoneless=True),
    Format("isso-json", lambda: _("Isso’s generic JSON"), "isso_json", zoneless=True),
    Format("wordpress-rest", lambda: _("WordPress REST answers"), "wordpress_rest", zoneless=True),
    Format("json-feed", lambda: _("Feed of comments (JSON Feed)"), "json_feed_items"),
    Format("artrans", lambda: _("Artrans (Artalk)"), "artrans"),
    Format("twikoo", lambda: _("Twikoo export"), "twikoo"),
    Format("valine", lambda: _("Valine or Waline export"), "valine", zoneless=True),
    Format("ghost", lambda: _("Ghost’s comments as JSON"), "ghost", zoneless=True),
    Format("drupal", lambda: _("Drupal’s comments as JSON"), "drupal"),
    Format("cusdis", lambda: _("Cusdis’ comments as JSON"), "cusdis", zoneless=True),
    Format("data-file", lambda: _("Data file of a static site (YAML, JSON)"), "data_file",
           zoneless=True),
    Format("csv", lambda: _("Table (CSV, TSV)"), "csv_table", zoneless=True, table=True),
)  # fmt: skip
TREES: tuple[Format, ...] = (
    Format("staticman", lambda: _("Comments of a static site, one file each (Staticman)"),
           "staticman", zoneless=True),
)  # fmt: skip


def names() -> list[str]:
    """The names of all formats, each once."""
    return list(dict.fromkeys(one.name for one in FILES + TREES))


def titles() -> list[str]:
    """What all formats are called, each once."""
    return list(dict.fromkeys(one.title() for one in FILES + TREES))


def of_file(head: bytes, name: str | None = None) -> Format:
    """The format of that name, or the one that recognises the beginning of a file.

    `ImportRefused` says what the beginning looked like, and what is known.
    """
    for one in FILES:
        if one.name == name or (name is None and one.of_files.looks_like(head)):
            return one
    raise ImportRefused(
        _("This is no file of comments that can be read: it looks like {what}.").format(
            what=appearance(head)
        ),
        _("What can be read: {formats}.").format(formats=", ".join(titles())),
        where=_("line {number}").format(number=1),
    )


def of_tree(tree: Tree, name: str | None = None) -> Format | None:
    """The format of folders of that name, or the one that recognises these files, if one does."""
    for one in TREES:
        if one.name == name or (name is None and one.of_trees.looks_like(tree)):
            return one
    return None


def appearance(head: bytes) -> str:
    """What the beginning of a file looks like, for a sentence."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    if head in {b"\xff\xfe", b"\xfe\xff"}:
        start = b""
    if start.startswith(b"<") and (b"<rss" in start or b"<feed" in start):
        return _("a feed (RSS or Atom)")
    for sign, what in _SIGNS:
        if start.startswith(sign):
            return what()
    if not start:
        return _("an empty file")
    if b"<html" in start or b"<!doctype html" in start:
        return _("a web page")
    return _("binary data") if b"\x00" in head[:512] else _("other text")


_SIGNS: tuple[tuple[bytes, Callable[[], str]], ...] = (
    (b"sqlite format 3", lambda: _("an SQLite database")),
    (b"\x1f\x8b", lambda: _("a compressed file (gzip)")),
    (b"pk\x03\x04", lambda: _("a compressed file (zip)")),
    (b"%pdf", lambda: _("a PDF")),
    (b"<!doctype html", lambda: _("a web page")),
    (b"<html", lambda: _("a web page")),
    (b"<?xml", lambda: _("XML of another kind")),
    (b"<", lambda: _("XML of another kind")),
    (b"{", lambda: _("JSON")),
    (b"[", lambda: _("JSON")),
)
