"""Importing: whole or not at all, again adds nothing, and what was decided here stays."""

from pathlib import Path

import pytest

from db import chain
from db.words import Status, Verdict
from moderation import decisions, history, queue
from moderation.changes import Silent
from moderation.errors import Cancelled, ImportRefused, NothingToUndo
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from tests.contacts import contact_of
from tests.moderation.exported import Export, Given, dump, found


def test_a_file_comes_in_as_one_operation(newsroom: Newsroom, export: Export) -> None:
    path = export(Given(1, "one"), Given(2, "two", status="0"), Given(3, "three", status="spam"))

    report = import_file(newsroom, path)

    assert (report.read, report.added, report.articles_added) == (3, 3, 1)
    assert report.by_status == {"approved": 1, "pending": 1, "spam": 1}
    assert newsroom.revision() == report.operation == 1
    assert history.describe(history.operations(newsroom)[0]) == "Import 3 comments"
    assert contact_of(newsroom, found(newsroom)["one"].id).ip == "198.51.100.7"


def test_again_adds_nothing(newsroom: Newsroom, export: Export) -> None:
    path = export(Given(1, "one"), Given(2, "two", parent=1))
    import_file(newsroom, path)
    before = dump(newsroom)

    report = import_file(newsroom, path)

    assert (report.read, report.added, report.unchanged, report.operation) == (2, 0, 2, None)
    assert newsroom.revision() == 1
    assert dump(newsroom) == before


def test_the_same_comment_twice_in_a_file_comes_in_once(newsroom: Newsroom, export: Export) -> None:
    report = import_file(newsroom, export(Given(1, "one"), Given(1, "one")))

    assert (report.read, report.added, report.unchanged) == (2, 1, 1)
    assert queue.tally(newsroom).total == 1


def test_another_comment_with_an_id_that_is_taken_is_refused_by_its_place(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        "id,page,author,email,date,comment\n"
        "1,/a,Jon,jon@example.org,2026-01-01 10:00,one\n"
        "1,/a,Ana,ana@example.org,2026-01-01 11:00,another\n"
        "1,/a,Jon,jon@example.org,2026-01-01 10:00,one\n"
        "2,/a,Bea,bea@example.org,2026-01-01 12:00,two\n",
        encoding="utf-8",
    )

    for turn in range(2):
        report = import_file(newsroom, path)

        assert (report.read, report.refused) == (4, 1)
        assert (report.added, report.unchanged) == ((2, 1), (0, 3))[turn]
        told = next(one for one in report.problems if "its id" in one.message)
        assert (told.where, told.field) == ("line 3", "comment")
        assert sorted(found(newsroom)) == ["one", "two"]


def test_a_dry_run_tells_and_keeps_nothing(newsroom: Newsroom, export: Export) -> None:
    report = import_file(newsroom, export(Given(1), Given(2)), Choices(dry_run=True))

    assert (report.added, report.dry_run, report.operation) == (2, True, None)
    assert (newsroom.revision(), queue.tally(newsroom).total) == (0, 0)
    assert queue.articles(newsroom) == []


def test_undo_takes_the_whole_file_back_and_redo_brings_it_again(
    newsroom: Newsroom, export: Export
) -> None:
    import_file(newsroom, export(Given(1, "one"), Given(2, "two", parent=1)))
    before = dump(newsroom)

    undone = history.undo(newsroom)

    assert undone.articles
    assert (queue.articles(newsroom), queue.tally(newsroom).total) == ([], 0)
    assert queue.discussion(newsroom, 1) == []

    history.redo(newsroom)

    assert dump(newsroom) == before
    assert [one.key for one in queue.articles(newsroom)] == ["harbour"]


def test_a_file_that_was_taken_back_can_be_imported_again(
    newsroom: Newsroom, export: Export
) -> None:
    path = export(Given(1, "one"), Given(2, "two"))
    import_file(newsroom, path)
    history.undo(newsroom)

    report = import_file(newsroom, path)

    assert (report.added, report.unchanged) == (2, 0)
    assert sorted(found(newsroom)) == ["one", "two"]
    history.undo(newsroom)
    assert queue.tally(newsroom).total == 0
    with pytest.raises(NothingToUndo):
        history.undo(newsroom)


def test_a_newer_file_updates_what_nobody_decided_here(newsroom: Newsroom, export: Export) -> None:
    import_file(newsroom, export(Given(1, "one", status="0"), Given(2, "two")))
    before = dump(newsroom)

    report = import_file(newsroom, export(Given(1, "one, edited", status="1"), Given(2, "two")))

    assert (report.updated, report.unchanged, report.added) == (1, 1, 0)
    assert found(newsroom)["one, edited"].status is Status.APPROVED
    history.undo(newsroom)
    assert dump(newsroom) == before


def test_what_was_decided_here_is_kept_and_told(newsroom: Newsroom, export: Export) -> None:
    import_file(newsroom, export(Given(1, "one", status="0")))
    decisions.decide(newsroom, Picked.of(found(newsroom)["one"]), Verdict.REJECT)

    report = import_file(newsroom, export(Given(1, "one, edited", status="1")))

    assert (report.read, report.updated, report.unchanged) == (1, 0, 1)
    assert "decided here" in report.problems[0].message
    assert found(newsroom)["one"].status is Status.REJECTED


def test_what_lacks_a_field_waits_as_pending(newsroom: Newsroom, export: Export) -> None:
    report = import_file(newsroom, export(Given(1, "one", name="", email="ana@")))

    assert (report.added, report.held) == (1, 1)
    assert {one.field for one in report.problems} == {"name", "email"}
    assert found(newsroom)["one"].status is Status.PENDING
    assert found(newsroom)["one"].lacks == ("name", "email")


def test_accepted_incomplete_it_keeps_its_status_with_a_waiver(
    newsroom: Newsroom, export: Export
) -> None:
    report = import_file(
        newsroom, export(Given(1, "one", email="")), Choices(accept_incomplete=True)
    )

    assert (report.added, report.held) == (1, 0)
    assert found(newsroom)["one"].status is Status.APPROVED
    assert found(newsroom)["one"].waiver


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "an empty file"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "a web page"),
        (b"\x1f\x8b\x08\x00", "gzip"),
    ],
)
def test_what_is_no_export_is_refused_and_nothing_is_kept(
    newsroom: Newsroom, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(content)

    with pytest.raises(ImportRefused, match=sentence) as refused:
        import_file(newsroom, path)

    assert refused.value.way_out
    assert newsroom.revision() == 0


def test_a_truncated_export_is_refused_whole(newsroom: Newsroom, export: Export) -> None:
    path = export(*(Given(number) for number in range(1, 30)))
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(ImportRefused):
        import_file(newsroom, path)

    assert (newsroom.revision(), queue.tally(newsroom).total) == (0, 0)


def test_a_file_that_is_not_there_is_refused(newsroom: Newsroom, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="cannot be opened"):
        import_file(newsroom, tmp_path / "none.xml")


class Stops(Silent):
    """Asks to stop from the first moment on."""

    def stop_asked(self) -> bool:
        return True


def test_stopped_it_keeps_nothing_and_can_begin_anew(newsroom: Newsroom, export: Export) -> None:
    path = export(Given(1), Given(2))

    with pytest.raises(Cancelled):
        import_file(newsroom, path, progress=Stops())

    assert (newsroom.revision(), queue.tally(newsroom).total) == (0, 0)
    assert import_file(newsroom, path).added == 2


def test_the_theme_test_data_comes_in_as_the_issue_says(newsroom: Newsroom, samples: Path) -> None:
    (path,) = (samples / "WordPress__theme-test-data").rglob("themeunittestdata.wordpress.xml")

    first, second = import_file(newsroom, path), import_file(newsroom, path)

    assert (first.read, first.added) == (33, 33)
    assert first.by_status == {"pending": 3, "approved": 30}
    assert (second.added, second.unchanged) == (0, 33)
    with newsroom.read() as reading:
        assert list(chain.broken_links(reading)) == []


def test_the_first_import_names_a_nameless_site_and_the_next_does_not(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    for title in ("The Harbour", "Another"):
        path = tmp_path / f"{title}.xml"
        path.write_text(
            '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
            f"<title>{title}</title><wp:wxr_version>1.2</wp:wxr_version>"
            f"<wp:base_blog_url>https://{title[:3].lower()}.example.org</wp:base_blog_url>"
            "<item><title>Bridge</title><wp:post_id>1</wp:post_id><wp:comment>"
            "<wp:comment_id>1</wp:comment_id><wp:comment_content>Yes.</wp:comment_content>"
            "</wp:comment></item></channel></rss>",
            encoding="utf-8",
        )
        import_file(newsroom, path)

        assert [site.name for site in queue.sites(newsroom)] == ["The Harbour"]


def test_an_article_is_public_once_its_site_says_so(newsroom: Newsroom, tmp_path: Path) -> None:
    told = (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>H</title>'
        "<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://example.org</wp:base_blog_url>"
        "<item><title>Bridge</title><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type>"
        "<wp:status>{}</wp:status><wp:comment><wp:comment_id>1</wp:comment_id>"
        "<wp:comment_content>Yes.</wp:comment_content></wp:comment></item></channel></rss>"
    )
    seen = []
    for status in ("private", "publish", "draft"):
        path = tmp_path / f"{status}.xml"
        path.write_text(told.format(status), encoding="utf-8")
        import_file(newsroom, path)
        seen.append(queue.article_by_key(newsroom, "bridge").public)

    assert seen == [False, True, False]
