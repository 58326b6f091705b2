"""Public exports: approved comments alone, through the guard, with a receipt.

What is written is made of `PublicComment` and nothing else; it is read again and searched for
every stored address before it gets its name.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from db import articles
from db.library import PublicReading
from db.rows import PublicArticle
from moderation import queue
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled, ExportRefused
from moderation.exchange import (
    atom_file,
    csv_file,
    html_page,
    json_feed,
    json_file,
    json_lines,
    markdown_file,
    wxr_file,
)
from moderation.exchange.public_site import PublicPage, PublicSite, Written
from moderation.guard import find_leaks
from moderation.masking import Masking
from moderation.newsroom import Newsroom
from moderation.public import Cleaning, known_private
from moderation.releasing import Pages, release_file, release_folder
from resources.translation import _, ngettext


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format that can be written: its name on the command line, for people, and its suffix."""

    name: str
    title: Callable[[], str]
    suffix: str
    write: Callable[[BinaryIO, PublicSite], Written]
    # How a file of this format shows, before a place in it, which comment that place belongs to.
    comment_mark: re.Pattern[bytes]


FORMATS = (
    ExportFormat(
        "html", lambda: _("Web page (HTML)"), ".html", html_page.write, re.compile(rb'id="c(\d+)"')
    ),
    ExportFormat(
        "json", lambda: _("JSON"), ".json", json_file.write, re.compile(rb'{"id": (\d+),')
    ),
    ExportFormat(
        "csv", lambda: _("Table (CSV)"), ".csv", csv_file.write, re.compile(rb"\r\n(\d+),")
    ),
    ExportFormat(
        "jsonl", lambda: _("JSON Lines"), ".jsonl", json_lines.write, re.compile(rb'{"id": (\d+),')
    ),
    ExportFormat(
        "jsonfeed",
        lambda: _("JSON Feed"),
        ".json",
        json_feed.write,
        re.compile(rb'"_commentdesk": {"id": (\d+)'),
    ),
    ExportFormat(
        "atom", lambda: _("Feed (Atom)"), ".atom", atom_file.write, re.compile(rb'xml:id="c(\d+)"')
    ),
    ExportFormat(
        "markdown",
        lambda: _("Markdown"),
        ".md",
        markdown_file.write,
        re.compile(rb'<a id="c(\d+)">'),
    ),
    ExportFormat(
        "wxr",
        lambda: _("For WordPress (WXR)"),
        ".xml",
        wxr_file.write,
        re.compile(rb"<wp:comment_id>(\d+)<"),
    ),
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was released. `sha256` of a folder is that of the `SHA256SUMS` in it.

    `masked` counts addresses that were masked, `neutralised` cells that a spreadsheet would run,
    `left_out` approved comments under articles that are not public on their site.
    """

    comments: int
    articles: int
    masked: int
    sha256: str
    file: str
    neutralised: int = 0
    left_out: int = 0

    def as_json(self) -> dict[str, int | str]:
        """The receipt as `export --json` answers it."""
        return {
            "comments": self.comments,
            "articles": self.articles,
            "masked": self.masked,
            "sha256": self.sha256,
            "file": self.file,
            "left_out": self.left_out,
        }

    def as_text(self) -> str:
        """The receipt for a person: a sentence a line."""
        lines = [
            ngettext(
                "{count} comment exported.", "{count} comments exported.", self.comments
            ).format(count=f"{self.comments:,}"),
            ngettext("{count} address masked.", "{count} addresses masked.", self.masked).format(
                count=f"{self.masked:,}"
            ),
            _("No stored e-mail or IP address is in it."),
            _("SHA-256: {digest}").format(digest=self.sha256),
        ]
        if self.neutralised:
            cells = ngettext(
                "{count} cell that a spreadsheet would run begins with an apostrophe.",
                "{count} cells that a spreadsheet would run begin with an apostrophe.",
                self.neutralised,
            )
            lines.insert(2, cells.format(count=f"{self.neutralised:,}"))
        if self.left_out:
            hidden = ngettext(
                "{count} approved comment was left out: its article is not public on the site.",
                "{count} approved comments were left out: their articles are not public on the"
                " site.",
                self.left_out,
            )
            lines.insert(1, hidden.format(count=f"{self.left_out:,}"))
        return "\n".join(lines)


def export(
    newsroom: Newsroom,
    target: Path,
    format: str,  # noqa: A002  # what the option is called
    *,
    article_key: str | None = None,
    progress: Progress = SILENT,
) -> Receipt:
    """Write the approved comments, of one article or of all, and release them through the guard.

    HTML becomes one file if the target's name ends in .html or .htm or there is but one article;
    otherwise, and into a folder that exists, a folder with a page for each article and an
    `index.html`. JSON and CSV are one file. A file of that name is replaced at once as a whole.

    Raises ExportRefused if the guard finds an address, if the format is unknown or the target
    cannot be written; NotFound for an unknown key; Cancelled if the moderator asked to stop. Then
    nothing is left behind, and what was there before is still there.
    """
    chosen = _format(format)
    _refuse_the_library(newsroom, target)
    with newsroom.public_read() as reading:
        work = _Work(newsroom, reading, chosen, progress, article_key)
        if chosen.name == "html" and _as_folder(target, len(work.heads)):
            written, digest = release_folder(target, work.write_folder, work.check)
        else:
            written, digest = release_file(target, work.write_file, work.check)
    return Receipt(
        comments=written.comments,
        articles=written.articles,
        masked=written.masked,
        sha256=digest,
        file=str(target),
        neutralised=written.neutralised,
        left_out=work.left_out,
    )


def _format(name: str) -> ExportFormat:
    for each in FORMATS:
        if each.name == name:
            return each
    raise ExportRefused(
        _("There is no export format “{name}”.").format(name=name),
        _("It can be one of: {choices}.").format(choices=", ".join(each.name for each in FORMATS)),
    )


def _refuse_the_library(newsroom: Newsroom, target: Path) -> None:
    """Whatever state the library's files are in, an export never takes their place."""
    own = newsroom.path.resolve()
    if target.resolve() in {own, *(own.with_name(own.name + end) for end in ("-wal", "-shm"))}:
        raise ExportRefused(
            _("{path} is the newsroom itself.").format(path=target), _("Choose another name.")
        )


def _refuse_hidden(found: list[PublicArticle]) -> None:
    """An article that readers of the site do not see is not made public by naming it."""
    for article in found:
        if not article.public:
            raise ExportRefused(
                _("Nothing was exported: the article “{key}” is not public on the site.").format(
                    key=article.key
                ),
                _("Publish it there, and import the site's export again."),
            )


def _as_folder(target: Path, count: int) -> bool:
    if target.is_dir():
        return True
    return count != 1 and target.suffix.lower() not in {".html", ".htm"}


class _Work:
    """One export while it is being done: what is read, how far it is, and what was let stand."""

    def __init__(
        self,
        newsroom: Newsroom,
        reading: PublicReading,
        chosen: ExportFormat,
        progress: Progress,
        key: str | None,
    ) -> None:
        self._newsroom = newsroom
        self._reading = reading
        self._format = chosen
        self._progress = progress
        self._done = 0
        if key is None:
            self._total = queue.tally(newsroom).approved
            found = articles.public(reading, None)
        else:
            self._total = queue.article_by_key(newsroom, key).tally.approved
            found = articles.public(reading, [key])
            _refuse_hidden(found)
        hidden = [article for article in found if not article.public]
        self.left_out = sum(
            queue.article(newsroom, article.id).tally.approved for article in hidden
        )
        self._total -= self.left_out
        self._cleaning = Cleaning(known_private(newsroom), seen=self._seen)
        self.heads = [self._cleaning.head(article) for article in reversed(found) if article.public]
        self._site = PublicSite(
            title=self._title(),
            made_at=newsroom.clock(),
            zone=newsroom.zone,
            contents=[head.article for head in self.heads],
            pages=self._pages(self.heads),
        )

    def write_file(self, out: BinaryIO) -> Written:
        return self._format.write(out, self._site)

    def write_folder(self, pages: Pages) -> Written:
        names = page_names([head.article for head in self.heads])
        files: list[tuple[str, PublicArticle, int]] = []
        whole = Written()
        for name, head in zip(names, self.heads, strict=True):
            one = replace(self._site, contents=[head.article], pages=self._pages([head]))
            written = pages.add(name, partial(html_page.write, site=one, index=_INDEX))
            files.append((name, head.article, written.comments))
            whole += written
        pages.add(_INDEX, lambda out: html_page.write_index(out, self._site, files))
        return whole

    def check(self, file: BinaryIO, name: str) -> None:
        """Refuse the file if a stored address is in it; what is stored is looked up anew."""
        known = known_private(self._newsroom)
        leaks = find_leaks(file, known, self._cleaning.standing, self._progress)
        if not leaks:
            return
        sentence = _("Nothing was exported: the guard found {leak} of {file}.")
        number = self._comment_at(file, leaks[0].offset)
        if number is not None:
            sentence = _(
                "Nothing was exported: the guard found {leak} of {file}, comment {number}."
            )
        raise ExportRefused(
            sentence.format(leak=leaks[0], file=name, number=number),
            _("Edit that comment or take its approval back; its address could not be masked."),
        )

    def _comment_at(self, file: BinaryIO, offset: int) -> int | None:
        """Which comment that place of the file belongs to, if it does."""
        start = max(0, offset - _COMMENT_REACH)
        file.seek(start)
        marks = self._format.comment_mark.findall(file.read(offset - start))
        return int(marks[-1]) if marks else None

    def _pages(self, heads: list[PublicPage]) -> Iterator[PublicPage]:
        for head in heads:
            yield replace(head, comments=self._cleaning.comments(self._reading, head.article.id))

    def _title(self) -> str:
        names = {site.name for site in queue.sites(self._newsroom)}
        title = names.pop() if len(names) == 1 else ""
        masked, _count = Masking(self._cleaning.known, typed=False).text(title)
        return masked or _("Readers' comments")

    def _seen(self) -> None:
        self._done += 1
        if self._done % 100 == 0:
            self._progress.tell(self._done, self._total, _("Writing comments"))
        if self._progress.stop_asked():
            raise Cancelled(_("Stopped; nothing was exported."))


_INDEX = "index.html"
# A comment of the greatest length, in HTML and as text, is shorter than this.
_COMMENT_REACH = 1024 * 1024
_NO_NAME = re.compile(r"[^a-z0-9]+")


def page_names(found: list[PublicArticle]) -> list[str]:
    """A file name for each article, made of its key, each name once whatever the case."""
    taken = {_INDEX}
    names = []
    for article in found:
        stem = _NO_NAME.sub("-", article.key.lower()).strip("-")[:80] or f"article-{article.id}"
        name = f"{stem}.html"
        if name in taken:
            name = f"{stem}-{article.id}.html"
        taken.add(name)
        names.append(name)
    return names
