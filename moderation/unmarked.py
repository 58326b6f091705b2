"""A body as HTML and as text, both at once; in one step where it holds no markup.

Most comments are a few plain lines. For those neither a parser nor a cleaner has anything to find,
and what these would give is known beforehand; a test holds the two ways to each other.
"""

import re

from db.words import BodyFormat
from moderation.text import plain, safe_html

# Beyond this `markup` treats some bodies otherwise; nobody writes a comment as long.
_LONGEST = 50_000
_BREAKS = re.compile(r"\n\n+")
_BETWEEN_PARAGRAPHS = re.compile(r"</p>\n*<p>")
# A line of Markdown that begins with a letter and has none of its signs is a line of text.
_MARKDOWN_LINES = re.compile(r"(?:[^\W\d_][^\\`*_\[\]~\n]*(?<! )(?:\n+|\Z))+")


def rendered(body: str, body_format: BodyFormat) -> tuple[str, str]:
    """What `safe_html` and `plain` make of the body, to the letter."""
    return unmarked(body, body_format) or (
        safe_html(body, body_format),
        plain(body, body_format),
    )


def unmarked(body: str, body_format: BodyFormat) -> tuple[str, str] | None:
    """HTML and text of a body without markup, entities and addresses; None for any other."""
    if len(body) > _LONGEST:
        return None
    if body_format is BodyFormat.MARKDOWN and not _MARKDOWN_LINES.fullmatch(body):
        return None
    if body_format is BodyFormat.HTML and body.startswith("<p>"):
        return _paragraphs(body[3:-4]) if body.endswith("</p>") else None
    return _lines(body)


def _paragraphs(inner: str) -> tuple[str, str] | None:
    """Of `<p>…</p>` and more of them, without what stands around the first and the last."""
    parts = _BETWEEN_PARAGRAPHS.split(inner) if "<" in inner else [inner]
    if not all(map(_is_line, parts)):
        return None
    text = "\n\n".join(part.rstrip() for part in parts)
    return "<p>" + "</p>\n<p>".join(parts) + "</p>", text.strip()


def _lines(body: str) -> tuple[str, str] | None:
    """Of plain lines, with empty ones between paragraphs."""
    if _is_line(body):
        return f"<p>{body}</p>", body.strip()
    lines = body.replace("\r\n", "\n").strip("\n")
    parts = _BREAKS.split(lines)
    if not all(_is_line(line) for part in parts for line in part.split("\n")):
        return None
    text = "\n".join(line.rstrip() for line in "\n\n".join(parts).split("\n"))
    return "\n".join("<p>" + part.replace("\n", "<br>") + "</p>" for part in parts), text.strip()


def _is_line(text: str) -> bool:
    """Whether that is something to be seen on one line, and nothing in it means anything else."""
    if not text.isprintable() or "<" in text or "&" in text or ">" in text or "//" in text:
        return False
    return not text.isspace() and text != "" and "www." not in text.lower()
