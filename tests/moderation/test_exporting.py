"""Exports: what is public, through the guard, in every format, with a receipt."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from db import articles
from db.rows import Comment
from db.words import Status
from moderation import exporting, public, queue
from moderation.changes import Progress
from moderation.edits import let_address_stand
from moderation.errors import Cancelled, ExportRefused, NotFound
from moderation.exporting import FORMATS, export
from moderation.masking import Masking
from moderation.newsroom import Newsroom

Put = Callable[..., Comment]
APPROVED = Status.APPROVED


@pytest.fixture
def two_articles(newsroom: Newsroom, put: Put) -> Newsroom:
    """Two articles with public comments, one without."""
    put("Hello", status=APPROVED)
    put("=1+1 jon@example.org", status=APPROVED, minute=1, article="soup")
    put("No", status=Status.SPAM, article="ferry")
    return newsroom


def digest(path: Path) -> str:
    file = path / "SHA256SUMS" if path.is_dir() else path
    return hashlib.sha256(file.read_bytes()).hexdigest()


def whole(path: Path) -> bytes:
    """All that an export holds, a file or a folder of them."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return b"\n".join(file.read_bytes() for file in files if file.is_file())


@pytest.mark.parametrize("form", [each.name for each in FORMATS])
def test_a_receipt_tells_what_was_released(
    two_articles: Newsroom, tmp_path: Path, form: str
) -> None:
    target = tmp_path / f"a.{form}"
    receipt = export(two_articles, target, form)

    assert receipt.as_json() == {
        "comments": 2, "articles": 2, "masked": 1, "sha256": digest(target), "file": str(target),
        "left_out": 0, "too_short": 0,
    }  # fmt: skip
    assert receipt.neutralised == (1 if form == "csv" else 0)
    assert "1 address masked." in receipt.as_text()
    assert ("1 cell that" in receipt.as_text()) == (form == "csv")


def test_what_stands_under_a_hidden_article_is_left_out_and_counted(
    two_articles: Newsroom, tmp_path: Path
) -> None:
    with two_articles.write() as writing:
        soup = articles.by_key(writing, "soup")
        assert soup is not None
        writing.run("UPDATE article SET public = 0 WHERE id = ?", (soup,))

    receipt = export(two_articles, tmp_path / "a.json", "json")

    assert (receipt.comments, receipt.articles, receipt.left_out) == (1, 1, 1)
    assert "soup" not in (tmp_path / "a.json").read_text()
    assert "1 approved comment was left out" in receipt.as_text()
    with pytest.raises(ExportRefused, match="“soup” is not public"):
        export(two_articles, tmp_path / "b.json", "json", article_key="soup")
    assert not (tmp_path / "b.json").exists()


def test_what_stands_under_an_article_behind_a_password_goes_out_without_its_text(
    two_articles: Newsroom, tmp_path: Path
) -> None:
    with two_articles.write() as writing:
        soup = articles.by_key(writing, "soup")
        assert soup is not None
        writing.run("UPDATE article SET body = '<p>the leek of the year</p>' WHERE id = ?", (soup,))
        writing.run("UPDATE article SET protected = 1 WHERE id = ?", (soup,))

    out = tmp_path / "out"
    out.mkdir()
    for form in FORMATS:
        receipt = export(two_articles, out / form.name, form.name)
        written = "".join(
            file.read_text("utf-8") for file in sorted(out.rglob("*")) if file.is_file()
        )
        assert (receipt.comments, receipt.articles, receipt.left_out) == (2, 2, 0)
        assert "soup" in written
        assert "leek of the year" not in written

    page = public.readers_page(two_articles, soup)
    assert page.article.protected
    assert page.article.body == ""
    assert queue.article(two_articles, soup).body == "<p>the leek of the year</p>"


def test_json_and_csv_hold_what_is_public(two_articles: Newsroom, tmp_path: Path) -> None:
    export(two_articles, tmp_path / "a.json", "json")
    export(two_articles, tmp_path / "a.csv", "csv")
    value = json.loads((tmp_path / "a.json").read_bytes())
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))

    assert sorted(one["text"] for one in value["comments"]) == ["=1+1 [e-mail hidden]", "Hello"]
    assert sorted(row["text"] for row in rows) == ["'=1+1 [e-mail hidden]", "Hello"]
    assert {one["key"] for one in value["articles"]} == {"harbour", "soup"}


def test_html_is_one_file_where_its_name_says_so(two_articles: Newsroom, tmp_path: Path) -> None:
    export(two_articles, tmp_path / "a.HTM", "html")
    text = (tmp_path / "a.HTM").read_text()

    assert text.count('itemtype="https://schema.org/Article"') == 2


def test_html_is_a_folder_with_a_page_an_article_otherwise(
    two_articles: Newsroom, tmp_path: Path
) -> None:
    receipt = export(two_articles, tmp_path / "site", "html")
    names = sorted(path.name for path in (tmp_path / "site").iterdir())

    assert names == ["SHA256SUMS", "harbour.html", "index.html", "soup.html"]
    assert receipt.sha256 == digest(tmp_path / "site" / "SHA256SUMS")
    assert (receipt.comments, receipt.articles, receipt.masked) == (2, 2, 1)
    assert 'href="soup.html"' in (tmp_path / "site" / "index.html").read_text()


def test_one_article_is_one_file_unless_the_folder_is_there(
    two_articles: Newsroom, tmp_path: Path
) -> None:
    export(two_articles, tmp_path / "page", "html", article_key="soup")
    (tmp_path / "folder").mkdir()
    export(two_articles, tmp_path / "folder", "html", article_key="soup")

    assert (tmp_path / "page").is_file()
    assert (tmp_path / "folder" / "soup.html").is_file()


def test_an_article_without_public_comments_has_a_page_if_asked_for(
    two_articles: Newsroom, tmp_path: Path
) -> None:
    receipt = export(two_articles, tmp_path / "a.html", "html", article_key="ferry")

    assert (receipt.comments, receipt.articles) == (0, 1)
    assert "No comments yet" in (tmp_path / "a.html").read_text()


@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.html", "pages"])
def test_an_empty_newsroom_exports_nothing_and_says_so(
    newsroom: Newsroom, tmp_path: Path, name: str
) -> None:
    form = name.partition(".")[2] or "html"

    assert export(newsroom, tmp_path / name, form).comments == 0
    assert (tmp_path / name).exists()


def test_the_site_gives_the_title_and_it_is_masked_too(
    two_articles: Newsroom, tmp_path: Path
) -> None:
    with two_articles.write() as writing:
        writing.run("UPDATE site SET name = 'The Courier, jon@example.org'")
    export(two_articles, tmp_path / "a.json", "json")

    title = json.loads((tmp_path / "a.json").read_bytes())["title"]
    assert title == "The Courier, [e-mail hidden]"


def test_several_sites_share_a_title(two_articles: Newsroom, tmp_path: Path) -> None:
    with two_articles.write() as writing:
        writing.run("UPDATE site SET name = ''")
    export(two_articles, tmp_path / "a.json", "json")

    assert json.loads((tmp_path / "a.json").read_bytes())["title"] == "Readers’ comments"


def test_an_address_that_stands_passes_the_guard(
    newsroom: Newsroom, put: Put, tmp_path: Path
) -> None:
    comment = put("Line\njon@example.org & <jon@example.org>", status=APPROVED)
    let_address_stand(newsroom, comment.id, comment.revision, stands=True)
    for each in FORMATS:
        target = tmp_path / f"{each.name}{each.suffix}"
        receipt = export(newsroom, target, each.name)

        assert receipt.masked == 0
        assert b"jon@example.org" in whole(target)


@pytest.mark.parametrize("form", [each.name for each in FORMATS])
def test_what_was_not_masked_is_not_released(
    newsroom: Newsroom, put: Put, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the mask ever miss one, the guard does not; it names the comment, not the address."""
    put("before", status=APPROVED)
    leaking = put("Write to jon@example.org", status=APPROVED, minute=1)
    put("after", status=APPROVED, minute=2)
    monkeypatch.setattr(Masking, "text", lambda _self, text: (text, 0))
    monkeypatch.setattr(Masking, "html", lambda _self, text: (text, 0))
    target = tmp_path / f"a{next(each.suffix for each in FORMATS if each.name == form)}"
    if target.suffix:
        target.write_text("old")

    with pytest.raises(ExportRefused) as caught:
        export(newsroom, target, form)

    assert f"comment {leaking.id}." in str(caught.value)
    assert "jon" not in str(caught.value)
    assert caught.value.way_out
    assert not target.suffix or target.read_text() == "old"
    assert target.exists() == bool(target.suffix)
    assert not list(tmp_path.glob(".commentdesk-*"))


def test_a_leak_outside_of_any_comment_is_told_by_its_place(
    newsroom: Newsroom, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("x", status=APPROVED)
    with newsroom.write() as writing:
        writing.run("UPDATE site SET name = 'jon@example.org'")
    monkeypatch.setattr(Masking, "text", lambda _self, text: (text, 0))

    with pytest.raises(ExportRefused, match=r"in line 1, character \d+ of a.json\."):
        export(newsroom, tmp_path / "a.json", "json")


def test_an_address_that_comes_in_meanwhile_is_found(
    newsroom: Newsroom, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is stored is looked up again when the file is checked."""
    with newsroom.write() as writing:
        writing.run("UPDATE site SET name = 'new@host'")
    put("first", status=APPROVED)
    put("second", status=APPROVED, minute=1)
    clean = public.Cleaning.batch

    def meanwhile(*arguments: object) -> object:
        if not newsroom.setting("came", False):
            newsroom.keep_setting("came", True)
            put("a newcomer", email="new@host")
        return clean(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(public.Cleaning, "batch", meanwhile)

    with pytest.raises(ExportRefused, match="an e-mail address"):
        export(newsroom, tmp_path / "a.json", "json")
    assert export(newsroom, tmp_path / "a.json", "json").comments == 2


class Watching(Progress):
    """Remembers what it was told; asks to stop after so many looks."""

    def __init__(self, patience: int) -> None:
        self.told: list[tuple[int, int | None, str]] = []
        self.patience = patience

    def tell(self, done: int, total: int | None, what: str) -> None:
        self.told.append((done, total, what))

    def stop_asked(self) -> bool:
        self.patience -= 1
        return self.patience < 0


@pytest.mark.parametrize("patience", [0, 1, 2])
@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.html", "pages"])
def test_stopping_leaves_nothing(
    two_articles: Newsroom, tmp_path: Path, name: str, patience: int
) -> None:
    before = set(tmp_path.iterdir())
    form = name.partition(".")[2] or "html"

    with pytest.raises(Cancelled) as stopped:
        export(two_articles, tmp_path / name, form, progress=Watching(patience))

    assert stopped.value.sentence == "Stopped; nothing was exported."

    assert set(tmp_path.iterdir()) == before


def test_progress_is_told(newsroom: Newsroom, put: Put, tmp_path: Path) -> None:
    for minute in range(100):
        put(str(minute), status=APPROVED, minute=minute)
    watching = Watching(10_000)

    export(newsroom, tmp_path / "a.json", "json", progress=watching)

    assert (100, 100, "Writing comments") in watching.told
    assert watching.told[-1][2] == "Checking the file for addresses"


def test_an_unknown_format_or_article_is_told(newsroom: Newsroom, tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="no export format “pdf”") as caught:
        export(newsroom, tmp_path / "a.pdf", "pdf")
    assert "html, json, csv" in caught.value.way_out
    with pytest.raises(NotFound):
        export(newsroom, tmp_path / "a.html", "html", article_key="none")


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_the_newsroom_itself_is_never_overwritten(newsroom: Newsroom, end: str) -> None:
    target = newsroom.path.with_name(newsroom.path.name + end)

    with pytest.raises(ExportRefused, match="is the newsroom itself"):
        export(newsroom, target, "json")


def test_formats_have_titles_and_suffixes() -> None:
    assert [(each.name, each.suffix) for each in exporting.FORMATS] == [
        ("html", ".html"), ("json", ".json"), ("csv", ".csv"), ("jsonl", ".jsonl"),
        ("jsonfeed", ".json"), ("atom", ".atom"), ("markdown", ".md"), ("wxr", ".xml"),
        ("disqus", ".xml"), ("staticman", ""), ("hugo", ".yaml"), ("hugo-json", ".json"),
    ]  # fmt: skip
    assert all(each.title() and each.good_for() for each in FORMATS)
