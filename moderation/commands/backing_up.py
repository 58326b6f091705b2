"""Commands that keep safe: backup, backups, restore."""

import os
from pathlib import Path

import click

from moderation import terminal
from moderation.commands.door import FILE, Call, command, not_written, refused
from moderation.sentences import left_plain
from resources.translation import _

# Those of `private_copies.FORMATS`, which is not loaded to show the help; a test compares.
FORMATS = ("sqlite", "jsonl", "wxr")


@command(
    "backup",
    "commentdesk backup newsroom-monday.commentdesk",
    "commentdesk backup newsroom-private.jsonl.gz",
    "commentdesk backup --format wxr newsroom-private.xml",
    about=_(
        "Copy the whole newsroom, with all personal data.\n\n"
        "FILE then has e-mail and IP addresses, notes and history in it. Nobody else may read the"
        " file (mode 0600). One that exists is not overwritten. A copy as sqlite or jsonl holds"
        " everything: “commentdesk restore” makes the same newsroom of it. Where FILE ends in .gz"
        " it is packed; without FILE, it gets a name that says private, in this folder."
    ),
)
@click.argument("file", type=FILE, required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help=_(
        "sqlite: a newsroom like any other; jsonl: the same as text, for good; wxr: for WordPress,"
        " comments of every status with addresses. Without it, the name of FILE tells."
    ),
)
def backup(call: Call, file: Path | None, form: str | None) -> None:
    """Copy everything."""
    from moderation.private_copies import copy_to, format_of, proposed_name

    form = form or format_of(file.name if file else "")
    with call.open() as newsroom, terminal.progress() as progress:
        target = file or Path(proposed_name(newsroom, form))
        try:
            if os.path.lexists(target):
                raise FileExistsError
            made = copy_to(newsroom, target, form, progress=progress)
        except FileExistsError as error:
            raise refused(
                _("{path} is there already and was not overwritten.").format(path=target),
                _("Choose another name, or take the old file away first."),
            ) from error
        except OSError as error:
            raise not_written(target, error) from error
        is_bare = newsroom.is_encrypted and not made.is_encrypted
    call.answer(
        {
            "file": str(target),
            "bytes": made.size,
            "personal_data": True,
            "format": made.format,
            "comments": made.comments,
            "encrypted": made.is_encrypted,
        },
        _("Backed up to {path} ({size} bytes).").format(path=target, size=f"{made.size:,}"),
    )
    terminal.say(_("It holds personal data: keep it as carefully as the newsroom itself."))
    if made.is_encrypted:
        terminal.say(_("It is encrypted as the newsroom is, and opens with the same passphrase."))
    elif is_bare:
        terminal.say(left_plain())


@command(
    "backups",
    "commentdesk backups",
    "commentdesk backups --json",
    about=_(
        "List the backups that lie beside the newsroom.\n\n"
        "The program makes them by itself: before an upgrade, an import and a decision on more than"
        " 10,000 comments, and daily. Each is read whole, and said to be good or not. Give one of"
        " them to “commentdesk restore”."
    ),
)
@click.option("--now", is_flag=True, help=_("Make one more first."))
def backups(call: Call, now: bool) -> None:
    """List the backups."""
    from moderation import backups as kept
    from moderation.newsroom import default_path

    path = call.path or default_path()
    call.unlock(path)
    with terminal.progress() as progress:
        if now:
            with call.open() as newsroom:
                kept.make(newsroom, progress=progress)
        found = kept.listed(path, progress=progress)
    lines = [
        f"{one.backup.made_at.astimezone():%Y-%m-%d %H:%M}  {one.backup.size:>15,}  "
        f"{kept.state(one):<8}  {one.reason}\n    {one.backup.path}"
        for one in found
    ]
    call.answer(
        {"newsroom": str(path), "backups": [one.as_json() for one in found]},
        "\n".join(lines) or _("There is no backup beside the newsroom yet."),
    )


@command(
    "restore",
    "commentdesk restore newsroom-private.jsonl.gz --newsroom restored.commentdesk",
    "commentdesk restore --yes newsroom-monday.commentdesk",
    about=_(
        "Make the newsroom what a backup holds.\n\n"
        "FILE is a backup as sqlite or jsonl, packed or not, or the name of one that “commentdesk"
        " backups” lists. The newsroom is"
        " made anew and checked before it takes its place; if FILE is cut, edited or of a newer"
        " program, nothing is changed. A newsroom that is there is kept beside it, under a name"
        " that says so. Close its window first."
    ),
)
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help=_("Do not ask, though there is a newsroom."))
def restore(call: Call, file: Path, yes: bool) -> None:
    """Restore a backup."""
    from moderation import backups as kept
    from moderation import restoring
    from moderation.newsroom import default_path

    path = call.path or default_path()
    file = kept.find(path, file)
    call.unlock(path, ask=False)
    call.unlock(file)
    if not yes and not restoring.is_empty(path):
        _ask(path)
    with terminal.progress() as progress:
        outcome = restoring.restore(path, file, progress=progress)
    call.answer(outcome.as_json(), outcome.sentence)


def _ask(path: Path) -> None:
    question = _("There is a newsroom at {path}. Keep it aside, and restore the backup?")
    if not terminal.is_somebody_there():
        raise refused(
            _("There is a newsroom at {path}.").format(path=path),
            _("Say --yes to keep it aside and to restore the backup, or name another --newsroom."),
        )
    if not terminal.does_agree(question.format(path=path)):
        raise terminal.stopped(_("Nothing was changed."))
