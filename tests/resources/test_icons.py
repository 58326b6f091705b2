"""The icons: every one a small, safe drawing that the theme can recolour."""

from pathlib import Path

import pytest
from lxml import etree
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

import resources

ICONS = Path(resources.__file__).parent / "icons"
ALL = sorted(ICONS.glob("*.svg"))
LINE_ICONS = [path for path in ALL if path.stem != "commentdesk"]
SVG = "{http://www.w3.org/2000/svg}"
DRAWING = {SVG + tag for tag in ("svg", "path", "circle", "rect")}


def drawn(svg: bytes, size: int) -> QImage:
    renderer = QSvgRenderer(QByteArray(svg))
    assert renderer.isValid()
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(QColor("transparent"))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def inked(image: QImage) -> list[tuple[int, int]]:
    """The places where something is drawn."""
    return [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y).alpha() > 60
    ]


def test_there_is_an_icon_for_every_verdict_and_every_queue() -> None:
    names = {path.stem for path in ALL}

    assert {"approve", "reject", "spam", "hold", "undo", "redo", "reply", "edit"} <= names
    assert {"pending", "approved", "rejected", "commentdesk"} <= names


@pytest.mark.parametrize("path", LINE_ICONS, ids=lambda path: path.stem)
def test_a_line_icon_has_the_common_weight_and_only_the_text_colour(path: Path) -> None:
    root = etree.fromstring(path.read_bytes())

    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke-width") == "1.75"
    assert root.get("stroke-linejoin") == "round"
    assert {element.tag for element in root.iter()} <= DRAWING
    colours = {element.get(name) for element in root.iter() for name in ("fill", "stroke")}
    assert colours <= {None, "none", "currentColor"}


@pytest.mark.parametrize("path", LINE_ICONS, ids=lambda path: path.stem)
def test_a_line_icon_is_recoloured_and_stays_within_its_frame(path: Path) -> None:
    svg = path.read_bytes().replace(b"currentColor", b"#ff0000")

    image = drawn(svg, 96)

    places = inked(image)
    assert len(places) > 100
    assert all(4 <= x < 92 and 4 <= y < 92 for x, y in places)
    solid = [image.pixelColor(x, y) for x, y in places if image.pixelColor(x, y).alpha() == 255]
    assert solid
    assert {colour.name() for colour in solid} == {"#ff0000"}


@pytest.mark.parametrize("size", [16, 32, 256])
def test_the_application_icon_is_drawn_at_every_size(size: int) -> None:
    image = drawn((ICONS / "commentdesk.svg").read_bytes(), size)

    assert len(inked(image)) > size * size * 0.8
    assert len({image.pixelColor(x, y).name() for x, y in inked(image)}) > 3


def test_no_icon_carries_anything_but_a_drawing() -> None:
    for path in ALL:
        source = path.read_text(encoding="utf-8")
        assert "http" not in source.replace("http://www.w3.org/2000/svg", "")
        assert "<script" not in source
        assert "href" not in source
