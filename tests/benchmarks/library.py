"""A realistic library of any size: `python -m tests.benchmarks.library FILE --comments 1000000`.

A few articles draw most of the comments, a third of which are replies; commenters come again; two
in a hundred are pending. The same size makes the same library, to the byte of every comment.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from db import chain, journal
from db.library import Writing
from db.moments import to_stored
from db.rows import OperationId
from db.words import BodyFormat, Status, Verb
from moderation.drafts import ArticleDraft
from moderation.newsroom import open_newsroom
from tests.benchmarks.words import Person, people, sentences
from tests.putting import keep_article

# Words that stand in exactly so many comments, to look for.
RARE, RARE_TIMES = "kittiwake", 7
SOURCE = "benchmark:https://example.org"

_BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
_DAYS = 2200
_BATCH = 20_000
_STATUSES = (
    [Status.APPROVED] * 90 + [Status.SPAM] * 5 + [Status.REJECTED] * 3 + [Status.PENDING] * 2
)
_COMMENT = (
    "INSERT INTO comment (id, article_id, parent_id, kind, status, revision, source, external_id,"
    " name, url, submitted_at, received_at, body, body_format, text, links, lacks, waiver)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CONTACT = (
    "INSERT INTO private_contact (comment_id, email, email_key, email_domain, ip, user_agent)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)


def make(path: Path, count: int) -> None:
    """Make a library of so many comments in a new file; there must be none of that name."""
    with (
        open_newsroom(path, create=True, desk="generator") as newsroom,
        newsroom.write() as writing,
    ):
        _fill(writing, count)


def _fill(writing: Writing, count: int) -> None:
    dice = random.Random(count)
    # The newest thing that happened is the last comment; so the journal's time follows it.
    at = _BEGAN + timedelta(days=_DAYS + 60)
    operation = journal.begin(
        writing, at=at, desk="generator", verb=Verb.IMPORT, detail={"file": "benchmark"}
    )
    shelf = _articles(dice, writing, operation, max(3, count // 200))
    for batch in _batches(_comments(dice, shelf, operation, count)):
        writing.run_many(_COMMENT, [comment for comment, _contact in batch])
        writing.run_many(_CONTACT, [contact for _comment, contact in batch])
    journal.record_arrivals(writing, operation, 0)
    chain.seal(writing, operation)


def _articles(
    dice: random.Random, writing: Writing, operation: OperationId, count: int
) -> list[tuple[int, datetime, float]]:
    """Articles with the moment they came out, and how much each draws."""
    told = sentences(dice, 500)
    shelf = []
    for number in range(count):
        published = _BEGAN + timedelta(days=_DAYS * number / count)
        title = " ".join(dice.choice(told).split()[:8])
        draft = ArticleDraft(
            str(number), f"{title} {number}", f"https://example.org/{number}",
            published_at=published,
            body="".join(f"<p>{dice.choice(told)}</p>" for _n in range(8)),
        )  # fmt: skip
        kept = keep_article(
            writing, draft, key=f"article-{number}", source=SOURCE, operation=operation
        )
        shelf.append((int(kept), published, 0.0))
    ranks = list(range(count))
    dice.shuffle(ranks)
    return [
        (one, published, (rank + 1) ** -0.8)
        for (one, published, _), rank in zip(shelf, ranks, strict=True)
    ]


def _comments(
    dice: random.Random,
    shelf: Sequence[tuple[int, datetime, float]],
    operation: OperationId,
    count: int,
) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
    crowd = people(dice, max(5, count // 12))
    drawn = list(accumulate((rank + 3) ** -0.7 for rank in range(len(crowd))))
    told = sentences(dice, 40_000)
    weights = list(accumulate(weight for _one, _published, weight in shelf))
    places = sorted(dice.choices(range(len(shelf)), cum_weights=weights, k=count))
    writers = dice.choices(crowd, cum_weights=drawn, k=count)
    rare = {count * (2 * turn + 1) // (2 * RARE_TIMES) for turn in range(RARE_TIMES)}
    article, siblings, moment = 0, [0], 0
    for index in range(count):
        place, published, _weight = shelf[places[index]]
        if place != article:
            article, siblings, moment = place, [], to_stored(published)
        moment += int(dice.expovariate(1 / 900) * 1_000_000) + 1
        text = " ".join(dice.choices(told, k=min(12, 1 + int(dice.expovariate(0.6)))))
        text += f" {RARE}" if index in rare else ""
        parent = _answered(dice, siblings)
        siblings.append(index + 1)
        yield _rows(dice, index + 1, article, parent, writers[index], moment, text, operation)


def _answered(dice: random.Random, siblings: Sequence[int]) -> int | None:
    """One of the last comments under the same article, for a third of them."""
    if not siblings or dice.random() > 0.35:
        return None
    return siblings[-1 - min(len(siblings) - 1, int(dice.expovariate(0.25)))]


def _rows(
    dice: random.Random,
    number: int,
    article: int,
    parent: int | None,
    writer: Person,
    moment: int,
    text: str,
    operation: OperationId,
) -> tuple[Sequence[Any], Sequence[Any]]:
    status = dice.choice(_STATUSES)
    links = 2 if status is Status.SPAM else int(dice.random() < 0.05)
    offers = links * ' <a href="https://example.net/offer">offer</a>'
    body = f"<p>{text}{offers}</p>"
    text += links * " offer"
    missing = status is Status.PENDING and dice.random() < 0.05
    email = "" if missing else writer.email
    comment = (
        number, article, parent, "comment", status.value, operation, SOURCE, str(number),
        writer.name, "", moment, moment, body, BodyFormat.HTML.value, text, links,
        "email" if missing else "", None,
    )  # fmt: skip
    return comment, (number, email, email, email.rpartition("@")[2], writer.ip, writer.user_agent)


def _batches(
    rows: Iterator[tuple[Sequence[Any], Sequence[Any]]],
) -> Iterator[list[tuple[Sequence[Any], Sequence[Any]]]]:
    batch: list[tuple[Sequence[Any], Sequence[Any]]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def main() -> None:
    """Make the library that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.library", description=__doc__)
    parser.add_argument("file", type=Path, help="the new library, e.g. million.commentdesk")
    parser.add_argument("--comments", type=int, default=100_000, metavar="N")
    asked = parser.parse_args()
    if asked.file.exists():
        parser.error(f"{asked.file} is there already")
    started = time.perf_counter()
    make(asked.file, asked.comments)
    size = asked.file.stat().st_size / 1e6
    print(f"{asked.comments:,} comments, {size:,.0f} MB, {time.perf_counter() - started:.0f} s")  # noqa: T201


if __name__ == "__main__":
    main()
