"""Paints a chart: on the screen, into a picture, into an SVG. What a colour says, a pattern says.

Everything is drawn with the tokens of the theme in force; in high contrast the patterns remain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop import fonts, theme
from desktop.statistics.charts import Chart, Kind, Series
from desktop.statistics.scale import Scale, counting, times
from desktop.tokens import Tokens

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_PATTERNS = (
    Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense4Pattern, Qt.BrushStyle.NoBrush,
)  # fmt: skip
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand: the room of each step or row."""

    places: Sequence[QRectF]

    def at(self, point: QPointF) -> int | None:
        """The step or row under this point, or None."""
        return next((at for at, place in enumerate(self.places) if place.contains(point)), None)


def row_height() -> float:
    """The height of a lying bar with its room."""
    return theme.in_force().px(30)


def wanted_height(chart: Chart) -> float:
    """The height that all rows of lying bars need; of other charts, that of the design."""
    px = theme.in_force().px
    return px(48) + row_height() * len(chart.labels) if chart.kind is Kind.BARS else px(240)


def paint(painter: QPainter, rect: QRectF, chart: Chart, chosen: int | None = None) -> Layout:
    """Paint the chart into `rect`; `chosen` is the step or row that stands out."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush = _Brush(painter, theme.in_force().tokens, theme.in_force().scale)
    below = brush.legend(rect, chart)
    room = QRectF(rect.left(), below, rect.width(), rect.bottom() - below)
    if chart.kind is Kind.BARS:
        return brush.lying(room, chart, chosen)
    return brush.standing(room, chart, chosen)


class _Brush:
    """A painter with the colours and fonts of the theme."""

    def __init__(self, painter: QPainter, tokens: Tokens, scale: float) -> None:
        self.painter, self.tokens, self.scale = painter, tokens, scale
        self.small = fonts.interface(fonts.SECONDARY, scale=scale)
        self.room = QFontMetricsF(self.small)

    def px(self, pixels: float) -> float:
        return pixels * self.scale

    def legend(self, rect: QRectF, chart: Chart) -> float:
        """Name each series beside its pattern; answers where what follows begins."""
        lines = chart.kind is Kind.LINES
        left, top, side = rect.left(), rect.top(), self.px(28 if lines else 12)
        self.painter.setFont(self.small)
        for one in chart.series:
            width = side + self.px(6) + self.room.horizontalAdvance(one.name)
            if left > rect.left() and left + width > rect.right():
                left, top = rect.left(), top + self.px(22)
            box = QRectF(left, top + self.px(3), side, self.px(12))
            if lines:
                y = box.center().y()
                self.stroke([QPointF(box.left() + 3, y), QPointF(box.right() - 3, y)], one)
            else:
                self.part(box, one)
            self.text(QRectF(box.right() + self.px(6), top, width, self.px(18)), one.name, _LEFT)
            left += width + self.px(18)
        return top + self.px(32)

    def standing(self, rect: QRectF, chart: Chart, chosen: int | None) -> Layout:
        """Bars or lines along time, above an axis of days."""
        scale = _scale_of(chart)
        names = [chart.written(line) for line in scale.lines]
        margin = max((self.room.horizontalAdvance(name) for name in names), default=0)
        left = margin + self.px(10)
        plot = rect.adjusted(left, self.px(6), -self.px(4), -self.px(24))
        self.lines(plot, scale, names)
        width = plot.width() / max(1, len(chart.labels))
        places = [
            QRectF(plot.left() + at * width, plot.top(), width, plot.height())
            for at in range(len(chart.labels))
        ]
        if chosen is not None and chosen < len(places):
            self.painter.fillRect(places[chosen], self.colour("accent_soft"))
            self.painter.setPen(QPen(self.colour("accent"), 1))
            self.painter.drawRect(places[chosen])
        if chart.kind is Kind.STACKED:
            self.stacks(chart, places, scale)
        else:
            for one in chart.series:
                self.line(one, places, scale)
        self.days(chart.labels, places, plot)
        return Layout(places)

    def lines(self, plot: QRectF, scale: Scale, names: Sequence[str]) -> None:
        self.painter.setFont(self.small)
        for value, name in zip(scale.lines, names, strict=True):
            y = plot.bottom() - scale.share(value) * plot.height()
            self.painter.setPen(QPen(self.colour("line"), self.tokens.line_width / 2))
            self.painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            spot = QRectF(plot.left() - self.px(210), y - self.px(9), self.px(202), self.px(18))
            self.text(spot, name, _RIGHT)

    def stacks(self, chart: Chart, places: Sequence[QRectF], scale: Scale) -> None:
        for at, place in enumerate(places):
            gap = min(self.px(3), place.width() * 0.15)
            y = place.bottom()
            for one in chart.series:
                high = scale.share(one.values[at] or 0) * place.height()
                if high > 0:
                    y -= high
                    self.part(QRectF(place.left() + gap, y, place.width() - 2 * gap, high), one)

    def line(self, series: Series, places: Sequence[QRectF], scale: Scale) -> None:
        """A line through the steps that have a value; it breaks where there is none."""
        run: list[QPointF] = []
        for place, value in zip(places, series.values, strict=True):
            if value is None:
                self.stroke(run, series)
                run = []
                continue
            share = scale.share(value)
            run.append(QPointF(place.center().x(), place.bottom() - share * place.height()))
        self.stroke(run, series)

    def stroke(self, points: Sequence[QPointF], series: Series) -> None:
        colour = self.colour(series.token)
        self.painter.setPen(QPen(colour, self.px(2), _DASHES[series.pattern % 2]))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        if len(points) > 1:
            self.painter.drawPolyline(QPolygonF(list(points)))
        self.painter.setPen(QPen(colour, self.px(1.5)))
        filled = series.pattern == 0
        self.painter.setBrush(colour if filled else self.colour("panel"))
        side = self.px(3)
        for point in points:
            spot = QRectF(point.x() - side, point.y() - side, 2 * side, 2 * side)
            if filled:
                self.painter.drawEllipse(spot)
            else:
                self.painter.drawRect(spot)

    def days(self, labels: Sequence[str], places: Sequence[QRectF], plot: QRectF) -> None:
        """As many labels below the axis as there is room for."""
        widest = max((self.room.horizontalAdvance(label) for label in labels), default=1)
        each = plot.width() / max(1, len(labels))
        step = max(1, round((widest + self.px(16)) / each + 0.5))
        for at in range(0, len(labels), step):
            spot = QRectF(places[at].center().x() - widest, plot.bottom() + self.px(6),
                          2 * widest, self.px(18))  # fmt: skip
            if at == 0:
                spot.moveLeft(min(spot.left(), plot.left()))
                spot.moveLeft(max(spot.left(), plot.left() - widest + each / 2))
            self.text(spot, labels[at], _MIDDLE)

    def lying(self, rect: QRectF, chart: Chart, chosen: int | None) -> Layout:
        """Lying bars, each named at its left, with what is to be said of it at its right."""
        name_room = min(rect.width() * 0.34, self.px(260))
        note_room = max((self.room.horizontalAdvance(note) for note in chart.notes), default=0)
        totals = [
            sum(one.values[at] or 0 for one in chart.series) for at in range(len(chart.labels))
        ]
        count_room = max(
            (self.room.horizontalAdvance(chart.written(total)) for total in totals), default=0
        )
        aside = count_room + self.px(10) + (note_room + self.px(14) if note_room else 0)
        plot = rect.adjusted(name_room + self.px(12), 0, -aside - self.px(8), 0)
        most = max(totals, default=0) or 1
        places = []
        for at, label in enumerate(chart.labels):
            row = QRectF(rect.left(), rect.top() + at * row_height(), rect.width(), row_height())
            places.append(row)
            if at == chosen:
                self.painter.setPen(QPen(self.colour("accent"), 1))
                self.painter.setBrush(self.colour("accent_soft"))
                self.painter.drawRect(row.adjusted(0.5, 1, -0.5, -1))
            name = row.adjusted(self.px(4), 0, 0, 0)
            name.setWidth(name_room)
            cut = self.room.elidedText(label, Qt.TextElideMode.ElideRight, name_room)
            self.text(name, cut, _LEFT, "text")
            x = plot.left()
            for one in chart.series:
                width = (one.values[at] or 0) / most * plot.width()
                if width > 0:
                    self.part(QRectF(x, row.top() + self.px(6), width, self.px(18)), one)
                    x += width
            end = QRectF(x + self.px(8), row.top(), count_room + self.px(4), row.height())
            self.text(end, chart.written(totals[at]), _LEFT, "text")
            if chart.notes:
                note = QRectF(rect.right() - note_room - self.px(4), row.top(),
                              note_room, row.height())  # fmt: skip
                self.text(note, chart.notes[at], _RIGHT)
        return Layout(places)

    def part(self, rect: QRectF, series: Series) -> None:
        """A piece in the colour and the pattern of a series, with an edge."""
        colour = self.colour(series.token)
        self.painter.setPen(QPen(colour, 1))
        self.painter.setBrush(QBrush(colour, _PATTERNS[series.pattern % len(_PATTERNS)]))
        self.painter.drawRect(rect)

    def text(self, rect: QRectF, text: str, how: Qt.AlignmentFlag, ink: str = "muted") -> None:
        self.painter.setFont(self.small)
        self.painter.setPen(self.colour(ink))
        self.painter.drawText(rect, how, text)

    def colour(self, token: str) -> QColor:
        return QColor(getattr(self.tokens, token))


def _scale_of(chart: Chart) -> Scale:
    if chart.kind is Kind.LINES:
        return times([value for one in chart.series for value in one.values if value])
    return counting(
        max(
            (sum(one.values[at] or 0 for one in chart.series) for at in range(len(chart.labels))),
            default=0,
        )
    )
