"""Tests for desktop.tokens."""

import re
from pathlib import Path

import pytest

import desktop
from desktop.tokens import PAIRS, THEMES, Tokens, contrast


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_every_pair_of_colours_is_readable_in_every_theme(tokens: Tokens) -> None:
    found = {
        (ink, ground): contrast(getattr(tokens, ink), getattr(tokens, ground))
        for ink, ground, _least in PAIRS
    }

    assert not [(pair, least) for *pair, least in PAIRS if found[pair[0], pair[1]] < least]


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_the_letter_on_every_badge_is_readable(tokens: Tokens) -> None:
    assert all(contrast(tokens.on_badge, ground) >= 4.5 for ground in tokens.badges)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == 1
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_high_contrast_is_black_and_white_alone() -> None:
    for name in ("contrast", "contrast-dark"):
        tokens = THEMES[name]
        colours = {getattr(tokens, field) for field in Tokens.__slots__}

        assert {one for one in colours if isinstance(one, str) and one.startswith("#")} == {
            "#000000",
            "#FFFFFF",
        }


def test_no_other_file_of_the_window_names_a_colour() -> None:
    room = Path(desktop.__file__).parent
    colour = re.compile(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b|rgba?\(")
    others = [path for path in room.rglob("*.py") if path.name != "tokens.py"]

    assert not [path.name for path in others if colour.search(path.read_text(encoding="utf-8"))]
