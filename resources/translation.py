"""Every sentence a person reads passes through here: gettext, with English as the source.

The catalogue is looked up at each call, so that a language chosen at the start (or in a test)
holds for sentences in modules that were imported before.
"""

import gettext as _gettext
from pathlib import Path

TRANSLATIONS = Path(__file__).parent / "translations"
_DOMAIN = "commentdesk"


class _Current:
    """The catalogue in force; one for the whole process, as gettext's own `install` has it."""

    catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def choose_language(*languages: str) -> None:
    """Use the first of these languages that has a catalogue; English where none has."""
    _Current.catalogue = _gettext.translation(
        _DOMAIN, localedir=str(TRANSLATIONS), languages=list(languages) or None, fallback=True
    )


def _(sentence: str) -> str:
    """The sentence in the language in force; placeholders such as ``{name}`` are left to fill."""
    return _Current.catalogue.gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for this count; ``{count}`` in it is left to fill."""
    return _Current.catalogue.ngettext(one, many, count)
