"""The formats of public exports, as data: what each is called, good for, and written by."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from moderation.errors import ExportRefused
from moderation.exchange import (
    atom_file,
    csv_file,
    disqus_file,
    html_page,
    hugo_file,
    json_feed,
    json_file,
    json_lines,
    markdown_file,
    staticman_files,
    wxr_file,
)
from moderation.exchange.public_site import Files, PublicSite, Written
from resources.translation import _

WriteFile = Callable[[BinaryIO, PublicSite], Written]
WriteFolder = Callable[[Files, PublicSite], Written]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format that can be written: its name on the command line, for people, and its suffix.

    It is written by `file`, by `folder`, or by either: then the target tells which.
    """

    name: str
    title: Callable[[], str]
    good_for: Callable[[], str]
    suffix: str
    # How a file of this format shows, before a place in it, which comment that place belongs to.
    comment_mark: re.Pattern[bytes]
    file: WriteFile | None = None
    folder: WriteFolder | None = None

    def as_folder(self, target: Path, articles: int) -> bool:
        """Whether that target becomes a folder: there is one, or its name and contents say so."""
        if self.folder is None or self.file is None:
            return self.file is None
        if target.is_dir():
            return True
        named = target.suffix.lower() in {self.suffix, self.suffix.removesuffix("l")}
        return not named and not (self.name == "html" and articles == 1)


FORMATS = (
    ExportFormat(
        "html",
        lambda: _("Web page (HTML)"),
        lambda: _("to read, print or upload"),
        ".html",
        re.compile(rb'id="c(\d+)"'),
        html_page.write,
        html_page.write_folder,
    ),
    ExportFormat(
        "json",
        lambda: _("JSON"),
        lambda: _("for programs"),
        ".json",
        re.compile(rb'{"id": (\d+),'),
        json_file.write,
    ),
    ExportFormat(
        "csv",
        lambda: _("Table (CSV)"),
        lambda: _("for a spreadsheet"),
        ".csv",
        re.compile(rb"\r\n(\d+),"),
        csv_file.write,
    ),
    ExportFormat(
        "jsonl",
        lambda: _("JSON Lines"),
        lambda: _("for programs that read line by line"),
        ".jsonl",
        re.compile(rb'{"id": (\d+),'),
        json_lines.write,
    ),
    ExportFormat(
        "jsonfeed",
        lambda: _("JSON Feed"),
        lambda: _("for feed readers"),
        ".json",
        re.compile(rb'"_commentdesk": {"id": (\d+)'),
        json_feed.write,
    ),
    ExportFormat(
        "atom",
        lambda: _("Feed (Atom)"),
        lambda: _("for feed readers"),
        ".atom",
        re.compile(rb'xml:id="c(\d+)"'),
        atom_file.write,
    ),
    ExportFormat(
        "markdown",
        lambda: _("Markdown"),
        lambda: _("for notes and documents"),
        ".md",
        re.compile(rb'<a id="c(\d+)">'),
        markdown_file.write,
    ),
    ExportFormat(
        "wxr",
        lambda: _("For WordPress (WXR)"),
        lambda: _("to import there"),
        ".xml",
        re.compile(rb"<wp:comment_id>(\d+)<"),
        wxr_file.write,
    ),
    ExportFormat(
        "disqus",
        lambda: _("For Disqus"),
        lambda: _("to import there; files of less than 50 MB"),
        ".xml",
        re.compile(rb"<wp:comment_id>(\d+)<"),
        disqus_file.write,
        disqus_file.write_folder,
    ),
    ExportFormat(
        "staticman",
        lambda: _("For Jekyll (Staticman)"),
        lambda: _("a folder with a file for each comment"),
        "",
        re.compile(rb'_id: "c(\d+)"'),
        folder=staticman_files.write_folder,
    ),
    ExportFormat(
        "hugo",
        lambda: _("For Hugo (YAML)"),
        lambda: _("a data file, by article"),
        ".yaml",
        re.compile(rb'- id: "c(\d+)"'),
        hugo_file.write_yaml,
    ),
    ExportFormat(
        "hugo-json",
        lambda: _("For Hugo (JSON)"),
        lambda: _("a data file, by article"),
        ".json",
        re.compile(rb'{"id": "c(\d+)"'),
        hugo_file.write_json,
    ),
)


def format_called(name: str) -> ExportFormat:
    """The format of that name; `ExportRefused` names them all where there is none."""
    for each in FORMATS:
        if each.name == name:
            return each
    raise ExportRefused(
        _("There is no export format “{name}”.").format(name=name),
        _("It can be one of: {choices}.").format(choices=", ".join(each.name for each in FORMATS)),
    )
