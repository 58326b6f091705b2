"""What an import answers: a report whose counts add up, for a window, a file and `--json`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from db import files
from db.rows import OperationId
from moderation.changes import Changes
from moderation.drafts import Problem
from resources.translation import _, ngettext


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that was survived: its kind, how often, what it was, and the first places."""

    kind: str
    count: int
    message: str
    places: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a file: read = added + unchanged + updated + refused, always.

    `held` of those that came in wait as pending for a missing field, `ruled` were held or rejected
    by rules of the newsroom. `problems` has the first
    thousand; `problem_count` is how many there are. Nothing was kept if `dry_run`.
    """

    file: str
    format: str
    source: str
    added: int
    unchanged: int
    updated: int
    refused: int
    held: int
    articles_added: int
    by_status: Mapping[str, int]
    articles_updated: int = 0
    problems: Sequence[Problem] = ()
    problem_count: int = 0
    warnings: Sequence[Warned] = ()
    operation: OperationId | None = None
    dry_run: bool = False
    ruled: int = 0

    @property
    def changes(self) -> Changes:
        """What a window has to show anew; nothing where nothing was written."""
        return Changes(self.operation, (), self.sentence, articles=self.articles_touched > 0)

    def of(self, operation: OperationId) -> "ImportReport":
        """The same report, of the operation that can be undone."""
        return replace(self, operation=operation)

    @property
    def articles_touched(self) -> int:
        """How many articles are new, or are otherwise than before."""
        return self.articles_added + self.articles_updated

    @property
    def read(self) -> int:
        """All comments that the file was found to hold."""
        return self.added + self.unchanged + self.updated + self.refused

    @property
    def sentence(self) -> str:
        """The report in one line."""
        if self.dry_run:
            told = ngettext(
                "{count} comment would be added.", "{count} comments would be added.", self.added
            )
        else:
            told = ngettext("{count} comment added.", "{count} comments added.", self.added)
        return told.format(count=f"{self.added:,}")

    def as_json(self) -> dict[str, object]:
        """The report as `import --json` answers it."""
        return {
            "file": self.file,
            "format": self.format,
            "dry_run": self.dry_run,
            "read": self.read,
            "added": self.added,
            "unchanged": self.unchanged,
            "updated": self.updated,
            "held": self.held,
            "ruled": self.ruled,
            "refused": self.refused,
            "by_status": dict(self.by_status),
            "articles_added": self.articles_added,
            "articles_updated": self.articles_updated,
            "problems": [
                {"where": one.where, "field": one.field, "message": one.message}
                for one in self.problems
            ],
            "problem_count": self.problem_count,
            "warnings": [
                {
                    "kind": one.kind,
                    "count": one.count,
                    "message": one.message,
                    "places": list(one.places),
                }
                for one in self.warnings
            ],
            "operation": self.operation,
        }

    def as_text(self) -> str:
        """The report as a text to read or to keep."""
        lines = [self.sentence, ""]
        lines += [f"{name:<28} {count:>9,}" for name, count in self.counts()]
        if self.warnings:
            lines += ["", _("Taken in, but not quite as it was:")]
            lines += [self._warned(one) for one in self.warnings]
        if self.problems:
            lines += ["", _("Comment by comment:")]
            lines += [
                _("{where}: {message}").format(where=one.where, message=one.message)
                for one in self.problems
            ]
        if self.problem_count > len(self.problems):
            lines.append(
                _("and {count} more.").format(count=self.problem_count - len(self.problems))
            )
        return "\n".join(lines) + "\n"

    def keep(self, target: Path) -> None:
        """Keep the report in this file, for its owner alone: it tells names as they came.

        `OSError` where that cannot be.
        """
        files.replace_private(target, self.as_text().encode(errors="replace"))

    def counts(self) -> list[tuple[str, int]]:
        """The counts with their words, in the order in which one wants to know them."""
        return [
            (_("read"), self.read),
            (_("added"), self.added),
            (_("unchanged"), self.unchanged),
            (_("updated"), self.updated),
            (_("refused"), self.refused),
            (_("held"), self.held),
            *([(_("by rules"), self.ruled)] if self.ruled else ()),
            *((status, count) for status, count in self.by_status.items()),
            (_("new articles"), self.articles_added),
            (_("articles brought up to date"), self.articles_updated),
        ]

    @staticmethod
    def _warned(one: Warned) -> str:
        places = ", ".join(one.places)
        told = (
            _("{message} ({count} times: {places})") if places else _("{message} ({count} times)")
        )
        return told.format(message=one.message, count=one.count, places=places)
