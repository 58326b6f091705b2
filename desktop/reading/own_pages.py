"""What pages of our own beside a comment are made of: escaped words, our links, statuses in words.

Strangers' words come in as plain text and go through `words`; the links are of our own schemes and
are followed by the window alone.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from db.words import Status
from desktop import fonts, theme
from desktop.reading.labels import isolated
from moderation.differences import How, Piece
from moderation.sentences import status_name

COMMENT, UNDO, ASK = "comment:", "undo:", "ask:"
_INK = {Status.APPROVED: "ok", Status.REJECTED: "no", Status.SPAM: "spam", Status.PENDING: "accent"}
_LONGEST = 320


def style() -> str:
    """The rules that such pages need besides those of every text."""
    force = theme.in_force()
    tokens, px = force.tokens, force.px
    return f"""
        .head {{ font-weight: 600; margin: {px(10)}px 0 {px(2)}px 0; }}
        .row {{ margin: 0 0 {px(3)}px 0; }}
        .quoted {{ color: {tokens.muted}; margin: 0 0 {px(8)}px 0; }}
        .item {{ margin: 0 0 {px(10)}px 0; }}
        .small {{ font-size: {px(fonts.SECONDARY)}px; color: {tokens.muted}; }}
        .ok {{ color: {tokens.ok}; font-weight: 600; }}
        .no {{ color: {tokens.no}; font-weight: 600; }}
        .spam {{ color: {tokens.spam}; font-weight: 600; }}
        .accent {{ color: {tokens.accent}; font-weight: 600; }}
        .taken {{ color: {tokens.no}; background-color: {tokens.no_soft};
            text-decoration: line-through; }}
        .added {{ color: {tokens.ok}; background-color: {tokens.ok_soft};
            text-decoration: underline; }}
    """


def words(text: str, longest: int = _LONGEST) -> str:
    """A stranger's words as they stand, cut where they are long."""
    flat = " ".join(text.split())
    cut = flat if len(flat) <= longest else flat[: longest - 1] + "…"
    return escape(isolated(cut))


def link(scheme: str, target: object, told: str) -> str:
    """A link of our own; `told` is plain text."""
    return f'<a href="{scheme}{quote(str(target), safe="")}">{escape(told)}</a>'


def status(one: Status) -> str:
    """A status in its word and colour."""
    return f'<span class="{_INK[one]}">{escape(status_name(one))}</span>'


def paragraph(html: str, look: str = "row") -> str:
    """A paragraph of finished HTML."""
    return f'<p class="{look}">{html}</p>'


def heading(text: str) -> str:
    """A heading over the paragraphs that follow."""
    return paragraph(escape(text), "head")


def difference_html(pieces: Sequence[Piece], around: int = 120) -> str:
    """A difference with what was taken struck through; long stretches that were kept are cut."""
    told = []
    for number, piece in enumerate(pieces):
        text = piece.text
        if piece.how is How.KEPT:
            text = _shortened(text, around, first=number == 0, last=number == len(pieces) - 1)
        html = escape(text).replace("\n", "<br>")
        told.append(html if piece.how is How.KEPT else f'<span class="{piece.how}">{html}</span>')
    return "".join(told)


def _shortened(text: str, around: int, *, first: bool, last: bool) -> str:
    if len(text) <= 2 * around:
        return text
    if first:
        return "…" + text[-around:]
    if last:
        return text[:around] + "…"
    return f"{text[:around]} … {text[-around:]}"
