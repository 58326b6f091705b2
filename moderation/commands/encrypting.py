"""Commands for a newsroom encrypted at rest: encrypt, passphrase, decrypt."""

from pathlib import Path

import click

from moderation import terminal
from moderation.commands import passphrases
from moderation.commands.door import FILE, Call, command, refused
from resources.translation import _

_HOW = _(
    "It is written anew and compared row by row before it takes its place. What there was is kept"
    " beside it, and so are its backups; with --remove-old that is overwritten and removed, and the"
    " backups are made anew in the same way. Close its window first."
)
_NEW = click.option(
    "--new-passphrase-file",
    "new_file",
    type=FILE,
    metavar="FILE",
    help=_("A file with the new passphrase, instead of being asked for it."),
)
_REMOVE = click.option(
    "--remove-old",
    is_flag=True,
    help=_("Overwrite and remove what there was, and make the backups anew."),
)


@command(
    "encrypt",
    "commentdesk encrypt",
    "commentdesk encrypt --remove-old --new-passphrase-file ~/.newsroom-passphrase",
    about=_(
        "Encrypt the newsroom with a passphrase; where there is none, make one.\n\n"
        "From then on its file, its log and its backups hold no readable text, and open with the"
        " passphrase alone: nobody can bring back what is in them if it is forgotten. {how}"
    ).format(how=_HOW),
)
@_NEW
@_REMOVE
def encrypt(call: Call, new_file: Path | None, remove_old: bool) -> None:
    """Encrypt it."""
    from moderation.encrypting import is_encrypted
    from moderation.newsroom import default_path, open_newsroom

    path = call.path or default_path()
    if path.exists() and is_encrypted(path):
        raise refused(
            _("{path} is encrypted already.").format(path=path),
            _("“commentdesk passphrase” gives it another passphrase."),
        )
    if path.exists():
        _recode(call, path, passphrases.new(new_file), remove_old=remove_old)
        return
    open_newsroom(path, create=True, passphrase=passphrases.new(new_file)).close()
    call.answer(
        {"file": str(path), "encrypted": True, "kept_aside": None, "backups_made_anew": 0,
         "backups_as_they_were": []},
        _("An encrypted newsroom was made at {path}.").format(path=path),
    )  # fmt: skip


@command(
    "passphrase",
    "commentdesk passphrase",
    "commentdesk passphrase --passphrase-file old.txt --new-passphrase-file new.txt",
    about=_("Give an encrypted newsroom another passphrase.\n\n{how}").format(how=_HOW),
)
@_NEW
@_REMOVE
def passphrase(call: Call, new_file: Path | None, remove_old: bool) -> None:
    """Change the passphrase."""
    path = _encrypted(call)
    _recode(call, path, passphrases.new(new_file), remove_old=remove_old)


@command(
    "decrypt",
    "commentdesk decrypt",
    about=_("Take the encryption off the newsroom.\n\n{how}").format(how=_HOW),
)
@_REMOVE
def decrypt(call: Call, remove_old: bool) -> None:
    """Take the encryption off."""
    _recode(call, _encrypted(call), None, remove_old=remove_old)


def _encrypted(call: Call) -> Path:
    """The newsroom's file, unlocked; refused where it is not encrypted."""
    from moderation.encrypting import is_encrypted
    from moderation.newsroom import default_path

    path = call.path or default_path()
    if not path.exists():
        call.open()  # says that there is none
    if not is_encrypted(path):
        raise refused(
            _("{path} is not encrypted.").format(path=path),
            _("“commentdesk encrypt” encrypts it."),
        )
    call.unlock(path)
    return path


def _recode(call: Call, path: Path, new: str | None, *, remove_old: bool) -> None:
    from moderation.encrypting import recode

    with terminal.progress() as progress:
        outcome = recode(path, new, remove_old=remove_old, progress=progress)
    call.answer(outcome.as_json(), outcome.sentence)
    if outcome.aside is not None and outcome.is_encrypted:
        terminal.say(
            _("What is kept opens as before: remove it once you have seen the new one open.")
        )
