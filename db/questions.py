"""What is asked of the full-text index, in its own language (sqlite.org/fts5.html §3)."""

from collections.abc import Iterable
from typing import assert_never

from db.criteria import AuthorHas, Criterion, TextHas


def question_for(parts: Iterable[Criterion]) -> str:
    """Those of the parts that are about words, in FTS5's language (sqlite.org/fts5.html §3)."""
    asked = [_question(part) for part in parts if isinstance(part, TextHas | AuthorHas)]
    return " AND ".join(filter(None, asked))


def _question(part: TextHas | AuthorHas) -> str:
    match part:
        case TextHas(words, _, prefix):
            quoted = _quoted(words)
            return f"{quoted} *" if prefix and quoted else quoted
        case AuthorHas(wanted):
            quoted = _quoted(wanted)
            return f"name : ({quoted} *)" if quoted else ""
        case _:
            assert_never(part)


def _quoted(words: str) -> str:
    if not any(sign.isalnum() for sign in words):
        return ""
    return '"' + words.replace('"', '""').replace("\x00", " ") + '"'
