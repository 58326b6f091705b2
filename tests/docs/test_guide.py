"""The guide can be followed: links lead somewhere, pictures are drawn, keys are the keys."""

import re
from pathlib import Path

import pytest

from desktop.action_specs import SPECS
from desktop.scenes import SCENES
from tests.docs.pictures import FOLDER, PICTURES

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")
LINKS = sorted(set(re.findall(r"\]\(([^)#]+\.md)(?:#[^)]*)?\)", GUIDE)))


@pytest.mark.parametrize("link", LINKS)
def test_what_the_guide_points_at_is_there(link: str) -> None:
    assert (DOCS / link).is_file()


def test_every_picture_is_shown_and_every_picture_shown_is_drawn() -> None:
    others = (DOCS / "wordpress.md", DOCS.parent / "README.md")
    pages = "\n".join([GUIDE, *(page.read_text(encoding="utf-8") for page in others)])
    shown = re.findall(r"!\[[^\]]+\]\((?:docs/)?pictures/([\w-]+)\.png\)", pages)

    assert sorted(shown) == sorted(picture.name for picture in PICTURES)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)
def test_a_picture_is_there_small_and_of_a_view_that_there_is(picture: object) -> None:
    from tests.docs.pictures import Picture

    assert isinstance(picture, Picture)
    file = FOLDER / f"{picture.name}.png"
    assert picture.view in SCENES
    assert 2_000 < file.stat().st_size < 220_000


def test_every_part_is_in_the_list_at_the_beginning() -> None:
    parts = re.findall(r"^## (.+)$", GUIDE, re.M)
    listed = re.findall(r"\[([^\]]+)\]\(#[^)]+\)", GUIDE)

    assert parts == listed[: len(parts)]


@pytest.mark.parametrize(
    ("key", "action"),
    [
        ("A", "approve"), ("D", "reject"), ("S", "spam"), ("U", "hold"), ("Z", "undo"),
        ("J", "next"), ("K", "previous"), ("X", "tick"), ("Ctrl+A", "select_all"),
        ("Ctrl+I", "invert"), ("I", "campaign"), ("Ctrl+S", "save_search"), ("O", "sort"),
        ("F11", "focus"), ("F9", "readers_view"), ("Ctrl+B", "sidebar"), ("Ctrl+H", "history"),
        ("Ctrl+K", "palette"), ("Ctrl+,", "settings"), ("Ctrl+T", "statistics"), ("V", "reveal"),
        ("Ctrl+O", "import"), ("Ctrl+E", "export"), ("C", "commenter"), ("E", "edit"),
        ("R", "reply"), ("N", "note"), ("?", "keys"), ("Ctrl+1", "queue_pending"),
    ],
)  # fmt: skip
def test_the_keys_that_the_guide_names_are_the_keys(key: str, action: str) -> None:
    spec = next(one for one in SPECS if one.id == action)

    assert key in (*spec.letters, *spec.keys)
    assert re.search(rf"`{re.escape(key)}`", GUIDE, re.IGNORECASE)
