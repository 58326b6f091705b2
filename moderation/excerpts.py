"""The beginning of a plain text, on one line."""

import re

_SPACES = re.compile(r"\s+")


def excerpt(text: str, longest: int) -> str:
    """The first `longest` characters of a plain text on one line, ended by … where cut."""
    line = _SPACES.sub(" ", text[: longest * 4]).strip()
    if len(line) <= longest and len(text) <= longest * 4:
        return line
    return line[: longest - 1].rstrip() + "…"
