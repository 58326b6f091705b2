"""Our SVG files as text and, for the style sheet, as files in the colours of the theme."""

import tempfile
from functools import cache
from pathlib import Path

import resources

ICONS = Path(resources.__file__).parent / "icons"


@cache
def svg(name: str) -> str:
    """The SVG of this icon; its strokes are in `currentColor`."""
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")


@cache
def coloured_file(name: str, colour: str) -> str:
    """A file with this icon in this colour, as a style sheet names files; gone with the process."""
    path = Path(_folder().name) / f"{name}-{colour.removeprefix('#')}.svg"
    path.write_text(svg(name).replace("currentColor", colour), encoding="utf-8")
    return path.as_posix()


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="commentdesk-icons-")
