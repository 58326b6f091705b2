"""The certificate of an erasure: how much was erased, when, by whom; nothing of the person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from db.rows import CommentId, OperationId
from moderation.changes import Changes
from resources.translation import _, ngettext


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was erased: how much, when and by whom; nothing of the person.

    `swept` is false where another program held the file, so that deleted bytes may still be in
    it; `backups` are rewritten ones, `left_backups` the names of those that could not be.
    `on_sites` has the connected sites that still have comments of the person, and how many.
    """

    operation: OperationId | None
    at: datetime
    desk: str
    comments: int
    texts_removed: bool
    others: int
    articles: int
    history: int
    swept: bool = True
    backups: int = 0
    left_backups: Sequence[str] = ()
    touched: Sequence[CommentId] = ()
    on_sites: Mapping[str, int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The outcome in one sentence."""
        told = ngettext(
            "One person was erased from {count} comment.",
            "One person was erased from {count} comments.",
            self.comments,
        )
        return told.format(count=f"{self.comments:,}")

    @property
    def changes(self) -> Changes:
        """What a window has to show anew."""
        return Changes(self.operation, self.touched, self.sentence, articles=self.articles > 0)

    def as_json(self) -> dict[str, object]:
        """The certificate as `person erase --json` answers it."""
        return {
            "operation": self.operation,
            "at": self.at.isoformat(),
            "desk": self.desk,
            "comments": self.comments,
            "texts_removed": self.texts_removed,
            "other_comments": self.others,
            "articles": self.articles,
            "history_entries": self.history,
            "file_written_anew": self.swept,
            "backups_rewritten": self.backups,
            "backups_left": list(self.left_backups),
            "still_on_sites": dict(self.on_sites),
        }

    def as_text(self) -> str:
        """The certificate, to be kept or handed over."""
        lines = [
            _("Certificate of erasure"),
            "",
            _("Operation {number} of {when}, by {desk}.").format(
                number=self.operation, when=self.at.strftime("%Y-%m-%d %H:%M UTC"), desk=self.desk
            ),
            _("Comments without a trace of their commenter: {count}").format(count=self.comments),
            _("Their texts: {what}").format(
                what=_("taken away") if self.texts_removed else _("kept, without the address")
            ),
            _("Comments of others without the address: {count}").format(count=self.others),
            _("Articles without the address: {count}").format(count=self.articles),
            _("Entries taken out of the history: {count}").format(count=self.history),
            _("Backups rewritten: {count}").format(count=self.backups),
        ]
        lines += [_("Not rewritten: {name}").format(name=name) for name in self.left_backups]
        lines += [_still_there(url, count) for url, count in self.on_sites.items()]
        lines.append(
            _("The file was written anew: what was deleted is nowhere in it.")
            if self.swept
            else _("Another program held the file: what was deleted may still be in it.")
        )
        return "\n".join(lines) + "\n"


def _still_there(url: str, count: int) -> str:
    """What this erasure cannot reach: it is only told, for somebody must see to it there."""
    told = ngettext(
        "The site {url} still has {count} comment of this person: erase it there as well.",
        "The site {url} still has {count} comments of this person: erase them there as well.",
        count,
    )
    return told.format(url=url, count=f"{count:,}")
