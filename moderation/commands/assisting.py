"""The commands of the assist: what it thinks of comments, why, and what belongs together."""

from typing import TYPE_CHECKING

import click

from moderation import terminal
from moderation.commands.assist_at_work import auto, made_ready, tend
from moderation.commands.assist_learnt import forget, retrain, status, why_nothing
from moderation.commands.door import Call, command, query_of
from resources.translation import _

if TYPE_CHECKING:
    from db.rows import Card, Group, Score

_SHOWN_GROUPS = 20


@command(
    "score",
    "commentdesk assist score status:pending --limit 20",
    about=_(
        "Tell what the assist thinks of comments, the riskiest first.\n\n"
        "Nothing is decided. Each number is a chance in percent, as it was in such cases before."
    ),
)
@click.argument("query", nargs=-1)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True,
              help=_("At most so many comments, the newest."))  # fmt: skip
def score(call: Call, query: tuple[str, ...], limit: int) -> None:
    """Tell what the assist thinks."""
    from moderation import queue
    from moderation.bands import band_of
    from moderation.scores import Scores

    with call.open() as newsroom, terminal.progress() as progress:
        made_ready(newsroom, progress)
        found = queue.find_page(newsroom, query_of(newsroom, query), limit=limit)
        scores = Scores(newsroom)
        known = scores.score(found.ids)
        cards = queue.cards(newsroom, found.ids)
        nothing = "" if known else why_nothing(scores.learnt())
    cards.sort(key=lambda card: -known[card.id].risk if card.id in known else 0)
    told = [
        {"id": card.id, "name": card.name, "band": band_of(known.get(card.id)).value,
         **_score_as_json(known.get(card.id)), "text": card.excerpt}
        for card in cards
    ]  # fmt: skip
    lines = [
        f"{_score_as_text(known.get(card.id))}  #{card.id}  {card.name}: "
        f"{terminal.shown(card.excerpt[:80])}"
        for card in cards
    ]
    call.answer({"comments": told}, "\n".join([*lines, *filter(None, [nothing])]))


def _score_as_json(one: "Score | None") -> dict[str, object]:
    return {"spam": one.spam if one else None, "abuse": one.abuse if one else None}


def _score_as_text(one: "Score | None") -> str:
    from moderation.bands import band_of, band_words

    return band_words(band_of(one), one.risk if one else 0.0)


@command(
    "explain",
    "commentdesk assist explain 3",
    about=_(
        "Tell why a comment was scored as it was.\n\n"
        "The words that moved it, heaviest first, and the facts in words."
    ),
)
@click.argument("number", type=click.IntRange(1), metavar="ID")
def explain(call: Call, number: int) -> None:
    """Tell why."""
    from moderation.explaining import explain as explain_one
    from moderation.scores import Scores

    with call.open() as newsroom, terminal.progress() as progress:
        made_ready(newsroom, progress)
        scores = Scores(newsroom)
        told = explain_one(scores, newsroom, number)
        nothing = "" if told.score else why_nothing(scores.learnt())
    lines = [_score_as_text(told.score), *told.facts]
    for one in told.words:
        sentence = (
            _("“{word}” speaks for it") if one.weight > 0 else _("“{word}” speaks against it")
        )
        lines.append(sentence.format(word=terminal.shown(one.word)))
    call.answer(
        {
            "id": told.comment,
            "band": told.band.value,
            **_score_as_json(told.score),
            "question": told.question.value,
            "words": [
                {"word": one.word, "weight": round(one.weight, 3), "spans": list(one.spans)}
                for one in told.words
            ],
            "facts": list(told.facts),
            "group": _group_as_json(told.group) if told.group else None,
        },
        "\n".join([*lines, *filter(None, [nothing])]),
    )


@command(
    "groups",
    "commentdesk assist groups",
    "commentdesk assist groups --pending --json",
    about=_(
        "List groups of near-copies, the largest first.\n\n"
        "Comments that differ in case, look-alike letters, addresses, digits or a few words are"
        " near-copies, across articles and time. Those not looked at yet are compared first."
    ),
)
@click.option("--pending", is_flag=True, help=_("Only groups in which a comment is pending."))
@click.option("--limit", type=click.IntRange(1), default=_SHOWN_GROUPS, show_default=True,
              help=_("At most so many groups."))  # fmt: skip
def groups(call: Call, pending: bool, limit: int) -> None:
    """List groups of near-copies."""
    from moderation import campaigns, queue

    with call.open() as newsroom, terminal.progress() as progress:
        made_ready(newsroom, progress)
        found = campaigns.largest(newsroom, limit=limit, pending=pending)
        heads: dict[int, Card] = {
            card.id: card for card in queue.cards(newsroom, [one.first for one in found])
        }
    told: list[dict[str, object]] = []
    lines = []
    for one in found:
        card = heads.get(one.first)
        text = card.excerpt if card else ""
        told.append({**_group_as_json(one), "text": text})
        lines.append(f"#{one.first}  {campaigns.sentence(one)}: {terminal.shown(text[:80])}")
    call.answer({"groups": told}, "\n".join(lines) or _("There are no near-copies."))


def _group_as_json(one: "Group") -> dict[str, object]:
    return {
        "first": one.first,
        "comments": one.size,
        "articles": one.articles,
        "names": one.names,
        "by_status": {
            "pending": one.tally.pending,
            "approved": one.tally.approved,
            "rejected": one.tally.rejected,
            "spam": one.tally.spam,
        },
    }


@click.group(
    "assist",
    help=_("What the assist learnt, thinks and groups; it never decides by itself."),
    short_help=_("What the assist learnt, thinks and groups; it never decides by itself."),
)
def assist() -> None:
    """What belongs to the assist."""


for _one in (status, score, explain, groups, retrain, tend, auto, forget):
    assist.add_command(_one)
