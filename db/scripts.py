"""Scripts that write words without blanks between them: Chinese, Japanese, Thai and a few more."""

import re

_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def is_spaceless(char: str) -> bool:
    """Whether the script of this letter writes words without blanks between them."""
    return _SPACELESS.match(char) is not None


def has_spaceless(text: str) -> bool:
    """Whether a letter of such a script is in the text."""
    return _SPACELESS.search(text) is not None
