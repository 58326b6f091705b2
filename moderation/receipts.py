"""The receipt of a public export: what was released, and what was not, and why."""

from dataclasses import dataclass

from moderation.sentences import left_plain
from resources.translation import _, ngettext


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was released. `sha256` of a folder is that of the `SHA256SUMS` in it.

    `masked` counts addresses that were masked, `neutralised` cells that a spreadsheet would run,
    `left_out` approved comments under articles that are not public on their site, `too_short` those
    that are shorter than the format's own program takes. `out_of_encrypted`: the newsroom is
    encrypted, which the export is not.
    """

    comments: int
    articles: int
    masked: int
    sha256: str
    file: str
    neutralised: int = 0
    left_out: int = 0
    too_short: int = 0
    out_of_encrypted: bool = False

    def as_json(self) -> dict[str, int | str]:
        """The receipt as `export --json` answers it."""
        return {
            "comments": self.comments,
            "articles": self.articles,
            "masked": self.masked,
            "sha256": self.sha256,
            "file": self.file,
            "left_out": self.left_out,
            "too_short": self.too_short,
        }

    def as_text(self) -> str:
        """The receipt for a person: a sentence a line."""
        lines = [
            ngettext(
                "{count} comment exported.", "{count} comments exported.", self.comments
            ).format(count=f"{self.comments:,}"),
            ngettext("{count} address masked.", "{count} addresses masked.", self.masked).format(
                count=f"{self.masked:,}"
            ),
            _("No stored e-mail or IP address is in it."),
            _("SHA-256: {digest}").format(digest=self.sha256),
        ]
        if self.out_of_encrypted:
            lines.append(left_plain())
        if self.neutralised:
            cells = ngettext(
                "{count} cell that a spreadsheet would run begins with an apostrophe.",
                "{count} cells that a spreadsheet would run begin with an apostrophe.",
                self.neutralised,
            )
            lines.insert(2, cells.format(count=f"{self.neutralised:,}"))
        if self.too_short:
            short = ngettext(
                "{count} comment was left out: Disqus takes none of fewer than 3 characters.",
                "{count} comments were left out: Disqus takes none of fewer than 3 characters.",
                self.too_short,
            )
            lines.insert(1, short.format(count=f"{self.too_short:,}"))
        if self.left_out:
            hidden = ngettext(
                "{count} approved comment was left out: its article is not public on the site.",
                "{count} approved comments were left out: their articles are not public on the"
                " site.",
                self.left_out,
            )
            lines.insert(1, hidden.format(count=f"{self.left_out:,}"))
        return "\n".join(lines)
