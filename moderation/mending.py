"""What can be done about a damaged newsroom: put its newest good backup in its place, or bring out
what can be read into a new one. The damaged file is kept as it is, whatever is done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import backups, mending
from db.backups import Backup
from db.finding import folded_address
from db.words import BodyFormat
from moderation import emails
from moderation.changes import SILENT, Progress
from moderation.errors import Cancelled, LibraryError
from moderation.newsroom import translated
from moderation.text import plain
from resources.translation import _, ngettext

__all__ = ["Backup", "Salvage", "newest_good", "salvage", "use_backup"]

# So many doubtful comments are named; the count tells the rest.
NAMED = 100


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was brought out of a damaged newsroom into the one at `file`.

    A byte that was changed inside a text leaves no other trace than that the text is another one;
    so what was not changed since the newest good backup is compared with it (`compared_with`).
    `tables` has, by table, how many rows are there and how many were lost, as far as anything tells
    that they were there; `doubtful` has the first hundred comments that contradict themselves or
    the history, `doubtful_count` all of them. `holds_up_to` is the last operation up to which the
    chain of the history holds without a break.
    """

    damaged: str
    file: str
    tables: Mapping[str, tuple[int, int]]
    doubtful: Sequence[int]
    doubtful_count: int
    made_up: Mapping[str, int]
    log_left_out: bool
    operations: int
    holds_up_to: int
    compared_with: str

    @property
    def lost(self) -> int:
        """How many rows could not be read, of all tables."""
        return sum(lost for _read, lost in self.tables.values())

    @property
    def sentence(self) -> str:
        """The outcome in one sentence."""
        comments, lost = self.tables["comment"]
        told = ngettext("{count} comment was brought out", "{count} comments were brought out",
                        comments)  # fmt: skip
        missing = (
            ngettext("{count} could not be read", "{count} could not be read", lost)
            if lost
            else _("none is missing")
        )
        return _("{brought}; {missing}.").format(
            brought=told.format(count=f"{comments:,}"), missing=missing.format(count=f"{lost:,}")
        )

    @property
    def chain_sentence(self) -> str:
        """How far the history can be trusted."""
        if self.holds_up_to == self.operations and not self.tables["operation"][1]:
            return _("The chain of the history holds from its beginning to its end.")
        if not self.holds_up_to:
            return _("The chain of the history is broken at its beginning.")
        told = _("The chain of the history holds up to operation {number}; there it breaks.")
        return told.format(number=self.holds_up_to)

    def lines(self) -> list[str]:
        """The outcome as lines to read: by table, what is doubtful, and how far the chain holds."""
        return [*self.counts(), *self.worth_knowing()]

    def counts(self, *, of_losses: bool = False) -> list[str]:
        """By table, how much was brought out and how much is lost; or only where something is."""
        return [
            _("{table}: {read} brought out, {lost} lost").format(
                table=table_name(table), read=f"{read:,}", lost=f"{lost:,}"
            )
            for table, (read, lost) in self.tables.items()
            if lost or not of_losses
        ]

    def worth_knowing(self) -> list[str]:
        """What one must know beside the counts: what was left out, made up, or is doubtful."""
        lines = []
        if self.log_left_out:
            lines.append(_("The log beside it belongs to another newsroom and was left out."))
        for what, count in self.made_up.items():
            if count:
                lines.append(_MADE_UP[what]().format(count=f"{count:,}"))
        if self.doubtful_count:
            lines.append(
                ngettext(
                    "{count} comment contradicts itself or the history: {numbers}",
                    "{count} comments contradict themselves or the history: {numbers}",
                    self.doubtful_count,
                ).format(count=f"{self.doubtful_count:,}", numbers=_some(self.doubtful))
            )
        lines.append(
            _("Compared with the backup {path}.").format(path=Path(self.compared_with).name)
            if self.compared_with
            else _("There is no good backup to compare it with: a changed letter may go unseen.")
        )
        return [*lines, self.chain_sentence]

    def as_json(self) -> dict[str, object]:
        """The outcome as `salvage --json` answers it."""
        return {
            "damaged": self.damaged,
            "file": self.file,
            "tables": {
                name: {"read": read, "lost": lost} for name, (read, lost) in self.tables.items()
            },
            "lost": self.lost,
            "doubtful": list(self.doubtful),
            "doubtful_count": self.doubtful_count,
            "made_up": dict(self.made_up),
            "log_left_out": self.log_left_out,
            "chain_holds_up_to": self.holds_up_to,
            "operations": self.operations,
            "compared_with": self.compared_with,
        }


def table_name(table: str) -> str:
    """What a table holds, in words."""
    named = {
        "site": _("sites"),
        "setting": _("settings"),
        "operation": _("operations of the history"),
        "article": _("articles"),
        "comment": _("comments"),
        "private_contact": _("e-mail and IP addresses"),
        "private_badge": _("badges of commenters"),
        "change": _("decisions and other changes"),
        "private_change": _("earlier versions of edited comments"),
        "article_change": _("earlier versions of articles"),
        "private_erased": _("marks of erased comments"),
        "connection": _("connected sites"),
        "private_remote": _("what connected sites say of comments"),
        "outbox": _("entries of the outbox"),
        "private_conflict": _("open conflicts with a site"),
        "private_rule": _("rules"),
        "private_rule_change": _("earlier versions of rules"),
        "private_hold": _("reasons why comments were held"),
        "private_person": _("standings of commenters"),
        "private_note": _("notes"),
        "private_record_change": _("earlier standings and notes"),
    }
    return named.get(table, table)


_MADE_UP = {
    "article": lambda: _("{count} articles are lost; a name stands for each."),
    "private_contact": lambda: _("{count} comments are without their address."),
    "link": lambda: _("{count} references to what is lost were taken out."),
}


def _some(numbers: Sequence[int]) -> str:
    told = ", ".join(map(str, numbers[:20]))
    return _("{numbers} and more").format(numbers=told) if len(numbers) > 20 else told


def newest_good(path: Path) -> Backup | None:
    """The newest backup beside the newsroom at `path` of which every page is as it must be."""
    return next((one for one in backups.backups(path) if mending.is_whole(one.path)), None)


def use_backup(path: Path, backup: Path) -> Path:
    """Put a copy of the backup in the place of the damaged newsroom; where that is kept now.

    `LibraryError`, and nothing changed, where the backup is no good or there is no room.
    """
    with translated(path):
        if not mending.is_whole(backup):
            raise LibraryError(
                _("{path} is not a good backup.").format(path=backup),
                _("Choose an older one. Nothing was changed."),
            )
        try:
            return mending.put_in_place(path, backup)
        except OSError as error:
            raise _not_written(path, error) from error


def salvaged_name(path: Path) -> Path:
    """Where what is brought out goes if nobody says otherwise: a free name beside the file."""
    names = (f"-{number}" if number else "" for number in range(1_000))
    free = (path.with_name(f"{path.stem}-salvaged{name}{path.suffix}") for name in names)
    return next(one for one in free if not one.exists())


def salvage(damaged: Path, into: Path | None = None, *, progress: Progress = SILENT) -> Salvage:
    """Bring all that can be read out of `damaged` into a new newsroom; the file is only copied.

    Refused with `LibraryError`: no such file, one in which nothing of a newsroom can be found, one
    that is there already. `Cancelled` if the progress says stop; nothing is left of it then.
    """
    into = into or salvaged_name(damaged)
    _refuse(damaged, into)

    def tell(done: int, total: int) -> None:
        if progress.stop_asked():
            raise Cancelled(_("Stopped. Nothing was brought out, and nothing was changed."))
        progress.tell(done, total, _("Bringing out what can be read"))

    with translated(damaged):
        try:
            good = newest_good(damaged)
            outcome = mending.bring_out(
                damaged,
                into,
                good.path if good else None,
                _("Article #, which is lost"),
                _doubts,
                tell,
            )
        except OSError as error:
            raise _not_written(into, error) from error
    saved = outcome.saved
    operations = saved.counts["operation"]
    last = operations.read + operations.lost
    return Salvage(
        damaged=str(damaged),
        file=str(into),
        tables={name: (count.read, count.lost) for name, count in saved.counts.items()},
        doubtful=saved.doubtful[:NAMED],
        doubtful_count=len(saved.doubtful),
        made_up={
            "article": saved.articles_made_up,
            "private_contact": saved.contacts_made_up,
            "link": saved.loosened,
        },
        log_left_out=outcome.log_left_out,
        operations=last,
        holds_up_to=outcome.broken[0] - 1 if outcome.broken else last,
        compared_with=str(good.path) if good else "",
    )


def _refuse(damaged: Path, into: Path) -> None:
    if not damaged.is_file():
        raise LibraryError(_("There is no file at {path}.").format(path=damaged))
    if into.exists() or into.is_symlink():
        raise LibraryError(
            _("{path} is there already and was not overwritten.").format(path=into),
            _("Choose another name, or take the old file away first."),
        )


def _not_written(path: Path, error: OSError) -> LibraryError:
    return LibraryError(
        _("{path} cannot be written: {reason}.").format(path=path, reason=error.strerror),
        _("Choose another place, or make room there."),
    )


def _doubts(row: Mapping[str, object]) -> bool:
    """Whether a row contradicts itself: what was derived from a field does not follow from it."""
    if "email" in row:
        return (
            row["email_key"] != _key(str(row["email"]))
            or row["email_domain"] != str(row["email_key"]).rpartition("@")[2]
        )
    try:
        body_format = BodyFormat(str(row["body_format"]))
    except ValueError:
        return True
    return row["text"] != plain(str(row["body"]), body_format)


def _key(typed: str) -> str:
    """What intake makes of an address as it was typed; nothing where it is none."""
    normal = emails.examine(typed.strip()).normal if typed.strip() else ""
    return "" if emails.is_placeholder(normal) else folded_address(normal)
