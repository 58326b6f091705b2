"""Public JSON and CSV: documented shapes, and no cell that a spreadsheet would run."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.rows import ArticleId, PublicArticle
from db.words import BodyFormat
from moderation.exchange import csv_file, json_file
from moderation.exchange.public_site import PublicComment, PublicPage, PublicSite, Written

NOON = datetime(2025, 6, 16, 12, 0, tzinfo=UTC)
ARTICLE = PublicArticle(
    ArticleId(1), "bridge", "The bridge", "https://example.org/b", NOON, "", BodyFormat.HTML, True
)
UNDATED = PublicArticle(ArticleId(2), "soup", "", "", None, "", BodyFormat.HTML, True)


def comment(number: int, text: str = "Yes, “no”\nand ü", name: str = "Ana") -> PublicComment:
    return PublicComment(
        number, 1, number - 1 or None, "comment", number - 1, name, "", NOON, f"<p>{text}</p>",
        text, 1,
    )  # fmt: skip


def site(*comments: PublicComment) -> PublicSite:
    pages = [PublicPage(ARTICLE, comments, masked=2), PublicPage(UNDATED, [])]
    return PublicSite("The Courier", NOON, UTC, [ARTICLE, UNDATED], pages)


def test_json_has_the_documented_shape() -> None:
    out = io.BytesIO()
    count = json_file.write(out, site(comment(1), comment(2)))
    value = json.loads(out.getvalue())

    assert count == Written(articles=2, comments=2, masked=4)
    assert value == {
        "format": "commentdesk-comments",
        "version": 1,
        "title": "The Courier",
        "made": "2025-06-16T12:00:00Z",
        "comments": [
            {
                "id": number,
                "article": "bridge",
                "kind": "comment",
                "name": "Ana",
                "url": "",
                "submitted": "2025-06-16T12:00:00Z",
                "reply_to": reply_to,
                "depth": depth,
                "text": "Yes, “no”\nand ü",
                "html": "<p>Yes, “no”\nand ü</p>",
            }
            for number, reply_to, depth in ((1, None, 0), (2, 1, 1))
        ],
        "articles": [
            {
                "key": "bridge", "title": "The bridge", "url": "https://example.org/b",
                "published": "2025-06-16T12:00:00Z", "comments": 2,
            },
            {"key": "soup", "title": "", "url": "", "published": None, "comments": 0},
        ],
    }  # fmt: skip


def test_json_has_one_comment_a_line() -> None:
    out = io.BytesIO()
    json_file.write(out, site(comment(1), comment(2)))

    lines = out.getvalue().decode().splitlines()
    assert [json.loads(line.rstrip(","))["id"] for line in lines if '"reply_to"' in line] == [1, 2]


@given(st.text(), st.text(), st.none() | st.integers(1, 2**63 - 1))
@example('"\\/\x7f\u2028\x00\x1f', "\U0001f600é</script>", None)
def test_json_is_written_as_the_library_for_it_would(
    name: str, text: str, parent: int | None
) -> None:
    told = replace(comment(7, text, name), parent=parent)

    line = json_file.comment_members(told, name)
    assert f"{{{line}}}" == json.dumps(json.loads(f"{{{line}}}"), ensure_ascii=False)
    assert json.loads(f"{{{line}}}") == {
        "id": 7, "article": name, "kind": "comment", "name": name, "url": "",
        "submitted": "2025-06-16T12:00:00Z", "reply_to": parent, "depth": 6, "text": text,
        "html": f"<p>{text}</p>",
    }  # fmt: skip


def test_json_of_nothing_is_json() -> None:
    out = io.BytesIO()
    json_file.write(out, PublicSite("", NOON, UTC, [], []))

    assert json.loads(out.getvalue())["comments"] == []


def read_csv(*comments: PublicComment) -> tuple[list[dict[str, str]], Written]:
    out = io.BytesIO()
    count = csv_file.write(out, site(*comments))
    assert not out.closed
    text = out.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""))), count


def test_csv_has_a_header_and_a_row_a_comment() -> None:
    rows, count = read_csv(comment(1), comment(2))

    assert count == Written(articles=2, comments=2, masked=4)
    assert tuple(rows[0]) == csv_file.COLUMNS
    assert rows[1] == {
        "id": "2", "article": "bridge", "article_title": "The bridge", "kind": "comment",
        "article_url": "https://example.org/b", "name": "Ana", "url": "", "reply_to": "1",
        "submitted": "2025-06-16T12:00:00Z", "depth": "1", "text": "Yes, “no”\nand ü", "edited": "",
    }  # fmt: skip


def test_csv_is_utf8_that_excel_recognises() -> None:
    out = io.BytesIO()
    csv_file.write(out, site(comment(1)))

    assert out.getvalue().startswith(b"\xef\xbb\xbfid,article,")
    assert b"\r\n1,bridge," in out.getvalue()


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", "\tx",
        "  =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "﹦1", "−1",
    ],
)  # fmt: skip
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(cell: str) -> None:
    rows, count = read_csv(comment(1, cell, name=cell))

    assert (rows[0]["text"], rows[0]["name"]) == (f"'{cell}", f"'{cell}")
    assert count.neutralised == 2


@pytest.mark.parametrize("cell", ["", "x=1", "'=1", "1-1", " x", "a@b", "(=1)"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert csv_file.neutral(cell) == cell
