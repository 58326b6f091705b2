"""A newsroom encrypted at rest: made so, made so later, given another passphrase, or no longer.

Each is a copy that is compared row by row before it takes the newsroom's place. What there was
before is kept beside it, or overwritten and removed, as the moderator chooses; with it go, or are
made anew as well, the backups beside the newsroom.
"""

import os
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from db import backups as beside
from db import drivers, figures, files, keys, mending, recoding, trouble
from db.keys import Key
from moderation import keyrings
from moderation.backups import AT_WORK
from moderation.blank import is_blank
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled, EncryptedNewsroom, LibraryError, WeakPassphrase
from moderation.newsroom import translated
from resources.translation import _, ngettext

# As NIST's SP 800-63B has it: length counts, and no rule about kinds of signs.
SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Recoded:
    """What became of a newsroom and its backups.

    `aside` is where the earlier file is kept; None: it was overwritten and removed. `left` are the
    backups that are as they were.
    """

    file: Path
    is_encrypted: bool
    aside: Path | None
    backups: int
    left: Sequence[Path]

    @property
    def sentence(self) -> str:
        """The outcome, in words."""
        told = [
            _("{path} is encrypted now, and opens with this passphrase alone.")
            if self.is_encrypted
            else _("{path} is not encrypted any more.")
        ]
        told = [told[0].format(path=self.file.name)]
        if self.aside is not None:
            told.append(_("The file as it was is kept as {path}.").format(path=self.aside.name))
        else:
            told.append(
                _(
                    "The file as it was is overwritten and removed; on a flash drive, in snapshots"
                    " and in copies made elsewhere parts of it may remain."
                )
            )
        if self.backups:
            told.append(
                ngettext(
                    "{count} backup was made anew in the same way.",
                    "{count} backups were made anew in the same way.",
                    self.backups,
                ).format(count=self.backups)
            )
        if self.left:
            told.append(
                ngettext(
                    "{count} backup beside it is as it was.",
                    "{count} backups beside it are as they were.",
                    len(self.left),
                ).format(count=len(self.left))
            )
        return " ".join(told)

    def as_json(self) -> dict[str, object]:
        """The outcome as `--json` answers it."""
        return {
            "file": str(self.file),
            "encrypted": self.is_encrypted,
            "kept_aside": None if self.aside is None else str(self.aside),
            "backups_made_anew": self.backups,
            "backups_as_they_were": [str(one) for one in self.left],
        }


def can_encrypt() -> bool:
    """Whether what encrypts is installed (`pip install 'commentdesk[encrypted]'`)."""
    return drivers.has_cipher()


def is_encrypted(path: Path) -> bool:
    """Whether the newsroom, or the backup, at `path` is encrypted; also where it cannot be read."""
    return keys.salt_of(path) is not None


def unlock(path: Path, passphrase: str) -> None:
    """Open the newsroom at `path`, or a backup, from now on; `EncryptedNewsroom` if it does not."""
    with translated(path):
        try:
            keys.unlock(path, passphrase)
        except OSError as error:
            raise trouble.of_system(path, error) from error


def key_to_hand_over(path: Path) -> str | None:
    """What opens the newsroom in another process of ours, to be told it over a pipe alone; None
    where nothing is needed.
    """
    raw = keys.raw_of(path)
    return None if raw is None else raw.hex()


def take_over_key(path: Path, key: str) -> None:
    """From now on the newsroom opens here, by the key that was handed over."""
    with translated(path):
        keys.take(path, bytes.fromhex(key))


def unlock_remembered(path: Path) -> bool:
    """Open it with what the system's keyring has of it, if somebody asked to keep it there."""
    told = keyrings.remembered(path)
    if told is None:
        return False
    try:
        unlock(path, told)
    except EncryptedNewsroom:
        return False  # whoever is asked instead knows better
    return True


def check_new(passphrase: str) -> str:
    """The passphrase, if it may become one; else `WeakPassphrase` says why not."""
    typed = unicodedata.normalize("NFC", passphrase)
    if is_blank(typed):
        raise WeakPassphrase(_("A passphrase is wanted."))
    if len(typed) < SHORTEST:
        sentence = ngettext(
            "The passphrase has {count} character; {least} are the least.",
            "The passphrase has {count} characters; {least} are the least.",
            len(typed),
        )
        raise WeakPassphrase(
            sentence.format(count=len(typed), least=SHORTEST),
            _("Several words that have nothing to do with each other are good and easily kept."),
        )
    if any(unicodedata.category(sign) == "Cc" for sign in typed):
        raise WeakPassphrase(_("A passphrase is one line, without control characters."))
    return typed


def recode(
    path: Path, passphrase: str | None, *, remove_old: bool, progress: Progress = SILENT
) -> Recoded:
    """Encrypt the newsroom at `path` with the passphrase, or no longer at all (None).

    Nobody may have it open. With `remove_old` what there was is overwritten and removed, once the
    copy was compared, and the backups beside it are made anew in the same way; else all of that is
    kept. `WeakPassphrase`, `EncryptedNewsroom`, `LibraryError`; `Cancelled` where the progress says
    stop. Whatever is raised, the newsroom is as it was.
    """
    key = None if passphrase is None else keys.new(check_new(passphrase))
    if key is None and not is_encrypted(path):
        raise LibraryError(_("{path} is not encrypted.").format(path=path))
    with AT_WORK, translated(path), _system_told(path):
        aside = _recode(path, key, progress)
        if remove_old:
            keyrings.forget(aside)
            files.shred(aside)
        done, left = _recode_backups(path, key, progress) if remove_old else (0, _others(path, key))
    return Recoded(path, key is not None, None if remove_old else aside, done, left)


def _recode(path: Path, key: Key | None, progress: Progress) -> Path:
    """The newsroom written anew takes its place; where the earlier one is now."""
    if keys.salt_of(path) is None:
        why = "before-encryption"
    else:
        why = "before-new-passphrase" if key is not None else "encrypted"
    with (
        tempfile.TemporaryDirectory(prefix=".commentdesk-recode-", dir=path.parent) as folder,
        recoding.alone(path) as library,
    ):
        draft = Path(folder) / path.name
        recoding.recode(library, draft, key, _see(progress, _("Writing the newsroom anew")))
        # From here on it is done; and nobody got hold of it in between.
        aside = mending.take_place(path, draft, why)
        _forget_beside(path)
    assert aside is not None
    return aside


def _forget_beside(path: Path) -> None:
    """Remove what was drawn from the newsroom and lies beside it: it is made anew."""
    from moderation.assist import model_file

    figures.forget(path)
    model_file.forget_beside(path)


def _recode_backups(path: Path, key: Key | None, progress: Progress) -> tuple[int, list[Path]]:
    """How many backups were made anew; those that could not be, for they do not open."""
    done, left = 0, []
    found = [one.path for one in beside.backups(path)]
    for number, one in enumerate(found, start=1):
        told = _("Writing backup {number} of {count} anew").format(number=number, count=len(found))
        try:
            if _salt(key) != keys.salt_of(one):
                _recode_backup(one, key, progress, told)
                done += 1
        except (trouble.LibraryTrouble, Cancelled, OSError):
            # The newsroom itself is done; this one is as it was, and is told.
            left.append(one)
    return done, left


def _recode_backup(path: Path, key: Key | None, progress: Progress, told: str) -> None:
    with tempfile.TemporaryDirectory(prefix=".commentdesk-recode-", dir=path.parent) as folder:
        draft, old = Path(folder) / "new", Path(folder) / "old"
        with recoding.alone(path) as library:
            recoding.recode(library, draft, key, _see(progress, told))
        times = path.stat()
        os.utime(draft, ns=(times.st_atime_ns, times.st_mtime_ns))
        mending.keep_under(path, old)
        draft.replace(path)
        files.shred(old)
    files.keep_folder(path.parent)


def _others(path: Path, key: Key | None) -> list[Path]:
    """The backups that do not open as the newsroom does now."""
    return [one.path for one in beside.backups(path) if keys.salt_of(one.path) != _salt(key)]


def _salt(key: Key | None) -> bytes | None:
    return None if key is None else key.salt


def _see(progress: Progress, told: str) -> recoding.See:
    def see(done: int, total: int) -> None:
        progress.tell(done, total or None, told)
        if progress.stop_asked():
            raise Cancelled(_("Stopped. The newsroom is as it was."))

    return see


@contextmanager
def _system_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise trouble.of_system(path, error) from error


__all__ = ["SHORTEST", "Recoded", "can_encrypt", "check_new", "is_encrypted",
           "recode", "unlock", "unlock_remembered"]  # fmt: skip
