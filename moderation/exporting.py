"""Public exports: approved comments alone, through the guard, with a receipt.

What is written is made of `PublicComment` and nothing else; it is read again and searched for
every stored address before it gets its name.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from db import articles, finding
from db.criteria import Criterion, Submitted, all_of
from db.library import PublicReading
from db.queues import Everything, Order, StatusIs
from db.rows import PublicArticle
from db.words import Status
from moderation import queue
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled, ExportRefused
from moderation.exchange.public_site import PublicPage, PublicSite, Written
from moderation.export_formats import FORMATS, ExportFormat, format_called
from moderation.guard import find_leaks
from moderation.masking import Masking
from moderation.newsroom import Newsroom
from moderation.public import Cleaning, known_private
from moderation.receipts import Receipt
from moderation.releasing import Pages, release_file, release_folder
from moderation.search.days import Days, beginning
from moderation.search.query import Query
from resources.translation import _

__all__ = ["FORMATS", "ExportFormat", "Going", "Receipt", "export", "going_out"]

# A comment of the greatest length, in HTML and as text, is shorter than this.
_COMMENT_REACH = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Going:
    """How much would go out; `left_out` stands under articles that their site does not show."""

    comments: int
    articles: int
    left_out: int


def going_out(
    newsroom: Newsroom,
    *,
    article_key: str | None = None,
    query: Query | None = None,
    days: Days | None = None,
) -> Going:
    """What an export of these would hold, without writing anything.

    Raises NotFound for an unknown key.
    """
    chosen = _Chosen(newsroom, article_key, _criterion(newsroom, query, days))
    with newsroom.public_read() as reading:
        public = {one.id for one in articles.public(reading, chosen.keys) if one.public}
    shown = {number: count for number, count in chosen.counts.items() if number in public}
    comments = sum(shown.values())
    return Going(comments, len(shown), sum(chosen.counts.values()) - comments)


def export(
    newsroom: Newsroom,
    target: Path,
    format: str,  # noqa: A002  # what the option is called
    *,
    article_key: str | None = None,
    query: Query | None = None,
    days: Days | None = None,
    progress: Progress = SILENT,
) -> Receipt:
    """Write the approved comments, of one article or of all, and release them through the guard.

    With a query only those of them that it finds, with days only those submitted then in the
    newsroom's zone; whatever is asked for, none that is not approved. A reply whose parent does
    not go out follows the nearest comment above it that does, or stands by itself.

    HTML becomes one file if the target's name ends in .html or .htm or there is but one article;
    otherwise, and into a folder that exists, a folder with a page for each article and an
    `index.html`. Disqus' format becomes one file if its name ends in .xml, Staticman's always a
    folder, the others one file. A file of that name is replaced at once as a whole.

    Raises ExportRefused if the guard finds an address, if the format is unknown or the target
    cannot be written; NotFound for an unknown key; Cancelled if the moderator asked to stop. Then
    nothing is left behind, and what was there before is still there.
    """
    wanted = format_called(format)
    _refuse_the_library(newsroom, target)
    chosen = _Chosen(newsroom, article_key, _criterion(newsroom, query, days))
    with _nothing_left(), newsroom.public_read() as reading:
        work = _Work(newsroom, reading, wanted, progress, chosen)
        if wanted.as_folder(target, len(work.heads)):
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
        too_short=written.too_short,
        out_of_encrypted=newsroom.is_encrypted,
    )


@contextmanager
def _nothing_left() -> Iterator[None]:
    """Wherever it is stopped, in the newsroom or at the guard, the sentence says what is left."""
    try:
        yield
    except Cancelled as stopped:
        raise Cancelled(_("Stopped; nothing was exported.")) from stopped


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
                _("Publish it there, and import the site’s export again."),
            )


def _criterion(newsroom: Newsroom, query: Query | None, days: Days | None) -> Criterion:
    asked = query.criterion if query is not None else Everything()
    if days is None:
        return asked
    after, before = (beginning(day, newsroom.zone) for day in (days.first, days.after_last))
    return all_of(asked, Submitted(after=after, before=before))


class _Chosen:
    """Which comments are meant: of which article, or of which ids; None is no bound."""

    def __init__(self, newsroom: Newsroom, article_key: str | None, criterion: Criterion) -> None:
        # An unknown key is refused here, before anything is written.
        article = None if article_key is None else queue.article_by_key(newsroom, article_key).id
        self.keys = None if article_key is None else [article_key]
        self.is_whole = criterion == Everything()
        asked = all_of(StatusIs(Status.APPROVED), criterion)
        self.ids: frozenset[int] | None = None
        with newsroom.read() as reading:
            self.counts = finding.counted_by_article(reading, asked, article=article)
            if not self.is_whole:
                ids, _revisions = finding.found(reading, asked, Order.OLDEST, article=article)
                self.ids = frozenset(ids)

    def has(self, article: PublicArticle) -> bool:
        """Whether the article goes out: that asked for by its key does, even without a comment."""
        return self.is_whole or self.keys is not None or article.id in self.counts


class _Work:
    """One export while it is being done: what is read, how far it is, and what was let stand."""

    def __init__(
        self,
        newsroom: Newsroom,
        reading: PublicReading,
        wanted: ExportFormat,
        progress: Progress,
        chosen: _Chosen,
    ) -> None:
        self._newsroom = newsroom
        self._reading = reading
        self._format = wanted
        self._progress = progress
        self._chosen = chosen
        self._done = 0
        found = [one for one in articles.public(reading, chosen.keys) if chosen.has(one)]
        if chosen.keys is not None:
            _refuse_hidden(found)
        hidden = [article.id for article in found if not article.public]
        self.left_out = sum(chosen.counts.get(number, 0) for number in hidden)
        self._total = sum(chosen.counts.values()) - self.left_out
        self._cleaning = Cleaning(known_private(newsroom), seen=self._seen)
        self.heads = [self._cleaning.head(article) for article in reversed(found) if article.public]
        self._site = PublicSite(
            title=self._title(),
            made_at=newsroom.clock(),
            zone=newsroom.zone,
            contents=[head.article for head in self.heads],
            pages=self._pages(),
        )

    def write_file(self, out: BinaryIO) -> Written:
        assert self._format.file is not None
        return self._format.file(out, self._site)

    def write_folder(self, pages: Pages) -> Written:
        assert self._format.folder is not None
        return self._format.folder(pages, self._site)

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

    def _pages(self) -> Iterator[PublicPage]:
        for head in self.heads:
            found = self._cleaning.comments(self._reading, head.article.id, self._chosen.ids)
            yield replace(head, comments=found)

    def _title(self) -> str:
        names = {site.name for site in queue.sites(self._newsroom)}
        title = names.pop() if len(names) == 1 else ""
        masked, _count = Masking(self._cleaning.known, typed=False).text(title)
        return masked or _("Readers’ comments")

    def _seen(self, count: int) -> None:
        self._done += count
        self._progress.tell(self._done, self._total, _("Writing comments"))
        if self._progress.stop_asked():
            raise Cancelled(_("Stopped."))
