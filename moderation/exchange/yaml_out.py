"""YAML that is written: every text in quotation marks, so that no reader retypes it.

YAML 1.1 makes a truth of `no`, a number of `1e3`, a day of `2012-01-01` and nothing of `~`; within
double quotation marks a text is a text to every version.
"""

import json
import re

# What YAML 1.1 (§5.1) counts as not printable, or as a line break, within a text.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
# A name that is longer, PyYAML does not take for one.
LONGEST_NAME = 200


def quoted(text: str) -> str:
    """The text as YAML in one line; what JSON says of it holds in YAML too (YAML 1.2, §1.3)."""
    return _ESCAPED.sub(
        lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False)
    )
