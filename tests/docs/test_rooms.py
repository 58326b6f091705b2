"""The page of the rooms names every module, and none that is not there."""

import re
from pathlib import Path
from pkgutil import resolve_name

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = (ROOT / "docs" / "rooms.md").read_text(encoding="utf-8")
# The part about each room, by its folder.
PARTS = dict(re.findall(r"^### `([\w/]+)/`\n(.*?)(?=^##)", ROOMS, re.DOTALL | re.MULTILINE))


def named(room: str) -> list[str]:
    """What the part about a room names: modules, and folders with their stroke."""
    return re.findall(r"`([a-z0-9_]+/?)`", PARTS[room])


def there(room: str) -> set[str]:
    """The modules and folders of a room."""
    inside = [one for one in (ROOT / room).iterdir() if not one.name.startswith("_")]
    folders = {f"{one.name}/" for one in inside if one.is_dir()}
    return folders | {one.stem for one in inside if one.suffix == ".py"}


def test_the_rooms_are_told_of() -> None:
    assert {"db", "moderation", "moderation/wordpress", "desktop"} <= PARTS.keys()


@pytest.mark.parametrize("room", PARTS)
def test_every_module_of_a_room_is_named_and_no_other(room: str) -> None:
    of_their_own = {f"{part.removeprefix(f'{room}/')}/" for part in PARTS}

    assert there(room) - set(named(room)) <= of_their_own
    assert set(named(room)) <= there(room)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([a-z_/]+\.py)`", ROOMS))))
def test_a_file_that_is_named_is_there(path: str) -> None:
    assert (ROOT / path).is_file()


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"`((?:db|moderation|desktop)\.[a-z_.]+)`", ROOMS)))
)
def test_a_dotted_name_stands_for_something(name: str) -> None:
    assert resolve_name(name) is not None
