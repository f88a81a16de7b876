"""A deadline on the months of its plan: bar, window, flag, line; for the plan's table and the deadline's editor.

Filled bar: the very days. Outlined box: a window, some time in it. Flag: «до», its pole on the day. Line with caps: all
the period. Dotted line: today. Months are equally wide, whatever their days.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from cluster_desk.core.deadlines.meaning import Deadline, Kind
from cluster_desk.core.russian.dates import short_months
from cluster_desk.ui.look import theme
from cluster_desk.ui.look.painting import painting
from cluster_desk.ui.look.tokens import SMALL, Ink

_BAR, _LEAST_BAR, _ROUND = 12.0, 5.0, 3.5
_FLAG_HIGH, _FLAG_WIDE, _CLOTH = 18.0, 8.0, 9.0
_CAP = 8.0
_TICK, _QUARTER_TICK = 26.0, 36.0
_FINEST = 20
"""More occurrences than this are painted without outlines: they would be all outline."""


def paint_strip(
    painter: QPainter,
    rect: QRect | QRectF,
    deadline: Deadline | None,
    start: dt.date,
    end: dt.date,
    ink: Ink,
    today: dt.date | None = None,
) -> None:
    """Paint the months from `start` to `end` into `rect`, `deadline` on them in the section's `ink`, and today."""
    scale = _Scale(QRectF(rect), start, end)
    painter.save()
    painter.setClipRect(QRectF(rect), Qt.ClipOperation.IntersectClip)
    _paint_months(painter, scale)
    if deadline is not None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_deadline(painter, scale, deadline, ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if today is not None and start <= today <= end:
        pen = QPen(theme.color("text"), 1.0)
        pen.setDashPattern([1.0, 2.0])
        painter.setPen(pen)
        place = _sharp(scale.place(today, 0.5))
        painter.drawLine(QPointF(place, rect.top()), QPointF(place, rect.top() + rect.height()))
    painter.restore()


class _Scale:
    """Where days lie in a rectangle whose months are equally wide."""

    def __init__(self, rect: QRectF, start: dt.date, end: dt.date) -> None:
        self.rect = rect
        self._first = start.year * 12 + start.month - 1
        self.count = max(1, end.year * 12 + end.month - self._first)
        self._wide = rect.width() / self.count

    def place(self, day: dt.date, part: float = 0.0) -> float:
        """The x of `day`, `part` of it gone."""
        length = monthrange(day.year, day.month)[1]
        month = day.year * 12 + day.month - 1 - self._first
        return self.rect.left() + self._wide * (month + (day.day - 1 + part) / length)

    def tick(self, number: int) -> tuple[float, bool]:
        """The x where the month `number` begins, and whether a quarter begins with it."""
        return self.rect.left() + self._wide * number, (self._first + number) % 3 == 0

    @property
    def middle(self) -> float:
        """The y of the middle."""
        return self.rect.center().y()


def _sharp(place: float) -> float:
    return round(place - 0.5) + 0.5


def _paint_months(painter: QPainter, scale: _Scale) -> None:
    """Hairlines between the months, longer ones where quarters begin."""
    painter.setPen(QPen(theme.color("border"), 1.0))
    room = scale.rect.height() - 6
    for number in range(scale.count + 1):
        place, is_quarter = scale.tick(number)
        half = min(_QUARTER_TICK if is_quarter or number in (0, scale.count) else _TICK, room) / 2
        at = min(_sharp(place), scale.rect.right() - 0.5)
        painter.drawLine(QPointF(at, scale.middle - half), QPointF(at, scale.middle + half))


def _paint_deadline(painter: QPainter, scale: _Scale, deadline: Deadline, ink: Ink) -> None:
    line, ground = QColor(ink.ink), QColor(ink.ground)
    if deadline.kind is Kind.THROUGHOUT:
        for first, last in deadline.spans:
            _paint_line(painter, scale.place(first) + 1, scale.place(last, 1.0) - 1.5, scale.middle, line)
        return
    plain = len(deadline.spans) > _FINEST
    for span, exact in zip(deadline.spans, deadline.exact, strict=True):
        left, right = scale.place(span.first), scale.place(span.last, 1.0)
        if deadline.kind is Kind.BY:
            _paint_flag(painter, scale.place(span.last, 0.5), scale.middle, line)
        elif exact:
            _paint_bar(painter, left, right, scale.middle, line, _LEAST_BAR if not plain else 1.0)
        else:
            box = QRectF(left + 0.75, scale.middle - _BAR / 2 + 0.5, max(right - left - 2.5, 2.0), _BAR - 1)
            painter.setPen(Qt.PenStyle.NoPen if plain else QPen(line, 1.2))
            painter.setBrush(line if plain else ground)
            painter.drawRoundedRect(box, min(_ROUND, box.width() / 2), _ROUND)


def _paint_bar(painter: QPainter, left: float, right: float, middle: float, ink: QColor, least: float) -> None:
    """Very days; never thinner than can be seen."""
    wide = max(right - left - 0.5, least)
    at = (left + right - wide) / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(at, middle - _BAR / 2, wide, _BAR), min(2.0, wide / 2), 2.0)


def _paint_flag(painter: QPainter, place: float, middle: float, ink: QColor) -> None:
    """A pole on the day, its cloth to the left: what lies before it is meant."""
    top = middle - _FLAG_HIGH / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRect(QRectF(place - 0.9, top, 1.8, _FLAG_HIGH))
    points = (QPointF(place, top), QPointF(place - _FLAG_WIDE, top + _CLOTH / 2), QPointF(place, top + _CLOTH))
    painter.drawPolygon(QPolygonF(points))


def _paint_line(painter: QPainter, left: float, right: float, middle: float, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRect(QRectF(left, middle - 1, right - left, 2))
    for place in (left, right - 2):
        painter.drawRect(QRectF(place, middle - _CAP / 2, 2, _CAP))


def month_names(start: dt.date, end: dt.date) -> list[str]:
    """The short names of the months from `start` to `end`, in the language spoken now."""
    names = short_months()
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [names[month % 12] for month in range(first, last + 1)]


class MonthStrip(QWidget):
    """The strip with the months' names above it; its accessible name tells what it shows."""

    def __init__(self, start: dt.date, end: dt.date, ink: Ink) -> None:
        super().__init__()
        self._start, self._end, self._ink = start, end, ink
        self._names: Sequence[str] = month_names(start, end)
        self._deadline: Deadline | None = None
        self.setFixedHeight(44)

    def show_deadline(self, deadline: Deadline | None, text: str) -> None:
        """Paint `deadline`; `text` says the same in words."""
        self._deadline = deadline
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(QPainter(self)) as painter:
            font = theme.font(SMALL)
            painter.setFont(font)
            painter.setPen(theme.color("text2"))
            metrics = QFontMetrics(font)
            wide = self.width() / len(self._names)
            step = max(1, -(-round(metrics.horizontalAdvance("июнь")) // max(round(wide), 1)))
            for number, name in enumerate(self._names):
                if number % step == 0:
                    half = metrics.horizontalAdvance(name) / 2
                    painter.drawText(QPointF(wide * (number + 0.5 * step) - half, metrics.ascent()), name)
            below = QRectF(0, metrics.height() + 2, self.width(), self.height() - metrics.height() - 2)
            paint_strip(painter, below, self._deadline, self._start, self._end, self._ink)
