"""May this draft enter? Required fields, e-mail, web address, lengths: every failing one at once.

The one rule path of the reply form, the command line, every importer and the WordPress client.
Opens no library: what is required comes in as `Requirements`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from db.words import Field, Kind
from moderation import emails, links
from moderation.blank import is_blank, one_line, storable, strip_blank
from moderation.drafts import CommentDraft, Problem
from moderation.errors import IntakeRefused
from moderation.text import count_links, plain
from resources.translation import _, ngettext

LONGEST_NAME = 245
LONGEST_COMMENT = 65_525


@dataclass(frozen=True, slots=True)
class Requirements:
    """Which fields a site requires besides the comment, which is always required."""

    name: bool = True
    email: bool = True


DEFAULTS = Requirements()


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that intake has looked at.

    `draft` is as it may be kept: ends stripped, NUL and lone surrogates as U+FFFD, nothing else
    changed. `email_normal` is the normalised address, or empty. `lacks` names the required fields
    that are missing or broken; `problems` has one entry for every failing field, required or not.
    """

    draft: CommentDraft
    email_normal: str
    lacks: tuple[str, ...]
    problems: tuple[Problem, ...]
    text: str
    links: int


def check(draft: CommentDraft, required: Requirements = DEFAULTS) -> Checked:
    """Look at a draft; never raises, whatever it holds. Looking again changes nothing more."""
    clean = _clean(draft)
    text = plain(clean.body, clean.body_format)
    address = emails.examine(clean.email) if clean.email else emails.Address("")
    problems = tuple(_problems(clean, text, address, required))
    return Checked(
        draft=clean,
        email_normal=address.normal,
        lacks=tuple(_lacking(clean, problems, required)),
        problems=problems,
        text=text,
        links=count_links(clean.body, clean.body_format),
    )


def refuse_or_take(draft: CommentDraft, required: Requirements = DEFAULTS) -> Checked:
    """Look at a draft as the form does: `IntakeRefused` names every failing field at once."""
    checked = check(draft, required)
    if checked.problems:
        raise refusal(checked.problems)
    return checked


def refusal(problems: Sequence[Problem]) -> IntakeRefused:
    """The error that says what fails; its sentence is all of theirs."""
    sentence = " ".join(problem.message for problem in problems)
    way_out = ngettext(
        "Nothing was stored. Correct the field and send it again.",
        "Nothing was stored. Correct the fields and send it again.",
        len(problems),
    )
    return IntakeRefused(sentence, problems, way_out)


def _clean(draft: CommentDraft) -> CommentDraft:
    """The draft as it may be kept; the body keeps its inner shape, whatever it is."""
    name = one_line(storable(draft.name))
    email = strip_blank(storable(draft.email))
    url = links.examine(strip_blank(storable(draft.url)))
    return replace(
        draft,
        name="" if is_blank(name) else name,
        email="" if is_blank(email) or emails.is_placeholder(email) else email,
        url=url.url,
        ip=strip_blank(storable(draft.ip)),
        user_agent=one_line(storable(draft.user_agent)),
        kind=one_line(storable(draft.kind)) or Kind.COMMENT,
        body=storable(draft.body),
    )


def _problems(
    draft: CommentDraft, text: str, address: emails.Address, required: Requirements
) -> Iterator[Problem]:
    if not draft.name and required.name:
        yield Problem(Field.NAME, _("Name is required."), draft.where)
    elif len(draft.name) > LONGEST_NAME:
        yield _too_long(Field.NAME, _("Name"), draft, len(draft.name), LONGEST_NAME)
    if address.reason:
        yield Problem(Field.EMAIL, address.reason, draft.where)
    elif not draft.email and _needs_email(draft, required):
        yield Problem(Field.EMAIL, _("E-mail is required."), draft.where)
    if reason := links.examine(draft.url).reason:
        yield Problem(Field.URL, reason, draft.where)
    if is_blank(text):
        yield Problem(Field.COMMENT, _("Comment is required."), draft.where)
    elif len(draft.body) > LONGEST_COMMENT:
        yield _too_long(Field.COMMENT, _("Comment"), draft, len(draft.body), LONGEST_COMMENT)


def _too_long(field: Field, name: str, draft: CommentDraft, length: int, limit: int) -> Problem:
    sentence = _("{field} has {length} characters; at most {limit} are taken.")
    told = sentence.format(field=name, length=f"{length:,}", limit=f"{limit:,}")
    return Problem(field, told, draft.where)


def _needs_email(draft: CommentDraft, required: Requirements) -> bool:
    return required.email and draft.kind not in Kind.EXEMPT_FROM_EMAIL


def _lacking(
    draft: CommentDraft, problems: Sequence[Problem], required: Requirements
) -> Iterator[str]:
    """The required fields that are missing or broken, in the order of the form."""
    failing = {problem.field for problem in problems}
    if Field.NAME in failing:
        yield Field.NAME.value
    if Field.EMAIL in failing and _needs_email(draft, required):
        yield Field.EMAIL.value
    if Field.COMMENT in failing:
        yield Field.COMMENT.value

