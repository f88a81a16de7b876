"""Twelve small months: exact days boxed, windows underlined, «до» as a corner; Enter opens the month."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from cluster_desk.core.deadlines.days_off import DaysOff
from cluster_desk.core.language import _, n_
from cluster_desk.core.records.plans import ItemState
from cluster_desk.core.russian.dates import month_name, weekday_name
from cluster_desk.core.russian.text import capitalized
from cluster_desk.rules.calendar.entries import Entry, Shape
from cluster_desk.ui.look import theme
from cluster_desk.ui.look.items import ENTER, Index
from cluster_desk.ui.look.painting import plate
from cluster_desk.ui.screens.calendar.entry_painting import ink_of
from cluster_desk.ui.screens.calendar.entry_words import describe_entry

_COLUMNS, _ROWS = 4, 3
_TITLE, _WEEKDAYS, _MARGIN = 34, 18, 12

_LONGEST_BOXED = 14
"""Days: a longer run of exact days is a line too, else boxes fill the months and tell nothing."""


@dataclass(slots=True)
class _Day:
    """What is drawn on a day: the entry of its box, of its corner, of its line."""

    bar: Entry | None = None
    flag: Entry | None = None
    band: Entry | None = None


class YearModel(QAbstractTableModel):
    """Three rows of four months."""

    def __init__(self) -> None:
        super().__init__()
        self.year = dt.date.today().year
        self.today = dt.date.today()
        self.days_off = DaysOff()
        self.months: list[list[Entry]] = [[] for _month in range(12)]
        self.days: dict[dt.date, _Day] = {}

    def show(self, year: int, entries: Sequence[Entry]) -> None:
        """Show the entries of a year."""
        self.beginResetModel()
        self.year = year
        self.months = [[] for _month in range(12)]
        self.days = {}
        for entry in entries:
            if entry.has_no_day or entry.struck:
                continue
            for month in range(12):
                first, last = _month(year, month + 1)
                if entry.touches(first, last):
                    self.months[month].append(entry)
            self._mark(entry)
        self.endResetModel()

    def _mark(self, entry: Entry) -> None:
        day = max(entry.first, dt.date(self.year, 1, 1))
        while day <= min(entry.last, dt.date(self.year, 12, 31)):
            here = self.days.setdefault(day, _Day())
            if entry.shape is Shape.FLAG:
                here.flag = here.flag or entry
            elif entry.shape is Shape.BAND or (entry.last - entry.first).days > _LONGEST_BOXED:
                here.band = here.band or entry
            else:
                here.bar = here.bar or entry
            day += dt.timedelta(1)

    def month(self, index: Index) -> int:
        """The month of a cell, from 1."""
        return index.row() * _COLUMNS + index.column() + 1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else _ROWS

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else _COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role != Qt.ItemDataRole.AccessibleTextRole:
            return None
        month = self.month(index)
        value = self.months[month - 1]
        head = f"{month_name(month)} {self.year}, {things(len(value))}"
        return ". ".join((head, *map(describe_entry, value)))


def things(count: int) -> str:
    """«17 дел»."""
    return n_("%d thing", "%d things", count) % count if count else ""


def _month(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


class YearGrid(QTableView):
    """The table; the current cell is a month."""

    month_opened = Signal(int)
    month_chosen = Signal(int)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.year = YearModel()
        self.by_state = False
        self.setModel(self.year)
        self.setItemDelegate(_MonthDelegate(self))
        self.setAccessibleName(_("Months"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentChanged.connect(lambda *_: self._describe())

    def show_year(self, year: int, entries: Sequence[Entry], month: int) -> None:
        """Show a year with `month` current."""
        self.year.show(year, entries)
        self._fit()
        self.setCurrentIndex(self.year.index((month - 1) // _COLUMNS, (month - 1) % _COLUMNS))
        self._describe()

    @property
    def current_month(self) -> int:
        """The current month from 1; 0 where none is."""
        index = self.currentIndex()
        return self.year.month(index) if index.isValid() else 0

    def _describe(self) -> None:
        if self.current_month:
            self.month_chosen.emit(self.current_month)

    def _fit(self) -> None:
        room = self.viewport().height()
        for row in range(_ROWS):
            self.setRowHeight(row, room * (row + 1) // _ROWS - room * row // _ROWS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.current_month:
            self.month_opened.emit(self.current_month)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.month_opened.emit(self.current_month)


class _MonthDelegate(QStyledItemDelegate):
    """Paints a small month."""

    def __init__(self, grid: YearGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, model = option.rect, self._grid.year
        month = model.month(index)
        is_current = index == self._grid.currentIndex()
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.color("surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border"))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), theme.color("border"))
        head = rect.adjusted(_MARGIN + 2, 4, -_MARGIN - 2, 0)
        head.setHeight(_TITLE - 6)
        painter.setFont(theme.font(11, strong=True))
        painter.setPen(theme.color("accent" if is_current else "text"))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), capitalized(month_name(month)))
        painter.setFont(theme.font(9))
        painter.setPen(theme.color("text2"))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(head, right, things(len(model.months[month - 1])))
        self._paint_days(painter, QRectF(rect.adjusted(_MARGIN, _TITLE, -_MARGIN, -6)), month)
        if is_current:
            ring = QPen(theme.color("accent" if self._grid.hasFocus() else "control"), 2)
            ring.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_days(self, painter: QPainter, room: QRectF, month: int) -> None:
        model = self._grid.year
        first, last = _month(model.year, month)
        monday = first - dt.timedelta(first.weekday())
        wide, high = room.width() / 7, (room.height() - _WEEKDAYS) / 6
        painter.setFont(theme.font(8.5))
        painter.setPen(theme.color("text2"))
        for column in range(7):
            letter = weekday_name(monday + dt.timedelta(column))[:1].upper()
            box = QRectF(room.left() + wide * column, room.top() - 2, wide, _WEEKDAYS)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), letter)
        for number in range((last - first).days + 1):
            day = first + dt.timedelta(number)
            row, column = divmod((day - monday).days, 7)
            box = QRectF(room.left() + wide * column, room.top() + _WEEKDAYS + high * row, wide, high)
            self._paint_day(painter, box, day)

    def _paint_day(self, painter: QPainter, box: QRectF, day: dt.date) -> None:
        model = self._grid.year
        value = model.days.get(day, _Day())
        center = box.center()
        square = QRectF(center.x() - 11, center.y() - 10.5, 22, 21)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if day == model.today:
            plate(painter, square, theme.color("accent"))
        elif value.bar is not None:
            ink = ink_of(value.bar, self._grid.by_state)
            plate(painter, square.adjusted(0.5, 0.5, -0.5, -0.5), QColor(ink.ground), outline=QColor(ink.ink))
        if value.flag is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink_of(value.flag, self._grid.by_state).ink))
            top, right = square.top() - 1, square.right() + 2
            painter.drawPolygon(QPolygonF((QPointF(right - 8, top), QPointF(right, top), QPointF(right, top + 8))))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if value.band is not None:
            ink = ink_of(value.band, self._grid.by_state)
            painter.fillRect(QRectF(box.left(), box.bottom() - 2.5, box.width(), 1.6), QColor(ink.ink))
        is_done = value.bar is not None and value.bar.state == ItemState.CANCELLED
        font = theme.font(9, strong=value.bar is not None or day == model.today)
        font.setStrikeOut(is_done)
        painter.setFont(font)
        faint = bool(model.days_off.reason(day)) and value.bar is None
        painter.setPen(theme.color("on_accent" if day == model.today else "text2" if faint else "text"))
        painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), str(day.day))
