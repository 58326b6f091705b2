"""Public Markdown (CommonMark): an article a heading, a comment an item, replies below it."""

import re
from typing import BinaryIO

from moderation.exchange.public_site import PublicComment, PublicSite, Written
from resources.translation import _

# CommonMark, §2.4: what is escaped stands for itself. Only what would be markup is, so that an
# address in the file is as the guard knows it.
_SIGNS = re.compile(r"([\\`*\[\]<>&~|])")
_AT_EDGES = re.compile(r"((?<!\S)_|_(?!\S))")
_AT_START = re.compile(r"^(?=[#+=-])")
_NUMBERED = re.compile(r"^(\d{1,9})(?=[.)])")
_DEEPEST = 6


def write(out: BinaryIO, site: PublicSite) -> Written:
    """Write what readers said as plain words; what they typed is never read as markup."""
    written = Written()
    out.write(f"# {_escaped(site.title)}\n".encode())
    for page in site.pages:
        article = page.article
        title = _escaped(article.title or article.key)
        heading = f"[{title}](<{article.url}>)" if article.url else title
        out.write(f"\n## {heading}\n\n".encode())
        for comment in page.comments:
            out.write(_item(comment, site).encode())
            written += Written(comments=1, masked=comment.masked)
        written += Written(articles=1, masked=page.masked)
    return written


def _item(comment: PublicComment, site: PublicSite) -> str:
    indent = "  " * min(comment.depth, _DEEPEST)
    when = comment.submitted_at.astimezone(site.zone).strftime("%Y-%m-%d %H:%M")
    name = _escaped(comment.name or _("Anonymous"))
    if comment.edited:
        when = _("{when}, edited by the newsroom").format(when=when)
    lines = [f'{indent}- <a id="c{comment.id}"></a>**{name}**, {when}', ""]
    for line in comment.text.splitlines():
        told = _escaped(" ".join(line.split()))
        lines.append(f"{indent}  {told}" if told else "")
    return "\n".join(lines).rstrip() + "\n\n"


def _escaped(text: str) -> str:
    told = _AT_EDGES.sub(r"\\\1", _SIGNS.sub(r"\\\1", " ".join(text.split())))
    return _NUMBERED.sub(r"\1\\", _AT_START.sub(r"\\", told))
