"""Finding: every criterion finds what a plain look at each comment finds."""

import subprocess
import sys
from datetime import UTC, date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import finding, functions
from db.criteria import Criterion
from db.queues import Everything, Order
from moderation import queue
from moderation.newsroom import Newsroom, open_newsroom
from moderation.search.grammar import parse
from tests.benchmarks.library import RARE, RARE_TIMES, make
from tests.db.plain_look import BY_CHANCE, CRITERIA, Row, in_order, matches


@given(criterion=CRITERIA, order=st.sampled_from([one for one in Order if one not in BY_CHANCE]))
def test_what_is_found_is_what_a_plain_look_finds(
    stocked: Newsroom, rows: list[Row], criterion: Criterion, order: Order
) -> None:
    expected = [row["id"] for row in in_order([r for r in rows if matches(criterion, r)], order)]

    with stocked.read() as reading:
        ids, revisions = finding.found(reading, criterion, order)
        count = finding.counted(reading, criterion)

    assert list(ids) == expected
    assert count == len(expected) == len(revisions)


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


def search(newsroom: Newsroom, text: str) -> int:
    query = parse(text, today=date(2026, 3, 2), zone=UTC)
    return len(queue.find(newsroom, query))


def test_a_planted_word_is_found_as_often_as_it_was_planted(tmp_path: Path) -> None:
    make(tmp_path / "small.commentdesk", 500)

    with open_newsroom(tmp_path / "small.commentdesk") as newsroom:
        assert search(newsroom, RARE) == RARE_TIMES
        assert search(newsroom, RARE.upper()) == RARE_TIMES
        assert queue.tally(newsroom).total == 500


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
