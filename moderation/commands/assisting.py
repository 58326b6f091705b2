"""The commands of the assist: what it knows, what it thinks, why, and how to make it forget."""

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from moderation import terminal
from moderation.commands.door import Call, command, query_of
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from db.rows import Card, Group, Score
    from moderation.changes import Progress
    from moderation.newsroom import Newsroom
    from moderation.scores import Learnt

_SHOWN_GROUPS = 20


@command(
    "status",
    "commentdesk assist status",
    about=_(
        "Tell what the assist knows.\n\n"
        "How many decisions there are to learn from, what was learnt of them, and how well it did"
        " on decisions that came after those it was learnt from."
    ),
)
def status(call: Call) -> None:
    """Tell what the assist knows."""
    from moderation import campaigns, likenesses
    from moderation.scores import Scores, meaning_sentence

    with call.open() as newsroom:
        learnt = Scores(newsroom).learnt()
        waiting = likenesses.left(newsroom)
        languages = likenesses.languages(newsroom)
        groups = campaigns.count(newsroom)
    told: dict[str, object] = {
        "decisions": {each.value: count for each, count in learnt.counts.items()},
        "model": _model_as_json(learnt),
        "meaning": learnt.no_meaning or "there",
        "groups": groups,
        "languages": languages,
        "waiting": waiting,
    }
    lines = [*_model_lines(learnt), meaning_sentence(learnt)]
    lines.append(
        ngettext(
            "{count} group of near-copies.", "{count} groups of near-copies.", groups
        ).format(count=f"{groups:,}")
    )  # fmt: skip
    if waiting:
        lines.append(
            ngettext(
                "{count} comment has not been compared with the others yet.",
                "{count} comments have not been compared with the others yet.",
                waiting,
            ).format(count=f"{waiting:,}")
        )
    call.answer(told, "\n".join(lines))


def _model_as_json(learnt: "Learnt") -> dict[str, object]:
    if learnt.kept is None:
        return {"learnt": False, "reason": learnt.reason}
    return {
        "learnt": True,
        "decisions": learnt.kept.decisions,
        "operation": learnt.kept.operation,
        "questions": {
            question.value: {
                "bad": head.bad,
                "good": head.good,
                "tried_on_later_decisions": head.quality.tried,
                "ranking": round(head.quality.ranking, 3),
                "off": round(head.quality.off, 3),
            }
            for question, head in learnt.kept.model.heads.items()
        },
    }


def _model_lines(learnt: "Learnt") -> list[str]:
    if learnt.kept is None:
        return [_why_nothing(learnt)]
    decisions = learnt.kept.decisions
    lines = [
        ngettext("Learnt from {count} decision.", "Learnt from {count} decisions.", decisions)
        .format(count=f"{decisions:,}")
    ]  # fmt: skip
    for question, head in learnt.kept.model.heads.items():
        lines.append(
            (_question_tried() if head.quality.tried else _question_untried()).format(
                question=question_name(question.value),
                bad=f"{head.bad:,}",
                good=f"{head.good:,}",
                tried=f"{head.quality.tried:,}",
                ranking=round(100 * head.quality.ranking),
                off=round(100 * head.quality.off),
            )
        )
    return lines


def _question_tried() -> str:
    return _(
        "{question}: {bad} were, {good} were not. On {tried} later decisions it put the worse one"
        " first in {ranking} of 100 pairs, and its percentages were {off} points off on average."
    )


def _question_untried() -> str:
    return _("{question}: {bad} were, {good} were not. Too few to try it on later decisions.")


def _why_nothing(learnt: "Learnt") -> str:
    match learnt.reason:
        case "few":
            return _(
                "Nothing is learnt yet: that takes 20 decisions, and five of each kind among them."
            )
        case "damaged":
            return _("The model is damaged. “commentdesk assist retrain” makes it again.")
        case "foreign":
            return _(
                "The model is that of another newsroom. “commentdesk assist retrain” makes this"
                " one's."
            )
        case _:
            return _("Nothing is learnt yet. “commentdesk assist retrain” does it now.")


def question_name(question: str) -> str:
    """What a question is called."""
    return {"spam": _("Spam"), "abuse": _("Abuse")}[question]


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
        _made_ready(newsroom, progress)
        found = queue.find_page(newsroom, query_of(newsroom, query), limit=limit)
        scores = Scores(newsroom)
        known = scores.score(found.ids)
        cards = queue.cards(newsroom, found.ids)
        nothing = "" if known else _why_nothing(scores.learnt())
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
        _made_ready(newsroom, progress)
        scores = Scores(newsroom)
        told = explain_one(scores, newsroom, number)
        nothing = "" if told.score else _why_nothing(scores.learnt())
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
        _made_ready(newsroom, progress)
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


@command(
    "retrain",
    "commentdesk assist retrain",
    about=_(
        "Learn anew from all decisions.\n\n"
        "The window does that by itself. The model is one file beside the newsroom; what it"
        " thinks of pending comments is kept for “commentdesk list sort:risk”."
    ),
)
def retrain(call: Call) -> None:
    """Learn anew."""
    from moderation.scores import Scores

    with call.open() as newsroom, terminal.progress() as progress:
        _made_ready(newsroom, progress)
        scores = Scores(newsroom)
        scores.refit(progress=progress)
        scores.score_pending(progress=progress)
        learnt = scores.learnt()
    call.answer({"model": _model_as_json(learnt)}, "\n".join(_model_lines(learnt)))


@command(
    "tend",
    "commentdesk assist tend",
    about=_(
        "Do what the window does by itself: compare, learn if it is time, and score.\n\n"
        "For where no window is open for long. Stopped or killed, it goes on another time."
    ),
)
@click.option("--for-window", is_flag=True, help=_("Take orders from the window that began it."))
def tend(call: Call, for_window: bool) -> None:
    """Do what there is to do."""
    from moderation import likenesses, tending
    from moderation.scores import Scores

    if for_window:
        _attend(call)
    with call.open() as newsroom, terminal.progress() as progress:
        changed = tending.tend(newsroom, Scores(newsroom), progress)
        waiting = likenesses.left(newsroom)
    told = _("Cards may look otherwise now.") if changed else _("There was nothing to do.")
    call.answer({"changed": changed, "waiting": waiting}, told)


def _attend(call: Call) -> NoReturn:
    """Work for the window that began this process, until its orders end."""
    from moderation.newsroom import default_path, open_newsroom
    from moderation.scores import Scores
    from moderation.tender import Attendance

    path = call.path or default_path()
    attendance = Attendance(sys.stdin, sys.stdout)
    model = attendance.begin(path)
    newsroom = open_newsroom(path)
    scores = Scores(newsroom)
    if model is not None:
        scores.take_over(model)
    attendance.serve(newsroom, scores)


_LEVELS = ("95", "98", "99", "off")


@command(
    "auto",
    "commentdesk assist auto",
    "commentdesk assist auto --spam 99 --fine off",
    "commentdesk assist auto --now",
    about=_(
        "Let the assist decide what it is surest of; off unless you switch it on.\n\n"
        "It needs 400 decisions. One comment in twenty is left for a person as an audit; where that"
        " shows it to be worse than you asked, it switches itself off. Abuse is never turned away"
        " by it. What it did is found with “decided-by:auto-sort”, and each run is one undo away."
    ),
)
@click.option("--spam", type=click.Choice(_LEVELS), help=_("How often spam must be right, in %."))
@click.option("--fine", type=click.Choice(_LEVELS), help=_("How often fine must be right, in %."))
@click.option("--now", is_flag=True, help=_("Sort what is pending now."))
def auto(call: Call, spam: str | None, fine: str | None, now: bool) -> None:
    """Let it decide what it is surest of."""
    from moderation import auto_sort
    from moderation.auto_sort import Side
    from moderation.scores import Scores

    done: list[dict[str, object]] = []
    lines: list[str] = []
    with call.open() as newsroom, terminal.progress() as progress:
        for side, level in ((Side.SPAM, spam), (Side.FINE, fine)):
            if level is not None:
                auto_sort.choose(newsroom, side, None if level == "off" else int(level) / 100)
        scores = Scores(newsroom)
        if now:
            _made_ready(newsroom, progress)
            scores.refit(thorough=False, progress=progress)
            scores.score_pending(progress=progress)
            outcome = auto_sort.sort(newsroom, scores, progress=progress)
            for one in outcome.changes:
                done.append({"operation": one.operation, "comments": list(one.comments)})
                lines.append(one.sentence)
        standings = auto_sort.standings(newsroom, scores)
    told = {
        one.side.value: {
            "asked": one.choice.asked,
            "threshold": one.threshold,
            "audited": one.audited,
            "right": one.right,
            "off_because": one.choice.off_because,
        }
        for one in standings
    }
    lines += [auto_sort.sentence(one) for one in standings]
    call.answer({"sides": told, "sorted": done}, "\n".join(lines))


@command(
    "forget",
    "commentdesk assist forget",
    about=_(
        "Delete what was learnt, and all scores.\n\n"
        "Decisions and groups stay as they are; the model is made again from the decisions by"
        " “commentdesk assist retrain”, or by the window."
    ),
)
def forget(call: Call) -> None:
    """Delete what was learnt."""
    from moderation.scores import Scores

    with call.open() as newsroom:
        there = Scores(newsroom).forget()
    sentence = _("What was learnt is deleted.") if there else _("Nothing was learnt yet.")
    call.answer({"forgotten": there}, sentence)


def _made_ready(newsroom: "Newsroom", progress: "Progress") -> None:
    """Compare what nobody compared yet; what is asked afterwards is answered of all comments."""
    from moderation import languages_again, likenesses
    from moderation.errors import Cancelled

    languages_again.tell(newsroom, progress=progress)
    likenesses.catch_up(newsroom, progress=progress)
    if progress.stop_asked():
        raise Cancelled(_("Stopped. What was compared so far is kept."))


@click.group(
    "assist",
    help=_("What the assist learnt, thinks and groups; it never decides by itself."),
    short_help=_("What the assist learnt, thinks and groups; it never decides by itself."),
)
def assist() -> None:
    """What belongs to the assist."""


for _one in (status, score, explain, groups, retrain, tend, auto, forget):
    assist.add_command(_one)
