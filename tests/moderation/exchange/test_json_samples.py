"""Real files in JSON give the counts that others found in them, and are told apart."""

from collections import Counter
from pathlib import Path

import pytest

from db.words import Status
from moderation.exchange import readers, wordpress_rest
from tests.told import tell

ISSO = "isso-comments__isso/isso/tests/generic.json"
BACKUP = "umputun__remark42/native-backup.jsonl"
TREE = "umputun__remark42/backend/app/store/service/testdata/tree.json"
COMMENTO = "umputun__remark42/backend/app/migrator/testdata/commento.json"
LIVEFYRE = "coralproject__talk-importer/strategies/livefyre/sample-data/comments.json"
VALINE = "ArtalkJS__Artransfer/test/sample/Valine.sample.json"
# File: format, articles, comments, approved, replies, with e-mail.
COUNTS = {
    ISSO: ("isso-json", 2, 2, 2, 0, 1),
    BACKUP: ("remark42", 2, 6, 6, 2, 0),
    TREE: ("remark42", 1, 12, 12, 8, 0),
    COMMENTO: ("commento", 2, 3, 3, 1, 2),
    LIVEFYRE: ("livefyre", 1, 1, 0, 0, 0),
    VALINE: ("valine", 1, 2, 2, 1, 1),
}


@pytest.mark.parametrize("name", COUNTS)
def test_each_file_is_recognised_and_gives_its_counts(samples: Path, name: str) -> None:
    raw = (samples / name).read_bytes()
    found = readers.of_file(raw[: readers.HEAD])
    told = tell(found.of_files, raw)
    statuses = Counter(one.status for one in told.comments)

    assert COUNTS[name] == (
        found.name,
        len(told.articles),
        len(told.comments),
        statuses[Status.APPROVED],
        sum(one.parent is not None for one in told.comments),
        sum(bool(one.email) for one in told.comments),
    )
    assert not told.refusals
    numbers = [one.external_id for one in told.comments]
    assert len(set(numbers)) == len(numbers)
    assert all(one.submitted_at for one in told.comments)


def test_the_schema_of_wordpress_is_no_answer_of_it(samples: Path) -> None:
    head = (samples / "WP-API__docs-v2/_data/comment.json").read_bytes()[: readers.HEAD]

    assert not wordpress_rest.looks_like(head)


def test_a_thread_keeps_its_shape(samples: Path) -> None:
    told = tell(readers.of_file(b"", "remark42").of_files, (samples / TREE).read_bytes())

    assert {one.external_id: one.parent for one in told.comments} == {
        "1": None, "11": "1", "12": "1", "13": "1", "131": "13", "132": "13", "14": "1",
        "2": None, "21": "2", "22": "2", "3": None, "4": None,
    }  # fmt: skip
