"""A chart as a file: its numbers as CSV, its picture as PNG or SVG."""

import csv
import io
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSaveFile, QSize, Qt
from PySide6.QtGui import QFont, QImage, QImageWriter, QPainter

from desktop import fonts, theme
from desktop.statistics.charts import Chart
from desktop.statistics.drawing import paint, wanted_height
from moderation.errors import NewsroomError
from moderation.exchange.csv_file import neutral
from resources.translation import _

_WIDTH, _LEAST_HEIGHT, _SIDE, _HEAD = 960, 420, 28, 68


def save(chart: Chart, target: Path) -> None:
    """Write the chart as the file's ending says; `NewsroomError` where that cannot be."""
    make = {".csv": as_csv, ".svg": as_svg, ".png": as_png}.get(target.suffix.lower())
    if make is None:
        raise NewsroomError(
            _("A chart cannot be written as “{ending}”.").format(ending=target.suffix),
            _("Let the name end in .csv, .png or .svg."),
        )
    file = QSaveFile(str(target))
    whole = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(make(chart)) >= 0
    if not whole or not file.commit():
        raise NewsroomError(
            _("{path} could not be written: {reason}.").format(
                path=target, reason=file.errorString()
            )
        )


def as_csv(chart: Chart) -> bytes:
    """The chart's table; no cell is a formula to a spreadsheet."""
    text = io.StringIO()
    csv.writer(text).writerows([neutral(cell) for cell in row] for row in chart.bare_rows())
    return text.getvalue().encode("utf-8-sig")


def as_png(chart: Chart) -> bytes:
    """The chart as a picture, at twice the size of the screen's pixels."""
    size = _size(chart)
    image = QImage(size * 2, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2)
    image.fill(theme.in_force().colour("panel"))
    painter = QPainter(image)
    _draw(painter, QRectF(0, 0, size.width(), size.height()), chart)
    painter.end()
    held = QByteArray()
    device = QBuffer(held)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(device, QByteArray(b"PNG")).write(image)
    return bytes(held.data())


def as_svg(chart: Chart) -> bytes:
    """The chart as a drawing that stays sharp at any size."""
    from PySide6.QtSvg import QSvgGenerator

    size = _size(chart)
    held = QByteArray()
    device = QBuffer(held)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(device)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(chart.title)
    generator.setDescription(chart.summary)
    painter = QPainter(generator)
    painter.fillRect(0, 0, size.width(), size.height(), theme.in_force().colour("panel"))
    _draw(painter, QRectF(0, 0, size.width(), size.height()), chart)
    painter.end()
    return bytes(held.data())


def _size(chart: Chart) -> QSize:
    px = theme.in_force().px
    return QSize(px(_WIDTH), max(px(_LEAST_HEIGHT), round(wanted_height(chart)) + px(_HEAD + 32)))


def _draw(painter: QPainter, rect: QRectF, chart: Chart) -> None:
    current = theme.in_force()
    px, side = current.px, current.px(_SIDE)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.setFont(fonts.interface(fonts.COMMENT, QFont.Weight.DemiBold, scale=current.scale))
    painter.setPen(current.colour("text"))
    painter.drawText(QRectF(side, px(18), rect.width() - 2 * side, px(24)), left, chart.title)
    painter.setFont(fonts.interface(fonts.SECONDARY, scale=current.scale))
    painter.setPen(current.colour("muted"))
    painter.drawText(QRectF(side, px(42), rect.width() - 2 * side, px(20)), left, chart.summary)
    paint(painter, rect.adjusted(side, px(_HEAD + 8), -side, -px(16)), chart)
