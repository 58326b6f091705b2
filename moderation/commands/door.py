"""The manner of all commands: --newsroom and --json, examples in the help, errors as sentences.

Exit status: 0 done, 1 refused or failed with a sentence, 2 wrong usage, 70 a bug of ours,
130 stopped with Ctrl+C.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from moderation import terminal
from moderation.errors import (
    BadQuery,
    Cancelled,
    EncryptedNewsroom,
    ExportRefused,
    ImportRefused,
    IntakeRefused,
    NewsroomError,
)
from resources.translation import _

if TYPE_CHECKING:
    from moderation.newsroom import Newsroom
    from moderation.search.query import Query

STOPPED = 130
BUG = 70
FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a command: which newsroom it is about, and how it is to be answered."""

    path: Path | None
    json: bool
    passphrase_file: Path | None = None

    def open(self, *, create: bool = False) -> "Newsroom":
        """Open the newsroom; with `create`, make it where there is none yet, and say so.

        One that is encrypted is unlocked first, as `unlock` does.
        """
        from moderation.newsroom import default_path, open_newsroom

        path = self.path or default_path()
        is_new = create and not path.exists()
        try:
            opened = open_newsroom(path, create=is_new)
        except EncryptedNewsroom:
            self.unlock(path)
            opened = open_newsroom(path)
        opened.tell = terminal.say
        if is_new:
            terminal.say(_("A new newsroom was made at {path}.").format(path=path))
        else:
            _back_up_afterwards(opened)
        return opened

    def unlock(self, path: Path, *, ask: bool = True) -> None:
        """See that the newsroom or backup at `path` opens, if it is encrypted.

        Its passphrase comes from the file that was named, from the environment, or from whoever
        sits at the terminal (not asked unless `ask`).
        """
        from moderation.commands import passphrases

        passphrases.unlock(path, self.passphrase_file, ask=ask)

    def answer(self, told: Mapping[str, object], text: str) -> None:
        """Answer as was asked: the object as JSON, or the text."""
        if self.json:
            terminal.answer_json(told)
        else:
            terminal.answer(text)


def _back_up_afterwards(newsroom: "Newsroom") -> None:
    """Make the day's backup, if it is due, once the command has answered."""
    from moderation import backups
    from moderation.newsroom import open_newsroom

    path = newsroom.path
    try:
        is_due = backups.is_due(newsroom)
    except NewsroomError:
        return  # what is wrong with the newsroom, the command itself comes upon

    def make() -> None:
        try:
            with open_newsroom(path) as again, terminal.progress() as progress:
                again.tell = terminal.say
                backups.make_daily(again, progress=progress)
        except NewsroomError as error:
            terminal.say(error.sentence)

    if is_due:
        click.get_current_context().call_on_close(make)


def query_of(newsroom: "Newsroom", words: Sequence[str]) -> "Query":
    """What was asked for; a search that cannot be read is refused, pointing at the trouble."""
    from moderation.search.grammar import parse

    text = " ".join(words)
    try:
        return parse(text, today=newsroom.clock().astimezone(newsroom.zone).date(),
                     zone=newsroom.zone)  # fmt: skip
    except BadQuery as error:
        error.add_note(f"  {terminal.shown(text)}\n  {' ' * error.position}{'^' * error.length}")
        raise


class Command(click.Command):
    """A command whose help ends with examples."""

    examples: tuple[str, ...] = ()

    def format_epilog(
        self,
        ctx: click.Context,  # noqa: ARG002 - click gives it
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the examples as they are to be typed."""
        with formatter.section(_("Examples")):
            for example in self.examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


def command(
    name: str, *examples: str, about: str
) -> Callable[[Callable[..., None]], click.Command]:
    """Make a function a command: it is given a `Call` first, then its own options.

    The first paragraph of `about` is what the list of all commands says of it.
    """

    def made(work: Callable[..., None]) -> click.Command:
        def run(
            newsroom: Path | None, json: bool, passphrase_file: Path | None, **given: Any
        ) -> None:
            earlier = click.get_current_context().find_root().params.get("newsroom")
            work(Call(newsroom or earlier, json, passphrase_file), **given)

        update_wrapper(run, work)
        brief = about.partition("\n\n")[0]
        result = click.command(name, cls=Command, help=about, short_help=brief)(run)
        result.params += [newsroom_option(), _passphrase_option(), _json_option()]
        result.examples = examples
        return result

    return made


def newsroom_option(envvar: str | None = None) -> click.Option:
    """The option that names the newsroom's file; only before the command it looks at `envvar`."""
    about = _(
        "The newsroom's file, instead of $COMMENTDESK_NEWSROOM or of that in the data folder."
    )
    return click.Option(["--newsroom"], type=FILE, metavar="FILE", envvar=envvar, help=about)


def _passphrase_option() -> click.Option:
    about = _(
        "A file with the passphrase of an encrypted newsroom, instead of"
        " $COMMENTDESK_PASSPHRASE or of being asked."
    )
    return click.Option(
        ["--passphrase-file"],
        type=FILE,
        metavar="FILE",
        envvar="COMMENTDESK_PASSPHRASE_FILE",
        help=about,
    )


def _json_option() -> click.Option:
    about = _("Answer with one JSON object on standard output.")
    return click.Option(["--json"], is_flag=True, help=about)


class Door(click.Group):
    """The group of all commands; however a call ends, it ends here."""

    examples: tuple[str, ...] = ()
    format_epilog = Command.format_epilog

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - how a call ends is decided here
        **extra: Any,
    ) -> NoReturn:
        """Run the call and exit with its status; every error has been told as a sentence."""
        given = list(sys.argv[1:] if args is None else args)
        before_words = given[: given.index("--")] if "--" in given else given
        as_json = "--json" in before_words
        try:
            status = super().main(
                given, prog_name or "commentdesk", complete_var, standalone_mode=False, **extra
            )
        except click.ClickException as error:
            error.show()
            _tell_json(as_json, {"error": error.format_message(), "way_out": _help_hint(error)})
            sys.exit(error.exit_code)
        except Cancelled as error:
            _told(error, as_json)
            sys.exit(STOPPED)
        except NewsroomError as error:
            _told(error, as_json)
            sys.exit(1)
        except click.Abort:
            _told(terminal.stopped(), as_json)
            sys.exit(STOPPED)
        except Exception as error:  # noqa: BLE001 (its words may be a comment, or an address)
            _told(_bug(error), as_json)
            sys.exit(BUG)
        sys.exit(status if isinstance(status, int) else 0)


def _bug(error: Exception) -> NewsroomError:
    from moderation import crash_reports

    kept = crash_reports.keep(error)
    terminal.say(crash_reports.report(error))
    return NewsroomError(
        _("Something went wrong inside the program. Nothing that was kept is lost."),
        _(
            "If it happens again, please report it; this report holds no personal data: {file}"
        ).format(file=kept or _("(not kept)")),
    )


def _help_hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "commentdesk"
    return _("See “{command} --help”.").format(command=where)


def _told(error: NewsroomError, as_json: bool) -> None:
    """Say the error to the person, and to the program that called if there is one."""
    terminal.say(error.sentence)
    for note in getattr(error, "__notes__", ()):
        terminal.say(note)
    if isinstance(error, ImportRefused) and error.where:
        terminal.say(_("Place: {where}.").format(where=error.where))
    if isinstance(error, IntakeRefused):
        for problem in error.problems:
            terminal.say(_("{where}: {message}").format(where=problem.field,
                                                        message=problem.message))  # fmt: skip
    if error.way_out:
        terminal.say(error.way_out)
    _tell_json(as_json, error_as_json(error))


def _tell_json(as_json: bool, told: Mapping[str, object]) -> None:
    if as_json:
        terminal.answer_json(told)


def error_as_json(error: NewsroomError) -> dict[str, object]:
    """An error as `--json` answers it: the sentence, the way out, and the place if it has one."""
    told: dict[str, object] = {"error": error.sentence, "way_out": error.way_out}
    match error:
        case BadQuery():
            told |= {"position": error.position, "length": error.length}
        case ImportRefused():
            told |= {"where": error.where}
        case IntakeRefused():
            told["problems"] = [
                {"field": one.field, "message": one.message} for one in error.problems
            ]
        case _:
            pass
    return told


def refused(sentence: str, way_out: str = "") -> NewsroomError:
    """What to raise where a command refuses by itself."""
    return NewsroomError(sentence, way_out)


def not_written(path: Path, error: OSError) -> ExportRefused:
    """The trouble that a file cannot be written, with the system's own reason."""
    return ExportRefused(
        _("{path} cannot be written: {reason}.").format(path=path, reason=error.strerror),
        _("Choose another place, or make room there."),
    )
