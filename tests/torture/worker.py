"""Works on a newsroom without end, to be killed: `python -m tests.torture.worker FILE ACT SEED`.

It prints one JSON object a line: `ready` once the newsroom is open, and then what was reported
done, after it was reported. What a line says must be there whatever happens to this process.
"""

import gzip
import itertools
import json
import os
import random
import shutil
import sqlite3
import sys
from array import array
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from db import migrations
from db.words import Status, Verdict
from moderation import backups, decisions, history, queue
from moderation.errors import NewsroomError, NothingToUndo
from moderation.exporting import export
from moderation.importing import import_file
from moderation.newsroom import Newsroom, open_newsroom
from moderation.private_copies import copy_to
from moderation.queue import Picked
from moderation.search.grammar import parse
from moderation.search.query import Query
from tests.db.samples import sample_of

Told = dict[str, Any]
_VERDICTS = (Verdict.APPROVE, Verdict.REJECT, Verdict.SPAM, Verdict.HOLD)
_QUEUES = (Status.PENDING, Status.APPROVED, Status.REJECTED, Status.SPAM)
_MANY = 1_000
# What may be refused whatever happens around us.
AS_IT_SHOULD = frozenset({"NothingToUndo", "IncompleteComment"})


def say(**told: object) -> None:
    """Report it; from then on it was seen."""
    print(json.dumps(told), flush=True)  # noqa: T201


def decide(newsroom: Newsroom, dice: random.Random, _folder: Path) -> Told:
    """One decision on one comment that waits, or was decided."""
    found = queue.find_page(newsroom, Query(), limit=_MANY)
    at = dice.randrange(len(found))
    one = Picked(found.ids[at : at + 1], found.revisions[at : at + 1])
    return {"done": decisions.decide(newsroom, one, dice.choice(_VERDICTS)).operation}


def decide_many(newsroom: Newsroom, dice: random.Random, _folder: Path) -> Told:
    """A thousand decisions at once, half of them on what may not be approved."""
    status = f"status:{dice.choice(_QUEUES)}"
    found = queue.find(newsroom, parse(status, today=newsroom.clock().date(), zone=newsroom.zone))
    chosen = sorted(dice.sample(range(len(found)), min(len(found), _MANY)))
    picked = Picked(
        array("q", (found.ids[at] for at in chosen)),
        array("q", (found.revisions[at] for at in chosen)),
    )
    return {"done": decisions.decide(newsroom, picked, dice.choice(_VERDICTS)).operation}


def undo(newsroom: Newsroom, dice: random.Random, folder: Path) -> Told:
    """What was done last is taken back, until nothing is left; then there is something to do."""
    try:
        return {"done": history.undo(newsroom).operation}
    except NothingToUndo:
        return decide_many(newsroom, dice, folder)


def bring_in(newsroom: Newsroom, dice: random.Random, folder: Path) -> Told:
    """An export of five hundred comments that are not here yet."""
    path = folder / f"{newsroom.desk}.xml"
    path.write_text(_wxr(dice.getrandbits(40)), encoding="utf-8")
    return {"done": import_file(newsroom, path).operation}


def send_out(newsroom: Newsroom, dice: random.Random, folder: Path) -> Told:
    """A public export, over the one before."""
    form = dice.choice(("html", "json", "csv"))
    target = folder / f"out.{form}"
    export(newsroom, target, form)
    return {"file": str(target)}


def back_up(newsroom: Newsroom, dice: random.Random, folder: Path) -> Told:
    """A whole copy."""
    target = folder / f"copy-{dice.getrandbits(40)}.commentdesk"
    newsroom.back_up(target)
    return {"copy": str(target)}


def dump(newsroom: Newsroom, dice: random.Random, folder: Path) -> Told:
    """A whole copy as text."""
    target = folder / f"copy-{dice.getrandbits(40)}.jsonl.gz"
    copy_to(newsroom, target, "jsonl")
    return {"copy": str(target)}


def keep(newsroom: Newsroom, _dice: random.Random, _folder: Path) -> Told:
    """A backup beside the newsroom, as they are made by themselves; older ones are thinned."""
    return {"kept": str(backups.make(newsroom, backups.DAILY).path)}


def upgrade(_newsroom: Newsroom, dice: random.Random, folder: Path) -> Told:
    """A newsroom of an older version, or one that is just being made, is opened."""
    version = dice.randrange(migrations.latest())
    path = folder / f"old-{version}-{dice.getrandbits(40)}.commentdesk"
    draft = path.with_suffix(".draft")
    draft.write_bytes(_old(version))
    # The last one that was reported stays, to be looked at.
    for old in sorted(folder.glob("old-*.commentdesk"), key=lambda one: one.stat().st_mtime)[:-1]:
        shutil.rmtree(f"{old}-backups", ignore_errors=True)
        old.unlink()
    # Whole or absent, so that it is not this that is found wanting.
    draft.rename(path)
    open_newsroom(path).close()
    return {"upgraded": str(path)}


@cache
def _old(version: int) -> bytes:
    return gzip.decompress(sample_of(version).read_bytes()) if version else b""


@cache
def comments_in(version: int) -> int:
    """How many comments the sample of that version has; none in 0, which is an empty file."""
    if not version:
        return 0
    with closing(sqlite3.connect(":memory:")) as sample:
        # A sample in WAL mode cannot be opened from memory.
        sample.deserialize(b"".join((_old(version)[:18], b"\1\1", _old(version)[20:])))
        return int(sample.execute("SELECT count(*) FROM comment").fetchone()[0])


def version_of(old: Path) -> int:
    """Of which version an older newsroom was when it was put there."""
    return int(old.name.split("-")[1])


ACTS: dict[str, Callable[[Newsroom, random.Random, Path], Told]] = {
    "decide": decide,
    "decide-many": decide_many,
    "undo": undo,
    "import": bring_in,
    "export": send_out,
    "backup": back_up,
    "dump": dump,
    "keep": keep,
    "upgrade": upgrade,
}


def work(path: Path, act: str, seed: int) -> Iterator[Told]:
    """Do it again and again; each time what came of it, once it is done."""
    dice = random.Random(seed)
    with open_newsroom(
        path, desk=f"desk-{seed}", passphrase=os.environ.get("COMMENTDESK_PASSPHRASE")
    ) as newsroom:
        say(ready=True)
        for _turn in itertools.count():
            deed = ACTS[act] if act != "any" else dice.choice(list(ACTS.values())[:4])
            try:
                yield deed(newsroom, dice, path.parent)
            except NewsroomError as error:
                yield {"refused": type(error).__name__, "sentence": str(error)}


def window(path: Path, seed: int) -> None:
    """The real window, where one key follows the other as fast as it takes them."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from desktop import app
    from desktop.main_window import MainWindow

    dice = random.Random(seed)

    def begin() -> None:
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
        if not found or found[0].desk is None:
            QTimer.singleShot(20, begin)
            return
        found[0].deeds["queue_all"].trigger()
        found[0].operations.newsroom_changed.connect(lambda told: say(done=told.operation))
        say(ready=True)
        press(found[0])

    def press(shown: MainWindow) -> None:
        shown.deeds[dice.choice(("approve", "reject", "spam", "hold", "undo", "next"))].trigger()
        QTimer.singleShot(0, lambda: press(shown))

    # The application is made by `run`; a timer of this thread waits for its loop.
    QTimer.singleShot(0, begin)
    app.run(path)


def _wxr(first: int) -> str:
    comments = "".join(
        f"<wp:comment><wp:comment_id>{first + at}</wp:comment_id>"
        f"<wp:comment_author>Jon {at}</wp:comment_author>"
        f"<wp:comment_author_email>jon{at}@example.org</wp:comment_author_email>"
        "<wp:comment_date_gmt>2026-01-01 10:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content>The ferry was late again, number {at}.</wp:comment_content>"
        f"<wp:comment_approved>{at % 2}</wp:comment_approved></wp:comment>"
        for at in range(500)
    )
    return (
        '<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        "<title>Torture</title><wp:wxr_version>1.2</wp:wxr_version>"
        "<wp:base_blog_url>https://torture.example.org</wp:base_blog_url>"
        f"<item><title>Ferry</title><wp:post_id>1</wp:post_id>{comments}</item></channel></rss>"
    )


def run(path: Path, act: str, seed: int) -> None:
    """Work until this process is killed."""
    if act == "window":
        window(path, seed)
        return
    for told in work(path, act, seed):
        say(**told)


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
