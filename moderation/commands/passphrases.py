"""How a command comes by a passphrase: from a file, the environment or the terminal.

Never from an argument: every user of the machine can read those, and the shell keeps them.
"""

import os
from pathlib import Path

import click

from moderation import terminal
from moderation.errors import EncryptedNewsroom, LibraryError, NewsroomError, WeakPassphrase
from resources.translation import _

VARIABLE = "COMMENTDESK_PASSPHRASE"
_TRIES = 3
# A passphrase is a line; whatever is longer is another file.
_LONGEST = 4096


def unlock(path: Path, file: Path | None, *, ask: bool = True) -> None:
    """See that the newsroom or backup at `path` opens, if it is encrypted; else the error says why.

    Without `ask` nobody is asked, and it may stay as it is.
    """
    from moderation import encrypting
    from moderation.newsroom import is_locked

    if not is_locked(path):
        return
    told = _told(file)
    try:
        if told is not None:
            encrypting.unlock(path, told)
        elif not encrypting.unlock_remembered(path) and ask:
            _ask(path)
    except EncryptedNewsroom:
        if ask:
            raise


def new(file: Path | None) -> str:
    """A passphrase that is to be used from now on; asked for twice where no file is named.

    `WeakPassphrase` where that in the file is one, `LibraryError` where nobody is there to ask.
    """
    from moderation import encrypting

    if file is not None:
        return encrypting.check_new(_read(file))
    if not terminal.is_somebody_there():
        raise LibraryError(
            _("A new passphrase is wanted, and there is nobody here to ask."),
            _("Name a file with --new-passphrase-file."),
        )
    while True:
        try:
            first = encrypting.check_new(_prompt(_("New passphrase")))
        except WeakPassphrase as error:
            terminal.say(error.sentence)
            continue
        if _prompt(_("The same once more")) == first:
            return first
        terminal.say(_("These were two different ones."))


def _told(file: Path | None) -> str | None:
    return os.environ.get(VARIABLE) if file is None else _read(file)


def _ask(path: Path) -> None:
    from moderation import encrypting

    told = _("{path} is encrypted.").format(path=path)
    if not terminal.is_somebody_there():
        raise LibraryError(
            told, _("Name a file with --passphrase-file, or set ${name}.").format(name=VARIABLE)
        )
    terminal.say(told)
    for left in range(_TRIES - 1, -1, -1):
        try:
            encrypting.unlock(path, _prompt(_("Passphrase")))
        except EncryptedNewsroom as error:
            if not left:
                raise
            terminal.say(error.sentence)
        else:
            return


def _prompt(words: str) -> str:
    # Not shown, and never proposed: there is no default.
    return str(click.prompt(words, hide_input=True, err=True, default="", show_default=False))


def _read(file: Path) -> str:
    """The first line of the file."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            line = opened.readline(_LONGEST)
            others = file.stat().st_mode & 0o077
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else _("it is no text in UTF-8")
        raise NewsroomError(
            _("The passphrase cannot be read from {path}: {reason}.").format(
                path=file, reason=reason
            )
        ) from error
    if others and os.name == "posix":
        terminal.say(_("Others on this machine can read {path}.").format(path=file))
    return line.rstrip("\r\n")
