"""What the assist learnt: told, learnt again, and forgotten."""

from typing import TYPE_CHECKING

from moderation import terminal
from moderation.commands.assist_at_work import made_ready
from moderation.commands.door import Call, command
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from moderation.scores import Learnt


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
        return [why_nothing(learnt)]
    decisions = learnt.kept.decisions
    lines = [
        ngettext("Learnt from {count} decision.", "Learnt from {count} decisions.", decisions)
        .format(count=f"{decisions:,}")
    ]  # fmt: skip
    for question, head in learnt.kept.model.heads.items():
        lines.append(
            (_question_tried() if head.quality.tried else _question_untried()).format(
                question=_question_name(question.value),
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


def why_nothing(learnt: "Learnt") -> str:
    """Why there is no model, and what makes one."""
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


def _question_name(question: str) -> str:
    """What a question is called."""
    return {"spam": _("Spam"), "abuse": _("Abuse")}[question]


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
        made_ready(newsroom, progress)
        scores = Scores(newsroom)
        scores.refit(progress=progress)
        scores.score_pending(progress=progress)
        learnt = scores.learnt()
    call.answer({"model": _model_as_json(learnt)}, "\n".join(_model_lines(learnt)))


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
