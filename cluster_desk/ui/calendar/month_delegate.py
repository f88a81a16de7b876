"""Paints a day: its number, why it is off, the parts of its entries, how many have no room."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from cluster_desk.core.language import _
from cluster_desk.ui.calendar.entry_words import day_heading, day_off_word
from cluster_desk.ui.calendar.month_grid import DAY_HEAD, Index, MonthGrid
from cluster_desk.ui.look import theme

_LEFT, _RIGHT = 9, 7


class DayDelegate(QStyledItemDelegate):
    """The cells of a `MonthGrid`."""

    def __init__(self, grid: MonthGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        theme.on_change(self._dress)

    def _dress(self) -> None:
        self._grid.painter.dress()
        self._grid.viewport().update()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        grid, rect = self._grid, option.rect
        day = grid.days.day(index)
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.color(self._ground(day)))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border"))
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), theme.color("border"))
        self._paint_head(painter, rect, index, day)
        is_current = index == grid.currentIndex()
        chosen = grid.entry if is_current and grid.hasFocus() else None
        for placed in grid.days.weeks[index.row()].on(index.column()):
            box = grid.box_of(index.row(), placed)
            is_chosen = chosen is not None and placed.entry.key == chosen.key
            grid.painter.paint(painter, box, placed.entry, begins=placed.begins, ends=placed.ends, chosen=is_chosen)
        if is_current:
            self._paint_ring(painter, rect, strong=grid.hasFocus())
        painter.restore()

    def _ground(self, day: dt.date) -> str:
        days = self._grid.days
        if days.month is not None and day.month != days.month:
            return "hover"
        return "surface2" if days.days_off.reason(day) else "surface"

    def _paint_head(self, painter: QPainter, rect: QRect, index: Index, day: dt.date) -> None:
        days = self._grid.days
        is_today, is_first = day == days.today, day.day == 1
        font = theme.font(10, strong=is_today)
        metrics = QFontMetrics(font)
        text = day_heading(day, first_of_month=is_first)
        width = metrics.horizontalAdvance(text)
        line = QRect(rect.left() + _LEFT, rect.top() + 1, width, DAY_HEAD - 2)
        painter.setFont(font)
        if is_today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(line.left() - 5, line.top() + 1, width + 10, DAY_HEAD - 4), 4, 4)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        is_faint = days.days_off.reason(day) or (days.month is not None and day.month != days.month)
        painter.setPen(theme.color("on_accent" if is_today else "text2" if is_faint else "text"))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), text)
        self._paint_note(painter, rect.adjusted(_LEFT + width + 8, 1, -_RIGHT, 0), index, day)

    def _paint_note(self, painter: QPainter, rect: QRect, index: Index, day: dt.date) -> None:
        days = self._grid.days
        hidden = days.weeks[index.row()].hidden[index.column()]
        note = _("%d more") % len(hidden) if hidden else day_off_word(day, days.days_off)
        if not note:
            return
        font = theme.font(9, strong=bool(hidden))
        painter.setFont(font)
        painter.setPen(theme.color("link" if hidden else "text2"))
        words = QFontMetrics(font).elidedText(note, Qt.TextElideMode.ElideRight, rect.width())
        where = QRect(rect.left(), rect.top(), rect.width(), DAY_HEAD - 2)
        painter.drawText(where, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)

    @staticmethod
    def _paint_ring(painter: QPainter, rect: QRect, *, strong: bool) -> None:
        color = theme.color("accent" if strong else "control")
        thick = 2 if strong else 1
        for edge in (
            QRect(rect.left(), rect.top(), rect.width(), thick),
            QRect(rect.left(), rect.bottom() - thick, rect.width(), thick),
            QRect(rect.left(), rect.top(), thick, rect.height()),
            QRect(rect.right() - thick, rect.top(), thick, rect.height()),
        ):
            painter.fillRect(edge, color)
