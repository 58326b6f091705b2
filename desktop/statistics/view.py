"""A chart on the screen: pointed at or walked through with the arrow keys, it tells its numbers."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from desktop import theme
from desktop.reading.labels import plain_tip
from desktop.speaking import announce
from desktop.statistics.charts import Chart, Kind
from desktop.statistics.drawing import Layout, paint, wanted_height
from resources.translation import _

_NEXT = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_PREVIOUS = (Qt.Key.Key_Left, Qt.Key.Key_Up)


class ChartView(QWidget):
    """Shows one chart; `chosen` is the step or row that stands out."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: int | None = None
        self._chart: Chart | None = None
        self._layout: Layout | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.follow(self, self.update)

    def show_chart(self, chart: Chart) -> None:
        """Show this chart."""
        self._chart, self.chosen = chart, None
        self.setAccessibleName(chart.title)
        how = _("Arrow keys tell each number. The table beside it has all of them.")
        self.setAccessibleDescription(f"{chart.summary} {how}")
        self.setMinimumHeight(round(wanted_height(chart)))
        self.updateGeometry()
        self.update()

    @property
    def told(self) -> str:
        """What is said of the step or row that stands out; empty if none does."""
        if self._chart is None or self.chosen is None:
            return ""
        return self._chart.told(self.chosen)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        high = wanted_height(self._chart) if self._chart is not None else 240
        return QSize(theme.in_force().px(560), round(high))

    def choose(self, at: int) -> None:
        """Let this step or row stand out, and tell its numbers."""
        count = len(self._chart.labels) if self._chart is not None else 0
        if not count:
            return
        self.chosen = max(0, min(at, count - 1))
        self.setAccessibleDescription(self.told.replace("\n", ", "))
        announce(self, self.told.replace("\n", ", "))
        self.repaint()
        self._tip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys, Home and End walk through it."""
        count = len(self._chart.labels) if self._chart is not None else 0
        here = self.chosen if self.chosen is not None else -1
        key = Qt.Key(event.key())
        if key in _NEXT:
            self.choose(here + 1)
        elif key in _PREVIOUS:
            self.choose(here - 1 if here >= 0 else count - 1)
        elif key == Qt.Key.Key_Home:
            self.choose(0)
        elif key == Qt.Key.Key_End:
            self.choose(count - 1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What is pointed at stands out, and tells its numbers."""
        at = self._layout.at(event.position()) if self._layout is not None else None
        if at is not None and at != self.chosen and self._chart is not None:
            self.chosen = at
            self.update()
            spot = event.globalPosition().toPoint()
            QToolTip.showText(spot, plain_tip_lines(self.told), self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart, and around it that the keys are here."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.in_force().colour("panel"))
        if self._chart is None or self._chart.is_empty:
            return
        px = theme.in_force().px
        inner = QRectF(self.rect()).adjusted(px(4), px(4), -px(4), -px(4))
        self._layout = paint(painter, inner, self._chart, self.chosen)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.in_force().colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _tip(self) -> None:
        if self._layout is None or self.chosen is None or self._chart is None:
            return
        place = self._layout.places[self.chosen]
        lying = self._chart.kind is Kind.BARS
        spot = QPointF(place.left() + place.width() / 2, place.bottom() if lying else place.top())
        QToolTip.showText(self.mapToGlobal(spot).toPoint(), plain_tip_lines(self.told), self)


def plain_tip_lines(text: str) -> str:
    """A tool tip of several lines that shows exactly this text."""
    return "<br>".join(plain_tip(line) for line in text.splitlines())
