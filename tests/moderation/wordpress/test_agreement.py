"""Whatever is decided here, changed there, cut and killed in between: in the end both sides agree.

Nothing is lost, nothing is made twice, and what the rule says holds.
"""

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from db import outbox
from db.site_rows import Connection, Rule, State
from db.words import Verdict
from moderation import arrivals, decisions, edits, history, queue
from moderation.drafts import CommentDraft
from moderation.edits import Edit
from moderation.errors import Cancelled, NewsroomError
from moderation.newsroom import open_newsroom
from moderation.queue import Picked
from moderation.soundness import look_over
from moderation.wordpress import connecting, outgoing, syncing
from moderation.wordpress.patience import Patience
from moderation.wordpress.wire import Login
from tests.moderation.wordpress.sides import here, number_here, there
from tests.peers.fake_server import serving
from tests.peers.fake_site import FakeSite, Fault

WHICH = st.integers(0, 5)
FAULTS = st.one_of(
    st.none(),
    st.builds(
        Fault,
        st.sampled_from(["cut", "cut-after", "status", "html", "garbage", "twice"]),
        method=st.sampled_from(["GET", "POST"]),
        status=st.sampled_from([429, 500, 503]),
        times=st.integers(1, 9),
        skip=st.integers(0, 4),
    ),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), WHICH, st.sampled_from(list(Verdict))),
        st.tuples(st.just("edit"), WHICH, st.sampled_from(["One.", "Two."])),
        st.tuples(st.just("reply"), WHICH, st.none()),
        st.tuples(st.just("undo"), st.just(0), st.none()),
        st.tuples(
            st.just("set there"), WHICH, st.sampled_from(["hold", "approved", "spam", "trash"])
        ),
        st.tuples(st.just("edit there"), WHICH, st.sampled_from(["Uno.", "Due."])),
        st.tuples(st.just("delete there"), WHICH, st.none()),
        st.tuples(st.just("new there"), st.just(0), st.none()),
        st.tuples(st.just("sync"), st.just(0), FAULTS),
        st.tuples(st.just("die"), WHICH, st.none()),
    ),
    max_size=14,
)


class World:
    """A newsroom and a site, and what may happen to either."""

    def __init__(self, folder: Path, site: FakeSite) -> None:
        self.site = site
        self.path = folder / "newsroom.commentdesk"
        self.newsroom = open_newsroom(self.path, create=True, desk="ana")
        tested = connecting.test(site.url, site.user, site.password)
        self.number = connecting.connect(self.newsroom, tested, site.password)[0].site
        self.replies: list[str] = []
        self.texts = 0

    @property
    def joined(self) -> Connection:
        return connecting.by_number(self.newsroom, self.number)

    def do(self, what: str, which: int, given: object) -> None:
        alive = sorted(self.site.comments)
        number = alive[which % len(alive)] if alive else 0
        match what:
            case "set there" if number:
                self.site.set_status(number, str(given))
            case "edit there" if number:
                self.site.edit(number, str(given))
            case "delete there" if number:
                self.site.delete(number)
            case "new there":
                self.texts += 1
                self.site.add(f"New number {self.texts}.")
            case "sync":
                self.sync(given if isinstance(given, Fault) else None)
            case "die":
                self.die(which)
            case "undo" if history.next_undo(self.newsroom) is not None:
                history.undo(self.newsroom)
            case "decide" | "edit" | "reply":
                self.at_the_desk(what, which, given)
            case _:
                pass

    def at_the_desk(self, what: str, which: int, given: object) -> None:
        known = sorted(here(self.newsroom))
        if not known:
            return
        ours = number_here(self.newsroom, known[which % len(known)])
        try:
            comment = queue.comment(self.newsroom, ours)
            if isinstance(given, Verdict):
                decisions.decide(self.newsroom, Picked.of(comment), given)
            elif what == "edit":
                edits.edit(self.newsroom, ours, comment.revision, Edit(body=str(given)))
            else:
                text = f"Reply number {len(self.replies)}."
                draft = CommentDraft("", "Desk", "desk@example.org", text)
                arrivals.add(self.newsroom, draft, article_key=comment.article_key, reply_to=ours)
                self.replies.append(text)
        except NewsroomError:
            pass  # it was taken back, say: nothing to do is no news

    def sync(self, fault: Fault | None = None) -> None:
        self.site.faults = [fault] if fault else []
        calm = Patience(pause=lambda _time: None, chance=lambda: 0.0, tries=2)
        login = Login(self.site.user, self.site.password)
        try:
            syncing.round_with(self.newsroom, self.joined, login, patience=calm, whole=True)
        except Cancelled:
            raise
        except NewsroomError:
            assert fault is not None, "trouble without a fault"
        self.site.faults = []

    def die(self, which: int) -> None:
        """The program is killed while it sends: some of it was done at the site, some not."""
        with self.newsroom.write() as writing:
            ready = outbox.ready(writing, self.number, which)
            outbox.claim(writing, self.number, [one.id for one in ready])
        self.newsroom.close()
        self.newsroom = open_newsroom(self.path, desk="ana")

    def come_to_rest(self, rule: Rule) -> None:
        """The line is good again, and nobody does anything any more."""
        for _round in range(5):
            self.sync()
            for conflict in outgoing.conflicts(self.newsroom):
                outgoing.settle(self.newsroom, conflict.comment, rule)


@settings(max_examples=20)
@given(STEPS, st.sampled_from(list(Rule)), st.sampled_from([Rule.SITE, Rule.OURS]))
@example(
    [("decide", 0, Verdict.SPAM), ("set there", 0, "approved"), ("sync", 0, None)],
    Rule.ASK, Rule.OURS,
)  # fmt: skip
@example(
    [("reply", 0, None), ("sync", 0, Fault("cut-after", method="POST", times=2)), ("die", 3, None)],
    Rule.SITE, Rule.SITE,
)  # fmt: skip
@example(
    [("reply", 0, None), ("die", 1, None), ("undo", 0, None), ("sync", 0, None)],
    Rule.OURS, Rule.OURS,
)  # fmt: skip
def test_both_sides_agree_in_the_end(
    steps: list[tuple[str, int, object]], rule: Rule, word: Rule
) -> None:
    site = FakeSite(duplicates_are_refused=False)
    for text in ("First.", "Second.", "Third."):
        site.add(text)
    with serving(site), tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), site)
        try:
            world.sync()
            connecting.set_rule(world.newsroom, world.number, rule)
            for what, which, given_ in steps:
                world.do(what, which, given_)
            world.come_to_rest(word)
            _they_agree(world)
        finally:
            world.newsroom.close()


def _they_agree(world: World) -> None:
    newsroom, site = world.newsroom, world.site
    ours = {number: status for number, status in here(newsroom).items() if number in site.comments}
    # What was taken back here before it came to anything is hidden, and the site not told.
    shown = {number: status for number, status in ours.items() if status != "withdrawn"}
    assert shown == {number: there(site)[number] for number in shown}
    assert set(ours) == set(site.comments), "lost"
    for number in shown:
        text = queue.comment(newsroom, number_here(newsroom, number)).body
        assert text == site.text_of(number)
    made = Counter(one["content"]["raw"] for one in site.comments.values())
    for text in world.replies:
        assert made[text] <= 1, "sent twice"
    left = outgoing.counts(newsroom)
    assert not left.get(State.WAITING), "left unsent"
    assert not left.get(State.SENDING)
    assert not outgoing.conflicts(newsroom)
    assert look_over(newsroom).is_sound
