"""The command line: a door into the newsroom, like the window.

It parses, calls and prints; what is done is done by the same functions that the window calls.
Nothing slow is imported before a command needs it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NoReturn

import click

from resources.translation import _, choose_language


def main() -> NoReturn:
    """Run `commentdesk` with the arguments of this process, in the user's language."""
    choose_language()
    door().main()


@cache
def door() -> click.Group:
    """All commands; their words are those of the language that was chosen before."""
    from moderation.commands import (
        assisting,
        backing_up,
        counting,
        deciding,
        encrypting,
        keeping,
        looking,
        mending,
        persons,
        reasons,
        recalling,
        ruling,
        searching,
        sites,
        syncing,
        taking_in,
    )  # fmt: skip
    from moderation.commands.door import Door, newsroom_option

    @click.group("commentdesk", cls=Door, invoke_without_command=True, help=_about())
    @click.option("--demo", is_flag=True, help=_("Open a sample newsroom; nothing of it is kept."))
    @click.version_option(package_name="commentdesk", message="%(prog)s %(version)s")
    @click.pass_context
    def commentdesk(context: click.Context, newsroom: Path | None, demo: bool) -> None:
        if context.invoked_subcommand is None:
            context.exit(_open_window(newsroom, demo=demo))
        if demo:
            raise click.UsageError(_("--demo opens the window and goes with no command."))

    commentdesk.params.insert(0, newsroom_option("COMMENTDESK_NEWSROOM"))
    commentdesk.examples = ("commentdesk", "commentdesk --demo", "commentdesk list status:pending")
    for command in (
        taking_in.import_files, taking_in.add, looking.list_comments, looking.articles,
        deciding.approve, deciding.reject, deciding.spam, deciding.hold, deciding.undo,
        deciding.redo, recalling.history, keeping.export, keeping.verify,
        backing_up.backup, backing_up.backups, backing_up.restore, keeping.check, mending.salvage,
        encrypting.encrypt, encrypting.passphrase, encrypting.decrypt,
        mending.head, sites.site, syncing.sync, syncing.outbox, persons.person, assisting.assist,
        ruling.rules, reasons.reasons, searching.searches, counting.statistics,
        _screenshot(),
    ):  # fmt: skip
        commentdesk.add_command(command)
    return commentdesk


def _about() -> str:
    return _(
        "Decide which readers' comments appear under an article. Without a COMMAND, the window"
        " opens.\n\n"
        "Every command takes --newsroom and --json. Exit status: 0 done, 1 refused or failed with a"
        " sentence, 2 wrong usage, 130 stopped with Ctrl+C."
    )


def _open_window(newsroom: Path | None, *, demo: bool) -> int:
    """Open the window and answer its exit status; refused where Qt cannot be loaded."""
    with _qt_there():
        from desktop.app import run
    return run(newsroom, demo=demo)


def _screenshot() -> click.Command:
    from moderation.commands.door import FILE, Call, command

    @command(
        "screenshot",
        "commentdesk screenshot window.png --demo",
        "commentdesk screenshot dark.png --demo --theme dark --view readers-view --size 1024x700",
        about=_("Draw the window as a picture.\n\nFILE becomes a PNG; no screen is needed."),
    )
    @click.argument("file", type=FILE)
    @click.option("--demo", is_flag=True, help=_("Draw the sample newsroom."))
    @click.option(
        "--view",
        default="window",
        show_default=True,
        metavar="NAME",
        help=_("What to draw: window, readers-view, import-report and others."),
    )
    @click.option(
        "--theme",
        default="light",
        show_default=True,
        metavar="NAME",
        help=_("How to draw it: light, dark or contrast."),
    )
    @click.option(
        "--size",
        type=_size,
        metavar="WxH",
        default="1440x900",
        show_default=True,
        help=_("How wide and how high, in pixels."),
    )
    def screenshot(
        call: Call, file: Path, demo: bool, view: str, theme: str, size: tuple[int, int]
    ) -> None:
        with _qt_there():
            from desktop.screenshot import render
        render(file, demo=demo, path=call.path, view=view, theme=theme, size=size)
        call.answer(
            {"file": str(file), "view": view, "theme": theme, "size": list(size)},
            _("Drawn: {path}.").format(path=file),
        )

    return screenshot  # fmt: skip


def _size(text: str) -> tuple[int, int]:
    """Width and height in pixels, as in 1440x900."""
    found = re.fullmatch(r"(\d{2,4})[x×](\d{2,4})", text)
    if found is None:
        raise click.BadParameter(_("“{size}” is no size such as 1440x900.").format(size=text))
    return int(found[1]), int(found[2])


@contextmanager
def _qt_there() -> Iterator[None]:
    """Refuse with a sentence where Qt's own libraries are not on this machine."""
    try:
        yield
    except ImportError as error:
        # A missing shared library, as against a missing module of ours.
        if ".so" not in str(error) and (error.name or "").partition(".")[0] != "PySide6":
            raise
        from moderation.commands.door import refused

        raise refused(
            _("The window cannot be opened: {reason}.").format(reason=error),
            _("Install the libraries that Qt wants; the README names them for each system."),
        ) from error


if __name__ == "__main__":
    main()
