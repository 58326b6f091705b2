"""The assist at work: it compares and learns, for a window or by itself, and sorts what it may."""

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from moderation import terminal
from moderation.commands.door import Call, command
from resources.translation import _

if TYPE_CHECKING:
    from moderation.changes import Progress
    from moderation.newsroom import Newsroom

_LEVELS = ("95", "98", "99", "off")


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
            made_ready(newsroom, progress)
            scores.refit(thorough=False, progress=progress)
            scores.score_pending(progress=progress)
            for one in auto_sort.sort(newsroom, scores, progress=progress):
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


def made_ready(newsroom: "Newsroom", progress: "Progress") -> None:
    """Compare what nobody compared yet; what is asked afterwards is answered of all comments.

    `Cancelled` where the progress says stop; what was compared so far is kept.
    """
    from moderation import languages_again, likenesses
    from moderation.errors import Cancelled

    languages_again.tell(newsroom, progress=progress)
    likenesses.catch_up(newsroom, progress=progress)
    if progress.stop_asked():
        raise Cancelled(_("Stopped. What was compared so far is kept."))
