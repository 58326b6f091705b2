"""Dumps of one site come in one after the other while people decide: nothing is lost, all adds up.

Hypothesis plays the site (which changes, adds and removes comments) and the desk (which decides,
edits, undoes and does again), in two formats.
"""

import csv
import json
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from db.words import Verdict
from moderation import decisions, edits, history, queue
from moderation.edits import Edit
from moderation.errors import NothingToUndo
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom, open_newsroom
from moderation.queue import Picked
from moderation.soundness import look_over

NUMBERS = st.integers(1, 6)


@dataclass(frozen=True)
class Row:
    """A comment as the site has it today."""

    number: int
    article: int = 1
    text: str = "one"
    status: str = "approved"
    parent: int = 0
    email: str = "jon@example.org"


class Site:
    """Writes dumps of its rows."""

    format = ""

    def write(self, folder: Path, rows: Sequence[Row], title: str) -> Path:
        """A dump of these rows, in that order."""
        raise NotImplementedError


class Table(Site):
    """A table with a column for the article."""

    format = "csv"

    def write(self, folder: Path, rows: Sequence[Row], title: str) -> Path:
        """As `Site` says."""
        path = folder / "comments.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["id", "page", "parent", "author", "email", "date", "status", "comment"])
            # Enough rows for it to be known as a table, whatever the site has.
            for one in (*rows, Row(98), Row(99)):
                table.writerow(
                    [one.number, f"/{one.article}", one.parent or "", "Jon", one.email,
                     f"2026-01-01 10:{one.number % 60:02}:00", one.status, one.text]
                )  # fmt: skip
        return path


class WordPress(Site):
    """A moderator's dump of the REST interface; a comment never goes to another article there."""

    format = "wordpress-rest"

    def write(self, folder: Path, rows: Sequence[Row], title: str) -> Path:
        """As `Site` says."""
        path = folder / "comments.json"
        told = [self._told(one, title) for one in (*rows, Row(98), Row(99))]
        path.write_text(json.dumps(told), encoding="utf-8")
        return path

    def _told(self, one: Row, title: str) -> dict[str, object]:
        return {
            "id": one.number, "post": 1, "parent": one.parent, "author": 0, "author_name": "Jon",
            "author_email": one.email, "author_ip": "198.51.100.7", "author_url": "",
            "author_user_agent": "", "date_gmt": f"2026-01-01T10:{one.number % 60:02}:00",
            "content": {"raw": one.text}, "link": f"https://example.org/1#comment-{one.number}",
            "status": {"pending": "hold"}.get(one.status, one.status), "type": "comment",
            "_links": {"self": [{"href": "https://example.org/wp-json/wp/v2/comments/1"}]},
            "_embedded": {"up": [{"title": {"rendered": title}, "slug": "bridge"}]},
        }  # fmt: skip


class Desk(RuleBasedStateMachine):
    """A site that goes on, and a newsroom that imports from it and decides."""

    site: Site = Table()

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self.newsroom: Newsroom = self._stack.enter_context(
            open_newsroom(self._folder / "a.commentdesk", create=True, desk="ana")
        )
        self.rows: dict[int, Row] = {}
        self.title = "Bridge"
        self.first = self.state()

    def teardown(self) -> None:
        """Undoing everything gives the first state back, and the newsroom is sound."""
        try:
            while True:
                try:
                    history.undo(self.newsroom)
                except NothingToUndo:
                    break
            assert self.state() == self.first
            told = look_over(self.newsroom)
            assert told.is_sound, told.findings
        finally:
            self._stack.close()

    def state(self) -> Sequence[Any]:
        """All that is shown of articles and comments, with their private part."""
        with self.newsroom.read() as reading:
            comments = reading.run(
                "SELECT c.*, p.* FROM comment c JOIN private_contact p ON p.comment_id = c.id"
                " WHERE status <> 'withdrawn' ORDER BY id"
            ).all()
            articles = reading.run(
                "SELECT id, key, title, url, body, withdrawn FROM article WHERE withdrawn = 0"
            ).all()
        return [comments, articles]

    @rule(
        number=NUMBERS, article=st.integers(1, 2), text=st.sampled_from(["one", "two", "three"]),
        status=st.sampled_from(["approved", "pending", "spam"]), parent=st.integers(0, 6),
        email=st.sampled_from(["jon@example.org", ""]),
    )  # fmt: skip
    def somebody_comments_or_edits(self, **told: Any) -> None:
        """A comment on the site is new or otherwise."""
        self.rows[told["number"]] = Row(**told)

    @rule(number=NUMBERS)
    def a_comment_is_removed(self, number: int) -> None:
        """The site has it no more."""
        self.rows.pop(number, None)

    @rule(title=st.sampled_from(["Bridge", "Bridge shut", "Bridge open"]))
    def the_title_is_changed(self, title: str) -> None:
        """The article is called otherwise."""
        self.title = title

    @rule(twice=st.none() | NUMBERS, other=st.booleans(), waived=st.booleans())
    def a_dump_comes_in(self, twice: int | None, other: bool, waived: bool) -> None:
        """Import the site as it is; one row may be there twice, the second time otherwise."""
        rows = list(self.rows.values())
        if twice in self.rows:
            again = self.rows[twice]
            rows.append(replace(again, text="another") if other else again)
        decided = self._decided()
        before = {row[0] for row in self.state()[0]}
        path = self.site.write(self._folder, rows, self.title)

        report = import_file(self.newsroom, path, Choices(accept_incomplete=waived))

        assert report.format == self.site.format
        assert report.read == len(rows) + 2
        assert report.read == report.added + report.unchanged + report.updated + report.refused
        assert report.refused == int(twice in self.rows and other)
        after = {row[0] for row in self.state()[0]}
        assert before <= after
        assert len(after) - len(before) == report.added
        assert all(now == then for now, then in zip(self._decided(), decided, strict=True))
        again_report = import_file(self.newsroom, path, Choices(accept_incomplete=waived))
        assert (again_report.added, again_report.updated) == (0, 0)
        assert again_report.articles_touched == 0

    def _decided(self) -> list[tuple[Any, ...]]:
        """Status and text of what was decided or edited here, which no import may change."""
        with self.newsroom.read() as reading:
            return [
                tuple(row)
                for row in reading.run(
                    "SELECT c.id, c.status, c.body, c.name FROM comment c"
                    " WHERE c.status <> 'withdrawn' AND EXISTS (SELECT 1 FROM"
                    ' "change" h JOIN operation o ON o.id = h.operation_id'
                    " WHERE h.comment_id = c.id AND o.verb <> 'import') ORDER BY c.id"
                )
            ]

    def _some(self, choice: int) -> int | None:
        ids = [row[0] for row in self.state()[0]]
        return ids[choice % len(ids)] if ids else None

    @rule(choice=st.integers(0, 50), verdict=st.sampled_from([Verdict.REJECT, Verdict.SPAM]))
    def somebody_decides(self, choice: int, verdict: Verdict) -> None:
        """One comment is decided on."""
        one = self._some(choice)
        if one is not None:
            decisions.decide(self.newsroom, Picked.of(queue.comment(self.newsroom, one)), verdict)

    @rule(choice=st.integers(0, 50))
    def somebody_edits(self, choice: int) -> None:
        """One comment is edited here."""
        one = self._some(choice)
        if one is not None:
            revision = queue.comment(self.newsroom, one).revision
            edits.edit(self.newsroom, one, revision, Edit(body="edited here"))

    @rule()
    def the_last_is_undone_and_done_again(self) -> None:
        """Redo gives the very state back that was undone."""
        before = self.state()
        try:
            history.undo(self.newsroom)
        except NothingToUndo:
            return
        history.redo(self.newsroom)
        assert self.state() == before

    @precondition(lambda self: history.next_undo(self.newsroom) is not None)
    @rule()
    def the_last_is_undone(self) -> None:
        """What was done last is taken back."""
        history.undo(self.newsroom)

    @invariant()
    def every_reply_stands_under_the_article_of_its_parent(self) -> None:
        """No thread goes over two articles."""
        with self.newsroom.read() as reading:
            wrong = reading.run(
                "SELECT c.id FROM comment c JOIN comment p ON p.id = c.parent_id"
                " WHERE c.article_id <> p.article_id AND 'withdrawn' NOT IN (c.status, p.status)"
            ).all()
        assert not wrong


class WordPressDesk(Desk):
    """The same with the other format."""

    site = WordPress()


@pytest.mark.parametrize("machine", [Desk, WordPressDesk], ids=["table", "wordpress"])
def test_dumps_come_in_while_people_decide(machine: type[Desk]) -> None:
    case = machine.TestCase
    case.settings = settings(
        max_examples=8,
        stateful_step_count=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    case().runTest()
