"""Participation as a table: organizations down, months or kinds of people across; every number leads to its entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cluster_desk.core.language import _
from cluster_desk.data.queries.participation import MatrixRow
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.items import ENTER, ROOT, Index
from cluster_desk.ui.look.tokens import HEADER_ROW, MARGIN_LEFT, MARGIN_RIGHT, ROW

STEPS = (1, 10, 25, 50)
"""From which number on a cell has the next ground."""


class MatrixModel(QAbstractTableModel):
    """Rows of `participation_matrix` with totals to the right and below."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[MatrixRow] = ()
        self.keys: Sequence[str] = ()
        self.heads: Sequence[str] = ()
        self.few: frozenset[int] = frozenset()
        self.future: frozenset[str] = frozenset()

    def show_rows(
        self,
        rows: Sequence[MatrixRow],
        keys: Sequence[str],
        heads: Sequence[str],
        *,
        few: frozenset[int] = frozenset(),
        future: frozenset[str] = frozenset(),
    ) -> None:
        """Show `rows` under `heads`; `few` took part too little, nothing is expected yet of the columns `future`."""
        self.beginResetModel()
        self.rows, self.keys, self.heads, self.few, self.future = rows, keys, heads, few, future
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or not self.rows else len(self.rows) + 1

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.keys) + 2

    def title(self, row: int) -> str:
        """What stands at the left of a row."""
        if row >= len(self.rows):
            return _("In all")
        return self.rows[row].name or _("no organization told")

    def number(self, row: int, column: int) -> int:
        """The number of a cell, sums included."""
        rows = self.rows if row >= len(self.rows) else [self.rows[row]]
        if column > len(self.keys):
            return sum(sum(each.cells.get(key, 0) for key in self.keys) for each in rows)
        return sum(each.cells.get(self.keys[column - 1], 0) for each in rows)

    def is_few(self, row: int) -> bool:
        """Whether the organization of a row took part too little."""
        return row < len(self.rows) and self.rows[row].organization_id in self.few

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.column() == 0:
            return self.title(index.row()) if role == Qt.ItemDataRole.DisplayRole else None
        number = self.number(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{number:,}".replace(",", "\u00a0")
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return f"{self.title(index.row())}, {self.headerData(index.column(), Qt.Orientation.Horizontal)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            # The sheet's header has no margins of its own: the words stand over those of the rows.
            return [f"    {_('Organization')}", *(f"{head} " for head in self.heads), f"{_('In all')}   "][section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _MatrixDelegate(QStyledItemDelegate):
    def __init__(self, view: MatrixView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, rect = self._view.matrix, option.rect
        last_row, last_column = index.row() >= len(model.rows), index.column() > len(model.keys)
        painter.save()
        if last_row:
            painter.fillRect(rect, theme.color("surface2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        if index.column() == 0:
            self._paint_title(painter, rect, index.row(), strong=last_row)
        else:
            self._paint_number(painter, rect, index, plain=last_row or last_column)
        if self._view.hasFocus() and index == self._view.currentIndex():
            pen = QPen(theme.color("accent"), 2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(2, 2, -3, -3))
        painter.restore()

    def _paint_title(self, painter: QPainter, rect: QRect, row: int, *, strong: bool) -> None:
        left = rect.left() + MARGIN_LEFT
        if self._view.matrix.is_few(row):
            icons.paint(painter, QRectF(left, rect.center().y() - 7, 16, 16), "warning", "warn")
            left += 22
        font = theme.font(10, strong=strong)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        room = QRect(left, rect.top(), rect.right() - left - 6, rect.height())
        words = QFontMetrics(font).elidedText(self._view.matrix.title(row), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_number(self, painter: QPainter, rect: QRect, index: Index, *, plain: bool) -> None:
        model = self._view.matrix
        number = model.number(index.row(), index.column())
        ink = theme.color("text")
        if not plain and number:
            ground = QColor(theme.tokens().participation[sum(number >= step for step in STEPS) - 1])
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(rect.adjusted(4, 3, -4, -4)), 3, 3)
            ink = _readable(ground)
        words = f"{number:,}".replace(",", "\u00a0") if number or plain else "·"
        if not number and not plain and model.keys[index.column() - 1] in model.future:
            words = ""
        painter.setFont(theme.font(10))
        painter.setPen(ink if number or plain else theme.color("text2"))
        right = MARGIN_RIGHT if index.column() > len(model.keys) else 10
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(0, 0, -right, -1), int(place), words)


def _readable(ground: QColor) -> QColor:
    """Whichever of the two inks stands out more from a ground."""
    inks = (theme.color("text"), theme.color("on_accent"))
    return max(inks, key=lambda ink: abs(_light(ink) - _light(ground)))


def _light(color: QColor) -> float:
    return 0.299 * color.redF() + 0.587 * color.greenF() + 0.114 * color.blueF()


class MatrixView(QTableView):
    """The table; `opened` tells a cell that the user wants the entries of, by row and column."""

    opened = Signal(int, int)
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Participation"))
        self.matrix = MatrixModel()
        self.setModel(self.matrix)
        self.setItemDelegate(_MatrixDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW - 1)
        self.horizontalHeader().setFixedHeight(HEADER_ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row(), index.column()))
        self.selectionModel().currentChanged.connect(lambda now, _before: self.moved.emit(now.row()))
        self.matrix.modelReset.connect(self._lay_out)

    def _lay_out(self) -> None:
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        count = self.matrix.columnCount()
        width = 64 if count > 8 else 108
        for column in range(1, count):
            self.setColumnWidth(column, 78 if column == count - 1 else width)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(60)
        if self.matrix.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self.matrix.index(0, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in ENTER and index.isValid():
            self.opened.emit(index.row(), index.column())
        else:
            super().keyPressEvent(event)


class Legend(QWidget):
    """What the grounds of the cells mean."""

    def __init__(self) -> None:
        super().__init__()
        self._texts = ["1–9", "10–24", "25–49", _("50 and more")]
        metrics = QFontMetrics(theme.font(9))
        self._widths = [26 + metrics.horizontalAdvance(text) + 14 for text in self._texts]
        self.setFixedSize(sum(self._widths), 24)
        self.setAccessibleName(_("Participants: %s") % ", ".join(self._texts))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0
        for text, width, ground in zip(self._texts, self._widths, theme.tokens().participation, strict=True):
            painter.setPen(QPen(theme.color("border"), 1))
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(QRectF(left + 0.5, 4.5, 15, 15), 3, 3)
            painter.setPen(theme.color("text2"))
            painter.setFont(theme.font(9))
            place = int(Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRect(left + 22, 0, width - 22, 24), place, text)
            left += width
        painter.end()


def months_between(start: dt.date, end: dt.date) -> list[tuple[int, int]]:
    """Year and month of every month of a period, at most two years of them."""
    rows: list[tuple[int, int]] = []
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month) and len(rows) < 24:
        rows.append((year, month))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return rows
