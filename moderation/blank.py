"""What counts as blank, and which characters can be kept: the ground that intake stands on.

Blank is meant as a reader means it: nothing to be seen. So it is wider than `str.isspace`
(ZERO WIDTH SPACE, HANGUL FILLER, BRAILLE PATTERN BLANK, variation selectors alone) and not as
wide as Unicode's category Cf, some of which (ARABIC NUMBER SIGN) is drawn.
"""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Unicode's White_Space and Default_Ignorable_Code_Point (DerivedCoreProperties.txt, 15.1), the
# control characters, and what is drawn as nothing or stands for nothing: the annotation marks,
# the null notehead, the empty Braille cell, object and replacement characters.
_UNSEEN = (
    "\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffd\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SEEN = re.compile(f"[^{_UNSEEN}]")

# Taken off both ends of a field. Joiners, variation selectors and direction marks stay: at the
# end of a name they may belong to its last letter or emoji.
_OUTER = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\xad\u115f\u1160\u1680\u180e\u2000\u2001\u2002\u2003\u2004"
    "\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u2800\u3000\u3164"
    "\ufeff\uffa0"
)

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def is_blank(text: str) -> bool:
    """Whether nothing in `text` can be seen. The name `0` is not blank; U+3164 alone is."""
    return _SEEN.search(text) is None


def strip_blank(text: str) -> str:
    """`text` without the blanks at its ends, U+00A0, U+200B, U+3000 and their like included."""
    return text.strip(_OUTER)


def storable(text: str) -> str:
    """`text` with NUL and lone surrogates, which no file and no database takes, as U+FFFD.

    Everything else is left as it is. The same object comes back where nothing was replaced.
    """
    if "\x00" not in text and (text.isascii() or not _UNSTORABLE.search(text)):
        return text
    return _UNSTORABLE.sub(REPLACEMENT, text)


def one_line(text: str) -> str:
    """`text` with each run of line breaks and control characters as one space, ends stripped."""
    if text.isprintable():
        return strip_blank(text)
    return strip_blank(_BREAKING.sub(" ", text))
