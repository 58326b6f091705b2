"""What a round with a site came to: counted, and told in one sentence."""

from dataclasses import dataclass, field

from resources.translation import _, ngettext


@dataclass(slots=True)
class Counts:
    """What came in, what went out, and what is left between us and the site.

    `followed` are comments whose status was taken over, `edited` whose text was; `gone` are those
    that the site has no more; `overruled` were decided here and the site's word held. `passed_over`
    counts what the site tells in a way that cannot be taken in.
    """

    added: int = 0
    followed: int = 0
    edited: int = 0
    gone: int = 0
    conflicts: int = 0
    overruled: int = 0
    passed_over: int = 0
    sent: int = 0
    refused: int = 0
    waiting: int = 0
    looked_at: int = 0
    is_whole: bool = False
    problems: list[str] = field(default_factory=list)

    @property
    def came(self) -> int:
        """How many comments are new or otherwise than before."""
        return self.added + self.followed + self.edited + self.gone

    @property
    def sentence(self) -> str:
        """What happened, for a person."""
        parts = [
            ngettext("{count} new", "{count} new", self.added).format(count=f"{self.added:,}"),
            ngettext("{count} changed there", "{count} changed there", self._changed).format(
                count=f"{self._changed:,}"
            ),
            ngettext("{count} sent", "{count} sent", self.sent).format(count=f"{self.sent:,}"),
        ]
        if self.waiting:
            parts.append(_("{count} waiting").format(count=f"{self.waiting:,}"))
        if self.refused:
            parts.append(_("{count} refused").format(count=f"{self.refused:,}"))
        if self.conflicts:
            parts.append(
                ngettext("{count} to settle", "{count} to settle", self.conflicts).format(
                    count=f"{self.conflicts:,}"
                )
            )
        return _("{parts}.").format(parts=_(", ").join(parts))

    @property
    def _changed(self) -> int:
        return self.followed + self.edited + self.gone

    def as_json(self) -> dict[str, object]:
        """The counts as `--json` answers them."""
        return {
            "added": self.added,
            "followed": self.followed,
            "edited": self.edited,
            "gone": self.gone,
            "conflicts": self.conflicts,
            "overruled": self.overruled,
            "passed_over": self.passed_over,
            "sent": self.sent,
            "refused": self.refused,
            "waiting": self.waiting,
            "looked_at": self.looked_at,
            "whole": self.is_whole,
            "problems": self.problems,
        }
