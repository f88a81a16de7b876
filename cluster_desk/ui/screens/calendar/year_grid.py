"""Twelve small months: exact days boxed, windows underlined, «до» as a corner, what the log tells as dots.

What goes on all the year, or has no day, would mark every week and tell nothing: it is told once, above the months.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QAbstractTableModel, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cluster_desk.core.deadlines.days_off import DaysOff
from cluster_desk.core.language import _, n_
from cluster_desk.core.russian.dates import month_name, weekday_name
from cluster_desk.core.russian.text import capitalized
from cluster_desk.rules.calendar.entries import Entry, EntryKind, Shape
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.items import ENTER, Index
from cluster_desk.ui.look.tokens import MARGIN_LEFT, MARGIN_RIGHT
from cluster_desk.ui.screens.calendar.entry_painting import is_long
from cluster_desk.ui.screens.calendar.entry_words import describe_entry, when_words
from cluster_desk.ui.screens.calendar.year_painting import DayMarks, paint_day

_COLUMNS, _ROWS = 4, 3
_TITLE, _WEEKDAYS, _MARGIN, _BELOW = 30, 16, 12, 5
_WEEKS = 6
_LEAST_MONTH = _TITLE + _WEEKDAYS + _WEEKS * 20 + _BELOW
"""The least height: where the window is lower, the months scroll, and no week stands upon another."""
_MOST_MONTHS = 8
"""What has a window in more months than these goes on all the year."""


class YearModel(QAbstractTableModel):
    """Three rows of four months."""

    def __init__(self) -> None:
        super().__init__()
        self.year = dt.date.today().year
        self.today = dt.date.today()
        self.days_off = DaysOff()
        self.months: list[list[Entry]] = [[] for _month in range(12)]
        self.days: dict[dt.date, DayMarks] = {}
        self.all_year: list[Entry] = []

    def show(self, year: int, entries: Sequence[Entry]) -> None:
        """Show the entries of a year."""
        self.beginResetModel()
        self.year = year
        self.months = [[] for _month in range(12)]
        self.days = {}
        lasting = lasting_rows(entries)
        self.all_year = list(
            {one.key[:2]: one for one in entries if one.key[:2] in lasting and not one.struck}.values()
        )
        for entry in entries:
            if entry.has_no_day or entry.struck or (entry.shape is Shape.BAND and entry.key[:2] in lasting):
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
            here = self.days.setdefault(day, DayMarks())
            if entry.shape is Shape.FLAG:
                here.flag = here.flag or entry
            elif is_long(entry):
                here.band = here.band or entry
            elif entry.kind == "event" and not entry.section:
                here.dot = here.dot or entry
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
        if index.isValid() and role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return _("Month")
        if not index.isValid() or role != Qt.ItemDataRole.AccessibleTextRole:
            return None
        month = self.month(index)
        value = self.months[month - 1]
        head = f"{month_name(month)} {self.year}, {things(len(value))}"
        return ". ".join((head, *map(describe_entry, value)))


def lasting_rows(entries: Iterable[Entry]) -> set[tuple[EntryKind, int]]:
    """The records, by kind and row, that go on all the year: without a day, or with a window in most months."""
    months: dict[tuple[EntryKind, int], set[int]] = {}
    lasting = set()
    for one in entries:
        if one.has_no_day:
            lasting.add(one.key[:2])
        elif one.shape is Shape.BAND:
            months.setdefault(one.key[:2], set()).update((one.first.month, one.last.month))
    return lasting | {row for row, touched in months.items() if len(touched) > _MOST_MONTHS}


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
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
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
        room = max(self.viewport().height(), _ROWS * _LEAST_MONTH)
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
        head.setHeight(_TITLE - 4)
        painter.setFont(theme.font(11, strong=True))
        painter.setPen(theme.color("accent" if is_current else "text"))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), capitalized(month_name(month)))
        painter.setFont(theme.font(9))
        painter.setPen(theme.color("text2"))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(head, right, things(len(model.months[month - 1])))
        self._paint_days(painter, QRectF(rect.adjusted(_MARGIN, _TITLE, -_MARGIN, -_BELOW)), month)
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
        wide, high = room.width() / 7, (room.height() - _WEEKDAYS) / _WEEKS
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
        is_off = bool(model.days_off.reason(day))
        marks, number = model.days.get(day, DayMarks()), str(day.day)
        paint_day(painter, box, marks, number, today=day == model.today, off=is_off, by_state=self._grid.by_state)


class YearPage(QWidget):
    """The months, and above them a button for what goes on all the year, with its titles; `opened` tells an entry."""

    opened = Signal(object)

    def __init__(self, grid: YearGrid) -> None:
        super().__init__()
        self._grid = grid
        self.lasting = widgets.button("", self._offer, look="link")
        self.titles = widgets.ElidedLabel("", "small")
        line = widgets.row((MARGIN_LEFT, 4, MARGIN_RIGHT, 4), of=(self.lasting, (self.titles, 1)))
        self._strip = widgets.holder(widgets.stack(of=(line, widgets.line())))
        self.setLayout(widgets.stack(of=(self._strip, (grid, 1))))

    def show_lasting(self) -> None:
        """Tell what has no place among the months."""
        lasting = self._grid.year.all_year
        self.lasting.setText(_("All the year: %d") % len(lasting))
        self.titles.set_whole(" · ".join(one.title for one in lasting))
        self._strip.setVisible(bool(lasting))

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self._grid.year.all_year:
            menu.addAction(f"{one.title} ({when_words(one)})".replace("&", "&&"), partial(self.opened.emit, one))
        menu.popup(self.lasting.mapToGlobal(QPoint(0, self.lasting.height())))
