"""The command that mends."""

from pathlib import Path

import pytest

from db.trouble import backup_folder
from moderation.newsroom import Newsroom
from moderation.sample import fill_sample
from tests.calling import call


def _damaged(newsroom: Newsroom) -> Path:
    fill_sample(newsroom)
    newsroom.close()
    content = bytearray(newsroom.path.read_bytes())
    content[:4096] = bytes(4096)
    newsroom.path.write_bytes(bytes(content))
    return newsroom.path


def test_a_damaged_newsroom_is_told_with_the_way_out(newsroom: Newsroom) -> None:
    path = _damaged(newsroom)

    outcome = call("--newsroom", path, "list")

    assert outcome.status == 1
    assert f"{path} is damaged." in outcome.err
    assert "commentdesk salvage" in outcome.err


def test_salvage_tells_what_came_out_by_table(newsroom: Newsroom, tmp_path: Path) -> None:
    path = _damaged(newsroom)
    into = tmp_path / "rescued.commentdesk"

    outcome = call("salvage", path, "--into", into, "--json")

    assert outcome.status == 0
    assert outcome.told["tables"]["comment"] == {"read": 131, "lost": 0}
    assert outcome.told["file"] == str(into)
    assert call("--newsroom", into, "check").status == 0


def test_salvage_says_it_for_a_person_and_that_something_is_missing(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = _damaged(newsroom)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 4 // 5])

    outcome = call("salvage", path)

    assert outcome.status == 1
    assert "comments: " in outcome.out
    assert f"It is in {path.with_name('newsroom-salvaged.commentdesk')}." in outcome.out
    again = call("salvage", path, "--into", path.with_name("newsroom-salvaged.commentdesk"))
    assert (again.status, "is there already" in again.err) == (1, True)


@pytest.mark.parametrize("backed_up", [False, True])
def test_salvage_tells_a_newsroom_of_which_nothing_is_left_from_another_file(
    newsroom: Newsroom, backed_up: bool
) -> None:
    path = _damaged(newsroom)
    content = path.read_bytes()
    schema = [content.index(b"CREATE TABLE article (") // 4096]
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    path.write_bytes(
        b"".join(page if at in schema else bytes(4096) for at, page in enumerate(pages))
    )

    if backed_up:
        backup_folder(path).mkdir(exist_ok=True)

    outcome = call("salvage", path)

    assert outcome.status == 1
    assert "Nothing can be read any more of what" in outcome.err
    assert ("Open the newest backup" in outcome.err) is backed_up
