"""Sizes of files as somebody reads them: two or three digits, never a hundredth."""

from PySide6.QtCore import QLocale

from resources.translation import ngettext

_STEP = 1024
# Written so in every language; the numbers before them are those of the language.
_UNITS = ("KiB", "MiB", "GiB", "TiB", "PiB")


def file_size(count: int) -> str:
    """So many bytes, in the unit that suits: “486 bytes”, “1.2 MiB”, “524 KiB”."""
    if count < _STEP:
        words = ngettext("{count} byte", "{count} bytes", count)
        return words.format(count=count)
    size, unit = count / _STEP, 0
    # What would be rounded to a thousand of a unit is one of the next.
    while round(size) >= _STEP and unit + 1 < len(_UNITS):
        size, unit = size / _STEP, unit + 1
    return f"{QLocale().toString(size, 'f', 1 if size < 9.95 else 0)} {_UNITS[unit]}"
