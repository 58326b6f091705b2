"""What comes before the root of an XML file: declaration, comments, and what should not be there.

All of it is taken off; the root's own start tag is what goes on to the parser.
"""

import re

from moderation.errors import ImportRefused
from moderation.exchange.source import Notes
from resources.translation import _

# The start of the root must be found in so much of the file.
LONGEST = 1024 * 1024

# Prefixes that exporters write and forget to declare; under these names the parser gets them.
UNDECLARED = "urn:undeclared:"
_PREFIXES = (
    b"wp", b"content", b"excerpt", b"dc", b"wfw", b"atom", b"media", b"sy", b"slash", b"georss",
    b"geo", b"dsq", b"itunes", b"thr",
)  # fmt: skip

_HARMLESS = re.compile(rb"<!--.*?-->|<\?[A-Za-z][^>]*\?>", re.DOTALL)
_DOCTYPE = re.compile(rb"<!DOCTYPE\b[^>\[]*(\[)?[^>]*>?", re.IGNORECASE)


def root_start(name: bytes) -> re.Pattern[bytes]:
    """A pattern that finds the root's start tag outside of comments, as its group 1."""
    quoted = rb"(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*"
    return re.compile(rb"<!--.*?-->|(<(?:" + name + rb")(?=[\s>/])" + quoted + rb">)", re.DOTALL)


def find_root(head: bytes, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
    """Where the root's start tag is, if it is whole in `head`."""
    return next((found for found in pattern.finditer(head) if found[1]), None)


def check_prologue(before: bytes, notes: Notes) -> None:
    """Note what stood before the root and should not; `ImportRefused` where it defines entities."""
    rest = _HARMLESS.sub(_same_lines, before)
    doctype = _DOCTYPE.search(rest)
    if doctype:
        line = 1 + rest.count(b"\n", 0, doctype.start())
        _refuse_definitions(rest, doctype, line)
        notes.warn(
            "doctype",
            _("The file has a document type; it was not looked at."),
            _("line {number}").format(number=line),
        )
        rest = rest.replace(doctype[0], b"")
    if junk := rest.strip():
        line = 1 + rest.count(b"\n", 0, rest.index(junk))
        notes.warn(
            "junk",
            _("Something stands before the beginning of the export; it was left out."),
            _("line {number}").format(number=line),
        )


def declared_root(root: bytes) -> bytes:
    """The root's start tag with the prefixes declared that exporters forget."""
    missing = b"".join(
        b' xmlns:%s="%s%s"' % (prefix, UNDECLARED.encode(), prefix)
        for prefix in _PREFIXES
        if not re.search(rb"\bxmlns:" + prefix + rb"\s*=", root)
    )
    end = -2 if root.endswith(b"/>") else -1
    return root[:end] + missing + root[end:]


def _refuse_definitions(rest: bytes, doctype: re.Match[bytes], line: int) -> None:
    if doctype[1] is None and b"<!ENTITY" not in rest.upper():
        return
    raise ImportRefused(
        _("The file defines entities of its own, which no export does and which can do harm."),
        _("Do not import it; ask where it comes from."),
        where=_("line {number}").format(number=line),
    )


def _same_lines(found: re.Match[bytes]) -> bytes:
    return b"\n" * found[0].count(b"\n")
