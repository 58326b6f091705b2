"""Commands that look: list, articles, history."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from moderation import terminal
from moderation.commands.door import Call, command, query_of
from moderation.commands.numbers import flat, numbers_of
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from db.rows import ArticleHead, Card, Change, CommentId, Contact, Operation
    from moderation.history import Days
    from moderation.newsroom import Newsroom

_WIDE = 100
# A list of this many at a time is asked for; none of it is kept.
_PAGE = 500
# What SQLite takes for no limit at all, and more than any library holds.
_ALL = 2**62

_limit = click.option(
    "--limit", type=click.IntRange(min=0), default=50, show_default=True, metavar="N",
    help=_("Show so many at the most; 0 shows all."),
)  # fmt: skip


@command(
    "list",
    "commentdesk list status:pending",
    "commentdesk list --limit 0 --json author:Ana after:2025-06-01",
    about=_(
        "List comments, newest first.\n\n"
        "Those that QUERY finds, or all. QUERY is what the search bar of the window takes: words,"
        " \"phrases\", status:, author:, article:, email:, before:, after:, has:link, sort:oldest."
        " Put “--” before a QUERY that begins with a dash."
    ),
)  # fmt: skip
@click.argument("query", nargs=-1)
@_limit
@click.option(
    "--private", is_flag=True,
    help=_("Show e-mail and IP addresses too. The history keeps that you looked."),
)  # fmt: skip
def list_comments(call: Call, query: tuple[str, ...], limit: int, private: bool) -> None:
    """List comments."""
    from moderation import queue
    from moderation.contacts import reveal_contacts

    with call.open() as newsroom:
        asked = query_of(newsroom, query)
        total = queue.count(newsroom, asked)
        numbers: list[CommentId] = list(
            queue.find_page(newsroom, asked, limit=limit or _ALL).ids  # type: ignore[arg-type]
        )
        contacts = reveal_contacts(newsroom, numbers) if private else {}
        rows = _listed(newsroom, numbers)
        if call.json:
            told = (_comment_as_json(card, text, contacts) for card, text in rows)
            terminal.answer_json_list({"total": total}, "comments", told)
            return
        for card, text in rows:
            terminal.answer(_comment_as_text(newsroom, card, text, contacts))
    told_of = ngettext("{shown} of {total} comment.", "{shown} of {total} comments.", total)
    terminal.say(told_of.format(shown=f"{len(numbers):,}", total=f"{total:,}"))


def _listed(newsroom: "Newsroom", numbers: "Sequence[CommentId]") -> "Iterator[tuple[Card, str]]":
    from db import comments

    for start in range(0, len(numbers), _PAGE):
        page = numbers[start : start + _PAGE]
        with newsroom.read() as reading:
            cards, texts = comments.cards(reading, page), comments.texts(reading, page)
        yield from ((card, texts[card.id]) for card in cards)


def _comment_as_json(
    card: "Card", text: str, contacts: "dict[CommentId, Contact]"
) -> dict[str, object]:
    told: dict[str, object] = {
        "id": card.id,
        "article": card.article_key,
        "kind": card.kind,
        "status": card.status.value,
        "name": card.name,
        "submitted": moment(card.submitted_at),
        "text": text,
        "reply_to": card.parent,
        "problems": [
            {"field": field, "message": _lacking(field, card.waived)} for field in card.lacks
        ],
    }
    if contact := contacts.get(card.id):
        told |= {"email": contact.email, "ip": contact.ip}
    return told


def _lacking(field: str, waived: bool) -> str:
    from moderation.sentences import field_name

    sentence = (
        _("The {field} is missing or cannot be used; it was let pass.")
        if waived
        else _("The {field} is missing or cannot be used.")
    )
    return sentence.format(field=field_name(field))


def _comment_as_text(
    newsroom: "Newsroom", card: "Card", text: str, contacts: "dict[CommentId, Contact]"
) -> str:
    from moderation.sentences import shown_name, status_name

    when = card.submitted_at.astimezone(newsroom.zone).strftime("%Y-%m-%d %H:%M")
    lines = [
        f"#{card.id}  {status_name(card.status)}  {when}  "
        f"{terminal.one_line(shown_name(card.name), 40)}  [{card.article_key}]",
        f"    {terminal.one_line(text, _WIDE)}",
    ]
    lines += [f"    ! {_lacking(field, card.waived)}" for field in card.lacks]
    if contact := contacts.get(card.id):
        lines.append(f"    {terminal.one_line(contact.email, _WIDE)}  {contact.ip}".rstrip())
    return "\n".join(lines)


def moment(when: datetime) -> str:
    """A moment in UTC, as JSON has it: 2025-06-16T09:30:00Z."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


@command(
    "articles",
    "commentdesk articles",
    "commentdesk articles harbour --json",
    about=_(
        "List articles with their keys and counts.\n\n"
        "Those with the most pending comments come first, then the newest. With TEXT, only those"
        " whose title or key contains it."
    ),
)
@click.argument("text", nargs=-1)
@_limit
def articles(call: Call, text: tuple[str, ...], limit: int) -> None:
    """List articles."""
    from moderation import queue

    with call.open() as newsroom:
        found = queue.articles(newsroom, limit=limit or _ALL, matching=" ".join(text))
    lines = [_("pending  approved  rejected  spam  article")]
    lines += [
        f"{one.tally.pending:>7,}  {one.tally.approved:>8,}  {one.tally.rejected:>8,}"
        f"  {one.tally.spam:>4,}  {one.key}  {terminal.one_line(one.title, 60)}".rstrip()
        for one in found
    ]
    call.answer(
        {"articles": [_article_as_json(one) for one in found]},
        "\n".join(lines) if found else _("There is no article."),
    )


def _article_as_json(one: "ArticleHead") -> dict[str, object]:
    return {
        "key": one.key,
        "title": one.title,
        "url": one.url,
        "published": moment(one.published_at) if one.published_at else None,
        "open": one.open,
        "pending": one.tally.pending,
        "approved": one.tally.approved,
        "rejected": one.tally.rejected,
        "spam": one.tally.spam,
    }


@command(
    "history",
    "commentdesk history",
    "commentdesk history --id 12",
    "commentdesk history author:Ana --json",
    "commentdesk history --on yesterday",
    "commentdesk history --after -7d --before today",
    about=_(
        "List what was done: when, by whom, and what.\n\n"
        "The newest comes first. With QUERY, what was done to the"
        " comments that it finds; with --id, the story of single comments. DAY is a day as the"
        " search bar takes it: 2025-06-16, 2025-06, 2025, today, yesterday or -7d. The numbers are"
        " those that “commentdesk undo” takes."
    ),
)
@click.argument("query", nargs=-1)
@click.option("--id", "numbers", type=numbers_of, multiple=True, metavar="N",
              help=_("A comment's number; several by commas, or the option again."))  # fmt: skip
@click.option("--after", default="", metavar="DAY",
              help=_("Only what was done on that day or later."))  # fmt: skip
@click.option("--before", default="", metavar="DAY", help=_("Only what was done before that day."))
@click.option("--on", default="", metavar="DAY",
              help=_("Only what was done on that day, or in that month or year."))  # fmt: skip
@_limit
def history(
    call: Call,
    query: tuple[str, ...],
    numbers: tuple[tuple[int, ...], ...],
    after: str,
    before: str,
    on: str,
    limit: int,
) -> None:
    """List operations."""
    from moderation import history as past
    from moderation import queue

    if query and numbers:
        raise click.UsageError(_("Say QUERY or --id, not both."))
    if on and (after or before):
        raise click.UsageError(_("Say --on, or --after and --before, not both."))
    with call.open() as newsroom:
        days = _days(newsroom, after, before, on)
        if numbers:
            _stories(call, newsroom, flat(numbers), days)
            return
        if query:
            ids = queue.find(newsroom, query_of(newsroom, query)).ids
            every = past.operations_about(newsroom, ids, limit=_ALL)
            found = [one for one in every if days.includes(one.at)][: limit or _ALL]
        else:
            found = past.operations_within(newsroom, days, limit=limit or _ALL)
        lines = [_operation_as_text(newsroom, one) for one in found]
    call.answer(
        {"operations": [_operation_as_json(one) for one in found]},
        "\n".join(lines) or _nothing(bool(query) or days != past.Days()),
    )


def _nothing(asked: bool) -> str:
    return _("Nothing in the history matches.") if asked else _("Nothing was done yet.")


def _days(newsroom: "Newsroom", after: str, before: str, on: str) -> "Days":
    """The days that were named, as the search bar reads them; BadQuery where there is none."""
    from moderation.history import Days
    from moderation.search.moments import day_span

    today = newsroom.clock().astimezone(newsroom.zone).date()

    def span(day: str) -> tuple[datetime, datetime]:
        return day_span(day, today, newsroom.zone)

    if on:
        return Days(*span(on))
    return Days(span(after)[0] if after else None, span(before)[0] if before else None)


def _stories(call: Call, newsroom: "Newsroom", numbers: Sequence[int], days: "Days") -> None:
    """Tell what happened to each comment in these days, with how it stood before and after."""
    from moderation import history as past
    from moderation import queue

    told: list[dict[str, object]] = []
    lines: list[str] = []
    for number in numbers:
        story = past.story(newsroom, number)
        if not story:
            queue.comment(newsroom, number)  # refuses: there is no such comment
        for operation, change in reversed(story):
            if not days.includes(operation.at):
                continue
            told.append(_operation_as_json(operation) | _change_as_json(change))
            lines.append(
                f"#{number}  {_operation_as_text(newsroom, operation)}"
                f"  ({_standing(change.before)} → {_standing(change.after)})"
            )
    call.answer({"operations": told}, "\n".join(lines) or _nothing(True))


def _standing(status: Any) -> str:
    from moderation.sentences import status_name

    return status_name(status) if status else _("not here")


def _change_as_json(change: "Change") -> dict[str, object]:
    return {"comment": change.comment, "before": change.before, "after": change.after}


def _operation_as_json(one: "Operation") -> dict[str, object]:
    from moderation.history import describe

    return {
        "id": one.id,
        "at": moment(one.at),
        "desk": one.desk,
        "role": one.role.value,
        "verb": one.verb.value,
        "subject": one.subject,
        "count": one.count,
        "out_of": one.out_of,
        "undone": one.undone,
        "put_back": one.put_back,
        "detail": dict(one.detail),
        "sentence": describe(one),
    }


def _operation_as_text(newsroom: "Newsroom", one: "Operation") -> str:
    from moderation.history import describe
    from moderation.sentences import how_undone

    when = one.at.astimezone(newsroom.zone).strftime("%Y-%m-%d %H:%M")
    state = how_undone(one) if one.role == "do" else ""
    what = f"{describe(one)} ({state})" if state else describe(one)
    return f"{one.id:>5}  {when}  {one.desk}  {what}"
