"""What the columns of WordPress' database take, said before anything is sent; nothing is opened.

WordPress counts bytes, and a text as it has it, which is as HTML.
"""

import html

from db.words import BodyFormat, Field
from moderation.drafts import CommentDraft, Problem
from moderation.markup import safe_html
from resources.translation import _, ngettext

_LONGEST = {
    Field.NAME.value: 245,
    Field.EMAIL.value: 100,
    Field.URL.value: 200,
    Field.COMMENT.value: 65_525,
}


def as_sent(body: str, body_format: BodyFormat) -> str:
    """A text as WordPress keeps texts."""
    match body_format:
        case BodyFormat.HTML:
            return body
        case BodyFormat.TEXT:
            return html.escape(body, quote=False)
        case BodyFormat.MARKDOWN:
            return safe_html(body, body_format)


def too_long(field: str, text: str, body_format: BodyFormat = BodyFormat.TEXT) -> str:
    """The sentence about a field that is longer than a site takes; empty if it fits."""
    longest = _LONGEST.get(field)
    # Escaping and encoding make of one character five bytes at most.
    if longest is None or len(text) * 5 <= longest:
        return ""
    sent = as_sent(text, body_format) if field == Field.COMMENT else text
    excess = _characters_too_many(sent, longest)
    if not excess:
        return ""
    told = ngettext(
        "{sentence} It has to be {count} character shorter.",
        "{sentence} It has to be {count} characters shorter.",
        excess,
    )
    return told.format(sentence=TOO_LONG[field](), count=f"{excess:,}")


def problems(draft: CommentDraft) -> tuple[Problem, ...]:
    """Every field of a draft that is longer than a site takes."""
    fields = {
        Field.NAME.value: draft.name,
        Field.EMAIL.value: draft.email,
        Field.URL.value: draft.url,
        Field.COMMENT.value: draft.body,
    }
    told = ((field, too_long(field, text, draft.body_format)) for field, text in fields.items())
    return tuple(Problem(field, sentence, draft.where) for field, sentence in told if sentence)


def of_nobody(draft: CommentDraft) -> tuple[Problem, ...]:
    """Of a comment that the site is to make: that it says of nobody whose it is."""
    if draft.name or draft.email or draft.url:
        return ()
    sentence = _("Without a name, the site would take it for one of the account that we work with.")
    return (Problem(Field.NAME.value, sentence, draft.where),)


def _characters_too_many(text: str, longest: int) -> int:
    excess = len(text.encode(errors="replace")) - longest
    count = 0
    while excess > 0:
        count += 1
        excess -= len(text[-count].encode(errors="replace"))
    return count


TOO_LONG = {
    Field.NAME.value: lambda: _("The name is longer than the site takes."),
    Field.EMAIL.value: lambda: _("The e-mail address is longer than the site takes."),
    Field.URL.value: lambda: _("The website is longer than the site takes."),
    Field.COMMENT.value: lambda: _("The comment is longer than the site takes."),
}
