"""Archives of files that no export wrote: each file counts as what it is called."""

import json
import zipfile
from pathlib import Path

import pytest

from moderation import queue
from moderation.errors import ImportRefused
from moderation.importing import import_file
from moderation.newsroom import Newsroom


def test_a_list_in_an_archive_belongs_to_the_article_that_it_is_called_after(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = tmp_path / "comments.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("harbour", "bridge"):
            told = [
                {"name": who, "email": "reader@example.org", "date": "2026-01-01T10:00:00Z",
                 "message": f"About the {name}."}
                for who in ("Jon", "Ana")
            ]  # fmt: skip
            archive.writestr(f"{name}.json", json.dumps(told))

    report = import_file(newsroom, path)

    assert report.added == 4
    assert sorted(one.key for one in queue.articles(newsroom)) == ["bridge", "harbour"]


def test_an_archive_whose_inner_name_is_in_no_encoding_is_refused(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = tmp_path / "comments.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("comments-ü.yml", "name: Ana\nmessage: Hm\ndate: 2026-01-01\n")
    raw = path.read_bytes()
    path.write_bytes(raw.replace("ü".encode(), b"\xba\xff", 1))

    with pytest.raises(ImportRefused, match="damaged"):
        import_file(newsroom, path)
