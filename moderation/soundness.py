"""Is the newsroom sound? Every check, each finding as a sentence, and nothing is changed."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from db import articles, chain, check, operations
from db.library import Reading
from db.trouble import LibraryTrouble
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled, LibraryError
from moderation.heads import SignedOff
from moderation.newsroom import Newsroom
from moderation.sentences import field_name
from resources.translation import _, ngettext

# So many findings of one check are named; the count tells the rest.
NAMED = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be; `check` names the check that found it."""

    check: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Soundness:
    """What came of all checks. `findings` has the first hundred of each; `count` has them all."""

    comments: int
    operations: int
    checks: Sequence[str]
    findings: Sequence[Finding]
    count: int

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.count

    @property
    def sentence(self) -> str:
        """The outcome in one sentence."""
        if self.is_sound:
            return _(
                "The newsroom is sound. Comments: {comments}. Operations: {operations}."
            ).format(comments=f"{self.comments:,}", operations=f"{self.operations:,}")
        found = ngettext("{count} thing is not as it must be.",
                         "{count} things are not as they must be.", self.count)  # fmt: skip
        return found.format(count=f"{self.count:,}")

    def as_json(self) -> dict[str, object]:
        """The outcome as `check --json` answers it."""
        return {
            "sound": self.is_sound,
            "comments": self.comments,
            "operations": self.operations,
            "checks": list(self.checks),
            "findings": [{"check": one.check, "sentence": one.sentence} for one in self.findings],
            "count": self.count,
        }


@dataclass(frozen=True, slots=True)
class _Check:
    name: str
    title: Callable[[], str]
    look: Callable[[Newsroom, Progress], Iterator[str]]


def look_over(
    newsroom: Newsroom, *, head: SignedOff | None = None, progress: Progress = SILENT
) -> Soundness:
    """Check the file, the search index, the journal's chain, the counts and what was approved.

    With a head that was signed off before, also that the history goes on from it. Nothing is
    changed, and other desks may go on meanwhile. `Cancelled` if the progress says stop.
    """
    findings: list[Finding] = []
    count = 0
    checks = _CHECKS if head is None else (*_CHECKS, _of_head(head))
    names = [one.name for one in checks]
    # The file and the index take the longest, and SQLite needs no Python for either.
    with ThreadPoolExecutor(2, thread_name_prefix="commentdesk-check") as lanes:
        looks = [lanes.submit(list, one.look(newsroom, progress)) for one in checks]
        _wait(checks, looks, progress)
    for one, look in zip(checks, looks, strict=True):
        count += _gather(findings, one.name, look.result())
    progress.tell(len(names), len(names), _("Checked"))
    comments, written = _totals(newsroom)
    return Soundness(comments, written, tuple(names), tuple(findings), count)


def _wait(
    checks: Sequence[_Check], looks: Sequence["Future[list[str]]"], progress: Progress
) -> None:
    """Wait for all of them; each time one ends, tell how many have, and what is waited for."""
    left = set(looks)
    while left:
        title = next(one.title() for one, look in zip(checks, looks, strict=True) if look in left)
        progress.tell(len(looks) - len(left), len(looks), title)
        left = wait(left, return_when=FIRST_COMPLETED).not_done


def _gather(findings: list[Finding], name: str, sentences: Sequence[str]) -> int:
    findings += [Finding(name, sentence) for sentence in sentences[:NAMED]]
    return len(sentences)


_Look = Callable[[Reading], Iterator[str]]


def _read(look: _Look) -> Callable[[Newsroom, Progress], Iterator[str]]:
    return lambda newsroom, progress: _sentences(newsroom, look, progress)


def _sentences(newsroom: Newsroom, look: _Look, progress: Progress) -> Iterator[str]:
    """What a look finds; trouble with the file in the midst of it is a finding as well."""
    try:
        with newsroom.read() as reading, check.stoppable(reading, progress.stop_asked):
            yield from look(reading)
    except check.Stopped as error:
        raise _stopped() from error
    except LibraryError as error:
        yield error.sentence
    if progress.stop_asked():
        raise _stopped()


def _index(newsroom: Newsroom, progress: Progress) -> Iterator[str]:
    try:
        holds = check.does_index_hold(newsroom.library, progress.stop_asked)
    except check.Stopped as error:
        raise _stopped() from error
    except LibraryTrouble as error:
        yield _("The search index could not be checked: {reason}").format(reason=error.sentence)
        return
    if not holds:
        yield _("The search index does not hold what the comments say.")


def _stopped() -> Cancelled:
    return Cancelled(_("The check was stopped. Nothing was changed."))


def _totals(newsroom: Newsroom) -> tuple[int, int]:
    try:
        with newsroom.read() as reading:
            return articles.tally(reading).total, operations.latest(reading)
    except LibraryError:
        return 0, 0  # the findings tell that the file cannot be read


def _file(reading: Reading) -> Iterator[str]:
    for words in check.damage(reading):
        yield _("The file is damaged: {words}.").format(words=words.rstrip("."))
    for table, row, other in check.loose_ends(reading):
        sentence = (
            _("Row {row} of “{table}” points at a row of “{other}” that is not there.")
            if row
            else _("A row of “{table}” points at a row of “{other}” that is not there.")
        )
        yield sentence.format(row=row, table=table, other=other)


def _chain(reading: Reading) -> Iterator[str]:
    for number, what in chain.broken_links(reading):
        yield _BROKEN[what]().format(number=number)
    for comment in check.unlike_the_journal(reading):
        yield _("Comment {number} stands otherwise than the history says.").format(number=comment)


_BROKEN: dict[str, Callable[[], str]] = {
    "gap": lambda: _("The operation before operation {number} is missing or is another one."),
    "operation": lambda: _("Operation {number} was changed after it was written."),
    "changes": lambda: _("What operation {number} did was changed after it was written."),
    "detail": lambda: _("The fields that operation {number} kept were changed afterwards."),
}


def _of_head(head: SignedOff) -> _Check:
    def look(reading: Reading) -> Iterator[str]:
        found = chain.seal_of(reading, head.operation)
        if found is None:
            sentence = _("The head that was signed off is operation {number}; it is not there.")
            yield sentence.format(number=head.operation)
        elif found[1] != head.seal:
            sentence = _(
                "Operation {number} is not the one that was signed off: it, or something before"
                " it, was changed since."
            )
            yield sentence.format(number=head.operation)

    return _Check("head", lambda: _("Comparing the head"), _read(look))


def _counts(reading: Reading) -> Iterator[str]:
    for one in check.miscounts(reading):
        sentence = (
            _("The newsroom is said to have {kept} comments that are {status}; it has {real}.")
            if one.article is None
            else _("“{article}” is said to have {kept} comments that are {status}; it has {real}.")
        )
        yield sentence.format(article=one.article, kept=one.kept, status=one.status, real=one.real)


def _completeness(reading: Reading) -> Iterator[str]:
    for number, lacks in check.approved_incomplete(reading):
        yield _("Comment {number} is approved and lacks {fields}, without a waiver.").format(
            number=number, fields=", ".join(map(field_name, lacks))
        )
    for number in check.without_contact(reading):
        yield _("Comment {number} has lost its private part.").format(number=number)


def _threads(reading: Reading) -> Iterator[str]:
    for number in check.under_another_article(reading):
        yield _("Comment {number} answers a comment under another article.").format(number=number)


_CHECKS = (
    _Check("file", lambda: _("Checking the file"), _read(_file)),
    _Check("search", lambda: _("Checking the search index"), _index),
    _Check("history", lambda: _("Walking the history"), _read(_chain)),
    _Check("counts", lambda: _("Counting"), _read(_counts)),
    _Check("completeness", lambda: _("Looking for what was approved incomplete"),
           _read(_completeness)),
    _Check("threads", lambda: _("Following the threads"), _read(_threads)),
)  # fmt: skip
