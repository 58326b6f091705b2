"""The command that mends: salvage."""

from pathlib import Path

import click

from moderation import terminal
from moderation.commands.door import FILE, Call, command
from resources.translation import _


@command(
    "salvage",
    "commentdesk salvage newsroom.commentdesk",
    "commentdesk salvage newsroom.commentdesk --into rescued.commentdesk",
    about=_(
        "Bring all that can be read out of a damaged newsroom.\n\n"
        "It goes into a new newsroom, with personal data; DAMAGED is only copied, and stays as it"
        " is. What could not be read is counted by table, comments that contradict themselves or"
        " the history are named, and so is where the chain of the history breaks. The status is 1"
        " if anything is missing or doubtful."
    ),
)
@click.argument("damaged", type=FILE)
@click.option(
    "--into",
    type=FILE,
    metavar="FILE",
    help=_("The new newsroom; without it, a name beside DAMAGED. One that exists is not touched."),
)
@click.pass_context
def salvage(context: click.Context, call: Call, damaged: Path, into: Path | None) -> None:
    """Bring out what can be read."""
    from moderation.mending import salvage as bring_out

    with terminal.progress() as progress:
        outcome = bring_out(damaged, into, progress=progress)
    told = [*outcome.lines(), outcome.sentence, _("It is in {path}.").format(path=outcome.file)]
    call.answer(outcome.as_json(), "\n".join(told))
    context.exit(1 if outcome.lost or outcome.doubtful_count else 0)
