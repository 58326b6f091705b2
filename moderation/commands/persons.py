"""Commands about one person: what is held of them, hand it over, erase it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from moderation import terminal
from moderation.commands.door import FILE, Call, command, refused
from moderation.commands.regarding import block, note, trust, unblock, watch
from moderation.sentences import left_plain
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from moderation.newsroom import Newsroom
    from moderation.person import Held, Person

_WHO = _(
    "QUERY is an e-mail address, an IP address, a whole name, or a search as in “commentdesk list”."
    " All comments under the same e-mail addresses belong to the person as well."
)
_SHOWN = 20


@command(
    "show",
    "commentdesk person show ana@example.org",
    about=_("Tell what is held of a person.\n\n{who} No address is printed.").format(who=_WHO),
)
@click.argument("query", nargs=-1, required=True)
def show(call: Call, query: tuple[str, ...]) -> None:
    """Tell what is held of a person."""
    from moderation import person as people

    with call.open() as newsroom, terminal.progress() as progress:
        person = people.find_person(newsroom, " ".join(query))
        held = people.held(newsroom, person, progress=progress)
        lines, told = _lines(newsroom, person, held), _as_json(newsroom, person, held)
    call.answer(told, "\n".join(lines))


@command(
    "export",
    "commentdesk person export ana@example.org --file ana-private.json",
    about=_(
        "Write everything that is held of a person to a private file (JSON).\n\n"
        "{who} Nobody else may read the file (mode 0600), and the history keeps that somebody"
        " looked. A file that exists is not overwritten."
    ).format(who=_WHO),
)
@click.argument("query", nargs=-1, required=True)
@click.option("--file", type=FILE, required=True, help=_("The file to write."))
def export(call: Call, query: tuple[str, ...], file: Path) -> None:
    """Hand over a person's data."""
    from moderation.handing_over import hand_over
    from moderation.person import find_person

    with call.open() as newsroom, terminal.progress() as progress:
        person = find_person(newsroom, " ".join(query))
        count = hand_over(newsroom, person, file, progress=progress)
        is_encrypted = newsroom.is_encrypted
    told = ngettext(
        "Written to {path}: {count} comment and all that is held with it.",
        "Written to {path}: {count} comments and all that is held with them.",
        count,
    )
    call.answer(
        {"file": str(file), "comments": count, "personal_data": True},
        told.format(path=file, count=f"{count:,}"),
    )
    terminal.say(_("It holds personal data: give it to that person alone."))
    if is_encrypted:
        terminal.say(left_plain())


@command(
    "erase",
    "commentdesk person erase --yes ana@example.org",
    about=_(
        "Erase a person. It cannot be undone.\n\n"
        "{who} Name, e-mail, IP address, agent and website go from their comments, and the address"
        " from all that others wrote, from articles, notes, settings, the history and the backups"
        " beside the newsroom. The history keeps that it happened, not what. A later import of an"
        " old file does not bring the person back."
    ).format(who=_WHO),
)
@click.argument("query", nargs=-1, required=True)
@click.option("--texts", is_flag=True, help=_("Take away what they wrote, too."))
@click.option("--keep-backups", is_flag=True, help=_("Leave the backups as they are."))
@click.option("--certificate", type=FILE, help=_("Write the certificate to this new file."))
@click.option("--yes", is_flag=True, help=_("Do not ask."))
def erase(
    call: Call,
    query: tuple[str, ...],
    texts: bool,
    keep_backups: bool,
    certificate: Path | None,
    yes: bool,
) -> None:
    """Erase a person."""
    from moderation import person as people
    from moderation.erasure import erase as erase_for_good
    from moderation.erasure import keep_certificate

    with call.open() as newsroom, terminal.progress() as progress:
        person = people.find_person(newsroom, " ".join(query))
        held = people.held(newsroom, person, progress=progress)
        _ask(newsroom, person, held, yes=yes)
        done = erase_for_good(
            newsroom, person, texts=texts, backups=not keep_backups, progress=progress
        )
    if certificate is not None:
        keep_certificate(done, certificate)
    call.answer(done.as_json(), done.as_text())


def _ask(newsroom: "Newsroom", person: "Person", held: "Held", *, yes: bool) -> None:
    if yes:
        return
    count = len(person.comments)
    question = ngettext(
        "Erase this person from {count} comment? It cannot be undone.",
        "Erase this person from {count} comments? It cannot be undone.",
        count,
    ).format(count=f"{count:,}")
    if not terminal.is_somebody_there():
        raise refused(
            _("{question} There is nobody here to ask, so nothing was done.").format(
                question=question
            ),
            _("Say --yes to do it without being asked."),
        )
    terminal.say("\n".join(_lines(newsroom, person, held)))
    if not terminal.does_agree(question):
        raise terminal.stopped(_("Nothing was erased."))


def _lines(newsroom: "Newsroom", person: "Person", held: "Held") -> list[str]:
    """What is held, to be read; names are those of the person, and no address is told."""
    from moderation import queue

    lines = [
        _("Comments: {count}").format(count=f"{len(person.comments):,}"),
        _("Names: {names}").format(
            names=", ".join(terminal.one_line(name, 60) for name in person.names[:_SHOWN]) or "–"
        ),
        _("E-mail addresses: {count}").format(count=len(person.emails)),
        _("In comments of others: {count}").format(count=len(held.comments)),
        _("In articles: {count}").format(count=held.articles),
        _("In operations of the history: {count}").format(count=len(held.operations)),
        _("Notes on them and their comments: {count}").format(count=len(held.notes)),
        _("Backups beside the newsroom: {count}").format(count=len(held.backups)),
        *_standings(newsroom, person),
    ]
    for card in queue.cards(newsroom, list(person.comments[:_SHOWN])):
        what = terminal.one_line(card.excerpt, 60)
        lines.append(f"#{card.id}  {card.article_key}  {what}")
    if len(person.comments) > _SHOWN:
        more = len(person.comments) - _SHOWN
        lines.append(_("and {count} more.").format(count=f"{more:,}"))
    return lines


def _standings(newsroom: "Newsroom", person: "Person") -> list[str]:
    from moderation import standings

    return [
        _("The newsroom thinks of them: {standing}").format(standing=standings.standing_name(one))
        for one in standings.of_addresses(newsroom, person.emails)
    ]


def _as_json(newsroom: "Newsroom", person: "Person", held: "Held") -> dict[str, object]:
    from moderation import standings

    return {
        "matched": person.told.value,
        "comments": list(person.comments),
        "names": list(person.names),
        "emails": len(person.emails),
        "comments_of_others": list(held.comments),
        "articles": held.articles,
        "operations": list(held.operations),
        "backups": [path.name for path in held.backups],
        "notes": len(held.notes),
        "standings": [one.value for one in standings.of_addresses(newsroom, person.emails)],
    }


@click.group(
    "person",
    help=_("Trust, watch or block one person; tell, hand over or erase what is held of them."),
    short_help=_("Trust, watch or block one person; tell, hand over or erase their data."),
)
def person() -> None:
    """What belongs to one person."""


for _one in (show, export, erase, trust, watch, block, unblock, note):
    person.add_command(_one)
