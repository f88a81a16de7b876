"""How a day of the year is painted: its number with a box, a corner, a line or a dot; the legend paints the same."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from cluster_desk.core.records.plans import ItemState
from cluster_desk.rules.calendar.entries import Entry
from cluster_desk.ui.look import theme
from cluster_desk.ui.look.painting import plate
from cluster_desk.ui.look.tokens import Ink
from cluster_desk.ui.screens.calendar.entry_painting import ink_of

_WIDE, _HIGH, _CORNER, _LINE, _DOT = 22.0, 21.0, 7.0, 1.6, 1.6
_LINE_ROOM = 3.5


@dataclass(slots=True)
class DayMarks:
    """What is drawn on a day: the entry of its box, of its corner, of its line, of its dot."""

    bar: Entry | None = None
    flag: Entry | None = None
    band: Entry | None = None
    dot: Entry | None = None


def paint_day(
    painter: QPainter, box: QRectF, marks: DayMarks, number: str, *, today: bool, off: bool, by_state: bool
) -> None:
    """Paint a day into `box`: a square that the line below it never touches."""
    high = min(_HIGH, box.height() - _LINE_ROOM)
    top = box.top() + (box.height() - _LINE_ROOM - high) / 2
    square = QRectF(box.center().x() - _WIDE / 2, top, _WIDE, high)
    bar = marks.bar
    if today:
        plate(painter, square, theme.color("accent"))
    elif bar is not None:
        paint_box(painter, square, ink_of(bar, by_state))
    if marks.flag is not None:
        paint_corner(painter, square, ink_of(marks.flag, by_state))
    if marks.band is not None:
        paint_line(painter, box, ink_of(marks.band, by_state))
    font = theme.font(9, strong=bar is not None or today)
    font.setStrikeOut(bar is not None and bar.state == ItemState.CANCELLED)
    painter.setFont(font)
    faint = off and bar is None
    painter.setPen(theme.color("on_accent" if today else "text2" if faint else "text"))
    painter.drawText(square.translated(0, -1.5 if marks.dot else 0), int(Qt.AlignmentFlag.AlignCenter), number)
    if marks.dot is not None:
        paint_dot(painter, square, "on_accent" if today else "text2")


def paint_box(painter: QPainter, square: QRectF, ink: Ink) -> None:
    """Exact days."""
    plate(painter, square.adjusted(0.5, 0.5, -0.5, -0.5), QColor(ink.ground), outline=QColor(ink.ink))


def paint_corner(painter: QPainter, square: QRectF, ink: Ink) -> None:
    """«До» this day."""
    top, right = square.top() - 1, square.right() + 2
    _smooth(painter, QColor(ink.ink))
    painter.drawPolygon(QPolygonF((QPointF(right - _CORNER, top), QPointF(right, top), QPointF(right, top + _CORNER))))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_line(painter: QPainter, box: QRectF, ink: Ink) -> None:
    """A period that goes over the day."""
    painter.fillRect(QRectF(box.left(), box.bottom() - _LINE - 1, box.width(), _LINE), QColor(ink.ink))


def paint_dot(painter: QPainter, square: QRectF, color: str) -> None:
    """Something the log tells of the day."""
    _smooth(painter, theme.color(color))
    painter.drawEllipse(QPointF(square.center().x(), square.bottom() - 2), _DOT, _DOT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _smooth(painter: QPainter, color: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
