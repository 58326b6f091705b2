"""The model is one file that can be deleted, and is made again where it is damaged or foreign."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.rows import Comment
from db.words import Status
from moderation.bands import Band, band_of
from moderation.newsroom import Newsroom
from moderation.scores import Scores
from tests.moderation.deciding import NEW_GOOD, NEW_SPAM, decide_many, kept_scores

pytestmark = pytest.mark.usefixtures("no_network")

Put = Callable[..., Comment]


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
    assert kept_scores(newsroom) == {}
    assert scores.learnt().kept is None
    assert scores.is_due()
    assert scores.refit() is not None


def test_a_file_that_is_deleted_under_way_is_not_believed_in(newsroom: Newsroom) -> None:
    decide_many(newsroom)
    scores = Scores(newsroom)
    scores.refit()

    scores.file.unlink()

    assert scores.learnt().kept is None


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
