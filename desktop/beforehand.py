"""What somebody would wait for otherwise is loaded, and found out, before it is asked for.

The first time that a dialog is opened its modules are read, which holds the window up for some
ten frames. Once the window stands that is done beside the work, in the order of what is likely.
What talks with sites is left: it is large, and most newsrooms have none (`desktop.sites`).
"""

from importlib import import_module

from desktop import times
from desktop.operations import Operations
from moderation import queue
from resources.translation import _

MODULES = (
    "desktop.tab_order",
    "desktop.dressing",
    "desktop.reading.several",
    "desktop.reading.readers_view",
    "desktop.palette.palette",
    "desktop.dialogs.history",
    "desktop.dialogs.import_dialog",
    "desktop.dialogs.export_dialog",
    "desktop.statistics.dialog",
    "desktop.settings.dialog",
    "desktop.settings.site_page",
    "desktop.settings.rules_page",
    "desktop.settings.keys_page",
    "desktop.dialogs.keys",
    "desktop.dialogs.backups_dialog",
    "desktop.dialogs.person_dialog",
    "desktop.dialogs.evenness_dialog",
)


def get_ready(operations: Operations) -> None:
    """Begin to load and find out, beside the work, what will be asked for."""
    operations.run(
        _("Getting ready"), lambda _progress: _prepare(), lambda _nothing: None, writing=False
    )


def _prepare() -> None:
    queue.get_ready_to_search()
    times.zone_names()
    for name in MODULES:
        import_module(name)
