"""The receipt of an export: what was released, what was masked, and the sum that proves it."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import fonts, theme
from desktop.reading.labels import plain_label
from desktop.sign import Sign
from moderation.exporting import Receipt
from resources.translation import _, ngettext


class ReceiptView(QWidget):
    """Shows one receipt."""

    def __init__(self) -> None:
        super().__init__()
        self._receipt: Receipt | None = None
        self._headline = plain_label("", "title", wrap=True)
        self._guard = plain_label(_("No stored e-mail or IP address is in it."), wrap=True)
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(10)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._build()

    def show_receipt(self, receipt: Receipt) -> None:
        """Show this receipt."""
        self._receipt = receipt
        self._headline.setText(headline(receipt))
        while self._rows.rowCount():
            self._rows.removeRow(0)
        self._add(_("File"), receipt.file)
        self._add(_("Masked"), _masked(receipt))
        if receipt.neutralised:
            self._add(_("Cells"), _neutralised(receipt))
        if receipt.left_out:
            self._add(_("Left out"), _left_out(receipt))
        if receipt.too_short:
            self._add(_("Too short"), _too_short(receipt))
        self._add(_("SHA-256"), receipt.sha256, fixed=True)

    @property
    def sentence(self) -> str:
        """The receipt in one line."""
        return self._headline.text()

    def copy(self) -> None:
        """Put the receipt on the clipboard as a text."""
        assert self._receipt is not None
        text = _("{file}\n{receipt}").format(
            file=self._receipt.file, receipt=self._receipt.as_text()
        )
        QGuiApplication.clipboard().setText(text)

    def show_in_folder(self) -> None:
        """Open the folder that the export lies in."""
        assert self._receipt is not None
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._receipt.file).parent)))

    def _add(self, words: str, text: str, *, fixed: bool = False) -> None:
        label = plain_label(text, wrap=True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setAccessibleName(words)
        if fixed:
            # In pieces of eight the eye can compare it, and a narrow window can break it.
            label.setText(" ".join(text[at : at + 8] for at in range(0, len(text), 8)))
            label.setFont(fonts.fixed(scale=theme.in_force().scale))
        self._rows.addRow(plain_label(words, "muted"), label)

    def _build(self) -> None:
        told = QFrame()
        told.setProperty("look", "banner-ok")
        row = QHBoxLayout(told)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(12)
        row.addWidget(Sign(24, "ok", "approve"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._guard)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addWidget(told)
        column.addLayout(self._rows)
        column.addStretch(1)


def headline(receipt: Receipt) -> str:
    """The receipt in one line, such as “68 comments exported, from 6 articles”."""
    comments = ngettext("{count} comment exported", "{count} comments exported", receipt.comments)
    articles = ngettext("{count} article", "{count} articles", receipt.articles)
    return _("{comments}, from {articles}.").format(
        comments=comments.format(count=f"{receipt.comments:,}"),
        articles=articles.format(count=f"{receipt.articles:,}"),
    )


def _masked(receipt: Receipt) -> str:
    if not receipt.masked:
        return _("Nobody had typed an address where readers would see it.")
    words = ngettext(
        "{count} address that somebody had typed is masked.",
        "{count} addresses that somebody had typed are masked.",
        receipt.masked,
    )
    return words.format(count=f"{receipt.masked:,}")


def _neutralised(receipt: Receipt) -> str:
    words = ngettext(
        "{count} that a spreadsheet would run begins with an apostrophe.",
        "{count} that a spreadsheet would run begin with an apostrophe.",
        receipt.neutralised,
    )
    return words.format(count=f"{receipt.neutralised:,}")


def _left_out(receipt: Receipt) -> str:
    told = ngettext(
        "{count} approved comment: its article is not public on the site",
        "{count} approved comments: their articles are not public on the site",
        receipt.left_out,
    )
    return told.format(count=f"{receipt.left_out:,}")


def _too_short(receipt: Receipt) -> str:
    told = ngettext(
        "{count} comment was left out: Disqus takes none of fewer than 3 characters",
        "{count} comments were left out: Disqus takes none of fewer than 3 characters",
        receipt.too_short,
    )
    return told.format(count=f"{receipt.too_short:,}")
