"""Commands for what must not be lost: salvage of a damaged newsroom, the head of the history."""

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

    call.unlock(damaged)
    with terminal.progress() as progress:
        outcome = bring_out(damaged, into, progress=progress)
    told = [*outcome.lines(), outcome.sentence, _("It is in {path}.").format(path=outcome.file)]
    call.answer(outcome.as_json(), "\n".join(told))
    context.exit(1 if outcome.lost or outcome.doubtful_count else 0)


@command(
    "head",
    "commentdesk head",
    "commentdesk head --save head-2026-11-24.txt",
    about=_(
        "Print the head of the history, to be signed and kept apart.\n\n"
        "It is the newest operation with its seal, in which every seal before it is contained. Who"
        " rewrites the history comes to another one, and “commentdesk check --head FILE” shows it."
        " It holds no personal data."
    ),
)
@click.option("--save", type=FILE, metavar="FILE", help=_("Write it to this new file."))
def head(call: Call, save: Path | None) -> None:
    """Print or save the head."""
    from moderation import heads

    with call.open() as newsroom:
        made = heads.save(newsroom, save) if save else heads.head(newsroom)
    call.answer(made.as_json() | ({"file": str(save)} if save else {}), made.as_text())
