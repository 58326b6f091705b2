"""Every sentence can be translated: it is extracted whole, and filled after the look-up."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

import resources

ROOT = Path(resources.__file__).parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
ROOMS = ("desktop", "moderation", "db", "resources")
# `N_` marks a sentence in a table, which `_` translates where it is shown.
SENTENCES_OF = {"_": 1, "N_": 1, "ngettext": 2}
GLUED = (ast.JoinedStr, ast.BinOp, ast.Call)

Message = str | tuple[str, ...]


def modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


@cache
def calls(path: Path) -> list[ast.Call]:
    return list(_calls(path))


def _calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in SENTENCES_OF:
                yield node


def said(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that are sentences."""
    assert isinstance(call.func, ast.Name)
    return call.args[: SENTENCES_OF[call.func.id]]


def place(path: Path, call: ast.Call) -> str:
    return f"{path.relative_to(ROOT)}:{call.lineno}"


def literal(call: ast.Call) -> Message | None:
    """What a call says, as Babel keys it; None where it looks up what a table says."""
    strings = [
        argument.value
        for argument in said(call)
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    if len(strings) < len(said(call)):
        return None
    return strings[0] if len(strings) == 1 else tuple(strings)


def keyed(message: str | tuple[str, ...] | list[str]) -> Message:
    return message if isinstance(message, str) else tuple(message)


@cache
def extracted() -> dict[Message, str]:
    """Every message that Babel finds, and the file where it stands."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    found = extract_from_dir(ROOT, methods, options)
    return {keyed(message): file for file, _line, message, _comments, _context in found}


def in_catalogue() -> set[Message]:
    with (TRANSLATIONS / "commentdesk.pot").open("rb") as file:
        return {keyed(message.id) for message in read_po(BytesIO(file.read())) if message.id}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_sentence_is_never_glued(path: Path) -> None:
    glued = [
        place(path, call)
        for call in calls(path)
        if any(isinstance(argument, GLUED) for argument in said(call))
    ]

    assert not glued, "no f-string, sum or .format() inside _(): the catalogue never sees it"


def test_what_is_looked_up_by_name_was_marked_in_its_room() -> None:
    marking = {
        path.relative_to(ROOT).parts[0]
        for path in modules()
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "N_"
    }

    for path in modules():
        room = path.relative_to(ROOT).parts[0]
        by_name = [place(path, call) for call in calls(path) if literal(call) is None]
        assert room in marking or not by_name


def test_every_sentence_in_the_code_is_extracted() -> None:
    messages = set(extracted())

    for path in modules():
        for call in calls(path):
            message = literal(call)
            assert message is None or message in messages, place(path, call)


def test_the_catalogue_has_every_sentence_and_no_other() -> None:
    in_code, kept = set(extracted()), in_catalogue()

    again = "extract again; the command stands in resources/translations/babel.cfg"
    assert in_code - kept == set(), again
    assert kept - in_code == set(), again


def test_only_our_own_rooms_are_extracted() -> None:
    files = set(extracted().values())

    assert files
    assert {Path(file).parts[0] for file in files} <= set(ROOMS)


def test_apostrophes_are_the_typographic_ones_where_the_window_shows_them() -> None:
    # What the command line says is read in terminals, and typed into them again.
    typed = {
        place(path, call)
        for path in modules()
        if "commands" not in path.parts and path.name != "cli.py"
        for call in calls(path)
        for one in said(call)
        if isinstance(one, ast.Constant) and re.search(r"[a-zA-Z]'", str(one.value))
    }

    assert typed == set()
