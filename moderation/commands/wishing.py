"""What a command asks beside the file: how columns are mapped, and a time zone."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from moderation import terminal
from moderation.errors import ImportRefused
from resources.translation import _


def mapped(
    _context: click.Context, _option: click.Parameter, given: Sequence[str]
) -> Mapping[str, str]:
    """The pairs of all `--map`s; wrong usage where one is no pair, or names a field again."""
    found: dict[str, str] = {}
    for pair in _pairs(given):
        field, sign, column = (part.strip() for part in pair.partition("="))
        if not sign or not field:
            raise click.BadParameter(
                _("“{pair}” is no pair of a field and a column, such as body=Text.").format(
                    pair=pair
                )
            )
        if found.setdefault(field, column) != column:
            raise click.BadParameter(
                _("The field “{field}” is mapped to two columns.").format(field=field)
            )
    return found


def _pairs(given: Sequence[str]) -> list[str]:
    """What stands between commas; a piece without an equals sign goes on with a column's name."""
    pairs: list[str] = []
    for one in given:
        begun = False
        for piece in one.split(","):
            if begun and "=" not in piece:
                pairs[-1] += f",{piece}"
            else:
                pairs.append(piece)
            begun = True
    return pairs


def known_zone(
    _context: click.Context, _option: click.Parameter, given: str | None
) -> tzinfo | None:
    """The time zone of that name; wrong usage where there is none."""
    return None if given is None else _zone(given)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name.strip())
    # Besides a zone that is not known: a name that is a path, a folder, or no file's.
    except (LookupError, ValueError, OSError) as error:
        raise click.BadParameter(
            _("There is no time zone “{name}”. They are named like Europe/Berlin or UTC.").format(
                name=name
            )
        ) from error


def ask_zone(files: Sequence[Path], format_name: str | None) -> tzinfo | None:
    """Ask once for the zone of times that carry none, if one of the files may hold such."""
    if not any(_may_lack_zone(file, format_name) for file in files):
        return None
    found: tzinfo = click.prompt(
        terminal.shown(_("In which time zone are times that carry none (such as Europe/Berlin)?")),
        default="UTC",
        value_proc=_zone,
        err=True,
    )
    return found


def _may_lack_zone(file: Path, format_name: str | None) -> bool:
    from moderation.exchange.opening import opened

    try:
        with opened(file, format_name) as source:
            return source.format.zoneless
    except ImportRefused:
        return False  # its import will say why
