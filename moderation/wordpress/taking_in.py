"""What the site tells comes in: through the same intake as any import, and into the history.

New comments are gathered aside and brought in with one write, known ones are brought to agreement;
how far the walk is stands in the same write, so that it goes on where it was, whatever happens.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from db import connections, enqueuing, journal, outbox, remote, staged_articles
from db.library import Writing
from db.rows import OperationId
from db.site_rows import Connection, Entry, Kind, Known, Rule, State
from db.words import Verb
from moderation import ruling
from moderation.changes import SILENT
from moderation.drafts import ArticleDraft
from moderation.exchange.source import Draft, Notes, Reading
from moderation.gathering import Gathering
from moderation.importing import write_comments
from moderation.newsroom import Newsroom
from moderation.rules.judging import RuleBook
from moderation.wordpress import records
from moderation.wordpress.agreeing import Agreeing
from moderation.wordpress.counts import Counts
from moderation.wordpress.records import Told

Marks = Mapping[str, int]


@dataclass(slots=True)
class TakingIn:
    """Takes in what one site tells; `articles` finds what is to be known of its articles."""

    newsroom: Newsroom
    connection: Connection
    counts: Counts
    articles: Callable[[Sequence[str]], Mapping[str, ArticleDraft]]
    _seen_articles: set[str] = field(default_factory=set)

    def take(self, told: Sequence[Told], marks: Marks | None = None) -> None:
        """Take in what was told, and keep the marks of the walk with it."""
        self.counts.looked_at += len(told)
        with self.newsroom.read() as reading:
            known = remote.known(reading, self.connection.site, [one.number for one in told])
            ours = [
                (one, entry)
                for one in told
                if one.key and one.number not in known
                if (entry := outbox.by_key(reading, one.key)) is not None
            ]
        claimed = {one.number for one, _entry in ours}
        news = [one for one in told if one.number not in known and one.number not in claimed]
        changed = [
            one for one in told if one.number in known and self._is_news(known[one.number], one)
        ]
        if news:
            self._bring_in(news, changed, ours, marks or {})
        elif changed or ours or marks:
            with self.newsroom.write() as writing:
                operation = self._begin(writing)
                self._agree(writing, operation, changed, ours)
                self._end(writing, operation, marks or {})

    def let_go(self, numbers: Sequence[int]) -> None:
        """The site has these no more."""
        if not numbers:
            return
        with self.newsroom.write() as writing:
            operation = self._begin(writing)
            self._agree(writing, operation, [records.gone(number) for number in numbers], [])
            self._end(writing, operation, {})

    def settle(self, told: Told, rule: Rule) -> None:
        """Settle one comment as somebody at this desk chose for it."""
        with self.newsroom.write() as writing:
            operation = self._begin(writing, self.newsroom.desk)
            known = remote.known(writing, self.connection.site, [told.number])
            agreeing = Agreeing(self.newsroom, writing, self.connection, operation, self.counts)
            for one in known.values():
                agreeing.agree(one, told, rule=rule)
            self._end(writing, operation, {})

    def adopt(self, writing: Writing, entry: Entry, told: Told) -> Known | None:
        """A comment of ours is at the site now, under a number of its own."""
        remote.keep(
            writing, self.connection.site, entry.comment, told.number, told.status, told.digest
        )
        remote.name_after_site(writing, entry.comment, self.connection.source, told.external_id)
        return remote.known(writing, self.connection.site, [told.number]).get(told.number)

    def _is_news(self, known: Known, told: Told) -> bool:
        """Whether there is anything to do about a comment that both sides have."""
        if told.status != known.base or told.digest != known.digest or known.has_conflict:
            return True
        agrees = known.status is None or known.status.value == told.status or known.incomplete
        return not agrees and not known.is_open

    def _begin(self, writing: Writing, desk: str = "") -> OperationId:
        """Begin an operation of the site's: it is no decision of this desk, nor its undo."""
        host = self.connection.source.partition(":")[2]
        return journal.begin(
            writing, at=self.newsroom.clock(), desk=desk or host, verb=Verb.SYNC,
            detail={"site": self.connection.title},
        )  # fmt: skip

    def _agree(
        self,
        writing: Writing,
        operation: OperationId,
        changed: Sequence[Told],
        ours: Sequence[tuple[Told, Entry]],
    ) -> None:
        known = remote.known(writing, self.connection.site, [one.number for one in changed])
        agreeing = Agreeing(self.newsroom, writing, self.connection, operation, self.counts)
        for one in changed:
            if one.number in known:
                agreeing.agree(known[one.number], one)
        for one, entry in ours:
            self.adopt(writing, entry, one)
            outbox.end(writing, entry.id, State.SENT, "", self.newsroom.clock())
            self.counts.sent += 1

    def _bring_in(
        self,
        news: Sequence[Told],
        changed: Sequence[Told],
        ours: Sequence[tuple[Told, Entry]],
        marks: Marks,
    ) -> None:
        notes = Notes()
        reading = Reading(
            "wordpress-site", self.connection.source, self.connection.title,
            self._drafts(news, notes),
        )  # fmt: skip
        with self.newsroom.stage() as stage:
            gathering = Gathering(
                reading, notes, accept_incomplete=False, rules=self._rules(),
                site=self.connection.site,
            )  # fmt: skip
            with stage.gather() as aside:
                gathering.gather(self.newsroom, aside, lambda: None)
            with stage.write() as writing:
                gathering.tell_apart(self.newsroom, writing)
                remote.take_their_word(
                    writing, [(one.external_id, one.number, one.status, one.digest) for one in news]
                )
                report = gathering.report(writing, self.connection.title, dry_run=False)
                operation = self._begin(writing)
                staged_articles.bring_in(
                    writing, operation, self.connection.source, self.connection.site
                )
                write_comments(self.newsroom, writing, operation, reading, SILENT)
                self._link(writing, operation, news)
                self._agree(writing, operation, changed, ours)
                self._end(writing, operation, marks, articles=bool(report.articles_touched))
        self.counts.added += report.added
        self.counts.followed += report.updated
        self.counts.passed_over += report.refused

    def _rules(self) -> RuleBook:
        with self.newsroom.read() as reading:
            return ruling.rule_book(self.newsroom, reading).of_the_comment()

    def _drafts(self, news: Sequence[Told], notes: Notes) -> Iterator[Draft]:
        """The articles that were not told in this round, and then the comments."""
        wanted = sorted({one.post for one in news if one.post != "0"} - self._seen_articles)
        found = self.articles(wanted) if wanted else {}
        self._seen_articles |= found.keys()
        yield from found.values()
        guessed = set(found)
        for one in news:
            article = records.article(one, notes)
            if article is None:
                self.counts.passed_over += 1
                continue
            if one.post not in guessed and one.post not in self._seen_articles:
                guessed.add(one.post)
                yield article
            yield records.draft(one, notes)

    def _link(self, writing: Writing, operation: OperationId, news: Sequence[Told]) -> None:
        """Keep what the site says of what came; what was decided here before must agree."""
        decided, ruled = remote.keep_gathered(writing, self.connection.site)
        for comment in ruled:
            enqueuing.enqueue_difference(writing, comment, Kind.STATUS)
        if not decided:
            return
        told = {one.number: one for one in news}
        known = remote.known(writing, self.connection.site, [number for _one, number in decided])
        agreeing = Agreeing(self.newsroom, writing, self.connection, operation, self.counts)
        for number, one in known.items():
            agreeing.agree(one, told[number], first=True)

    def _end(
        self, writing: Writing, operation: OperationId, marks: Marks, *, articles: bool = False
    ) -> None:
        connections.set_marks(writing, self.connection.site, **dict(marks))
        if journal.count(writing, operation) or articles:
            journal.seal(writing, operation)
        else:
            journal.forget(writing, operation)
