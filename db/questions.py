"""What is asked of the full-text index, in its own language (sqlite.org/fts5.html §3)."""

from collections.abc import Iterable

from db.criteria import AuthorHas, Criterion, Not, TextHas
from db.scripts import has_spaceless


def question_for(parts: Iterable[Criterion]) -> str:
    """Those of the parts that `is_asked`, in FTS5's language (sqlite.org/fts5.html §3).

    Empty if none of them wants a word: the index finds nothing by what is not there.
    """
    wanted, unwanted = [], []
    for part in parts:
        if isinstance(part, Not):
            unwanted.append(_question(part.inner))
        else:
            wanted.append(_question(part))
    wanted, unwanted = list(filter(None, wanted)), list(filter(None, unwanted))
    if not wanted or not unwanted:
        return " AND ".join(wanted)
    return f"({' AND '.join(wanted)}) NOT ({' OR '.join(unwanted)})"


def is_asked(part: Criterion) -> bool:
    """Whether the index knows of it: words, or that words are not there.

    It holds no signs, and of a script without blanks whole lines, in which it finds no word.
    """
    return bool(_question(part.inner if isinstance(part, Not) else part))


def _question(part: Criterion) -> str:
    match part:
        case TextHas(words, _, prefix):
            quoted = _quoted(words)
            return f"{quoted} *" if prefix and quoted else quoted
        case AuthorHas(wanted):
            quoted = _quoted(wanted)
            return f"name : ({quoted} *)" if quoted else ""
        case _:
            return ""


def _quoted(words: str) -> str:
    if not any(sign.isalnum() for sign in words) or has_spaceless(words):
        return ""
    return '"' + words.replace('"', '""').replace("\x00", " ") + '"'
