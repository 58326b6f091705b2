"""Importing: each reply comes under what it answers, whichever came first, and none is lost."""

import pytest

from moderation import history, queue
from moderation.importing import import_file
from moderation.newsroom import Newsroom
from tests.moderation.exported import Export, Given, found


def test_a_reply_finds_a_parent_that_comes_later_in_the_file(
    newsroom: Newsroom, export: Export
) -> None:
    report = import_file(newsroom, export(Given(1, "reply", parent=2), Given(2, "first")))

    told = found(newsroom)
    assert told["reply"].parent == told["first"].id
    assert not report.problems
    assert [(e.text, e.depth) for e in queue.discussion(newsroom, 1)] == [
        ("first", 0), ("reply", 1),
    ]  # fmt: skip


def test_an_orphan_becomes_top_level_and_is_told(newsroom: Newsroom, export: Export) -> None:
    report = import_file(newsroom, export(Given(1, "reply", parent=9)))

    assert found(newsroom)["reply"].parent is None
    assert [one.field for one in report.problems] == ["parent"]


def test_an_orphan_finds_its_parent_in_a_later_file(newsroom: Newsroom, export: Export) -> None:
    import_file(newsroom, export(Given(1, "reply", parent=9)))

    report = import_file(newsroom, export(Given(1, "reply", parent=9), Given(9, "first")))

    told = found(newsroom)
    assert told["reply"].parent == told["first"].id
    assert (report.added, report.unchanged) == (1, 1)
    history.undo(newsroom)
    assert found(newsroom)["reply"].parent is None


@pytest.mark.parametrize(
    "given",
    [
        [Given(1, "one", parent=1)],
        [Given(1, "one", parent=2), Given(2, "two", parent=1)],
        [Given(1, "one", parent=3), Given(2, "two", parent=1), Given(3, "three", parent=2)],
        [Given(4, "tail", parent=1), Given(1, "one", parent=2), Given(2, "two", parent=1)],
    ],
    ids=["itself", "two", "three", "a tail"],
)
def test_comments_that_answer_themselves_in_a_circle_are_all_shown(
    newsroom: Newsroom, export: Export, given: list[Given]
) -> None:
    report = import_file(newsroom, export(*given))

    assert sorted(found(newsroom)) == sorted(one.text for one in given)
    assert [one.field for one in report.problems] == ["parent"]


def test_a_circle_made_by_two_files_is_cut_as_well(newsroom: Newsroom, export: Export) -> None:
    import_file(newsroom, export(Given(3, "three", parent=5), Given(5, "five")))

    report = import_file(newsroom, export(Given(5, "five", parent=3)))

    assert sorted(found(newsroom)) == ["five", "three"]
    assert "circle" in report.problems[0].message


def test_an_orphan_is_not_adopted_by_its_own_reply(newsroom: Newsroom, export: Export) -> None:
    import_file(newsroom, export(Given(3, "three", parent=5)))

    import_file(newsroom, export(Given(3, "three", parent=5), Given(5, "five", parent=3)))

    told = found(newsroom)
    assert sorted(told) == ["five", "three"]
    assert [told["three"].parent, told["five"].parent].count(None) == 1
