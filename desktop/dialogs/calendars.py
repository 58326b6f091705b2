"""The calendar that a field for a day opens: in the colours and signs of the theme."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QToolButton

from desktop import icons

_WAYS = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}


def calm_calendar(field: QDateEdit) -> None:
    """Let its calendar look like the rest: Qt's own has red Sundays, in every theme."""
    calendar = field.calendarWidget()
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, QTextCharFormat())
    for name, sign in _WAYS.items():
        button = calendar.findChild(QToolButton, name)
        if isinstance(button, QToolButton):
            icons.put_on(button, sign)
