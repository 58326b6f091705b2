"""Tests for desktop.queue.badge."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from db.rows import Card
from desktop.queue.badge import SHAPES, initial, look, paint
from desktop.tokens import CONTRAST, LIGHT, Tokens

MakeCard = Callable[..., Card]


def _painted(card: Card, tokens: Tokens = LIGHT, *, ticked: bool = False) -> QImage:
    image = QImage(24, 24, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    canvas = QPainter(image)
    paint(canvas, QRectF(0, 0, 24, 24), card, tokens, QFont(), ticked=ticked)
    canvas.end()
    return image


def test_two_with_one_name_wear_two_badges(qapp: QApplication, make_card: MakeCard) -> None:
    one, other = make_card(name="Ana", badge=7), make_card(name="Ana", badge=72)

    assert look(one, LIGHT) != look(other, LIGHT)
    assert _painted(one) != _painted(other)


def test_one_with_two_names_wears_one_badge(make_card: MakeCard) -> None:
    one, other = make_card(name="Ana", badge=7), make_card(name="Mr. Truth", badge=7)

    assert look(one, LIGHT) == look(other, LIGHT)


def test_without_an_address_it_is_round_and_goes_by_the_name(make_card: MakeCard) -> None:
    one, same = make_card(1, name="Ana", badge=None), make_card(2, name="Ana", badge=None)

    assert look(one, LIGHT) == look(same, LIGHT)
    assert look(one, LIGHT)[0] == 0
    assert look(one, LIGHT)[1] in LIGHT.badges


def test_where_colours_say_nothing_shapes_do(qapp: QApplication, make_card: MakeCard) -> None:
    cards = [make_card(name="Ana", badge=number) for number in range(len(SHAPES) - 1)]
    pictures = [_painted(card, CONTRAST) for card in cards]

    assert all(a != b for at, a in enumerate(pictures) for b in pictures[at + 1 :])


def test_a_ticked_one_wears_the_accent(qapp: QApplication, make_card: MakeCard) -> None:
    assert _painted(make_card(badge=1), ticked=True).pixelColor(12, 2).name().upper() == (
        LIGHT.accent
    )


def test_a_badge_shows_the_first_letter_of_any_script() -> None:
    assert [initial(name) for name in ("ana", " ٣ ", "…", "")] == ["A", "٣", "?", "?"]
