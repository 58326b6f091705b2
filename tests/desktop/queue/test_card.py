"""Tests for desktop.queue.card."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from db.rows import Card
from desktop import theme
from desktop.queue.card import CardPainter, Density, State
from desktop.tokens import LIGHT

MakeCard = Callable[..., Card]
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def painter(qapp: QApplication) -> CardPainter:
    """Paints cards at nine in the morning."""
    return CardPainter(lambda: NOW, UTC)


def _paint(
    cards: CardPainter, card: Card | None, state: State | None = None, *, width: int = 452
) -> QImage:
    image = QImage(width, cards.height(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    canvas = QPainter(image)
    cards.paint_card(canvas, QRectF(image.rect()), card, state or State())
    canvas.end()
    return image


def _has(image: QImage, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixel(x, y) == wanted for x, y in points)


def test_cards_have_the_heights_of_the_design(painter: CardPainter) -> None:
    comfortable = painter.height()
    painter.density = Density.COMPACT

    assert (comfortable, painter.height()) == (104, 64)


def test_the_card_under_decision_wears_the_accent(
    painter: CardPainter, make_card: MakeCard
) -> None:
    theme.in_force().choose(theme.Choice.LIGHT)
    plain = _paint(painter, make_card())
    current = _paint(painter, make_card(), State(current=True, focused=True))

    assert not _has(plain, LIGHT.accent_soft)
    assert current.pixelColor(1, 50).name().upper() == LIGHT.accent
    assert current.pixelColor(200, 2).name().upper() == LIGHT.accent_soft


def test_where_the_focus_is_can_be_seen(painter: CardPainter, make_card: MakeCard) -> None:
    theme.in_force().choose(theme.Choice.LIGHT)
    here = _paint(painter, make_card(), State(current=True, focused=True))
    elsewhere = _paint(painter, make_card(), State(current=True))

    assert here.pixelColor(1, 50) != elsewhere.pixelColor(1, 50)


def test_hits_are_marked(painter: CardPainter, make_card: MakeCard) -> None:
    theme.in_force().choose(theme.Choice.LIGHT)
    painter.words = ["bridge"]

    assert _has(_paint(painter, make_card()), LIGHT.mark)


def test_a_problem_wears_its_colour(painter: CardPainter, make_card: MakeCard) -> None:
    theme.in_force().choose(theme.Choice.LIGHT)

    assert _has(_paint(painter, make_card(lacks=("name",), name="")), LIGHT.no_soft)


@pytest.mark.parametrize("choice", [theme.Choice.LIGHT, theme.Choice.DARK])
@pytest.mark.parametrize("wanted", [State(current=True, focused=True), State(picked=True)])
def test_a_plain_chip_is_seen_on_the_ground_of_the_chosen_card(
    painter: CardPainter, make_card: MakeCard, choice: theme.Choice, wanted: State
) -> None:
    theme.in_force().choose(choice)
    tokens = theme.in_force().tokens
    card = make_card(links=1)

    lit, usual = _paint(painter, card, wanted), _paint(painter, card)

    assert _has(usual, tokens.chip)
    assert _has(lit, tokens.panel)
    assert not _has(lit, tokens.chip)


@pytest.mark.parametrize(
    "odd",
    [
        {"name": "", "excerpt": ""},
        {"name": "W" * 300, "excerpt": "x" * 400, "links": 99, "lacks": ("name", "email")},
        {"name": "\u202eevil\u0000\n", "excerpt": "\u202e\ud83d\ude00"},
        {"name": "محمد", "excerpt": "هل سيعلن الطرفان موعدًا جديدًا"},
    ],
)
@pytest.mark.parametrize("density", Density)
def test_whatever_strangers_write_stays_on_its_card(
    painter: CardPainter, make_card: MakeCard, odd: dict[str, object], density: Density
) -> None:
    painter.density = density

    assert not _paint(painter, make_card(**odd)).isNull()


def test_a_comment_that_is_gone_leaves_its_row_blank(painter: CardPainter) -> None:
    assert not _paint(painter, None).isNull()


@pytest.mark.parametrize(("name", "width"), [("W" * 300, 452), ("Hannelore", 210)])
def test_where_a_name_fills_the_line_what_hinders_the_comment_goes_to_the_foot(
    painter: CardPainter, make_card: MakeCard, name: str, width: int
) -> None:
    """Both where there is no room for its age, and where there is."""
    theme.in_force().choose(theme.Choice.LIGHT)
    image = _paint(painter, make_card(name=name, lacks=("email",)), width=width)

    foot = image.copy(0, 80, image.width(), image.height() - 80)
    head = image.copy(0, 0, image.width(), 40)
    assert _has(foot, LIGHT.no_soft)
    assert not _has(head, LIGHT.no_soft)
    # What is only good to know is left out there.
    plain = _paint(painter, make_card(name="W" * 300, links=1))
    assert not _has(plain, LIGHT.chip)
