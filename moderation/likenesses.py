"""Keeps up with the comments: each new or changed text gets its language and its group.

What is to be done stands in the library, given by trigger wherever a comment is written; so it is
done in batches, by whichever desk comes to it, and goes on where a kill ended it.
"""

import time
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from db import likeness
from db.library import Writing
from db.likeness import Made, Wanted
from moderation import comparing
from moderation.assist import grouping, signatures
from moderation.assist.folding import folded, is_comparable
from moderation.assist.grouping import Groups
from moderation.assist.language import languages_of
from moderation.changes import SILENT, Progress
from moderation.newsroom import Newsroom
from resources.translation import _

if TYPE_CHECKING:
    from moderation.assist.signatures import Signatures

# How many comments are looked at in one go, and how long that may hold the writing lane: who
# decides waits no longer. What a comment costs grows with the library, so how many comes of what
# the last ones took.
_BATCH, _FIRST, _LEAST = 500, 20, 5
_LANE_SECONDS = 0.004
LANGUAGES = "assist-languages"
MAIN_LANGUAGE = "assist-main-language"


def catch_up(newsroom: Newsroom, *, progress: Progress = SILENT, most: int | None = None) -> int:
    """Look at the comments that wait for it, `most` at the most; the number looked at.

    Stops between two batches if the progress says so; what was done is kept.
    """
    with newsroom.read() as reading:
        total = likeness.count_wanted(reading)
    if most is not None:
        total = min(total, most)
    done, size = 0, min(_BATCH, _FIRST)
    if total >= comparing.MANY:
        done = _many(newsroom, total, progress)
    while done < total and not progress.stop_asked():
        looked, seconds = _batch(newsroom, min(size, total - done))
        if not looked:
            break
        done += looked
        size = next_size(looked, seconds)
        progress.tell(done, total, _("Looking for near-copies"))
    # One more comment changes nothing about which language most are in; counting them costs.
    if done >= _BATCH or (done and not newsroom.setting(MAIN_LANGUAGE, "")):
        note_main_language(newsroom)
    return done


def _many(newsroom: Newsroom, total: int, progress: Progress) -> int:
    done = comparing.compare_many(newsroom, total, newsroom.setting(LANGUAGES, []), progress)
    return done or 0


def note_main_language(newsroom: Newsroom) -> None:
    """Keep which language most comments are in: a card tells its language where it is another."""
    told = languages(newsroom)
    told.pop("", None)
    main = max(told, key=lambda code: (told[code], code), default="")
    if main != newsroom.setting(MAIN_LANGUAGE, ""):
        newsroom.keep_setting(MAIN_LANGUAGE, main)


def next_size(looked: int, seconds: float) -> int:
    """How many comments to look at next, after so many held the writing lane for so long."""
    fits = looked * _LANE_SECONDS / max(seconds, 1e-6)
    # A moment's luck is no promise: it grows by half at the most, and shrinks as far as it must.
    return max(_LEAST, min(_BATCH, int(min(fits, looked * 1.5 + 1))))


def left(newsroom: Newsroom) -> int:
    """How many comments wait to be looked at."""
    with newsroom.read() as reading:
        return likeness.count_wanted(reading)


def languages(newsroom: Newsroom) -> dict[str, int]:
    """How many comments there are of each language; the empty one where nobody can tell."""
    with newsroom.read() as reading:
        return dict(likeness.languages(reading))


def _batch(newsroom: Newsroom, size: int) -> tuple[int, float]:
    """How many were looked at, and for how many seconds nobody else could write."""
    with newsroom.read() as reading:
        waiting = likeness.wanted(reading, size)
    if not waiting:
        return 0, 0.0
    told = languages_of([one.text for one in waiting], newsroom.setting(LANGUAGES, []))
    texts = [folded(one.text) for one in waiting]
    made = signatures.signatures(texts)
    comparable = [is_comparable(text) for text in texts]
    with newsroom.write_lesser() as writing:
        began = time.monotonic()
        there = likeness.still_wanted(writing, waiting)
        _drop_old(writing, [one for one in waiting if one.comment in there])
        _keep(writing, waiting, there, told, comparable, made)
    return len(waiting), time.monotonic() - began


def _keep(
    writing: Writing,
    waiting: Sequence[Wanted],
    there: set[int],
    languages: Sequence[str],
    comparable: Sequence[bool],
    made: "Signatures",
) -> None:
    signed = [
        place for place, one in enumerate(waiting) if comparable[place] and one.comment in there
    ]
    own, numbers = made[signed], [waiting[place].comment for place in signed]
    bands = signatures.bands(own)
    groups = Groups()
    near = _near(writing, bands.ravel().tolist(), groups)
    before = set(groups.firsts.values())
    findable = grouping.place_all(groups, numbers, own, bands, near)
    likeness.keep(
        writing,
        [
            Made(
                one.comment,
                languages[place],
                signatures.to_bytes(made[place]) if comparable[place] else None,
                groups.firsts.get(one.comment),
            )
            for place, one in enumerate(waiting) if one.comment in there
        ],
        [
            (key, number)
            for number, row, wanted in zip(numbers, bands.tolist(), findable, strict=True) if wanted
            for key in row
        ],
        sorted(set(groups.firsts.values()) - before),
    )  # fmt: skip


def _near(writing: Writing, keys: Sequence[int], groups: Groups) -> dict[int, list[int]]:
    """Whom each of the batch should be compared with; `groups` knows them and their first ones."""
    near: dict[int, list[int]] = defaultdict(list)
    for place, comment in likeness.sharing(writing, keys):
        near[place // signatures.BANDS].append(comment)
    found = likeness.known(writing, sorted({one for many in near.values() for one in many}))
    firsts = {one.first for one in found.values() if one.first is not None}
    found |= likeness.known(writing, sorted(firsts - found.keys()))
    for one in found.values():
        groups.know(one.comment, signatures.from_bytes(one.signature), one.first)
    groups.sizes.update(likeness.sizes(writing, sorted(firsts)))
    return near


def _drop_old(writing: Writing, waiting: Sequence[Wanted]) -> None:
    """A text that was changed is not found by what it said before."""
    old = [(one.comment, one.signature) for one in waiting if one.signature is not None]
    likeness.drop_bands(writing, _bands_of(old))


def _bands_of(signed: Sequence[tuple[int, bytes]]) -> list[tuple[int, int]]:
    return [
        (key, comment)
        for comment, signature in signed
        for key in signatures.bands(signatures.from_bytes(signature)[None, :])[0].tolist()
    ]


def forget(writing: Writing, comments: Sequence[int]) -> None:
    """Keep nothing that was made of these comments; they are looked at anew afterwards."""
    likeness.drop_bands(writing, _bands_of(likeness.signatures_of(writing, comments)))
    likeness.forget(writing, comments)
