"""Trust, watch and block: one person is one address, each is undoable, and new comments obey."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.rows import Comment
from db.words import Standing, Status, Verb, Verdict
from moderation import arrivals, history, queue
from moderation.decisions import decide
from moderation.drafts import CommentDraft
from moderation.errors import NewsroomError, NotFound
from moderation.importing import import_file
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.search.grammar import parse
from moderation.soundness import look_over
from moderation.standings import give, give_to_address, regard
from tests.calling import write_export

Put = Callable[..., Comment]


def arrive(newsroom: Newsroom, email: str = "ana@example.org", name: str = "Ana") -> Comment:
    draft = CommentDraft(article="bridge", name=name, email=email, body="The lights are green.")
    return queue.comment(newsroom, arrivals.add(newsroom, draft, article_key="bridge").comments[0])


def found(newsroom: Newsroom, text: str) -> list[int]:
    query = parse(text, today=newsroom.clock().date(), zone=newsroom.zone)
    return sorted(queue.find(newsroom, query).ids)


@pytest.fixture
def ana(put: Put) -> Comment:
    """A pending comment of Ana's."""
    return put("At last.", article="bridge", name="Ana", email="ana@example.org")


@pytest.mark.parametrize(
    ("standing", "status"),
    [
        (Standing.TRUSTED, Status.APPROVED),
        (Standing.WATCHED, Status.PENDING),
        (Standing.BLOCKED, Status.REJECTED),
        (Standing.NONE, Status.PENDING),
    ],
)
def test_a_standing_decides_on_what_comes_in_next_and_on_nothing_else(
    newsroom: Newsroom, ana: Comment, standing: Standing, status: Status
) -> None:
    give(newsroom, ana.id, Standing.WATCHED)
    give(newsroom, ana.id, standing)

    assert arrive(newsroom, email="ANA@example.org").status is status
    assert arrive(newsroom, email="jon@example.org").status is Status.PENDING
    assert queue.comment(newsroom, ana.id).status is Status.PENDING
    assert look_over(newsroom).is_sound


def test_a_block_ends_by_itself(newsroom: Newsroom, ana: Comment) -> None:
    now = newsroom.clock()
    give(newsroom, ana.id, Standing.BLOCKED, until=now + timedelta(days=3))
    assert arrive(newsroom).status is Status.REJECTED

    newsroom.clock = lambda: now + timedelta(days=3)

    assert arrive(newsroom).status is Status.PENDING
    assert queue.cards(newsroom, [ana.id])[0].standing is Standing.NONE


def test_undo_gives_back_what_was_thought_before(newsroom: Newsroom, ana: Comment) -> None:
    give(newsroom, ana.id, Standing.TRUSTED)
    give(newsroom, ana.id, Standing.BLOCKED)

    history.undo(newsroom)
    assert regard(newsroom, ana.id).standing is Standing.TRUSTED
    history.undo(newsroom)
    assert regard(newsroom, ana.id).standing is Standing.NONE
    history.redo(newsroom)

    assert regard(newsroom, ana.id).standing is Standing.TRUSTED
    assert look_over(newsroom).is_sound


def test_undo_leaves_what_somebody_thought_since(newsroom: Newsroom, ana: Comment) -> None:
    trusted = give(newsroom, ana.id, Standing.TRUSTED)
    give(newsroom, ana.id, Standing.BLOCKED)

    told = history.undo(newsroom, trusted.operation)

    assert regard(newsroom, ana.id).standing is Standing.BLOCKED
    assert "changed since" in told.sentence


def test_a_decision_taken_since_is_in_nobodys_way(newsroom: Newsroom, ana: Comment) -> None:
    trusted = give(newsroom, ana.id, Standing.TRUSTED)
    decide(newsroom, Picked.of(ana), Verdict.APPROVE)

    told = history.undo(newsroom, trusted.operation)

    assert (told.left_count, told.sentence) == (0, "Undone: Trust a commenter.")
    assert regard(newsroom, ana.id).standing is Standing.NONE
    assert queue.comment(newsroom, ana.id).status is Status.APPROVED


def test_the_story_of_the_comment_tells_of_it(newsroom: Newsroom, ana: Comment) -> None:
    give(newsroom, ana.id, Standing.WATCHED)

    assert history.story(newsroom, ana.id)[-1][0].verb is Verb.WATCH


def test_without_an_address_there_is_nobody(newsroom: Newsroom, put: Put) -> None:
    one = put("Hm.", name="Jon", email="", lacks="email", status=Status.PENDING)

    with pytest.raises(NewsroomError, match="Jon left no valid e-mail"):
        give(newsroom, one.id, Standing.TRUSTED)
    with pytest.raises(NotFound):
        give(newsroom, 999, Standing.TRUSTED)
    with pytest.raises(NewsroomError, match="not an e-mail"):
        give_to_address(newsroom, "ana@", Standing.TRUSTED)


def test_a_block_in_the_past_is_refused(newsroom: Newsroom, ana: Comment) -> None:
    with pytest.raises(NewsroomError, match="future"):
        give(newsroom, ana.id, Standing.BLOCKED, until=newsroom.clock())


def test_the_same_again_is_no_operation(newsroom: Newsroom, ana: Comment) -> None:
    give(newsroom, ana.id, Standing.TRUSTED)

    assert give(newsroom, ana.id, Standing.TRUSTED).operation is None


def test_an_address_can_be_blocked_before_it_ever_wrote(newsroom: Newsroom, ana: Comment) -> None:
    done = give_to_address(newsroom, "Troll@Example.net", Standing.BLOCKED)

    assert (list(done.comments), done.sentence[:12]) == ([], "This address")
    assert arrive(newsroom, email="troll@example.net").status is Status.REJECTED


def test_nobody_is_approved_incomplete_by_trust(newsroom: Newsroom, tmp_path: Path) -> None:
    export = write_export(tmp_path, comments=1)
    text = export.read_text("utf-8")
    nameless = re.sub(r"(<wp:comment_author>).*?(</wp:comment_author>)", r"\1\2", text)
    assert nameless != text
    export.write_text(nameless, "utf-8")
    give_to_address(newsroom, "ana1@example.org", Standing.TRUSTED)

    assert import_file(newsroom, export).by_status == {"pending": 1}


def test_searches_find_them(newsroom: Newsroom, ana: Comment, put: Put) -> None:
    jon = put("Hm.", article="bridge", name="Jon", email="jon@example.org")
    give(newsroom, ana.id, Standing.TRUSTED)
    give(newsroom, jon.id, Standing.BLOCKED)

    assert found(newsroom, "from:trusted") == [ana.id]
    assert found(newsroom, "from:blocked") == [jon.id]
    assert found(newsroom, "from:watched") == []
    assert [one.standing for one in queue.cards(newsroom, [ana.id, jon.id])] == [
        Standing.TRUSTED,
        Standing.BLOCKED,
    ]


def test_an_import_obeys_what_is_thought(newsroom: Newsroom, tmp_path: Path) -> None:
    give_to_address(newsroom, "ana1@example.org", Standing.TRUSTED)
    give_to_address(newsroom, "ana2@example.org", Standing.BLOCKED)

    report = import_file(newsroom, write_export(tmp_path, comments=3))

    assert report.by_status == {"pending": 1, "approved": 1, "rejected": 1}
    assert [one.message for one in report.warnings] == [
        "1 comment by a trusted commenter is approved.",
        "1 comment by a blocked commenter is rejected.",
    ]
    assert report.read == report.added
    assert look_over(newsroom).is_sound


@pytest.mark.parametrize("standing", [Standing.WATCHED, Standing.BLOCKED])
def test_what_the_source_approved_before_stays_approved(
    newsroom: Newsroom, tmp_path: Path, standing: Standing
) -> None:
    export = write_export(tmp_path, comments=2)
    text = export.read_text("utf-8")
    approved = text.replace("comment_approved>0<", "comment_approved>1<")
    assert approved != text
    export.write_text(approved, "utf-8")
    give_to_address(newsroom, "ana1@example.org", standing)
    newsroom.clock = lambda: datetime.fromisoformat("2001-01-01T00:00:00+00:00")
    give_to_address(newsroom, "ana2@example.org", standing)

    report = import_file(newsroom, export)

    held = {Standing.WATCHED: "pending", Standing.BLOCKED: "rejected"}[standing]
    assert report.by_status == {"approved": 1, held: 1}
