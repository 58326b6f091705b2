"""The mixed order: a hard comment, then easy ones, so that nobody reads all the hard ones in a row.

Hard is what the assist is unsure of, and what is long. Which third is hard hangs on the comments
alone, and so does their order: a list that is found anew stays.
"""

from array import array
from collections.abc import Sequence

from sqlalchemy import Select, func

from db.library import Reading
from db.likeness_tables import ScoreTable
from db.matching import ordered
from db.queues import Order
from db.tables import CommentTable

# Two easy ones stand between two hard ones.
_EASY_BETWEEN = 2
# A text of so many characters is as hard to decide on as a score that says nothing either way.
_LONG = 1_500


def mixed(
    reading: Reading, matching: "Select[int]", limit: int | None
) -> tuple["array[int]", "array[int]"]:
    """Ids and revisions of what matches, hard ones strewn evenly among easy ones."""
    scored = matching.outerjoin(ScoreTable.table, ScoreTable.comment_id == CommentTable.id)
    statement = scored.with_only_columns(
        CommentTable.id, CommentTable.revision, ScoreTable.risk, func.length(CommentTable.text)
    )
    rows = reading.select(ordered(statement, Order.MIXED)).cursor.fetchall()
    places = mix([difficulty(risk, length) for _id, _revision, risk, length in rows])[:limit]
    return (
        array("q", [rows[place][0] for place in places]),
        array("q", [rows[place][1] for place in places]),
    )


def difficulty(risk: float | None, length: int) -> float:
    """How hard a comment is to decide on, 0 to 2: how unsure its score is, and how long it is."""
    unsure = 0.0 if risk is None else 1.0 - 2.0 * abs(risk - 0.5)
    return unsure + min(1.0, length / _LONG)


def mix(difficulties: Sequence[float]) -> list[int]:
    """The places in an order in which a hard one comes after every few easy ones.

    The hardest third counts as hard; within the hard and within the easy the order stays.
    """
    count = len(difficulties) // (_EASY_BETWEEN + 1)
    hardest = sorted(range(len(difficulties)), key=lambda place: (-difficulties[place], place))
    hard = set(hardest[:count])
    one_by_one = iter(sorted(hard))
    made: list[int] = []
    easy = [place for place in range(len(difficulties)) if place not in hard]
    for number, place in enumerate(easy, start=1):
        made.append(place)
        if number % _EASY_BETWEEN == 0:
            following = next(one_by_one, None)
            if following is not None:
                made.append(following)
    return [*made, *one_by_one]
