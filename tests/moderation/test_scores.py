"""The assist learns from decisions alone, says nothing before there are enough, and can forget."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from db import decided
from db.rows import Comment, Score
from db.words import Status, Verdict
from moderation import decisions, likenesses, queue, reasons
from moderation.bands import Band, band_of
from moderation.changes import Silent
from moderation.lessons import is_abuse, whole_from
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.reasons import DecisionReason
from moderation.scores import AUTO_DESK, Question, Scores
from tests.moderation.deciding import decide_many

Put = Callable[..., Comment]
NEW_SPAM = "Earn money from home with tickets, order now at www.example.com/tickets"
NEW_GOOD = "The tram was late again this evening, and nobody told us why."
NEW_ABUSE = "What an idiot you are, you stupid moron, shut up about the tram."


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_told: object, **_named: object) -> None:
        raise AssertionError("a socket was asked for")

    monkeypatch.setattr(socket, "socket", refuse)


def kept(newsroom: Newsroom) -> dict[int, Score]:
    with newsroom.read() as reading:
        rows = reading.run("SELECT comment_id FROM score").scalars().all()
        return decided.scores(reading, rows)


def test_it_ranks_what_nobody_decided_as_the_newsroom_decided_before(
    newsroom: Newsroom, put: Put
) -> None:
    decide_many(newsroom)
    spam, good, abuse = (put(text).id for text in (NEW_SPAM, NEW_GOOD, NEW_ABUSE))
    scores = Scores(newsroom)

    assert scores.refit() is not None
    told = scores.score([spam, good, abuse])

    assert [band_of(told[one]) for one in (spam, good, abuse)] == [
        Band.SPAM, Band.FINE, Band.ABUSE,
    ]  # fmt: skip
    assert scores.score_pending() == 3
    assert kept(newsroom) == told
    assert scores.score_pending() == 0


@pytest.mark.parametrize(("good", "spam"), [(0, 0), (19, 0), (30, 4), (4, 30), (10, 9)], ids=str)
def test_before_twenty_decisions_with_five_of_each_kind_it_says_nothing(
    newsroom: Newsroom, put: Put, good: int, spam: int
) -> None:
    decide_many(newsroom, good=good, spam=spam, abuse=0)
    put(NEW_SPAM)
    scores = Scores(newsroom)

    assert scores.refit() is None
    assert scores.learnt().reason == "few"
    assert scores.score([1]) == {}
    assert scores.score_pending() == 0
    assert not scores.file.exists()


def test_a_question_that_was_decided_too_seldom_has_no_answer(newsroom: Newsroom, put: Put) -> None:
    decide_many(newsroom, abuse=0)
    one = put(NEW_GOOD).id
    scores = Scores(newsroom)
    scores.refit()

    score = scores.score([one])[one]

    assert score.abuse is None
    assert score.spam is not None
    assert score.spam < 0.2
    assert band_of(score) is Band.UNSURE  # nobody asked whether it is abusive


def test_decisions_that_contradict_each_other_make_it_unsure(newsroom: Newsroom, put: Put) -> None:
    for turn in range(15):
        put(NEW_GOOD, status=Status.APPROVED, minute=turn, email=f"a{turn}@example.org")
        put(NEW_GOOD, status=Status.SPAM, minute=turn, email=f"b{turn}@example.org")
    one = put(NEW_GOOD, email="new@example.org").id
    scores = Scores(newsroom)
    scores.refit()

    assert band_of(scores.score([one])[one]) is Band.UNSURE


def test_the_model_is_kept_and_read_again(newsroom: Newsroom, put: Put) -> None:
    decide_many(newsroom)
    one = put(NEW_SPAM).id
    first = Scores(newsroom)
    first.refit()

    again = Scores(newsroom)

    assert again.score([one])[one].risk == pytest.approx(first.score([one])[one].risk, abs=0.01)
    assert (again.file.stat().st_mode & 0o777) == 0o600
    assert again.file.stat().st_size < 3_000_000


def test_of_an_encrypted_newsroom_nothing_is_written_beside_it(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_many(newsroom)
    monkeypatch.setattr(Newsroom, "is_encrypted", True)
    scores = Scores(newsroom)

    assert scores.refit() is not None

    assert not scores.file.exists()
    assert scores.score([put(NEW_SPAM).id])


def test_what_was_learnt_can_be_forgotten_and_is_made_again(newsroom: Newsroom, put: Put) -> None:
    decide_many(newsroom)
    put(NEW_SPAM)
    scores = Scores(newsroom)
    scores.refit()
    scores.score_pending()

    assert scores.forget() is True
    assert scores.forget() is False
    assert kept(newsroom) == {}
    assert scores.learnt().kept is None
    assert scores.is_due()
    assert scores.refit() is not None


def test_a_file_that_is_deleted_under_way_is_not_believed_in(newsroom: Newsroom) -> None:
    decide_many(newsroom)
    scores = Scores(newsroom)
    scores.refit()

    scores.file.unlink()

    assert scores.learnt().kept is None


def test_it_is_due_after_ten_more_operations(newsroom: Newsroom, put: Put) -> None:
    decide_many(newsroom)
    scores = Scores(newsroom)
    assert scores.is_due()
    scores.refit()
    assert not scores.is_due()

    for _n in range(10):
        put(NEW_GOOD, status=Status.APPROVED)

    assert scores.is_due()


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda path: path.write_bytes(b"not a model"), "damaged"),
        (lambda path: path.write_bytes(b""), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:-300]), "damaged"),
        (lambda path: path.write_bytes(b"\0" * 20_000_000), "damaged"),
    ],
    ids=["text", "empty", "cut", "huge"],
)
def test_a_damaged_model_is_made_again_and_said(
    newsroom: Newsroom, spoil: Callable[[Path], object], word: str
) -> None:
    decide_many(newsroom)
    scores = Scores(newsroom)
    scores.refit()
    spoil(scores.file)
    told: list[str] = []
    newsroom.tell = told.append
    fresh = Scores(newsroom)
    assert fresh.learnt().reason == word

    assert fresh.refit() is not None

    assert word in told[0]
    assert Scores(newsroom).learnt().kept is not None


def test_the_model_of_another_newsroom_is_not_used(
    newsroom: Newsroom, open_desk: Callable[..., Newsroom], tmp_path: Path
) -> None:
    decide_many(newsroom)
    Scores(newsroom).refit()
    other = open_desk("jon", tmp_path / "other.commentdesk")
    decide_many(other)
    Scores(other).refit()
    told: list[str] = []
    other.tell = told.append

    Scores(other).file.write_bytes(Scores(newsroom).file.read_bytes())
    fresh = Scores(other)

    assert fresh.learnt().reason == "foreign"
    assert fresh.refit() is not None
    assert "another newsroom" in told[0]


def test_a_model_that_cannot_be_written_is_held_and_said(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_many(newsroom)
    told: list[str] = []
    newsroom.tell = told.append

    def full(*_told: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("moderation.assist.model_file.save", full)

    assert Scores(newsroom).refit() is not None
    assert "No space left on device" in told[0]


def test_what_it_sorted_itself_teaches_it_nothing(
    newsroom: Newsroom, put: Put, open_desk: Callable[..., Newsroom]
) -> None:
    decide_many(newsroom)
    waiting = [put(f"{NEW_GOOD} {n}") for n in range(30)]
    machine = open_desk(AUTO_DESK)
    decisions.decide(machine, Picked.of(*waiting), Verdict.SPAM)

    kept_model = Scores(newsroom).refit()

    assert kept_model is not None
    assert kept_model.decisions == 60


def test_a_group_that_was_rejected_speaks_against_the_next_copy(
    newsroom: Newsroom, put: Put
) -> None:
    decide_many(newsroom, spam=10)
    for n in range(10):
        put(f"A quiet word about the lighthouse keeper's cat and its nine kittens {n}",
            status=Status.SPAM, email=f"k{n}@example.org", minute=n)  # fmt: skip
    copy = put("A quiet word about the lighthouse keeper's cat and its nine kittens!")
    likenesses.catch_up(newsroom)
    with newsroom.read() as reading:
        told = decided.undecided(reading, [copy.id])[0]

    assert (told.copies_good, told.copies_bad) == (0, 10)


def test_stopping_between_batches_keeps_what_was_scored(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.scores._BATCH", 2)
    decide_many(newsroom)
    for n in range(6):
        put(f"{NEW_GOOD} {n}")
    scores = Scores(newsroom)
    scores.refit()

    class StopsAtOnce(Silent):
        told = 0

        def tell(self, done: int, total: int | None, what: str) -> None:
            self.told += 1

        def stop_asked(self) -> bool:
            return self.told > 0

    assert scores.score_pending(progress=StopsAtOnce()) == 2
    assert scores.score_pending() == 4


@pytest.mark.parametrize(
    "text", ["", "!", "😀" * 300, "a" * 1_000_000, "aЖ中 " * 50_000, "\u200b\u200b", "\x00"]
)
def test_odd_texts_have_a_score_too(newsroom: Newsroom, put: Put, text: str) -> None:
    decide_many(newsroom)
    one = put(text).id
    scores = Scores(newsroom)
    scores.refit()

    score = scores.score([one])[one]

    assert score.spam is not None
    assert 0 <= score.spam <= 1


def test_reasons_tell_abuse_from_the_rest(newsroom: Newsroom) -> None:
    reasons.keep(
        newsroom,
        [DecisionReason("rude", "Rude", abuse=True), DecisionReason("insult", "Too much insulin")],
    )
    abusive = reasons.abusive(newsroom)

    def told(reason: str) -> bool | None:
        return is_abuse(Status.REJECTED, reason, abusive)

    assert told("rude") is True
    assert told("hatred") is True, "it was on the list once"
    assert told("insult") is None, "the newsroom says that it is none"
    assert told("off-topic") is None
    assert told("") is True
    assert is_abuse(Status.APPROVED, "", abusive) is False
    assert is_abuse(Status.SPAM, "rude", abusive) is None


def test_its_own_measure_is_of_decisions_that_came_later(newsroom: Newsroom) -> None:
    decide_many(newsroom, good=60, spam=60, abuse=0)

    kept_model = Scores(newsroom).refit()

    assert kept_model is not None
    quality = kept_model.model.heads[Question.SPAM].quality
    assert quality.tried == 72  # of 120, what came after the first forty in a hundred
    assert quality.ranking > 0.9


def test_all_of_it_goes_on_while_others_decide(newsroom: Newsroom, put: Put) -> None:
    decide_many(newsroom)
    one = put(NEW_SPAM)
    scores = Scores(newsroom)
    scores.refit()

    decisions.decide(newsroom, Picked.of(queue.comment(newsroom, one.id)), Verdict.SPAM)

    assert scores.score_pending() == 0
    assert scores.score([one.id])[one.id].risk > 0.5


def test_a_reason_that_is_given_a_moment_later_counts(newsroom: Newsroom, put: Put) -> None:
    one, other = put(NEW_GOOD), put(NEW_ABUSE)
    for comment, reason in ((one, "off-topic"), (other, "insult")):
        changes = decisions.decide(newsroom, Picked.of(comment), Verdict.REJECT)
        assert changes.operation is not None
        reasons.give(newsroom, changes.operation, "advertising")
        reasons.give(newsroom, changes.operation, reason)

    with newsroom.read() as reading:
        told = {each.comment: each.reason for each in decided.decided(reading, 10)}

    assert told == {one.id: "off-topic", other.id: "insult"}


def test_how_well_it_does_is_found_out_anew_after_a_tenth_more(
    newsroom: Newsroom, put: Put
) -> None:
    decide_many(newsroom, good=50, spam=50, abuse=0)
    scores = Scores(newsroom)
    scores.refit()
    first = scores.learnt().kept
    put(NEW_GOOD, status=Status.APPROVED)

    again = scores.refit(thorough=False)
    for _n in range(12):
        put(NEW_GOOD, status=Status.APPROVED)
    later = scores.refit(thorough=False)

    assert first is not None
    assert again is not None
    assert later is not None
    of = [one.model.heads[Question.SPAM].quality.of for one in (first, again, later)]
    assert of == [100, 100, 113]


def test_what_there_is_too_much_of_does_not_make_the_rest_look_common(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.lessons.MOST", 30)
    decide_many(newsroom, good=0, spam=40, abuse=0)
    decide_many(newsroom, good=60, spam=6, abuse=0)
    with newsroom.read() as reading:
        known = decided.decided(reading, 30)

    place = whole_from(known)

    whole = [one.status for one in known[place:]]
    assert whole.count(Status.APPROVED) == 30
    assert place > 0
    assert whole.count(Status.SPAM) < 10
    assert Scores(newsroom).refit() is not None


def test_what_another_desk_learnt_is_known_here(newsroom: Newsroom, put: Put) -> None:
    decide_many(newsroom)
    here, there = Scores(newsroom), Scores(newsroom)
    here.refit()
    for _n in range(20):
        put(NEW_GOOD, status=Status.APPROVED)

    there.refit()

    kept_here = here.learnt().kept
    assert kept_here is not None
    assert kept_here.decisions == 80


def test_of_an_encrypted_newsroom_nothing_lies_in_the_open(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_many(newsroom)
    one = put(NEW_SPAM).id
    Scores(newsroom).refit()
    monkeypatch.setattr(Newsroom, "is_encrypted", True)
    scores = Scores(newsroom)
    assert scores.learnt().kept is None

    scores.refit()

    assert band_of(scores.score([one])[one]) is Band.SPAM
    assert not scores.file.exists()
    assert Scores(newsroom).learnt().kept is None


def test_what_has_a_score_is_scored_again_only_when_that_is_asked(
    newsroom: Newsroom, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide_many(newsroom)
    scores = Scores(newsroom)
    scores.refit()
    first = put(NEW_SPAM).id
    scores.score_pending(again=False)
    second = put(NEW_GOOD).id
    with newsroom.write() as writing:
        decided.keep_scores(writing, {first: Score(0.5, 0.5)})

    assert scores.score_pending(again=False) == 1
    assert kept(newsroom)[first] == Score(0.5, 0.5)
    assert second in kept(newsroom)
    assert scores.score_pending() == 1
    assert kept(newsroom)[first] != Score(0.5, 0.5)
