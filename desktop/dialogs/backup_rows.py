"""The rows of the list of backups: when, why, how large, and whether it is good."""

from datetime import tzinfo

from PySide6.QtCore import QObject

from desktop import times
from desktop.dialogs.row_model import Column, RowModel
from desktop.sizes import file_size
from moderation.backups import Listed, state
from resources.translation import _


def backup_model(zone: tzinfo, parent: QObject | None = None) -> RowModel[Listed]:
    """A model of backups, newest first; what is damaged is in the colour of what is wrong."""
    return RowModel(
        (
            Column(_("When"), lambda one: times.clock(one.backup.made_at, zone)),
            Column(_("Why"), lambda one: one.reason),
            Column(_("Size"), lambda one: file_size(one.backup.size), number=True),
            Column(
                _("State"),
                lambda one: state(one) or _("checking…"),
                lambda one: "no" if one.good is False else "text",
            ),
        ),
        parent,
        tip=lambda one: one.backup.path.name,
    )
