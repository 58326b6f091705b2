"""Importing: a file comes in whole, as one operation, or nothing of it does.

A reader yields drafts; intake looks at each; they are gathered aside (`Gathering`) and brought in
with one write. Again adds nothing, and what was decided here since is never overwritten.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from db import articles, holds, journal, parents, staged_articles, staging
from db.library import Writing
from db.rows import OperationId
from db.words import Verb
from moderation import backups, columns, ruling
from moderation.blank import one_line
from moderation.changes import SILENT, Progress
from moderation.decisions import begin
from moderation.drafts import ArticleDraft
from moderation.errors import Cancelled, ImportRefused
from moderation.exchange.opening import Opened, opened
from moderation.exchange.source import NO_WISHES, Draft, Notes, Reading, Wishes
from moderation.gathering import Gathering
from moderation.newsroom import Newsroom
from moderation.pace import pace
from moderation.reports import ImportReport
from moderation.rules.judging import RuleBook
from resources.translation import _


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever imports may choose.

    With `accept_incomplete`, comments that lack a required field keep their status, and a waiver
    is recorded. With `rules`, those of the newsroom that look at a comment alone (its words, links
    and addresses, not its commenter's past) hold or reject. With `dry_run` the report is made and
    nothing is kept. `format` None: recognised. Without `backup` none is made before, for there is
    nothing yet that anybody made. `wishes` goes to the format's reader.
    """

    format: str | None = None
    accept_incomplete: bool = False
    dry_run: bool = False
    rules: bool = False
    backup: bool = True
    wishes: Wishes = NO_WISHES


DEFAULTS = Choices()
# A site that has no name takes so many characters of what its export is called.
_NAME = 200


def import_file(
    newsroom: Newsroom, path: Path, choices: Choices = DEFAULTS, *, progress: Progress = SILENT
) -> ImportReport:
    """Import a file, an archive or a folder of comments.

    `ImportRefused` with place and reason where it is no such file, or is broken; `Cancelled` where
    the progress said stop. Nothing of it is kept then.
    """
    refuse_itself(newsroom, path)
    notes = Notes()
    with opened(path, choices.format) as source:
        wishes = columns.with_memory(newsroom, source.format, choices.wishes)
        reading = source.read(notes, wishes)
        meter = _Meter(source, progress)
        reading = replace(reading, drafts=meter.counted(reading.drafts))
        report = take_in(
            newsroom, reading, notes, path.name, choices, tell=meter.tell, progress=progress
        )
    if not choices.dry_run:
        columns.remember(newsroom, reading, choices.wishes)
    return report


def take_in(
    newsroom: Newsroom,
    reading: Reading,
    notes: Notes,
    name: str,
    choices: Choices = DEFAULTS,
    *,
    tell: Callable[[], None] = lambda: None,
    progress: Progress = SILENT,
) -> ImportReport:
    """Import what a reader yields, from wherever it read it; `name` is what the history calls it.

    `tell` is called every few hundred rows while they are gathered. Errors as `import_file`.
    """
    with newsroom.stage() as stage:
        gathering = Gathering(
            reading, notes, accept_incomplete=choices.accept_incomplete,
            rules=_rules(newsroom, choices),
        )  # fmt: skip
        with stage.gather() as writing:
            gathering.gather(newsroom, writing, tell)
        if choices.backup and not choices.dry_run:
            backups.make_before(newsroom, backups.BEFORE_IMPORT, progress=progress)
        with stage.write() as writing:
            return _bring_in(newsroom, writing, gathering, name, choices, progress)


def _rules(newsroom: Newsroom, choices: Choices) -> RuleBook:
    if not choices.rules:
        return RuleBook(())
    with newsroom.read() as reading:
        return ruling.rule_book(newsroom, reading).of_the_comment()


def refuse_itself(newsroom: Newsroom, path: Path) -> None:
    """Raise `ImportRefused` if that is one of the newsroom's own files, or can be no file.

    Opening and closing them would drop this process' locks on them.
    """
    own = (newsroom.path.with_name(newsroom.path.name + end) for end in ("", "-wal", "-shm"))
    try:
        itself = any(one.exists() and path.exists() and one.samefile(path) for one in own)
    except OSError as error:
        # A name that is too long, say: no file can be called so.
        raise ImportRefused(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    if itself:
        raise ImportRefused(_("{path} is this newsroom itself.").format(path=path))


class _Meter:
    """Tells how far into the source we are and how fast, and ends it all if that is asked."""

    def __init__(self, source: Opened, progress: Progress) -> None:
        self._source, self._progress = source, progress
        self._began = time.monotonic()
        self._comments = 0

    def counted(self, drafts: Iterator[Draft]) -> Iterator[Draft]:
        """The same drafts, their comments counted as they go by."""
        for draft in drafts:
            self._comments += not isinstance(draft, ArticleDraft)
            yield draft

    def tell(self) -> None:
        """Tell it, or raise `Cancelled`."""
        done, size = self._source.position(), self._source.size
        told = pace(self._comments, time.monotonic() - self._began, done / size if size else 0)
        self._progress.tell(done, size, _("Reading: {pace}").format(pace=told))
        if self._progress.stop_asked():
            raise Cancelled(_("Nothing was imported."))


def _bring_in(
    newsroom: Newsroom,
    writing: Writing,
    gathering: Gathering,
    name: str,
    choices: Choices,
    progress: Progress,
) -> ImportReport:
    """Write it all, or (in a dry run) find out what would be written and take it back."""
    gathering.tell_apart(newsroom, writing)
    report = gathering.report(writing, name, dry_run=choices.dry_run)
    if choices.dry_run:
        writing.give_up()
        return report
    told: dict[str, object] = {"file": name, "format": gathering.reading.format}
    if report.articles_touched:
        told["articles"] = report.articles_touched
    operation = begin(newsroom, writing, Verb.IMPORT, told)
    staged_articles.bring_in(writing, operation, gathering.reading.source)
    came = write_comments(newsroom, writing, operation, gathering.reading, progress)
    if not came and not report.articles_touched:
        journal.forget(writing, operation)
        return report
    articles.name_nameless_site(writing, one_line(gathering.reading.title)[:_NAME])
    journal.seal(writing, operation)
    return report.of(operation)


def write_comments(
    newsroom: Newsroom,
    writing: Writing,
    operation: OperationId,
    reading: Reading,
    progress: Progress,
) -> int:
    """Bring in the gathered comments; how many the operation touched.

    `Cancelled` where the progress says stop; whoever opened the write takes it back then.
    """
    newest = staging.newest(writing)
    for done, total in staging.insert_new(writing, operation, reading.source, newsroom.clock()):
        progress.tell(done, total, _("Bringing in"))
        if progress.stop_asked():
            raise Cancelled(_("Nothing was imported."))
    journal.record_arrivals(writing, operation, newest)
    holds.record_gathered(writing, operation)
    parents.let_go(writing, operation)
    for comment, status, fields in staging.to_bring_up_to_date(writing):
        journal.set_fields(writing, operation, comment, fields, status=status)
    parents.adopt(writing, operation, reading.source)
    return journal.count(writing, operation)
