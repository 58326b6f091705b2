"""Commands that take comments in: import, add."""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from moderation import terminal
from moderation.commands.deciding import changes_as_json
from moderation.commands.door import FILE, Call, command, error_as_json
from moderation.commands.numbers import NUMBER
from moderation.commands.wishing import ask_zone, known_zone, mapped
from moderation.errors import Cancelled, ImportRefused
from moderation.exchange import readers
from moderation.exchange.source import Wishes
from resources.translation import _, ngettext

if TYPE_CHECKING:
    from datetime import tzinfo

    from moderation.importing import Choices
    from moderation.newsroom import Newsroom
    from moderation.reports import ImportReport

_SUMS = ("read", "added", "unchanged", "updated", "held", "refused")


@command(
    "import",
    "commentdesk import export.xml",
    "commentdesk import --dry-run --json export.xml",
    "commentdesk import letters.csv --map author=Name,body=Text --timezone Europe/Berlin",
    about=_(
        "Import comments and their articles.\n\n"
        "All of a FILE comes in, or nothing of it. Importing it again adds nothing, and what was"
        " decided here is not overwritten. A comment that lacks a required field waits as pending,"
        " and the missing fields are named."
    ),
)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option(
    "--format", "format_name", type=click.Choice(readers.names()),
    help=_("What the file is; wxr is a WordPress export. Without it, the first bytes tell."),
)  # fmt: skip
@click.option(
    "--map", "columns", multiple=True, metavar="FIELD=COLUMN,...", callback=mapped,
    help=_(
        "Of a table: which column is what. A field without a column is left out; fields that"
        " are not named are guessed. It is remembered for tables with the same header."
    ),
)  # fmt: skip
@click.option(
    "--timezone", "zone", metavar="ZONE", callback=known_zone,
    help=_("The zone of times that carry none, such as Europe/Berlin; else they are UTC."),
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help=_("Only report what would come in; keep nothing."))
@click.option(
    "--accept-incomplete",
    is_flag=True,
    help=_(
        "Let comments that lack a required field keep their status; each gets a waiver"
        " that says so."
    ),
)
@click.option(
    "--rules",
    is_flag=True,
    help=_("Let the newsroom's rules about words, links and addresses hold or reject."),
)
def import_files(
    call: Call,
    files: tuple[Path, ...],
    format_name: str | None,
    columns: Mapping[str, str],
    zone: "tzinfo | None",
    dry_run: bool,
    accept_incomplete: bool,
    rules: bool,
) -> None:
    """Import files, each whole."""
    from moderation.importing import Choices

    # Whoever maps columns says that it is a table.
    format_name = format_name or ("csv" if columns else None)
    if zone is None and not call.json and terminal.is_somebody_there():
        zone = ask_zone(files, format_name)
    choices = Choices(
        format=format_name, accept_incomplete=accept_incomplete, dry_run=dry_run,
        rules=rules,
        wishes=Wishes(zone=zone, columns=columns),
    )  # fmt: skip
    with _newsroom(call, dry_run) as newsroom:
        if len(files) == 1:
            report = _import(newsroom, files[0], choices)
            if not dry_run:
                _looked_at(newsroom)
            call.answer(report.as_json(), report.as_text())
        else:
            _import_several(call, newsroom, files, choices)  # fmt: skip


def _looked_at(newsroom: "Newsroom") -> None:
    """Compare and score what came in, if it is little; the window comes to what is more."""
    from moderation import tending

    tending.look_at_new(newsroom)


@contextmanager
def _newsroom(call: Call, dry_run: bool) -> "Iterator[Newsroom]":
    """The newsroom, made if need be; a dry run leaves none where there was none."""
    from moderation.newsroom import default_path, open_newsroom

    path = call.path or default_path()
    if not dry_run or path.exists():
        with call.open(create=True) as newsroom:
            yield newsroom
        return
    with (
        tempfile.TemporaryDirectory(prefix="commentdesk-") as aside,
        open_newsroom(Path(aside) / path.name, create=True) as newsroom,
    ):
        yield newsroom


def _import(newsroom: "Newsroom", file: Path, choices: "Choices") -> "ImportReport":
    from moderation.importing import import_file

    with terminal.progress() as progress:
        return import_file(newsroom, file, choices, progress=progress)


def _import_several(
    call: Call, newsroom: "Newsroom", files: Sequence[Path], choices: "Choices"
) -> None:
    """Import one after the other; a refused one does not keep the others out."""
    told: list[Mapping[str, object]] = []
    reports: list[ImportReport] = []
    stopped: Cancelled | None = None
    for file in files:
        try:
            report = _import(newsroom, file, choices)
        except ImportRefused as error:
            told.append({"file": str(file), **error_as_json(error)})
            terminal.say(_("{file}: {sentence}").format(file=file, sentence=error.sentence))
        except Cancelled as error:
            stopped = error
            break
        else:
            reports.append(report)
            told.append(report.as_json())
            if not call.json:
                terminal.answer(f"{file}\n{report.as_text()}")
    if reports and not choices.dry_run:
        _looked_at(newsroom)
    _end_several(call, told, reports, stopped)


def _end_several(
    call: Call,
    told: Sequence[Mapping[str, object]],
    reports: Sequence["ImportReport"],
    stopped: Cancelled | None,
) -> None:
    """Answer with the sums, and with the status of the worst that happened."""
    sums = _sums(reports)
    refused = len(told) - len(reports)
    if call.json:
        terminal.answer_json({"files": told, **sums} | ({"error": str(stopped)} if stopped else {}))
    else:
        lines = [f"{name:<12} {sums[name]:>9,}" for name in _SUMS]
        terminal.answer("\n".join([_("All files together:"), *lines]))
    if stopped:
        done = ngettext(
            "Stopped. {count} file before it was imported.",
            "Stopped. {count} files before it were imported.",
            len(reports),
        )
        terminal.say(done.format(count=len(reports)))
        sys.exit(130)
    if refused:
        left = ngettext("{count} file was refused.", "{count} files were refused.", refused)
        terminal.say(left.format(count=refused))
        sys.exit(1)  # fmt: skip


def _sums(reports: Sequence["ImportReport"]) -> dict[str, Any]:
    by_status: Counter[str] = Counter()
    for report in reports:
        by_status.update(report.by_status)
    counts = {name: sum(getattr(report, name) for report in reports) for name in _SUMS}
    return {**counts, "by_status": dict(by_status)}


@command(
    "add",
    'commentdesk add --article harbour-bridge --name "Ana Weiss" --email ana@example.org'
    ' --body "It opened at last."',
    "commentdesk add --article harbour-bridge --name Jon --email jon@example.org --body - < letter",
    about=_(
        "Add one comment, such as one that came by letter.\n\n"
        "It enters as pending, unless a rule rejects or approves it. Whatever is"
        " missing or wrong is named at once, and nothing is kept then."
    ),
)
@click.option(
    "--article",
    "article_key",
    required=True,
    metavar="KEY",
    help=_("The article's key, as “commentdesk articles” lists it."),
)
@click.option("--name", default="", help=_("The commenter's name."))
@click.option("--email", default="", help=_("The commenter's e-mail address; never shown."))
@click.option("--url", default="", help=_("The commenter's website."))
@click.option(
    "--body",
    default="",
    metavar="TEXT",
    help=_("The comment, as plain text; “-” reads it from standard input."),
)
@click.option(
    "--reply-to", type=NUMBER, metavar="ID", help=_("The number of the comment that it answers.")
)
def add(
    call: Call, article_key: str, name: str, email: str, url: str, body: str, reply_to: int | None
) -> None:
    """Add one comment."""
    from db.words import BodyFormat
    from moderation import arrivals, queue
    from moderation.drafts import CommentDraft

    if body == "-":
        body = sys.stdin.buffer.read().decode("utf-8", "replace")
    draft = CommentDraft(
        article=article_key, name=name, email=email, url=url, body=body, body_format=BodyFormat.TEXT
    )
    with call.open(create=True) as newsroom:
        queue.article_by_key(newsroom, article_key)  # refuses, and names keys that come near
        changes = arrivals.add(newsroom, draft, article_key=article_key, reply_to=reply_to)
        _looked_at(newsroom)
    call.answer(
        {"id": changes.comments[0], **changes_as_json(changes)},
        _("{sentence} Its number is {number}.").format(
            sentence=changes.sentence, number=changes.comments[0]
        ),
    )  # fmt: skip
