"""Days: picked from a month that opens below a field, and a chip that holds one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QFrame, QPushButton, QToolButton, QVBoxLayout, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.russian.dates import show_day
from cluster_desk.ui.look import icons, theme, widgets

if TYPE_CHECKING:  # no screen shows a month before it is asked for, and Qt's are made for Python when they are imported
    from PySide6.QtWidgets import QCalendarWidget


def open_calendar(below: QWidget, day: dt.date | None, take: Callable[[dt.date], None]) -> QFrame:
    """Show a calendar at `day`, or this month; a day clicked, or Enter, is told to `take`, Esc tells nothing."""
    popup = QFrame(below, Qt.WindowType.Popup)
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar = _make_calendar()
    if day:
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
    inside = QVBoxLayout(popup)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(calendar)

    def choose(chosen: QDate) -> None:
        popup.close()
        take(dt.date(chosen.year(), chosen.month(), chosen.day()))

    calendar.activated.connect(choose)
    calendar.clicked.connect(choose)
    popup.adjustSize()
    popup.move(_place_below(below, popup))
    popup.show()
    calendar.setFocus()
    return popup


def _make_calendar() -> QCalendarWidget:
    """A month to pick a day from, weeks from Monday, in the colours of the look in use."""
    from PySide6.QtGui import QTextCharFormat
    from PySide6.QtWidgets import QCalendarWidget

    calendar = QCalendarWidget()
    calendar.setGridVisible(False)
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    rest = QTextCharFormat()
    rest.setForeground(QColor(theme.tokens().bad.ink))
    for week_day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(week_day, rest)
    today = QTextCharFormat()
    today.setFontWeight(QFont.Weight.Bold)
    today.setFontUnderline(True)
    today.setBackground(theme.color("select"))
    today.setToolTip(_("Today"))
    calendar.setDateTextFormat(QDate.currentDate(), today)
    for name, icon, said in (
        ("qt_calendar_prevmonth", "chevron_left", _("Month before")),
        ("qt_calendar_nextmonth", "chevron_right", _("Month after")),
    ):
        button = calendar.findChild(QToolButton, name)
        if isinstance(button, QToolButton):
            icons.apply_look(button, icon, 16)
            button.setAccessibleName(said)
    return calendar


def _place_below(widget: QWidget, popup: QWidget) -> QPoint:
    """Where `popup` stands below `widget`, or above it where the screen ends."""
    below = widget.mapToGlobal(QPoint(0, widget.height() + 2))
    room = widget.screen().availableGeometry()
    if below.y() + popup.height() > room.bottom():
        below.setY(widget.mapToGlobal(QPoint(0, 0)).y() - popup.height() - 2)
    below.setX(max(room.left(), min(below.x(), room.right() - popup.width())))
    return below


class DayChip:
    """The chip is `button`; `changed` is called when `day` is another one or None."""

    def __init__(self, changed: Callable[[], object]) -> None:
        self.day: dt.date | None = None
        self._changed = changed
        self.button: QPushButton = widgets.button("", self._press, look="chip")
        self.button.setCheckable(True)
        self._describe()

    def take(self, day: dt.date | None) -> None:
        """Choose a day, or none."""
        self.day = day
        self._describe()
        self._changed()

    def _press(self) -> QFrame | None:
        """Let the day go, or open a calendar to choose one."""
        if self.day is not None:
            self.take(None)
            return None
        self.button.setChecked(False)
        return open_calendar(self.button, None, self.take)

    def _describe(self) -> None:
        self.button.setChecked(self.day is not None)
        self.button.setText(_("On %s") % show_day(self.day) if self.day else _("On a date…"))
        self.button.setToolTip(_("Show all days again") if self.day else _("Show the list as it was on a day"))
