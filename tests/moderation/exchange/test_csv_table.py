"""Tables of any shape: each row is a comment or a refusal, and nothing is guessed in silence."""

import gzip
import io
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange import csv_shape, csv_table, readers
from moderation.exchange.source import NO_WISHES, Draft, Notes, Refusal, Wishes

SEVEN = datetime(2025, 6, 16, 7, 0, tzinfo=UTC)


def read(raw: str | bytes, wishes: Wishes = NO_WISHES) -> tuple[list[Draft], dict[str, int]]:
    """All drafts, and the counts of warnings but the one that tells the mapping."""
    notes = Notes()
    data = raw.encode() if isinstance(raw, str) else raw
    drafts = list(csv_table.read(io.BytesIO(data), notes, wishes).drafts)
    return drafts, {one.kind: one.count for one in notes.warnings() if one.kind != "columns"}


def comments(raw: str | bytes, wishes: Wishes = NO_WISHES) -> list[CommentDraft]:
    return [one for one in read(raw, wishes)[0] if isinstance(one, CommentDraft)]


WORDPRESS = (
    "comment_ID,comment_post_ID,comment_author,comment_author_email,comment_author_url,"
    "comment_author_IP,comment_date,comment_date_gmt,comment_content,comment_karma,"
    "comment_approved,comment_agent,comment_type,comment_parent,user_id\r\n"
)
WORDPRESS_ROWS = (
    '4,7,Ana,ana@example.org,,192.0.2.1,2025-06-16 09:00:00,2025-06-16 07:00:00,"<b>So</b>,\r\nit'
    ' ""is""",0,1,Mozilla,comment,0,0\r\n'
    "5,7,Jon,,,192.0.2.1,2025-06-16 09:00:00,2025-06-16 07:00:00,Ping,0,spam,,pingback,4,0\r\n"
    "6,7,Eva,NULL,,,2025-06-16 09:00:00,2025-06-16 07:00:00,Gone,0,trash,,,4,2\r\n"
)


@pytest.mark.parametrize("header", [WORDPRESS, ""], ids=["with its header", "without one"])
def test_wordpress_own_table_is_read_to_the_letter(header: str) -> None:
    drafts, warnings = read(header + WORDPRESS_ROWS)
    article, first, ping, gone = drafts

    assert isinstance(article, ArticleDraft)
    assert article.external_id == "7"
    assert isinstance(first, CommentDraft)
    assert (first.external_id, first.name, first.email) == ("7:4", "Ana", "ana@example.org")
    assert first.body == '<b>So</b>,\r\nit "is"'
    assert (first.body_format, first.status) == (BodyFormat.HTML, Status.APPROVED)
    assert (first.submitted_at, first.ip, first.user_agent) == (SEVEN, "192.0.2.1", "Mozilla")
    assert first.parent is None
    assert isinstance(ping, CommentDraft)
    assert (ping.kind, ping.parent, ping.status) == ("pingback", "7:4", Status.SPAM)
    assert isinstance(gone, CommentDraft)
    assert (gone.status, gone.email, gone.kind) == (Status.REJECTED, "", "comment")
    assert warnings == ({} if header else {"columns-guessed": 1})


def test_what_no_field_claims_is_kept_besides() -> None:
    [comment] = comments("name,text,Colour,Empty\nAna,It is open,blue,\n")

    assert comment.extra == {"column:Colour": "blue"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("before", ["", "\n\r\n", "\ufeff", "sep={}\n"])
def test_delimiters_blank_lines_and_marks_are_seen_through(delimiter: str, before: str) -> None:
    rows = [("author", "comment", "date"), ("Ana", '"So;\n,\t| it is"', "2025-06-16T07:00:00Z")]
    raw = before.format(delimiter) + "".join(delimiter.join(row) + "\n" for row in rows)

    [comment] = comments(raw)

    assert (comment.name, comment.body) == ("Ana", "So;\n,\t| it is")
    assert comment.submitted_at == SEVEN


def test_old_encodings_and_packed_files_are_read() -> None:
    raw = "Name;Kommentar\nÜrs;Schön\n"

    [windows] = comments(raw.encode("cp1252"))
    [wide] = comments(raw.encode("utf-16"))
    [packed] = comments(gzip.compress(raw.encode()))

    assert {(one.name, one.body) for one in (windows, wide, packed)} == {("Ürs", "Schön")}


def test_backslashes_before_quotes_are_taken_off_where_the_file_writes_them() -> None:
    raw = 'id,author,comment\n1,Ana,"She said \\"so, no\\", then"\n2,Jon,"\\"Why\\", he said"\n'

    assert [one.body for one in comments(raw)] == ['She said "so, no", then', '"Why", he said']


def test_a_row_with_too_many_cells_is_refused_and_a_short_one_noted() -> None:
    raw = 'id,author,comment,status\n1,Ana,So, what,1\n2,Jon,Fine\n3,Eva\n4,Max,"Yes",1,,\n'

    drafts, warnings = read(raw)

    refusals = [(one.where, one.message) for one in drafts if isinstance(one, Refusal)]
    assert [where for where, _message in refusals] == ["line 2", "line 4"]
    assert "5 cells, and the table 4 columns" in refusals[0][1]
    assert [one.name for one in drafts if isinstance(one, CommentDraft)] == ["Jon", "Max"]
    assert warnings == {"short-row": 1, "no-status": 1}


def test_a_quotation_mark_that_is_never_closed_refuses_the_file_with_its_line() -> None:
    raw = 'author,comment\nAna,Fine\nJon,"So\nEva,Yes\n'

    with pytest.raises(ImportRefused, match="never closed") as refused:
        read(raw)

    assert refused.value.where == "line 3"


def test_a_row_without_end_refuses_the_file() -> None:
    with pytest.raises(ImportRefused, match="longer than any comment") as refused:
        read('author,comment\nAna,"' + "x\n" * csv_shape.LONGEST)
    with pytest.raises(ImportRefused, match="longer than any comment"):
        read("author,comment\nAna," + "x" * csv_shape.LONGEST)

    assert refused.value.where == "line 2"


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ("1,0,,", Status.APPROVED),
        ("published,,0,", Status.APPROVED),
        ("hold,no,false,", Status.PENDING),
        ("1,1,,", Status.SPAM),
        ("spam,,,", Status.SPAM),
        ("1,0,1,", Status.REJECTED),
        ("1,1,2025-01-01,", Status.REJECTED),
        ("odd,0,0,", Status.PENDING),
        (",,,", Status.PENDING),
    ],
)
def test_deleted_goes_before_spam_and_spam_before_the_status(cells: str, status: Status) -> None:
    [comment] = comments("comment,approved,is_spam,deleted,author\nHello there," + cells + "Ana\n")

    assert comment.status is status


def test_an_unknown_word_for_spam_waits_and_is_reported() -> None:
    raw = "comment,is_spam,status,author\n" + "A,0,1,Ana\n" * 300 + "B,perhaps,1,Jon\n"

    drafts, warnings = read(raw)

    assert isinstance(drafts[-1], CommentDraft)
    assert drafts[-1].status is Status.PENDING
    assert warnings == {"unknown-status": 1}


def test_without_a_status_all_wait_and_that_is_said() -> None:
    drafts, warnings = read("author,comment\nAna,Hello\nJon,Well\n")

    assert {one.status for one in drafts if isinstance(one, CommentDraft)} == {Status.PENDING}
    assert warnings == {"no-status": 2}


def test_times_without_a_zone_are_of_the_one_that_was_wished() -> None:
    raw = "author,comment,date,status\nAna,Hello,2025-06-16 09:00,1\n"
    berlin = Wishes(zone=ZoneInfo("Europe/Berlin"))

    [told], [untold] = comments(raw, berlin), comments(raw)

    assert told.submitted_at == SEVEN
    assert untold.submitted_at == datetime(2025, 6, 16, 9, 0, tzinfo=UTC)
    assert read(raw, berlin)[1] == {}
    assert read(raw)[1] == {"no-zone": 1}


def test_one_date_of_a_column_tells_which_way_round_all_are() -> None:
    rows = "".join(f"Ana,No {number},3/4/2025 08:00,1\n" for number in range(2_000))
    raw = "author,comment,date,status\n" + rows

    unsure, month_first = read(raw)[1], comments(raw)[0].submitted_at
    day_first = comments(raw + "Jon,Last,25/4/2025,1\n")[0].submitted_at

    assert unsure == {"date-order": 1, "no-zone": 2_000}
    assert month_first == datetime(2025, 3, 4, 8, 0, tzinfo=UTC)
    assert day_first == datetime(2025, 4, 3, 8, 0, tzinfo=UTC)


def test_a_date_that_cannot_be_read_is_noted_and_none() -> None:
    drafts, warnings = read("author,comment,created,status\nAna,Hello,last week,1\nJon,Hm,,1\n")

    assert [one.submitted_at for one in drafts if isinstance(one, CommentDraft)] == [None, None]
    assert warnings == {"date": 1}


def test_hashes_and_placeholders_are_no_addresses() -> None:
    hashed = "0123456789abcdef0123456789abcdef"
    raw = f"author,email,comment,status\nAna,{hashed},A,1\nJon,noreply@blogger.com,B,1\n"

    drafts, warnings = read(raw)

    assert [one.email for one in drafts if isinstance(one, CommentDraft)] == ["", ""]
    assert warnings == {"hashed": 1, "placeholder": 1}


def test_ghosts_replies_answer_the_reply_or_else_the_thread() -> None:
    raw = (
        "id,post_id,member_id,parent_id,in_reply_to_id,status,html,created_at\n"
        "a1,p1,m1,,,published,<p>One</p>,2025-06-16T07:00:00Z\n"
        "a2,p1,m2,a1,,published,<p>Two</p>,2025-06-16T07:00:00Z\n"
        "a3,p1,m3,a1,a2,hidden,<p>Three</p>,2025-06-16T07:00:00Z\n"
    )

    told = comments(raw)

    assert [one.parent for one in told] == [None, "p1:a1", "p1:a2"]
    assert told[2].status is Status.REJECTED


def test_drupals_table_is_known_by_its_columns() -> None:
    raw = (
        "cid,pid,entity_id,subject,uid,name,mail,homepage,hostname,created,changed,status,thread,"
        "comment_body_value\n9,8,3,Hi,0,Ana,ana@example.org,,192.0.2.1,1750057200,1750057200,0,01/,"
        "<p>So</p>\n"
    )

    [one] = comments(raw)

    assert (one.article, one.external_id, one.parent) == ("3", "3:9", "3:8")
    assert (one.name, one.email, one.ip) == ("Ana", "ana@example.org", "192.0.2.1")
    assert (one.status, one.submitted_at) == (Status.PENDING, SEVEN)
    assert one.extra["column:subject"] == "Hi"


def test_a_table_without_a_column_for_the_comment_says_what_there_is() -> None:
    raw = "cid,pid,entity_id,name,mail,status\n9,8,3,Ana,ana@example.org,1\n"

    with pytest.raises(ImportRefused, match="No column") as refused:
        read(raw)

    assert "cid, pid, entity_id, name, mail, status" in refused.value.way_out


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"\xff\xfe", b"\x1f\x8b\x08"])
def test_a_file_without_rows_is_refused(raw: bytes) -> None:
    with pytest.raises(ImportRefused):
        read(raw)


def test_tables_are_recognised_and_prose_is_not() -> None:
    assert readers.of_file(b"author,comment\nAna,So\n").name == "csv"
    assert readers.of_file(WORDPRESS_ROWS.encode()).name == "csv"
    for text in (
        b"Dear all,\nit is open,\nAna\n",
        b"name: Ana\nmessage: So, it is\ndate: 2025-06-16\n",
        b"-----\nAUTHOR: Ana\nDATE: 06/16/2025 09:00:00 AM\nSo, it is.\n",
        b'{"a": 1,\n"b": 2,\n"c": 3}\n',
    ):
        assert not csv_table.looks_like(text)


def test_the_youtube_sample_gives_its_counts(samples: Path) -> None:
    file = samples / "ScribbleDribble__Spam-Detector-Text-Classification/data/Youtube01-Psy.csv"
    raw = file.read_bytes()

    told = comments(raw)

    assert csv_table.looks_like(raw[: readers.HEAD])
    assert Counter(one.status for one in told) == {Status.SPAM: 175, Status.PENDING: 175}
    assert sum("\ufeff" in one.body for one in told) == 341
    assert all(one.submitted_at and one.name and one.external_id for one in told)
