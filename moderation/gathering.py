"""Gathering: the drafts of one file pass intake, are put aside, and are told apart.

Everything that is wrong with a row is kept with its place, for the report.
"""

import hashlib
import json
from collections.abc import Callable, Mapping

from db import articles, holds, parents, staged_articles, staging
from db.library import Writing
from db.moments import to_stored
from db.rows import SiteId
from db.words import Field, RuleAction, Status
from moderation import intake, standings
from moderation.arrivals import ENTERS_AS, arrival_of, wanted_key
from moderation.blank import storable
from moderation.drafts import ArticleDraft, CommentDraft, Problem
from moderation.edits import checked_fields
from moderation.exchange.source import Notes, Reading, Refusal
from moderation.newsroom import Newsroom
from moderation.reports import ImportReport, Warned
from moderation.rules.judging import NoPast, RuleBook
from resources.translation import _

_BATCH = 500
# So many articles, with their texts, are held at once.
_SHELF = 50
# So many problems are named one by one; the counts tell the rest.
NAMED = 1_000
_PLACES = 5


class Gathering:
    """The drafts of one file on their way in."""

    def __init__(
        self,
        reading: Reading,
        notes: Notes,
        *,
        accept_incomplete: bool,
        rules: RuleBook,
        site: SiteId = articles.DEFAULT_SITE,
    ) -> None:
        self.reading = reading
        self.site = site
        self._rules = rules
        self._holds: list[tuple[object, ...]] = []
        self.problems: list[Problem] = []
        self.problem_count = 0
        self._notes = notes
        self._accept_incomplete = accept_incomplete
        self._refused = 0
        self._entered: list[Warned] = []
        self._required = intake.Requirements()

    def gather(self, newsroom: Newsroom, gathering: Writing, tell: Callable[[], None]) -> None:
        """Read the whole file into the temporary tables; `tell` is called every few hundred."""
        with newsroom.read() as reading:
            site = next(one for one in articles.sites(reading) if one.id == self.site)
        self._required = intake.Requirements(name=site.name_required, email=site.email_required)
        staging.prepare(gathering)
        rows: list[tuple[object, ...]] = []
        shelf: list[tuple[object, ...]] = []
        for draft in self.reading.drafts:
            match draft:
                case ArticleDraft():
                    shelf.append(_article(draft))
                case CommentDraft():
                    rows.append(self._row(draft, newsroom))
                case Refusal():
                    self._refuse(draft)
            if len(rows) >= _BATCH or len(shelf) >= _SHELF:
                self._put_aside(gathering, rows, shelf)
                tell()
        self._put_aside(gathering, rows, shelf)
        for names in staged_articles.untold(gathering):
            staged_articles.gather(gathering, [_article(_nameless(name)) for name in names])
        tell()

    def _row(self, draft: CommentDraft, newsroom: Newsroom) -> tuple[object, ...]:
        checked = intake.check(draft, self._required)
        clean, fields = checked.draft, checked_fields(checked)
        waiver = (
            _("Taken in incomplete on import.")
            if checked.lacks and self._accept_incomplete
            else None
        )
        self._note(checked)
        external_id = storable(clean.external_id or _fingerprint(clean))
        status = arriving_status(checked, waived=waiver is not None)
        if not self._rules.is_empty:
            status = self._judged(checked, fields, external_id, status)
        return (
            storable(clean.article), external_id,
            None if clean.parent is None else storable(clean.parent), clean.kind, status,
            fields["name"], fields["url"],
            to_stored(clean.submitted_at or newsroom.clock()), fields["body"],
            clean.body_format, fields["text"], fields["links"], fields["lacks"], waiver,
            fields["email"], fields["email_key"], fields["email_domain"], clean.ip,
            clean.user_agent,
            json.dumps(dict(clean.extra), ensure_ascii=False), _digest(draft), clean.where,
        )  # fmt: skip

    def _put_aside(
        self, gathering: Writing, rows: list[tuple[object, ...]], shelf: list[tuple[object, ...]]
    ) -> None:
        staging.gather(gathering, rows)
        staging.gather_holds(gathering, self._holds)
        staged_articles.gather(gathering, shelf)
        for gathered in (rows, self._holds, shelf):
            gathered.clear()

    def _judged(
        self, checked: intake.Checked, fields: Mapping[str, object], external_id: str, came: Status
    ) -> Status:
        """The status once the rules were asked; what the source turned away stays turned away."""
        if came not in (Status.PENDING, Status.APPROVED):
            return came
        judgement = self._rules.judge(arrival_of(checked, fields, None), NoPast())
        self._holds.extend((external_id, *holds.row(one)) for one in judgement.holds)
        if judgement.action in (RuleAction.HOLD, RuleAction.REJECT):
            return ENTERS_AS[judgement.action]
        return came

    def _note(self, checked: intake.Checked) -> None:
        for problem in problems_of(checked):
            self._name(problem)

    def _refuse(self, refusal: Refusal) -> None:
        self._refused += 1
        self._name(Problem(refusal.field, refusal.message, refusal.where))

    def _name(self, problem: Problem) -> None:
        self.problem_count += 1
        if len(self.problems) < NAMED:
            self.problems.append(problem)

    def tell_apart(self, newsroom: Newsroom, writing: Writing) -> None:
        """Find out what is new of the articles and comments, whom each answers, where it goes."""
        staging.tell_apart(writing, self.reading.source)
        for kind, count, told in standings.enter(writing, newsroom.clock()):
            self._entered.append(Warned(kind, count, told, ()))
        self._cut_loose(writing)
        self._name_all(
            writing,
            staging.KEPT,
            Field.STATUS,
            _("The file has it otherwise; it was decided here since and is left so."),
        )
        for place in staged_articles.places(writing, staged_articles.KEPT, NAMED):
            told = _("The file has the article otherwise; it was changed here and is left so.")
            self._name(Problem(Field.ARTICLE, told, place))
        self._name_all(
            writing,
            staging.CLASHING,
            Field.COMMENT,
            _("An earlier comment of the file has its id and is another one; it was not taken."),
        )
        self._name_all(
            writing,
            staging.ERASED,
            Field.COMMENT,
            _("It was erased here at the commenter’s request, and stays away."),
        )

    def _cut_loose(self, writing: Writing) -> None:
        """Let stand by itself what answers in a circle, or answers what is not here."""
        for place in parents.cut_circles(writing):
            told = _("It answers itself in a circle; it stands by itself now.")
            self._name(Problem(Field.PARENT, told, place))
        count, places = parents.orphans(writing, NAMED)
        for place in places:
            told = _("What it answers is not here; it stands by itself now.")
            self._name(Problem(Field.PARENT, told, place))
        self.problem_count += count - len(places)

    def _name_all(self, writing: Writing, outcome: str, field: str, told: str) -> None:
        """Say that of all comments of one outcome."""
        places = staging.places(writing, outcome, NAMED)
        for place in places:
            self._name(Problem(field, told, place))
        self.problem_count += staging.outcomes(writing).get(outcome, 0) - len(places)

    def report(self, writing: Writing, file: str, *, dry_run: bool) -> ImportReport:
        """What is about to come in, or what would."""
        found = staging.outcomes(writing)
        shelf = staged_articles.outcomes(writing)
        known = (staging.UNCHANGED, staging.KEPT, staging.REPEATED)
        turned_away = (staging.CLASHING, staging.ERASED)
        return ImportReport(
            file=file,
            format=self.reading.format,
            source=self.reading.source,
            added=found.get(staging.ADDED, 0) + found.get(staging.BACK, 0),
            unchanged=sum(found.get(outcome, 0) for outcome in known),
            updated=found.get(staging.UPDATED, 0),
            refused=self._refused + sum(found.get(outcome, 0) for outcome in turned_away),
            held=staging.held(writing),
            ruled=holds.gathered(writing),
            articles_added=shelf.get(staging.ADDED, 0) + shelf.get(staging.BACK, 0),
            articles_updated=shelf.get(staging.UPDATED, 0),
            by_status=_by_status(staging.statuses(writing)),
            problems=tuple(self.problems),
            problem_count=self.problem_count,
            warnings=(
                *self._entered,
                *(
                    Warned(one.kind, one.count, one.message, tuple(one.places[:_PLACES]))
                    for one in self._notes.warnings()
                ),
            ),
            dry_run=dry_run,
        )


def arriving_status(checked: intake.Checked, *, waived: bool) -> Status:
    """Nobody is approved incomplete; what was turned away elsewhere stays turned away."""
    status = checked.draft.status
    if status is Status.APPROVED and checked.lacks and not waived:
        return Status.PENDING
    return status


def problems_of(checked: intake.Checked) -> list[Problem]:
    """All that is wrong with one row, with its place."""
    where = checked.draft.where
    found = [Problem(problem.field, problem.message, where) for problem in checked.problems]
    if checked.draft.submitted_at is None:
        told = _("It has no date; the time of import was taken.")
        found.append(Problem(Field.DATE, told, where))
    return found


def _article(draft: ArticleDraft) -> tuple[object, ...]:
    return (
        storable(draft.external_id), wanted_key(draft), storable(draft.title).strip(),
        storable(draft.url),
        None if draft.published_at is None else to_stored(draft.published_at),
        storable(draft.body),
        draft.body_format, int(draft.open), int(draft.public), int(draft.protected),
        int(draft.guessed), draft.where,
    )  # fmt: skip


def _nameless(external_id: str) -> ArticleDraft:
    return ArticleDraft(external_id, title="", guessed=True)


def _by_status(found: dict[str, int]) -> dict[str, int]:
    return {status.value: found[status] for status in Status if found.get(status)}


def _digest(draft: CommentDraft) -> str:
    """How a row of the source looked, to see a newer one; kept with the private part."""
    told = json.dumps(
        [
            draft.article, draft.parent, draft.kind, draft.status, draft.name, draft.email,
            draft.url, draft.ip, draft.user_agent, draft.body, draft.body_format,
            draft.submitted_at and to_stored(draft.submitted_at),
        ],
        ensure_ascii=True,
    )  # fmt: skip
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def _fingerprint(draft: CommentDraft) -> str:
    """An identity for a comment whose source gave it none; nothing private goes into it."""
    when = draft.submitted_at and to_stored(draft.submitted_at)
    told = json.dumps([draft.article, draft.name, when, draft.body], ensure_ascii=True)
    return f"fingerprint:{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}"
