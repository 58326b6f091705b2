"""The command about the reasons for which comments are turned away: reasons."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from moderation.commands.door import Call, command
from resources.translation import _

if TYPE_CHECKING:
    from moderation.newsroom import Newsroom


@command(
    "reasons",
    "commentdesk reasons",
    'commentdesk reasons --add no-source="No source"',
    "commentdesk reasons --remove no-source",
    "commentdesk reasons --abuse rude",
    about=_(
        "List the reasons why comments are turned away, or change the list.\n\n"
        "The first nine have a digit each in the window. Decisions of before keep their reasons."
        " Those marked with * say that a comment is abusive: the assist learns from them."
    ),
)
@click.option("--add", multiple=True, metavar="CODE=WORDS",
              help=_("Put this one at the end, or change its words."))  # fmt: skip
@click.option("--remove", multiple=True, metavar="CODE", help=_("Take this one off the list."))
@click.option("--abuse", multiple=True, metavar="CODE",
              help=_("Say that comments rejected for it are abusive."))  # fmt: skip
@click.option("--no-abuse", multiple=True, metavar="CODE",
              help=_("Say that it has nothing to do with abuse."))  # fmt: skip
@click.option("--usual", is_flag=True, help=_("Go back to the list of the beginning."))
def reasons(
    call: Call,
    add: Sequence[str],
    remove: Sequence[str],
    abuse: Sequence[str],
    no_abuse: Sequence[str],
    usual: bool,
) -> None:
    """List or change the reasons."""
    from moderation import reasons as kept

    added = dict(map(_code_and_words, add))
    marked = [*((code, True) for code in abuse), *((code, False) for code in no_abuse)]
    with call.open() as newsroom:
        if usual:
            kept.keep(newsroom, [])
        if added or remove or marked:
            _change(newsroom, remove, added, marked)
        found = kept.reasons(newsroom)
    lines = [
        f"{number if number <= 9 else ' '} {'*' if one.abuse else ' '} {one.code:<16}  {one.words}"
        for number, one in enumerate(found, 1)
    ]
    call.answer(
        {"reasons": [{"code": one.code, "words": one.words, "abuse": one.abuse} for one in found]},
        "\n".join(lines),
    )


def _code_and_words(told: str) -> tuple[str, str]:
    code, equals, words = told.partition("=")
    if not equals:
        raise click.BadParameter(_("“{text}” is not CODE=WORDS.").format(text=told))
    return code.strip(), words


def _change(
    newsroom: "Newsroom",
    remove: Sequence[str],
    added: Mapping[str, str],
    marked: Sequence[tuple[str, bool]],
) -> None:
    """Keep the list without some, with some at its end or in other words, and these marked."""
    from dataclasses import replace

    from moderation import reasons as kept

    wanted = {one.code: one for one in kept.reasons(newsroom)}
    for code in remove:
        wanted.pop(kept.known(newsroom, code).code, None)
    for code, words in added.items():
        wanted[code] = replace(wanted.get(code, kept.DecisionReason(code, words)), words=words)
    for code, is_abuse in marked:
        one = wanted.get(code.strip().casefold()) or kept.known(newsroom, code)
        wanted[one.code] = replace(one, abuse=is_abuse)
    kept.keep(newsroom, list(wanted.values()))
