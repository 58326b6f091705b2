"""What a site refuses, as our sentences: about a field where it is about one."""

import re
from collections.abc import Callable

from db.words import Field
from moderation.wordpress.columns import TOO_LONG
from resources.translation import _

DUPLICATE = "comment_duplicate"
FLOOD = "comment_flood"
GONE = "gone"
FAILING = "failing"
_MISSING = "rest_comment_invalid_id"
_LONGEST = 200
_ADDRESS = re.compile(r"\S+@\S+")
_TAG = re.compile(r"<[^>]{0,200}>")
_CODE = re.compile(r"[a-z0-9_-]{1,60}")

# Of which field a refusal tells.
_FIELD = {
    "rest_comment_author_data_required": Field.NAME,
    "comment_author_column_length": Field.NAME,
    "comment_author_email_column_length": Field.EMAIL,
    "rest_invalid_email": Field.EMAIL,
    "comment_author_url_column_length": Field.URL,
    "comment_content_column_length": Field.COMMENT,
    "rest_comment_content_invalid": Field.COMMENT,
    DUPLICATE: Field.COMMENT,
    "rest_comment_invalid_post_id": Field.ARTICLE,
    "rest_comment_closed": Field.ARTICLE,
    "rest_comment_draft_post": Field.ARTICLE,
}


def kept(code: str, message: str) -> str:
    """A refusal as it is kept: its code, and the site's words without markup or addresses."""
    name = code if _CODE.fullmatch(code) else "unknown"
    words = " ".join(_ADDRESS.sub("…", _TAG.sub("", message)).split())[:_LONGEST]
    return f"{name} {words}".strip()


def is_gone(why: str) -> bool:
    """Whether the site refused because it has no such comment any more."""
    return why.partition(" ")[0] == _MISSING


def field_of(why: str) -> str:
    """The field that a refusal is about; empty where it is about none."""
    found = _FIELD.get(why.partition(" ")[0])
    return found.value if found else ""


def sentence(why: str) -> str:
    """Why an entry was refused, overruled or needed no sending, in our words."""
    if not why:
        return ""
    code, _blank, words = why.partition(" ")
    told = _SENTENCES.get(code)
    if told is not None:
        return told()
    if words:
        return _("The site refused it: “{words}”").format(words=words)
    return _("The site refused it without saying why.")


_SENTENCES: dict[str, Callable[[], str]] = {
    "rest_comment_author_data_required": lambda: _(
        "The site requires name and e-mail of whoever comments."
    ),
    "comment_author_column_length": TOO_LONG[Field.NAME.value],
    "comment_author_email_column_length": TOO_LONG[Field.EMAIL.value],
    "rest_invalid_email": lambda: _("The site does not take the e-mail address."),
    "comment_author_url_column_length": TOO_LONG[Field.URL.value],
    "comment_content_column_length": TOO_LONG[Field.COMMENT.value],
    "rest_comment_content_invalid": lambda: _("The site takes no empty comment."),
    DUPLICATE: lambda: _("The site has this very comment already."),
    FLOOD: lambda: _("The site takes no more comments so quickly one after the other."),
    "rest_comment_invalid_post_id": lambda: _("The site has no such article."),
    "rest_comment_closed": lambda: _("The site takes no more comments under this article."),
    "rest_comment_draft_post": lambda: _("The article is not published on the site."),
    "rest_comment_login_required": lambda: _("The site wants people to log in to comment."),
    "rest_cannot_edit": lambda: _("The account may not change this comment on the site."),
    "rest_comment_trash": lambda: _("It is in the site’s trash."),
    "not-done": lambda: _("The site answered that all is well, and left it as it was."),
    "not-wanted": lambda: _("It was turned away here before it was sent."),
    "already-so": lambda: _("The site had it so already."),
    "site-wins": lambda: _("It was changed on the site since, and the site’s word holds."),
    "settled": lambda: _("Somebody settled it for the site’s word."),
    FAILING: lambda: _("The site failed over it again and again."),
    GONE: lambda: _("The site has no such comment any more."),
}
