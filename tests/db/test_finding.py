"""Finding: every criterion finds what a plain look at each comment finds, whichever way it goes."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Executable

from db import finding, functions, paging
from db.answers import Answer
from db.compiling import compiled
from db.criteria import (
    AllOf,
    AnyOf,
    ArticleIs,
    AuthorHas,
    CopiesOf,
    Criterion,
    DecidedBy,
    EmailIs,
    FromSomebody,
    HasEdit,
    HasLink,
    HasNote,
    HasProblem,
    HasReply,
    HeldBy,
    IpIn,
    IsFirst,
    KindIs,
    LanguageIs,
    LinksTo,
    Measured,
    Measures,
    Not,
    ReasonHas,
    Submitted,
    TextHas,
    TurnedAway,
)
from db.files import folded
from db.library import Reading
from db.mixing import difficulty, mix
from db.queues import Everything, Order, StatusIs
from db.rows import ArticleId, CommentId
from db.words import Standing, Status, Verdict
from moderation import decisions, edits, history, likenesses, queue
from moderation.edits import Edit
from moderation.newsroom import Newsroom, open_newsroom
from moderation.search.grammar import parse
from moderation.search.query import Query
from tests.benchmarks.library import RARE, RARE_TIMES, make


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A library of 600 comments, a few of them noted, waived or withdrawn."""
    path = tmp_path_factory.mktemp("stocked") / "newsroom.commentdesk"
    make(path, 600)
    with open_newsroom(path) as newsroom:
        with newsroom.write() as writing:
            writing.run("UPDATE comment SET note = 'known' WHERE id % 100 = 1")
            writing.run("UPDATE comment SET waiver = 'known' WHERE lacks <> '' AND id % 2")
            writing.run("UPDATE comment SET status = 'withdrawn' WHERE id % 7 = 3")
            writing.run("UPDATE comment SET text = text || ' 🙂!!' WHERE id % 40 = 0")
            writing.run("UPDATE comment SET kind = 'Pingback' WHERE id % 50 = 7")
            writing.run(
                "UPDATE comment SET links = 3,"
                " body = body || ' <a href=https://shop.Example.net/a>x</a>' WHERE id % 30 = 5"
            )
            writing.run("UPDATE private_contact SET ip = '2001:DB8::7' WHERE comment_id % 9 = 1")
            writing.run(
                "INSERT INTO private_person (email_key, standing, until) SELECT DISTINCT email_key,"
                " CASE unicode(email_key) % 3 WHEN 0 THEN 'trusted' WHEN 1 THEN 'blocked'"
                " ELSE '' END, iif(length(email_key) % 2, 1, NULL) FROM private_contact"
                " WHERE email_key <> ''"
            )
            writing.run(
                "INSERT INTO private_note (comment_id, at, desk, text)"
                " SELECT id, 1, 'ana', iif(id % 2, 'Rang thé mayor', '') FROM comment"
                " WHERE id % 90 = 5 UNION ALL SELECT 11, 1, 'ana', 'again'"
            )
            writing.run(
                "INSERT INTO private_note (person_id, at, desk, text)"
                " SELECT id, 1, 'ana', 'The mayor''s own' FROM private_person WHERE id % 60 = 1"
            )
        for name, article in (("Ana at the desk", 1), ("night", 2)):
            newsroom.desk = name
            found = queue.find(newsroom, Query(), article=ArticleId(article))
            decisions.decide(newsroom, found, Verdict.REJECT, reason=f"Insult, says {name}")
        last = queue.find_page(newsroom, Query(), limit=5)
        for number, revision in zip(last.ids, last.revisions, strict=True):
            edits.edit(newsroom, CommentId(number), revision, Edit(url="https://example.net/me"))
        history.undo(newsroom)
        likenesses.catch_up(newsroom)
        yield newsroom


Row = dict[str, object]
BY_CHANCE = (Order.RISK, Order.TEACH)
# By comment, the first one of its near-copies.
FIRSTS: dict[int, object] = {}


@pytest.fixture(scope="module")
def rows(stocked: Newsroom) -> list[Row]:
    """All that is to be known of each comment that is there."""
    with stocked.read() as reading:
        found = reading.run(
            "SELECT c.*, p.email_key, p.email_domain, p.ip, a.key, a.title, EXISTS (SELECT 1 FROM"
            " comment r WHERE r.parent_id = c.id AND r.status <> 'withdrawn') AS answered,"
            " (SELECT group_concat(o.desk) FROM change h JOIN operation o ON o.id = h.operation_id"
            " WHERE h.comment_id = c.id AND h.before <> h.after AND o.verb = 'reject') AS desks,"
            " (SELECT group_concat(o.detail) FROM change h JOIN operation o"
            " ON o.id = h.operation_id WHERE h.comment_id = c.id AND o.verb = 'reject'"
            " AND o.id <= c.revision) AS reasons,"
            " (SELECT group_concat(t.status) FROM private_contact q JOIN comment t"
            " ON t.id = q.comment_id WHERE q.email_key = p.email_key AND p.email_key <> ''"
            " AND t.status <> 'withdrawn') AS under_address,"
            " (SELECT count(*) FROM change h JOIN operation o ON o.id = h.operation_id WHERE"
            " h.comment_id = c.id AND o.verb = 'edit' AND o.id <= c.revision) AS edits,"
            " (SELECT language FROM likeness l WHERE l.comment_id = c.id) AS language,"
            " (SELECT first_id FROM likeness l WHERE l.comment_id = c.id) AS first,"
            " (SELECT iif(e.until IS NULL, e.standing, '') FROM private_person e"
            " WHERE e.email_key = p.email_key) AS standing, (SELECT group_concat(n.text, ' ')"
            " FROM private_note n WHERE n.text <> '' AND (n.comment_id = c.id OR n.person_id ="
            " (SELECT e.id FROM private_person e WHERE e.email_key = p.email_key))) AS notes"
            " FROM comment c JOIN private_contact p ON p.comment_id = c.id"
            " JOIN article a ON a.id = c.article_id WHERE c.status <> 'withdrawn'"
        )
        told = [dict(row) for row in found.mappings()]
        FIRSTS.update({row["id"]: row["first"] for row in told if row["first"] is not None})
        return told


@cache
def words_of(text: str) -> tuple[str, ...]:
    return tuple("".join(sign if sign.isalnum() else " " for sign in folded(text)).split())


def has(text: str, wanted: str, *, prefix: bool) -> bool:
    """Whether the words stand in the text one after the other; the last one as a beginning."""
    there, asked = words_of(text), words_of(wanted)
    for start in range(len(there) - len(asked) + 1):
        part = there[start : start + len(asked)]
        if part[:-1] == asked[:-1] and (
            part[-1].startswith(asked[-1]) if prefix else part[-1] == asked[-1]
        ):
            return True
    return False


def within(counted: float, least: int | None, most: int | None) -> bool:
    return (least is None or counted >= least) and (most is None or counted <= most)


def matches(criterion: Criterion, row: Row) -> bool:
    """What the criterion means, told once more without SQL."""
    name, text, at = str(row["name"]), str(row["text"]), int(str(row["submitted_at"]))
    match criterion:
        case Everything():
            return True
        case TextHas(words, _, prefix):
            if not words_of(words):
                return words in name or words in text
            return has(name, words, prefix=prefix) or has(text, words, prefix=prefix)
        case AuthorHas(wanted):
            return has(name, wanted, prefix=True)
        case StatusIs(status):
            return row["status"] == status
        case ArticleIs(wanted):
            return row["key"] == wanted or folded(wanted) in folded(str(row["title"]))
        case EmailIs(wanted):
            domain = wanted.startswith("@")
            return row["email_domain"] == wanted[1:] if domain else row["email_key"] == wanted
        case Submitted(before, after):
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)
            return (before is None or moment < before) and (after is None or moment >= after)
        case LanguageIs(code):
            return row["language"] == code
        case CopiesOf(comment):
            return row["id"] == comment or row["first"] == FIRSTS.get(comment, "none")
        case HasLink():
            return int(str(row["links"])) > 0
        case HasProblem():
            return row["lacks"] != "" and row["waiver"] is None
        case HasNote(words):
            noted = f"{row['note']} {row['notes'] or ''}"
            return bool(noted.strip()) and folded(words) in folded(noted)
        case FromSomebody(standing):
            return row["standing"] == standing
        case HasReply():
            return bool(row["answered"])
        case HasEdit():
            return int(str(row["edits"])) > 0
        case Measures(what, least, most):
            links = int(str(row["links"]))
            return within(links if what is Measured.LINKS else len(text.split()), least, most)
        case KindIs(kind):
            return str(row["kind"]).casefold() == kind.casefold()
        case LinksTo(host):
            hosts = [urlsplit(str(row["url"])).hostname or ""]
            hosts += re.findall(r"//([\w.-]+)", str(row["body"]).casefold())
            return any(one == host or one.endswith(f".{host}") for one in hosts)
        case IpIn(network):
            address = str(row["ip"])
            return bool(address) and ip_address(address) in ip_network(network)
        case IsFirst():
            there = str(row["under_address"] or "")
            return row["kind"] == "comment" and bool(there) and "," not in there
        case TurnedAway(least, most):
            there = str(row["under_address"] or "")
            turned = sum(one in ("rejected", "spam") for one in there.split(","))
            return bool(there) and within(100 * turned / len(there.split(",")), least, most)
        case DecidedBy(desk):
            return desk.casefold() in str(row["desks"] or "").casefold()
        case ReasonHas(reason):
            return reason.casefold() in str(row["reasons"] or "").casefold()
        case HeldBy():
            return False  # nothing here came in through a rule
        case Not(inner):
            return not matches(inner, row)
        case AllOf(parts):
            return all(matches(part, row) for part in parts)
        case AnyOf(parts):
            return any(matches(part, row) for part in parts)


_words = st.sampled_from(["the", "THE", "bridge", "Brücke", "brucke", "in", "🙂", "!!", RARE, "zz"])
_moments = st.integers(0, 2250).map(lambda days: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days))
_numbers = st.integers(0, 100)
_plain = st.one_of(
    st.builds(TextHas, _words, prefix=st.booleans()),
    st.just(TextHas("and the", phrase=True)),
    st.builds(AuthorHas, st.sampled_from(["ana", "Jon", "łuk", "marsh"])),
    st.builds(StatusIs, st.sampled_from(Status)),
    st.builds(ArticleIs, st.sampled_from(["article-3", "bridge", "the"])),
    st.builds(EmailIs, st.sampled_from(["@example.org", "reader.1@example.com", "@nowhere.test"])),
    st.builds(Submitted, before=st.none() | _moments, after=st.none() | _moments),
    st.sampled_from([HasLink(), HasProblem(), HasReply(), HasEdit(), IsFirst(), Everything()]),
    st.builds(
        Measures, st.sampled_from(Measured), st.none() | st.integers(0, 40), st.none() | _numbers
    ),
    st.builds(HasNote, st.sampled_from(["", "thé", "MAYOR", "100%", "nothing"])),
    st.builds(FromSomebody, st.sampled_from([one for one in Standing if one])),
    st.builds(KindIs, st.sampled_from(["comment", "pingback", "like"])),
    st.builds(LinksTo, st.sampled_from(["example.net", "shop.example.net", "ample.net"])),
    st.builds(IpIn, st.sampled_from(["192.0.2.0/24", "2001:db8::/32", "2001:db8::7/128"])),
    st.builds(TurnedAway, st.none() | _numbers, st.none() | _numbers),
    st.builds(DecidedBy, st.sampled_from(["ANA", "night", "desk", "nobody"])),
    st.builds(LanguageIs, st.sampled_from(["en", "de", "", "xx"])),
    st.builds(CopiesOf, st.integers(1, 300)),
    st.builds(ReasonHas, st.sampled_from(["insult", "SAYS Ana", "night", "spam"])),
)
_criteria = st.recursive(
    _plain,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(AllOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)


def in_order(rows: list[Row], order: Order) -> list[Row]:
    newest = sorted(rows, key=lambda row: (row["submitted_at"], row["id"]), reverse=True)
    match order:
        case Order.NEWEST:
            return newest
        case Order.OLDEST:
            return newest[::-1]
        case Order.ARTICLE:
            return sorted(newest, key=lambda row: (folded(str(row["title"])), row["article_id"]))
        case Order.MIXED:
            strewn = sorted(rows, key=lambda row: int(str(row["id"])) * 2654435761 % 2**32)
            return [
                strewn[place]
                for place in mix([difficulty(None, len(str(row["text"]))) for row in strewn])
            ]
        case Order.AUTHOR:
            return sorted(newest, key=lambda row: folded(str(row["name"])))
        case Order.RISK | Order.TEACH:
            raise AssertionError("chance takes part")


@given(criterion=_criteria, order=st.sampled_from([one for one in Order if one not in BY_CHANCE]))
def test_what_is_found_is_what_a_plain_look_finds(
    stocked: Newsroom, rows: list[Row], criterion: Criterion, order: Order
) -> None:
    expected = [row["id"] for row in in_order([r for r in rows if matches(criterion, r)], order)]

    with stocked.read() as reading:
        ids, revisions = finding.found(reading, criterion, order)
        count = finding.counted(reading, criterion)

    assert list(ids) == expected
    assert count == len(expected) == len(revisions)


@given(
    criterion=_criteria,
    order=st.sampled_from([Order.NEWEST, Order.OLDEST]),
    limit=st.integers(1, 60),
    article=st.none() | st.integers(1, 5),
)
def test_a_page_is_the_beginning_of_everything_found(
    stocked: Newsroom,
    monkeypatch: pytest.MonkeyPatch,
    criterion: Criterion,
    order: Order,
    limit: int,
    article: int | None,
) -> None:
    with stocked.read() as reading:
        ids, revisions = finding.found(reading, criterion, order, article=article)
        with monkeypatch.context() as patched:
            # So that windows are taken in a small library, and are too narrow at times.
            patched.setattr(paging, "_FEW", 5)
            patched.setattr(paging, "_MANY", 100)
            patched.setattr(paging, "_ROOM", 0.7)
            patched.setattr(paging, "_PROBE", 1)
            patched.setattr(paging, "_SAMPLE", 60)
            patched.setattr(paging, "_TELLING", 3)
            page = finding.found(reading, criterion, order, limit=limit, article=article)

    assert (list(page[0]), list(page[1])) == (list(ids[:limit]), list(revisions[:limit]))


def test_windows_are_really_taken(stocked: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "_FEW", 5)

    with stocked.read() as reading:
        common = paging.first_page(reading, TextHas("the"), Order.NEWEST, 10, None)
        rare = paging.first_page(reading, TextHas("nowhere"), Order.NEWEST, 10, None)

    assert common is not None
    assert len(common) == 10
    assert rare is None


@pytest.mark.parametrize(
    ("name", "wanted", "has"),
    [
        ("Ana Bücher", "ana", True),
        ("Ana Bücher", "an", True),
        ("Ana Bücher", "ana buc", True),
        ("Ana Bücher", "BÜCH", True),
        ("Ana Bücher", "na", False),
        ("Ana Bücher", "bucher ana", False),
        ("Ana-Bücher", "ana b", True),
        ("", "a", False),
    ],
)
def test_a_name_is_read_as_the_index_has_it(name: str, wanted: str, has: bool) -> None:
    assert functions.name_has(name, wanted) is has


def test_a_common_page_asks_the_index_about_the_newest_alone(
    stocked: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "_PROBE", 10)
    asked: list[str] = []
    real = Reading.select

    def select(reading: Reading, statement: Any) -> Any:
        asked.append(str(statement))
        return real(reading, statement)

    monkeypatch.setattr(Reading, "select", select)
    with stocked.read() as reading:
        assert paging.first_page(reading, TextHas("the"), Order.NEWEST, 10, None)

    hits = [one for one in asked if "MATCH" in one]
    assert len(hits) == 1
    assert "comment_words.rowid BETWEEN" in hits[0]


def search(newsroom: Newsroom, text: str) -> int:
    query = parse(text, today=date(2026, 3, 2), zone=UTC)
    return len(queue.find(newsroom, query))


def test_a_planted_word_is_found_as_often_as_it_was_planted(tmp_path: Path) -> None:
    make(tmp_path / "small.commentdesk", 500)

    with open_newsroom(tmp_path / "small.commentdesk") as newsroom:
        assert search(newsroom, RARE) == RARE_TIMES
        assert search(newsroom, RARE.upper()) == RARE_TIMES
        assert queue.tally(newsroom).total == 500


class Noting(Reading):
    """Remembers the last statement of a search."""

    asked: ClassVar[tuple[str, Sequence[Any]]] = ("", ())

    def quick(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        Noting.asked = statement, values
        return super().quick(statement, values)

    def select(self, statement: Executable) -> Answer:
        Noting.asked = compiled(statement)
        return super().select(statement)


def plan(reading: Reading, look: Callable[[Reading], object]) -> list[str]:
    """How SQLite goes about what `look` asks."""
    look(Noting(reading.driver))
    statement, values = Noting.asked
    return [row[3] for row in reading.run(f"EXPLAIN QUERY PLAN {statement}", values)]


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
@pytest.mark.parametrize("status", Status)
def test_a_queue_is_read_from_its_index_alone_and_never_sorted(
    stocked: Newsroom, status: Status, order: Order
) -> None:
    with stocked.read() as reading:
        told = plan(
            reading, lambda reading: finding.found(reading, StatusIs(status), order, limit=200)
        )

    assert told == ["SEARCH comment USING COVERING INDEX ix_comment_queue (status=?)"]


@pytest.mark.parametrize(
    ("criterion", "index"),
    [
        (Everything(), "COVERING INDEX ix_comment_by_time"),
        (HasProblem(), "INDEX ix_comment_incomplete"),
    ],
)
def test_what_is_listed_by_time_is_never_sorted(
    stocked: Newsroom, criterion: Criterion, index: str
) -> None:
    with stocked.read() as reading:
        told = plan(
            reading, lambda reading: finding.found(reading, criterion, Order.NEWEST, limit=200)
        )

    assert told == [f"SCAN comment USING {index}"]


def scored(stocked: Newsroom, count: int = 100) -> dict[int, float]:
    """Gives the first comments a risk each, and answers it."""
    risks = {number: (number * 37 % 101) / 100 for number in range(1, count + 1)}
    with stocked.write() as writing:
        writing.run("DELETE FROM score")
        writing.run_many(
            "INSERT INTO score (comment_id, spam, risk) VALUES (?, ?, ?)",
            [(number, risk, risk) for number, risk in risks.items()],
        )
    return risks


def test_the_riskiest_come_first_and_every_tenth_by_chance(stocked: Newsroom) -> None:
    risks = scored(stocked)
    with stocked.read() as reading:
        ids, _revisions = finding.found(reading, Everything(), Order.RISK)
        page, _revisions = finding.found(reading, Everything(), Order.RISK, limit=30)
        plain, _revisions = finding.found(reading, Everything(), Order.NEWEST)

    assert sorted(ids) == sorted(plain)
    assert list(page) == list(ids[:30])
    by_risk = [risks.get(one, -1) for place, one in enumerate(ids[:60]) if place % 10 != 9]
    assert by_risk == sorted(by_risk, reverse=True)
    by_chance = [risks.get(one, -1) for place, one in enumerate(ids) if place % 10 == 9]
    assert by_chance != sorted(by_chance, reverse=True)


def test_what_teaches_is_half_unsure_and_half_by_chance(stocked: Newsroom) -> None:
    risks = scored(stocked)
    with stocked.read() as reading:
        ids, _revisions = finding.found(reading, Everything(), Order.TEACH)

    unsure = [abs(risks.get(one, -1) - 0.5) for one in ids[:40:2]]
    assert unsure == sorted(unsure)
    assert unsure[-1] < 0.3
    assert len(set(ids)) == len(ids)


def test_a_queue_as_it_stands_needs_nothing_that_makes_statements(tmp_path: Path) -> None:
    make(tmp_path / "small.commentdesk", 50)
    looks = (
        "import sys\n"
        "from pathlib import Path\n"
        "from db import finding\n"
        "from db.queues import Everything, Order, StatusIs\n"
        "from db.opening import open_library\n"
        "from db.words import Status\n"
        "library = open_library(Path(sys.argv[1]))\n"
        "with library.read() as reading:\n"
        "    finding.found(reading, StatusIs(Status.PENDING), Order.NEWEST, limit=200)\n"
        "    print(len(finding.found(reading, Everything(), Order.OLDEST, article=None)[0]))\n"
        "library.close()\n"
        "sys.exit('sqlalchemy' in sys.modules)\n"
    )

    told = subprocess.run(
        [sys.executable, "-c", looks, str(tmp_path / "small.commentdesk")],
        check=False, capture_output=True, text=True,
    )  # fmt: skip

    assert (told.returncode, told.stdout) == (0, "50\n"), told.stderr
