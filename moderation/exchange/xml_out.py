"""XML that is written: only what XML 1.0 may hold, whatever readers typed."""

import re

# XML 1.0, §2.2: every other character makes a document that no parser reads.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text without what XML may not hold."""
    return _ILLEGAL.sub("", text)
