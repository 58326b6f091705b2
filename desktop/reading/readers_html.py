"""The reader's view as rich text: made from the public page alone, with nothing private in it."""

from collections.abc import Sequence
from datetime import tzinfo
from html import escape

from desktop import times
from desktop.reading.labels import FROM_THE_LEFT, isolated
from desktop.reading.looked_at import LONGEST_ARTICLE
from desktop.reading.readable import beginning, readable
from moderation.public import PublicComment, PublicPage
from moderation.sentences import shown_name
from resources.translation import _, ngettext

# Links of our own in the page; strangers' links are http and https alone.
REPLY, MORE, WHOLE = "reply:", "more:", "whole:"
_STEP, _DEEPEST = 24, 8


def page_html(page: PublicPage, zone: tzinfo, room: int, *, whole: bool = False) -> str:
    """The article, and the first `room` of its comments in thread order, each to be replied to.

    Of an article that nobody would read to its end, only the beginning unless it is to be `whole`.
    """
    return "".join(
        [
            _article(page, zone, whole=whole),
            f'<p class="count">{escape(_heading(len(page.comments)))}</p>',
            *(_comment(one, zone) for one in page.comments[:room]),
            _rest(page.comments, room),
        ]
    )


def style(serif: str, reading: int, secondary: int, muted: str) -> str:
    """The rules that the page needs besides those of every text; sizes in pixels."""
    return f"""
        .title {{ font-size: {round(reading * 1.5)}px; font-weight: 600; margin: 0 0 4px 0; }}
        .count {{
            font-size: {round(reading * 1.1)}px; font-weight: 600;
            margin-top: 20px; margin-bottom: 12px;
        }}
        .article, .article p, .article li, .article blockquote {{
            font-family: {serif}; font-size: {reading}px;
        }}
        .small {{ font-size: {secondary}px; color: {muted}; }}
    """


def _article(page: PublicPage, zone: tzinfo, *, whole: bool) -> str:
    article = page.article
    body, cut = (article.body, False) if whole else beginning(article.body, LONGEST_ARTICLE)
    more = f'<p><a href="{WHOLE}">{escape(_("Show the whole article"))}</a></p>' if cut else ""
    if article.protected:
        told = _("The text of this article is behind a password.")
        body = f"<p><em>{escape(told)}</em></p>"
    when = ""
    if article.published_at is not None:
        when = f'<p class="small">{escape(times.clock(article.published_at, zone))}</p>'
    title = escape(article.title or _("An article without a title"))
    return f'<p class="title">{title}</p>{when}<div class="article">{readable(body)}{more}</div>'


def _heading(count: int) -> str:
    if not count:
        return _("No comments yet")
    return ngettext("{count} comment", "{count} comments", count).format(count=f"{count:,}")


def _comment(comment: PublicComment, zone: tzinfo) -> str:
    indent = _STEP * min(comment.depth, _DEEPEST)
    name = escape(isolated(shown_name(comment.name)))
    if comment.url:
        name = f'<a href="{escape(comment.url, quote=True)}">{name}</a>'
    when = escape(times.clock(comment.submitted_at, zone))
    if comment.edited:
        when += " · " + escape(_("edited by the newsroom"))
    reply = f'<a href="{REPLY}{comment.id}">{escape(_("Reply"))}</a>'
    return (
        f'<div style="margin-left: {indent}px">'
        f'<p style="margin-bottom: 2px">{FROM_THE_LEFT}<b>{name}</b> '
        f'<span class="small">{when}</span></p>'
        f'{readable(comment.html)}<p class="small" style="margin-bottom: 16px">{reply}</p></div>'
    )


def _rest(comments: Sequence[PublicComment], room: int) -> str:
    left = len(comments) - room
    if left <= 0:
        return ""
    words = ngettext("Show {count} more comment", "Show {count} more comments", left)
    return f'<p><a href="{MORE}">{escape(words.format(count=f"{left:,}"))}</a></p>'
