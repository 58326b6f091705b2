"""Articles that come with a file: told apart, brought up to date, and taken back with it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from db import article_changes, journal
from db.rows import ArticleId
from db.words import Verb, Verdict
from moderation import decisions, history, queue
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom
from moderation.queue import Picked
from moderation.soundness import look_over

_HEAD = (
    '<rss xmlns:wp="http://wordpress.org/export/1.2/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Courier</title>'
    "<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://example.org</wp:base_blog_url>"
)
Export = Callable[..., Path]


def item(
    number: int, title: str, body: str = "", *, status: str = "publish", comments: int = 1
) -> str:
    """An article as an export has it, with so many comments."""
    told = "".join(
        f"<wp:comment><wp:comment_id>{number * 100 + one}</wp:comment_id>"
        "<wp:comment_author>Jon</wp:comment_author>"
        "<wp:comment_author_email>jon@example.org</wp:comment_author_email>"
        "<wp:comment_date_gmt>2026-01-01 10:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content>Comment {one}.</wp:comment_content>"
        "<wp:comment_approved>1</wp:comment_approved></wp:comment>"
        for one in range(comments)
    )
    return (
        f"<item><title>{title}</title><link>https://example.org/{number}</link>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_type>post</wp:post_type><wp:status>{status}</wp:status>{told}</item>"
    )


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Writes an export of these items."""

    def write(*items: str) -> Path:
        path = tmp_path / "export.xml"
        path.write_text(f"{_HEAD}{''.join(items)}</channel></rss>", encoding="utf-8")
        return path

    return write


def shelf(newsroom: Newsroom) -> Sequence[object]:
    """Every article as it is kept."""
    with newsroom.read() as reading:
        return reading.run("SELECT * FROM article WHERE withdrawn = 0 ORDER BY id").all()


def test_a_newer_file_brings_an_article_up_to_date_and_undo_takes_it_back(
    newsroom: Newsroom, export: Export
) -> None:
    import_file(newsroom, export(item(1, "Bridge", "It is shut."), item(2, "Ferry")))
    before = shelf(newsroom)

    report = import_file(newsroom, export(item(1, "Bridge open", "It is open."), item(2, "Ferry")))

    assert (report.articles_added, report.articles_updated) == (0, 1)
    assert (report.read, report.unchanged) == (2, 2)
    found = queue.article_by_key(newsroom, "bridge")
    assert (found.title, found.body) == ("Bridge open", "It is open.")
    assert history.describe(history.operations(newsroom)[0]) == "Import 1 article"
    after = shelf(newsroom)
    assert history.undo(newsroom).articles
    assert shelf(newsroom) == before
    history.redo(newsroom)
    assert shelf(newsroom) == after
    assert look_over(newsroom).is_sound


def test_what_a_file_does_not_tell_it_does_not_take_away(
    newsroom: Newsroom, export: Export
) -> None:
    import_file(newsroom, export(item(1, "Bridge", "It is shut.")))
    before = shelf(newsroom)

    report = import_file(newsroom, export(item(1, "Bridge")))

    assert (report.articles_updated, report.operation) == (0, None)
    assert shelf(newsroom) == before


def test_an_article_of_which_only_the_place_is_known_takes_nothing(
    newsroom: Newsroom, export: Export, tmp_path: Path
) -> None:
    import_file(newsroom, export(item(1, "Bridge", "It is shut.", status="private")))
    before = shelf(newsroom)
    dump = tmp_path / "comments.json"
    dump.write_text(
        json.dumps(
            [
                {
                    "id": 7, "post": 1, "parent": 0, "author": 0, "author_name": "Ana",
                    "author_email": "ana@example.org", "author_ip": "", "author_url": "",
                    "date_gmt": "2026-01-01T10:00:00", "content": {"raw": "Yes."},
                    "link": "https://example.org/1#comment-7", "status": "approved",
                    "type": "comment", "author_user_agent": "",
                    "_links": {"self": [{"href": "https://example.org/wp-json/wp/v2/comments/7"}]},
                }
            ]
        ),
        encoding="utf-8",
    )  # fmt: skip

    report = import_file(newsroom, dump)

    assert (report.added, report.articles_added, report.articles_updated) == (1, 0, 0)
    assert shelf(newsroom) == before


def test_what_was_changed_here_is_kept_and_told(newsroom: Newsroom, export: Export) -> None:
    import_file(newsroom, export(item(1, "Bridge")))
    one = ArticleId(queue.article_by_key(newsroom, "bridge").id)
    with newsroom.write() as writing:
        operation = journal.begin(writing, at=newsroom.clock(), desk="ana", verb=Verb.EDIT)
        assert article_changes.set_fields(writing, operation, one, {"title": "The bridge"})
        journal.seal(writing, operation)

    report = import_file(newsroom, export(item(1, "Bridge again")))

    assert report.articles_updated == 0
    assert [told.field for told in report.problems] == ["article"]
    assert queue.article_by_key(newsroom, "bridge").title == "The bridge"


@pytest.mark.parametrize("name", ["ev\x00ening", "even\ud800ing", ""])
def test_an_article_is_found_under_a_name_that_cannot_be_kept_as_it_came(
    newsroom: Newsroom, tmp_path: Path, name: str
) -> None:
    row = {
        "id": 7, "article": name, "kind": "comment", "name": "Ana", "url": "", "depth": 0,
        "submitted": "2026-01-01T10:00:00Z", "reply_to": None, "text": "Yes.", "html": "<p>Yes.",
    }  # fmt: skip
    rows = [row, {**row, "id": "8\x00", "reply_to": 7}]
    file = tmp_path / "export.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in rows))

    report = import_file(newsroom, file, Choices(dry_run=True))

    assert (report.read, report.added + report.refused) == (2, 2)


def test_an_undo_leaves_alone_what_a_newer_file_changed_since(
    newsroom: Newsroom, export: Export
) -> None:
    import_file(newsroom, export(item(1, "Bridge")))
    second = import_file(newsroom, export(item(1, "Bridge shut")))
    import_file(newsroom, export(item(1, "Bridge open")))
    assert second.operation is not None

    told = history.undo(newsroom, second.operation)

    assert told.sentence.endswith("The article was changed since, and left so.")
    assert queue.article_by_key(newsroom, "bridge").title == "Bridge open"


def test_an_article_that_came_back_with_a_second_import_goes_with_it(
    newsroom: Newsroom, export: Export
) -> None:
    path = export(item(1, "Bridge", "It is shut."))
    import_file(newsroom, path)
    history.undo(newsroom)

    report = import_file(newsroom, path)
    there = shelf(newsroom)
    history.undo(newsroom)

    assert (report.articles_added, len(there)) == (1, 1)
    assert shelf(newsroom) == []
    history.redo(newsroom)
    assert shelf(newsroom) == there


def test_an_article_with_a_comment_decided_here_stays_when_its_import_is_undone(
    newsroom: Newsroom, export: Export
) -> None:
    path = export(item(1, "Bridge", comments=2))
    import_file(newsroom, path)
    history.undo(newsroom)
    import_file(newsroom, path)
    first = queue.discussion(newsroom, queue.article_by_key(newsroom, "bridge").id)[0]
    one = queue.comment(newsroom, first.comment.id)
    decisions.decide(newsroom, Picked.of(one), Verdict.SPAM)

    history.undo(newsroom, history.operations(newsroom)[1].id)

    assert [kept.key for kept in queue.articles(newsroom)] == ["bridge"]
    assert queue.tally(newsroom).total == 1


def test_articles_that_want_one_key_are_numbered(newsroom: Newsroom, export: Export) -> None:
    import_file(newsroom, export(item(1, "Bridge"), item(2, "Bridge 2"), item(3, "Bridge")))
    import_file(newsroom, export(item(4, "Bridge"), item(5, "Bridge")))

    with newsroom.read() as reading:
        keys = reading.run("SELECT key FROM article ORDER BY id").scalars().all()
    assert keys == ["bridge", "bridge-2", "bridge-3", "bridge-4", "bridge-5"]


def test_a_dry_run_tells_of_articles_and_keeps_nothing(newsroom: Newsroom, export: Export) -> None:
    import_file(newsroom, export(item(1, "Bridge")))
    before = shelf(newsroom)

    report = import_file(
        newsroom, export(item(1, "Bridge shut"), item(2, "Ferry")), Choices(dry_run=True)
    )

    assert (report.articles_added, report.articles_updated) == (1, 1)
    assert shelf(newsroom) == before
