"""Modules that are loaded when they are first used: the first row waits for nothing it needs not.

Written where the module would be imported, so that types and contracts know it all the same:

    if TYPE_CHECKING:
        from moderation import history
    else:
        history = late("moderation.history")
"""

from importlib import import_module


class _Late:
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        # Python keeps what is loaded, and lets several threads ask for it at once.
        return getattr(import_module(self._name), name)


def late(name: str) -> object:
    """The module of this name, which is loaded with the first look into it."""
    return _Late(name)
