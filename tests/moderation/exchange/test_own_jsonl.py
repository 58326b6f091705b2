"""Our own backup (JSON Lines), read for its comments."""

import gzip
import json
from pathlib import Path

import pytest

from db.words import BodyFormat, Status, Verdict
from moderation import decisions, history, queue
from moderation.errors import ImportRefused
from moderation.exchange import own_jsonl
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom, open_newsroom
from moderation.private_copies import copy_to
from moderation.queue import Picked
from moderation.search.query import Query
from tests.calling import Put, write_export
from tests.told import tell


def backup_of(newsroom: Newsroom) -> bytes:
    """A backup of it, as bytes."""
    target = newsroom.path.with_name("own.jsonl")
    target.unlink(missing_ok=True)
    copy_to(newsroom, target, "jsonl")
    return target.read_bytes()


def test_a_comment_comes_with_all_that_a_source_can_tell(put: Put, newsroom: Newsroom) -> None:
    first = put("First", status=Status.SPAM)
    put("Second", reply_to=first.id, minute=1, name="Ana", email="ana@example.org")

    told = tell(own_jsonl, backup_of(newsroom))

    one, two = told.comments
    [article] = told.articles
    assert article.slug == "harbour"
    assert article.url == "https://example.org/harbour"
    assert one.article == two.article == article.external_id
    assert (one.body, one.status, one.body_format) == ("First", Status.SPAM, BodyFormat.TEXT)
    assert (two.name, two.email, two.ip) == ("Ana", "ana@example.org", "198.51.100.7")
    assert (two.user_agent, two.parent) == ("Firefox", one.external_id)
    assert two.submitted_at == queue.comment(newsroom, 2).submitted_at
    assert told.refusals == []
    assert told.source.startswith("commentdesk:")


def test_what_came_from_one_source_is_known_again_by_it(
    newsroom: Newsroom, put: Put, tmp_path: Path
) -> None:
    export = write_export(tmp_path, comments=3)
    import_file(newsroom, export)
    put("By letter", reply_to=2, article="harbour-bridge")
    own = tmp_path / "own.jsonl.gz"
    own.write_bytes(gzip.compress(backup_of(newsroom)))

    with open_newsroom(tmp_path / "b.commentdesk", create=True) as other:
        import_file(other, write_export(tmp_path, "less.xml", comments=2))
        found = queue.find(other, Query())
        decisions.decide(other, Picked(found.ids[:1], found.revisions[:1]), Verdict.SPAM)
        decided = found.ids[0]

        report = import_file(other, own)

        assert report.format == "commentdesk"
        assert (report.read, report.added, report.refused) == (4, 2, 0)
        assert queue.comment(other, decided).status is Status.SPAM
        letter = queue.comment(other, queue.find(other, Query()).ids[0])
        assert queue.tally(other).total == 4
        assert letter.parent in {1, 2}
        again = import_file(other, own)
        assert (again.added, again.updated, again.unchanged) == (0, 0, 4)
        history.undo(other)
        assert queue.tally(other).total == 2


def test_several_sources_are_one_with_names_of_its_own(
    newsroom: Newsroom, put: Put, tmp_path: Path
) -> None:
    import_file(newsroom, write_export(tmp_path, "a.xml", site="courier"))
    import_file(newsroom, write_export(tmp_path, "b.xml", site="herald"))
    put("By letter")

    told = tell(own_jsonl, backup_of(newsroom))

    assert len({one.external_id for one in told.comments}) == 7
    assert told.source.startswith("commentdesk:")


def test_the_sample_comes_in_whole_and_what_was_taken_back_does_not(
    filled: Newsroom, tmp_path: Path
) -> None:
    import_file(filled, write_export(tmp_path, comments=5))
    history.undo(filled)
    (tmp_path / "copy.jsonl").write_bytes(backup_of(filled))

    with open_newsroom(tmp_path / "b.commentdesk", create=True) as other:
        report = import_file(other, tmp_path / "copy.jsonl", Choices(accept_incomplete=True))

        assert report.refused == 0
        assert queue.tally(other) == queue.tally(filled)
        assert [one.title for one in queue.articles(other)] == [
            one.title for one in queue.articles(filled)
        ]


@pytest.mark.parametrize(
    "spoil", [lambda raw: raw[:-20], lambda raw: raw[:900], lambda raw: raw * 2]
)
def test_one_that_was_cut_or_joined_is_refused_and_nothing_comes_in(
    filled: Newsroom, tmp_path: Path, spoil: "object"
) -> None:
    assert callable(spoil)
    (tmp_path / "spoilt").write_bytes(spoil(backup_of(filled)))

    with open_newsroom(tmp_path / "b.commentdesk", create=True) as other:
        with pytest.raises(ImportRefused):
            import_file(other, tmp_path / "spoilt")
        assert queue.tally(other).total == 0


def test_odd_values_are_survived(filled: Newsroom) -> None:
    """Whoever forged the seal as well is read with care all the same."""
    import hashlib

    lines = backup_of(filled).splitlines(keepends=True)
    odd = []
    for line in lines[:-1]:
        told = json.loads(line)
        if "comment" in told:
            told["comment"] |= {
                "status": "nice", "body_format": 7, "submitted_at": 10**40, "id": "x",
                "parent_id": None, "article_id": None,
            }  # fmt: skip
        if "private_contact" in told:
            told["private_contact"]["extra"] = "{"
        odd.append(json.dumps(told).encode() + b"\n")
    end = json.loads(lines[-1]) | {"sha256": hashlib.sha256(b"".join(odd)).hexdigest()}
    raw = b"".join(odd) + json.dumps(end).encode() + b"\n"

    from io import BytesIO

    from moderation.exchange.source import Notes

    notes = Notes()
    drafts = list(own_jsonl.read(BytesIO(raw), notes).drafts)

    assert len(drafts) > 60
    assert [one.kind for one in notes.warnings()] == ["status"]
