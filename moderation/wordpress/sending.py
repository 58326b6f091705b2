"""What waits in the outbox goes to the site: in order for each comment, a few at a time.

Before some are sent, the site is asked how it has those comments now; what was changed there since
is settled first. WordPress says 200 to what it does not do, so the answer is read, not its number.
"""

import ipaddress
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from db import enqueuing, journal, outbox, remote
from db.library import Writing
from db.rows import CommentId, OperationId
from db.site_rows import Connection, Entry, Kind, State, ToSend
from db.words import WITHDRAWN, Status, Verb
from moderation.newsroom import Newsroom
from moderation.wordpress import records, refusals, replying, troubles, walking
from moderation.wordpress.agreeing import Agreeing
from moderation.wordpress.answers import Answer
from moderation.wordpress.counts import Counts
from moderation.wordpress.patience import Patience
from moderation.wordpress.records import Told
from moderation.wordpress.taking_in import TakingIn
from moderation.wordpress.troubles import SiteTrouble, Trouble
from moderation.wordpress.wire import Wire
from resources.translation import _

_BATCH = 100
_AT_ONCE = 4
# Why an entry was never sent: the comment it was to make is not wanted any more.
NOT_WANTED = "not-wanted"
NOT_DONE = "not-done"
FLOOD_SECONDS = 15.0
# What stands for none where WordPress takes no empty one.
_NOBODY = "0.0.0.0"  # noqa: S104 - an address in a comment, and nothing listens there
_NO_AGENT = "-"
# A site that fails so often over one comment is not asked about it any more by itself.
_MOST_TRIES = 8


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one entry: the comment as the site has it now, a refusal, or trouble."""

    entry: Entry
    told: Told | None = None
    why: str = ""
    trouble: SiteTrouble | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """Sends what waits for one site."""

    newsroom: Newsroom
    connection: Connection
    wire: Wire
    patience: Patience
    counts: Counts
    taking: TakingIn

    def run(self) -> None:
        """Send all that can be sent; trouble is raised once what was done is kept.

        While some are on their way, the site is asked how it has the next ones.
        """
        following: Sequence[Entry] = ()
        try:
            with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="site") as pool:
                entries = self._claimed()
                while entries:
                    bodies = self._bodies(entries)
                    asked = [pool.submit(self._try, one, bodies[one.comment]) for one in entries]
                    try:
                        following = self._claimed()
                    finally:
                        done = [one.result() for one in asked]
                        self._keep(done, bodies)
                    self._tell()
                    for one in done:
                        if one.trouble is not None:
                            raise one.trouble
                    self.patience.check()
                    # Some may have waited behind those that were on their way.
                    entries, following = following or self._claimed(), ()
        finally:
            self._give_back(following)

    def _give_back(self, entries: Sequence[Entry]) -> None:
        """What was claimed and is not sent after all waits again."""
        if entries:
            with self.newsroom.write() as writing:
                for one in entries:
                    outbox.wait_again(writing, one.id)

    def _claimed(self) -> Sequence[Entry]:
        """The next entries, once the site's own changes of these comments are settled."""
        with self.newsroom.read() as reading:
            ready = outbox.ready(reading, self.connection.site, _BATCH)
        numbers = [one.number for one in ready if one.number is not None]
        if numbers:
            found = walking.these(self.wire, self.patience, sorted(set(numbers)))
            self.taking.take(found)
            missing = sorted(set(numbers) - {one.number for one in found})
            self.taking.let_go(
                [one for one in missing if walking.is_gone(self.wire, self.patience, one)]
            )
        with self.newsroom.write() as writing:
            claimed = outbox.claim(writing, self.connection.site, [one.id for one in ready])
        if ready and not claimed:
            # All of these were settled; others may wait behind them.
            return self._claimed() if self._is_left(ready) else ()
        return claimed

    def _is_left(self, before: Sequence[Entry]) -> bool:
        with self.newsroom.read() as reading:
            now = outbox.ready(reading, self.connection.site, _BATCH)
        return bool(now) and [one.id for one in now] != [one.id for one in before]

    def _bodies(self, entries: Sequence[Entry]) -> dict[CommentId, ToSend]:
        with self.newsroom.read() as reading:
            return dict(outbox.to_send(reading, [one.comment for one in entries]))

    def _try(self, entry: Entry, body: ToSend) -> Done:
        if entry.kind is Kind.REPLY and body.status in {
            Status.REJECTED, Status.SPAM, WITHDRAWN,
        }:  # fmt: skip
            return Done(entry, why=NOT_WANTED)
        try:
            if entry.kind is Kind.REPLY:
                return self._reply(entry, body)
            answer = self.patience.ask(lambda: self._post(entry, body))
        except SiteTrouble as trouble:
            return Done(entry, trouble=trouble)
        return self._read(entry, answer)

    def _post(self, entry: Entry, body: ToSend) -> Answer:
        if entry.kind is Kind.STATUS:
            wished: dict[str, object] = {"status": records.WORDS[entry.wanted]}
        else:
            wished = replying.fields(body)
        # WordPress takes whoever changes a comment over REST for its commenter, and writes the
        # moderator's IP address and user agent over theirs; so these go with every change.
        if not body.is_own:
            agent = body.user_agent or _NO_AGENT
            wished |= {"author_ip": _ip(body.ip), "author_user_agent": agent}
        route = f"wp/v2/comments/{entry.number}"
        return self._answered(self.wire.post(route, wished, key=entry.key))

    def _reply(self, entry: Entry, body: ToSend) -> Done:
        """Make the comment there, unless an earlier try did, of which the answer was lost."""

        def attempt() -> Told | Answer:
            found = replying.sent_already(self.wire, body, entry.key)
            if found is not None:
                return found
            answer = self._answered(
                self.wire.post("wp/v2/comments", replying.wished(body), key=entry.key, is_new=True)
            )
            if answer.code == refusals.DUPLICATE:
                return replying.same_text(self.wire, body) or answer
            return answer

        found = self.patience.ask(attempt)
        return Done(entry, found) if isinstance(found, Told) else self._read(entry, found)

    def _answered(self, answer: Answer) -> Answer:
        """The answer, if it is one about this comment and not about us."""
        if answer.status == 401:
            raise troubles.wrong_password(self.wire.host, self.wire.user)
        if answer.code == refusals.FLOOD:
            raise troubles.busy(self.wire.host, FLOOD_SECONDS)
        return answer

    def _read(self, entry: Entry, answer: Answer) -> Done:
        if not answer.is_fine:
            return Done(entry, why=refusals.kept(answer.reason, answer.message))
        told = records.read(answer.data)
        if told is None:
            return Done(entry, trouble=troubles.unreadable(self.wire.host))
        if entry.kind is Kind.STATUS and told.status != entry.wanted:
            return Done(entry, why=NOT_DONE)
        return Done(entry, told)

    def _keep(self, done: Sequence[Done], bodies: dict[CommentId, ToSend]) -> None:
        """Keep what came of all these with one write."""
        host = self.connection.source.partition(":")[2]
        with self.newsroom.write() as writing:
            operation = journal.begin(
                writing, at=self.newsroom.clock(), desk=host, verb=Verb.SYNC,
                detail={"site": self.connection.title},
            )  # fmt: skip
            for one in done:
                self._keep_one(writing, operation, one, bodies[one.entry.comment])
            if journal.count(writing, operation):
                journal.seal(writing, operation)
            else:
                journal.forget(writing, operation)

    def _keep_one(self, writing: Writing, operation: OperationId, done: Done, sent: ToSend) -> None:
        entry, now = done.entry, self.newsroom.clock()
        trouble = done.trouble
        if trouble is not None and trouble.kind is Trouble.FAILING and entry.tries > _MOST_TRIES:
            outbox.end(writing, entry.id, State.REFUSED, refusals.FAILING, now)
            self.counts.refused += 1
        elif trouble is not None:
            outbox.wait_again(writing, entry.id)
        elif done.told is None and done.why == NOT_WANTED:
            outbox.end(writing, entry.id, State.OVERRULED, done.why, now)
        elif done.told is None and refusals.is_gone(done.why):
            outbox.end(writing, entry.id, State.OVERRULED, refusals.GONE, now)
            self._let_go(writing, operation, entry)
        elif done.told is None:
            outbox.end(writing, entry.id, State.REFUSED, done.why, now)
            self.counts.refused += 1
        else:
            outbox.end(writing, entry.id, State.SENT, "", now)
            self.counts.sent += 1
            self._follow(writing, operation, entry, done.told, sent)

    def _let_go(self, writing: Writing, operation: OperationId, entry: Entry) -> None:
        if entry.number is None:
            return
        known = remote.known(writing, self.connection.site, [entry.number])
        agreeing = Agreeing(self.newsroom, writing, self.connection, operation, self.counts)
        for one in known.values():
            agreeing.agree(one, records.gone(entry.number))

    def _follow(
        self, writing: Writing, operation: OperationId, entry: Entry, told: Told, sent: ToSend
    ) -> None:
        """What the site has now is what both sides last had; what it made of a text is taken over.

        Of a status nothing but the status is known to be new: a text that was changed there
        meanwhile is seen the next time.
        """
        if entry.kind is Kind.STATUS:
            remote.set_base(writing, entry.comment, status=told.status)
            return
        if entry.kind is Kind.REPLY:
            self.taking.adopt(writing, entry, told)
        else:
            remote.set_base(writing, entry.comment, digest=told.digest)
        now = outbox.to_send(writing, [entry.comment])[entry.comment]
        # One that is the site's own, and a duplicate of ours, keeps the status that it has there.
        is_ours = told.key == entry.key
        if entry.kind is Kind.REPLY and is_ours and now.status != told.status:
            if now.status == WITHDRAWN:
                enqueuing.enqueue_withdrawn(writing, entry.comment)
            else:
                enqueuing.enqueue_difference(writing, entry.comment, Kind.STATUS)
        if _texts(now) != _texts(sent):
            enqueuing.enqueue_difference(writing, entry.comment, Kind.EDIT)
        elif told.fields()["body"].strip() != replying.text(sent).strip():
            known = remote.known(writing, self.connection.site, [told.number])
            agreeing = Agreeing(self.newsroom, writing, self.connection, operation, self.counts)
            for one in known.values():
                agreeing.take_over_fields(one, told)

    def _tell(self) -> None:
        with self.newsroom.read() as reading:
            waiting = outbox.counts(reading, self.connection.site).get(State.WAITING, 0)
        sent = self.counts.sent
        self.patience.progress.tell(sent, sent + waiting, _("Sending decisions to the site"))


def _ip(told: str) -> str:
    """The commenter's address; nobody's where there is none, for WordPress takes no empty one."""
    try:
        return str(ipaddress.ip_address(told.strip()))
    except ValueError:
        return _NOBODY


def _texts(one: ToSend) -> tuple[str, str, str, str]:
    return one.name, one.email, one.url, one.body
