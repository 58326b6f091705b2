"""Commands that list what is here: list, articles."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from moderation import terminal
from moderation.commands.door import Call, command, query_of
from moderation.commands.lists import ALL, limit_option, moment
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from db.rows import ArticleHead, Card, CommentId, Contact
    from moderation.newsroom import Newsroom

_WIDE = 100
# A list of this many at a time is asked for; none of it is kept.
_PAGE = 500


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
@limit_option
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
            queue.find_page(newsroom, asked, limit=limit or ALL).ids  # type: ignore[arg-type]
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
@limit_option
def articles(call: Call, text: tuple[str, ...], limit: int) -> None:
    """List articles."""
    from moderation import queue

    with call.open() as newsroom:
        found = queue.articles(newsroom, limit=limit or ALL, matching=" ".join(text))
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
