"""import, add."""

from pathlib import Path

import pytest

from db.words import BodyFormat, Status
from moderation import campaigns, likenesses, queue
from moderation.newsroom import Newsroom
from tests.calling import ExportFile, Outcome, Put, Run


def _import(run: Run, *words: object) -> Outcome:
    return run("import", "--json", *words)


def test_import_makes_the_newsroom_and_answers_with_counts_that_add_up(
    run: Run, library: Path, export_file: ExportFile
) -> None:
    outcome = _import(run, export_file(comments=3))

    told = outcome.told
    assert outcome.status == 0
    assert str(library) in outcome.err
    assert (told["read"], told["added"], told["held"], told["problems"]) == (3, 3, 0, [])
    assert told["by_status"] == {"pending": 3}
    assert told["read"] == told["added"] + told["unchanged"] + told["updated"] + told["refused"]


def test_importing_the_same_file_again_adds_nothing(run: Run, export_file: ExportFile) -> None:
    file = export_file(comments=3)
    _import(run, file)

    told = _import(run, file).told

    assert (told["read"], told["added"], told["unchanged"]) == (3, 0, 3)
    assert run("list", "--json").told["total"] == 3


def test_the_theme_test_data_is_read_as_wordpress_would(run: Run, samples: Path) -> None:
    file = samples / "WordPress__theme-test-data" / "themeunittestdata.wordpress.xml"

    first, again = _import(run, file).told, _import(run, file).told

    assert (first["read"], first["added"]) == (33, 33)
    assert first["by_status"] == {"pending": 3, "approved": 30}
    assert (again["added"], again["unchanged"]) == (0, 33)


def test_a_dry_run_tells_and_keeps_nothing(
    run: Run, newsroom: Newsroom, export_file: ExportFile
) -> None:
    told = _import(run, "--dry-run", export_file(comments=3)).told

    assert (told["added"], told["dry_run"], told["operation"]) == (3, True, None)
    assert run("list", "--json").told["total"] == 0


def test_a_dry_run_makes_no_newsroom(run: Run, library: Path, export_file: ExportFile) -> None:
    assert _import(run, "--dry-run", export_file()).told["added"] == 3
    assert not library.exists()


def test_a_report_for_people_has_its_counts(run: Run, export_file: ExportFile) -> None:
    outcome = run("import", export_file(comments=3))

    assert outcome.status == 0
    assert "3 comments added." in outcome.out


def test_what_is_no_export_is_refused_with_its_place(
    run: Run, newsroom: Newsroom, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>Hello</title>")

    outcome = _import(run, page)

    assert outcome.status == 1
    assert outcome.told["where"] == "line 1"
    assert outcome.told["way_out"]
    assert run("history", "--json").told["operations"] == []


def test_a_format_that_nobody_knows_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("import", "--format", "fax", tmp_path / "x").status == 2


def test_a_file_that_is_not_there_is_a_sentence(
    run: Run, newsroom: Newsroom, tmp_path: Path
) -> None:
    outcome = _import(run, tmp_path / "none.xml")

    assert outcome.status == 1
    assert "none.xml" in outcome.told["error"]


def test_several_files_are_told_one_by_one_with_their_sums(
    run: Run, export_file: ExportFile
) -> None:
    first = export_file("a.xml", comments=2, site="a")
    second = export_file("b.xml", comments=3, site="b")

    told = _import(run, first, second).told

    assert [one["added"] for one in told["files"]] == [2, 3]
    assert (told["read"], told["added"], told["by_status"]) == (5, 5, {"pending": 5})


def test_a_refused_file_keeps_no_other_out(
    run: Run, export_file: ExportFile, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html>")

    outcome = _import(run, page, export_file(comments=2))

    assert outcome.status == 1
    assert outcome.told["added"] == 2
    assert outcome.told["files"][0]["file"] == str(page)
    assert outcome.told["files"][0]["error"]
    assert "1 file was refused." in outcome.err


def test_several_files_are_reported_to_people_too(run: Run, export_file: ExportFile) -> None:
    outcome = run("import", export_file("a.xml", site="a"), export_file("b.xml", site="b"))

    assert outcome.status == 0
    assert "All files together:" in outcome.out


def test_accepting_the_incomplete_keeps_their_status_with_a_waiver(
    run: Run, newsroom: Newsroom, export_file: ExportFile
) -> None:
    file = export_file(comments=1)
    text = file.read_text(encoding="utf-8").replace("ana1@example.org", "")
    file.write_text(text.replace("approved>0<", "approved>1<"), encoding="utf-8")

    held = _import(run, "--dry-run", file).told
    told = _import(run, "--accept-incomplete", file).told

    assert (held["held"], held["by_status"]) == (1, {"pending": 1})
    assert (told["held"], told["by_status"]) == (0, {"approved": 1})
    assert "let pass" in run("list", "--json").told["comments"][0]["problems"][0]["message"]


def test_an_import_can_be_taken_back(run: Run, export_file: ExportFile) -> None:
    _import(run, export_file(comments=3))

    run("undo")

    assert run("list", "--json").told["total"] == 0
    assert run("articles", "--json").told["articles"] == []


def test_a_comment_is_added_as_pending(run: Run, put: Put, newsroom: Newsroom) -> None:
    put(article="bridge")

    told = run(
        "add", "--article", "bridge", "--name", "Eva", "--email", "eva@example.org",
        "--body", "By letter.\n<b>2</b>", "--reply-to", 1, "--json",
    ).told  # fmt: skip

    comment = queue.comment(newsroom, told["id"])
    assert (comment.status, comment.name, comment.parent) == (Status.PENDING, "Eva", 1)
    assert (comment.body, comment.body_format) == ("By letter.\n<b>2</b>", BodyFormat.TEXT)


def test_what_is_added_is_compared_with_the_others_at_once(
    run: Run, put: Put, newsroom: Newsroom
) -> None:
    text = "Hello friends, earn money from home with this simple trick, and tell everybody."
    first = put(text, article="bridge").id

    told = run(
        "add", "--article", "bridge", "--name", "Eva", "--email", "eva@example.org",
        "--body", text.upper(), "--json",
    ).told  # fmt: skip

    group = campaigns.group_of(newsroom, told["id"])
    assert group is not None
    assert (group.first, group.size) == (first, 2)
    assert likenesses.left(newsroom) == 0


def test_everything_that_is_wrong_is_named_at_once_and_nothing_is_kept(run: Run, put: Put) -> None:
    put(article="bridge")

    outcome = run("add", "--article", "bridge", "--email", "eva@", "--body", "\u3000", "--json")

    assert outcome.status == 1
    assert [one["field"] for one in outcome.told["problems"]] == ["name", "email", "comment"]
    for problem in outcome.told["problems"]:
        assert problem["message"] in outcome.err
    assert run("list", "--json").told["total"] == 1


def test_a_letter_is_read_from_standard_input(run: Run, put: Put, newsroom: Newsroom) -> None:
    put(article="bridge")

    told = run(
        "add", "--article", "bridge", "--name", "Eva", "--email", "eva@example.org",
        "--body", "-", "--json", typed="Dear editors,\nit is open.\n",
    ).told  # fmt: skip

    assert queue.comment(newsroom, told["id"]).text == "Dear editors,\nit is open."


@pytest.mark.parametrize("words", [["bridg"], ["bridge", "--reply-to", 9]])
def test_what_is_not_there_cannot_be_commented_on(run: Run, put: Put, words: list[str]) -> None:
    put(article="bridge")

    outcome = run(
        "add", "--name", "Eva", "--email", "e@example.org", "--body", "x", "--article", *words
    )

    assert outcome.status == 1
    assert "There is no" in outcome.err


def test_a_key_that_comes_near_is_named(run: Run, put: Put) -> None:
    put(article="harbour-bridge")

    assert "harbour-bridge" in run("add", "--article", "bridge", "--body", "x").err
