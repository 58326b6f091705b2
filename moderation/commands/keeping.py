"""Commands that give out and keep safe: export, verify, check."""

from pathlib import Path

import click

from moderation import terminal
from moderation.commands.door import FILE, Call, command, query_of
from resources.translation import _

# The names are those of `exporting.FORMATS`, which is not loaded to show the help; a test compares.
FORMATS = (
    "html", "json", "csv", "jsonl", "jsonfeed", "atom", "markdown", "wxr", "disqus", "staticman",
    "hugo", "hugo-json",
)  # fmt: skip
_BY_SUFFIX = {
    "": "html", ".html": "html", ".htm": "html", ".json": "json", ".csv": "csv", ".md": "markdown",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".atom": "atom", ".xml": "wxr",
    ".yaml": "hugo", ".yml": "hugo",
}  # fmt: skip


@command(
    "export",
    "commentdesk export comments.json",
    "commentdesk export bridge.html --format html --article harbour-bridge",
    "commentdesk export may.csv --after 2025-05-01 --before 2025-06-01 --query bridge",
    about=_(
        "Export what the public may see.\n\n"
        "Approved comments only, and no address in any form. The file is written aside, read again"
        " and searched for every stored e-mail and IP address; only then does it get its name. The"
        " receipt says what is in it."
    ),
)
@click.argument("file", type=FILE)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help=_("What to write. Without it, the name of FILE tells."),
)
@click.option(
    "--article",
    "article_key",
    metavar="KEY",
    help=_("Only this article; its key, as “commentdesk articles” lists it."),
)
@click.option(
    "--query",
    default="",
    metavar="QUERY",
    help=_("Only what this finds, as in the search bar; approved comments all the same."),
)
@click.option(
    "--after", default="", metavar="DAY", help=_("Only what was submitted on that day or later.")
)
@click.option(
    "--before", default="", metavar="DAY", help=_("Only what was submitted before that day.")
)
def export(
    call: Call,
    file: Path,
    format_name: str | None,
    article_key: str | None,
    query: str,
    after: str,
    before: str,
) -> None:
    """Export what is public."""
    from db.criteria import all_of
    from moderation.exporting import export as write_out
    from moderation.search.query import Query

    chosen = format_name or _BY_SUFFIX.get(file.suffix.lower())
    if chosen is None:
        raise click.UsageError(
            _("The name of {file} does not tell what to write; say --format.").format(file=file)
        )
    with call.open() as newsroom, terminal.progress() as progress:
        asked = [query] if query.strip() else []
        # In quotation marks: a day is one value, whatever else somebody writes after it.
        asked += [
            f'{name}:"{day.replace(chr(34), " ")}"'
            for name, day in (("after", after), ("before", before))
            if day
        ]
        wanted = Query(all_of(*(query_of(newsroom, [one]).criterion for one in asked)))
        receipt = write_out(
            newsroom, file, chosen, article_key=article_key, query=wanted, progress=progress
        )
    text = _("Exported to {path}.\n{receipt}").format(path=receipt.file, receipt=receipt.as_text())
    call.answer(receipt.as_json(), text)  # fmt: skip


@command(
    "verify",
    "commentdesk verify comments.json",
    "commentdesk verify --json comments.json",
    about=_(
        "Search files for stored addresses.\n\n"
        "Each FILE (a folder, a zip and a gzip too) is searched for every e-mail and IP address of"
        " the newsroom, as every export is. Where one is found, its kind and its place are told,"
        " never the address, and the status is 1."
    ),
)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.pass_context
def verify(context: click.Context, call: Call, files: tuple[Path, ...]) -> None:
    """Search files for stored addresses."""
    from moderation.verifying import verify as look_at

    with call.open() as newsroom, terminal.progress() as progress:
        outcome = look_at(newsroom, files, progress=progress)
    call.answer(outcome.as_json(), "\n".join([*map(str, outcome.found), outcome.sentence]))
    context.exit(0 if outcome.is_clean else 1)  # fmt: skip


@command(
    "check",
    "commentdesk check",
    "commentdesk check --json",
    about=_(
        "Check that the newsroom is sound.\n\n"
        "Checked are the file and its search index, the chain of the history, the counts, the"
        " threads, and that nobody was approved incomplete. Each finding is a sentence; nothing"
        " is changed. The status is 1 if there is a finding."
    ),
)
@click.option(
    "--head",
    type=FILE,
    metavar="FILE",
    help=_("Check also that the history goes on from this head, saved by “commentdesk head”."),
)
@click.pass_context
def check(context: click.Context, call: Call, head: Path | None) -> None:
    """Look everything over."""
    from moderation.heads import signed_off
    from moderation.soundness import look_over

    known = signed_off(head) if head is not None else None

    with call.open() as newsroom, terminal.progress() as progress:
        outcome = look_over(newsroom, head=known, progress=progress)
    lines = [
        _("{where}: {message}").format(where=one.check, message=one.sentence)
        for one in outcome.findings
    ]
    if outcome.count > len(outcome.findings):
        more = outcome.count - len(outcome.findings)
        lines.append(_("and {count} more.").format(count=f"{more:,}"))
    call.answer(outcome.as_json(), "\n".join([*lines, outcome.sentence]))
    context.exit(0 if outcome.is_sound else 1)  # fmt: skip
