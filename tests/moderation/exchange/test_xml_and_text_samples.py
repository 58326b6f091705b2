"""The real exports of Disqus, Blogger and Dotclear give the counts that others found in them."""

from collections import Counter
from pathlib import Path

import pytest

from db.words import Status
from tests.reading import Read, read

REMARK = "umputun__remark42/backend/app/migrator/testdata/"
ISSO = "isso-comments__isso/isso/tests/disqus.xml"
BLOGGER = "getpelican__pelican/pelican/tests/content/bloggerexport.xml"
# File: format; articles, comments, approved, held, rejected, spam, replies, with e-mail.
COUNTS = {
    ISSO: ("disqus", (3, 6, 5, 0, 1, 0, 2, 6)),
    REMARK + "disqus.xml": ("disqus", (2, 6, 4, 1, 0, 1, 0, 5)),
    REMARK + "disqus-deleted-post.xml": ("disqus", (2, 6, 3, 1, 1, 1, 0, 5)),
    BLOGGER: ("blogger", (2, 1, 1, 0, 0, 0, 0, 0)),
    "jekyll__jekyll-import/test/mocks/dotclear.txt": ("dotclear", (2, 2, 2, 0, 0, 0, 0, 2)),
}


def read_sample(samples: Path, name: str) -> Read:
    return read((samples / name).read_bytes(), COUNTS[name][0])


@pytest.mark.parametrize("name", COUNTS)
def test_each_file_gives_its_counts(samples: Path, name: str) -> None:
    told = read_sample(samples, name)
    statuses = Counter(one.status for one in told.comments)

    assert COUNTS[name][1] == (
        len(told.articles),
        len(told.comments),
        statuses[Status.APPROVED],
        statuses[Status.PENDING],
        statuses[Status.REJECTED],
        statuses[Status.SPAM],
        sum(one.parent is not None for one in told.comments),
        sum(bool(one.email) for one in told.comments),
    )
    assert not told.refusals
    assert {one.article for one in told.comments} <= {one.external_id for one in told.articles}


def test_what_is_broken_in_disqus_files_is_said(samples: Path) -> None:
    told = read_sample(samples, REMARK + "disqus.xml")

    assert told.warnings == {
        "junk": ["line 1"],
        "unquoted": ["line 147"],
        "unknown-status": ["line 135"],
    }
    [undated] = [one for one in told.comments if one.submitted_at is None]
    assert (undated.status, undated.extra["createdAt"]) == (
        Status.PENDING,
        "2011-x09-30T22:48:43Z",
    )


def test_bloggers_address_of_nobody_is_none(samples: Path) -> None:
    told = read_sample(samples, BLOGGER)

    assert told.warnings["placeholder"] == ["line 1047"]
    assert len(told.warnings["prefix"]) == 4
    assert told.reading.source == "blogger:6303278419262689239"


def test_dotclears_rows_are_in_their_own_zones(samples: Path) -> None:
    comments = read_sample(samples, "jekyll__jekyll-import/test/mocks/dotclear.txt").comments

    assert [f"{one.submitted_at:%Y-%m-%d %H:%M:%S}" for one in comments] == [
        "2017-03-24 23:35:45",
        "2007-11-20 21:23:07",
    ]
