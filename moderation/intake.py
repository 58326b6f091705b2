"""May this draft enter? The one rule path for the form, the command line, importers and clients.

Every failing field is named at once, each with a whole sentence. Nothing here opens a library or
the network, and no content makes it raise.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from db.words import Field, Kind
from moderation import emails, links
from moderation.blank import is_blank, one_line, storable
from moderation.drafts import CommentDraft, Problem
from moderation.errors import IntakeRefused
from moderation.text import count_links, plain
from resources.translation import _, ngettext

# In characters: WordPress' own limits.
LONGEST_NAME = 245
LONGEST_COMMENT = 65_525


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a site asks of a commenter; the comment itself is always asked."""

    name: bool = True
    email: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft after intake, ready to be kept.

    `draft` is what to store: name, e-mail and address of the site on one line without blanks at
    their ends, the body as it came; NUL and lone surrogates are U+FFFD everywhere (`repaired`
    names those fields; that is a note, never a reason to refuse). `email_normal` is empty where
    there is no valid address. `lacks` names the required fields that are missing or broken, in
    the words of `db.words.Field`; `problems` every field that fails, required or not. `text` is
    the body's plain text, `links` the number of links in it.
    """

    draft: CommentDraft
    email_normal: str
    lacks: tuple[str, ...]
    problems: tuple[Problem, ...]
    text: str
    links: int
    repaired: tuple[str, ...] = ()


_EVERYTHING = Requirements()


def check(draft: CommentDraft, requirements: Requirements = _EVERYTHING) -> Checked:
    """Look at every field of `draft`; never raises, and checking the result changes nothing more.

    Pingbacks and trackbacks need no e-mail. A field that is given and broken is a problem even
    where it is not required; it is in `lacks` only where it is. A placeholder that another
    program made up (`noreply@blogger.com`) counts as no address.
    """
    clean, repaired = _cleaned(draft)
    text = plain(clean.body, clean.body_format)
    email = emails.examine(clean.email) if clean.email else emails.Address("")
    if email.normal and emails.is_placeholder(email.normal):
        email = emails.Address("")
    site = links.examine(clean.url) if clean.url else links.WebAddress("")
    if site.url != clean.url:
        clean = replace(clean, url=site.url)
    required = _required(clean, requirements)
    problems = tuple(
        Problem(field, message, draft.where)
        for field, message in _failing(clean, text, email, site, required)
    )
    failing = {problem.field for problem in problems}
    return Checked(
        draft=clean,
        email_normal=email.normal,
        lacks=tuple(field for field in required if field in failing),
        problems=problems,
        text=text,
        links=count_links(clean.body, clean.body_format),
        repaired=repaired,
    )


def refuse_or_take(draft: CommentDraft, requirements: Requirements = _EVERYTHING) -> Checked:
    """The form's way: the checked draft, or `IntakeRefused` with every failing field's problem."""
    checked = check(draft, requirements)
    if checked.problems:
        raise refusal(checked.problems)
    return checked


def refuse(*found: Sequence[Problem]) -> None:
    """Raise `IntakeRefused` where there is any problem, with the first of each field."""
    first = {one.field: one for problems in reversed(found) for one in reversed(problems)}
    if first:
        raise refusal(list(first.values())[::-1])


def refusal(problems: Sequence[Problem]) -> IntakeRefused:
    """The error that names these failing fields; at least one."""
    count = len(problems)
    sentence = ngettext(
        "Nothing was stored: {count} field is not right yet.",
        "Nothing was stored: {count} fields are not right yet.",
        count,
    )
    return IntakeRefused(sentence.format(count=count), problems)


def _required(draft: CommentDraft, requirements: Requirements) -> tuple[str, ...]:
    email = requirements.email and draft.kind not in Kind.EXEMPT_FROM_EMAIL
    return _REQUIRED[requirements.name, email]


# By whether the name and the e-mail are asked.
_REQUIRED = {
    (True, True): (Field.NAME.value, Field.EMAIL.value, Field.COMMENT.value),
    (True, False): (Field.NAME.value, Field.COMMENT.value),
    (False, True): (Field.EMAIL.value, Field.COMMENT.value),
    (False, False): (Field.COMMENT.value,),
}


def _failing(
    draft: CommentDraft,
    text: str,
    email: emails.Address,
    site: links.WebAddress,
    required: tuple[str, ...],
) -> Iterator[tuple[str, str]]:
    """Each failing field with its sentence, in the order of the form."""
    if Field.NAME in required and is_blank(draft.name):
        yield Field.NAME.value, _("Name is required.")
    elif len(draft.name) > LONGEST_NAME:
        yield Field.NAME.value, _name_too_long(len(draft.name))
    if email.reason:
        yield Field.EMAIL.value, email.reason
    elif Field.EMAIL in required and not email.normal:
        yield Field.EMAIL.value, _no_email(draft.email)
    if site.reason:
        yield Field.URL.value, site.reason
    if is_blank(text):
        yield Field.COMMENT.value, _("Comment is required.")
    elif len(draft.body) > LONGEST_COMMENT:
        yield Field.COMMENT.value, _comment_too_long(len(draft.body))


def _name_too_long(length: int) -> str:
    sentence = _("The name has {length} characters; at most {limit} are kept.")
    return sentence.format(length=length, limit=LONGEST_NAME)


def _comment_too_long(length: int) -> str:
    sentence = _("The comment has {length} characters; at most {limit} may be published.")
    return sentence.format(length=length, limit=LONGEST_COMMENT)


def _no_email(typed: str) -> str:
    if not typed:
        return _("E-mail is required.")
    sentence = _("“{typed}” is nobody’s e-mail address: another program put it in for lack of one.")
    return sentence.format(typed=typed)


def _cleaned(draft: CommentDraft) -> tuple[CommentDraft, tuple[str, ...]]:
    """The draft as it can be kept, and the names of the fields where characters were replaced."""
    changed: dict[str, object] = {}
    repaired: list[str] = []
    for name, tidy in _LINES.items():
        value = getattr(draft, name)
        # Printable text has neither NUL nor lone surrogates nor line breaks; most text is.
        kept = value if value.isprintable() else storable(value)
        if kept is not value:
            repaired.append(name)
        kept = tidy(kept)
        if kept != value:
            changed[name] = kept
    for name, kept in (("body", storable(draft.body)), ("extra", _storable_values(draft.extra))):
        if kept is not getattr(draft, name):
            changed[name] = kept
            repaired.append(name)
    if not changed:
        return draft, ()
    return replace(draft, **changed), tuple(repaired)  # type: ignore[arg-type]


def _one_line_or_nothing(text: str) -> str:
    line = one_line(text)
    return "" if is_blank(line) else line


def _storable_values(extra: Mapping[str, str]) -> Mapping[str, str]:
    """The same mapping where nothing needs replacing, else a new one."""
    if all(storable(key) is key and storable(value) is value for key, value in extra.items()):
        return extra
    return {storable(key): storable(value) for key, value in extra.items()}


def _kind(text: str) -> str:
    return _one_line_or_nothing(text) or Kind.COMMENT


_LINES: Mapping[str, Callable[[str], str]] = {
    "name": _one_line_or_nothing,
    "email": _one_line_or_nothing,
    "url": _one_line_or_nothing,
    "ip": one_line,
    "user_agent": one_line,
    "kind": _kind,
}
