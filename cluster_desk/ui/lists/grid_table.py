"""Grids that are typed into as in Excel: any key begins, Enter goes down, Tab goes on, Delete empties."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cluster_desk.ui.forms.link_editor import offer_names
from cluster_desk.ui.lists.cells import line_in_cell
from cluster_desk.ui.look.items import ENTER, Index
from cluster_desk.ui.look.painting import wrapped
from cluster_desk.ui.look.tokens import HEADER_ROW

BESIDE_WORDS = 10
"""What a cell has beside its words, and a row above and below them."""

_Hint = QAbstractItemDelegate.EndEditHint


class LineDelegate(QStyledItemDelegate):
    """Edits a cell in a line that a screen reader calls by its heading."""

    def __init__(self, grid: GridTable) -> None:
        super().__init__(grid)
        self._grid = grid

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._grid.typing_at = index.row(), index.column()
        editor = line_in_cell(parent, index)
        if names := self._grid.offered(index):
            offer_names(editor, names)
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())


class GridTable(QTableView):
    """A grid with rows of one height; its model says by its flags which cells are typed into, and stores what is."""

    def __init__(self, name: str, row_height: int) -> None:
        super().__init__()
        self.typing_at = -1, -1
        """Where something is typed, or was last."""
        self.setAccessibleName(name)
        self.setItemDelegate(LineDelegate(self))
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.horizontalHeader().setFixedHeight(HEADER_ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(row_height)

    def fit_rows(self, most: int) -> None:
        """Give each row as many lines as its words need in the columns as they are, `most` at the most."""
        model, high = self.model(), self.verticalHeader().defaultSectionSize()
        columns = [(place, self.columnWidth(place) - BESIDE_WORDS) for place in range(model.columnCount())]
        for row in range(model.rowCount()):
            lines = max((self._lines(model.index(row, place), room, most) for place, room in columns), default=1)
            self.setRowHeight(row, max(high, lines * self.fontMetrics().lineSpacing() + BESIDE_WORDS))

    def _lines(self, index: Index, room: int, most: int) -> int:
        words, metrics = str(index.data() or ""), self.fontMetrics()
        if metrics.horizontalAdvance(words) <= room:
            return 1
        return len(wrapped(words, self.font(), metrics, room, most))

    def offered(self, index: Index) -> Sequence[str]:
        """What is offered while a cell is typed into."""
        return ()

    def empty(self, cells: Sequence[Index]) -> None:
        """Take away what stands in these cells."""
        places = [(one.row(), one.column()) for one in cells if one.flags() & Qt.ItemFlag.ItemIsEditable]
        for row, column in places:
            self.model().setData(self.model().index(row, column), "")
        if places:
            self.setCurrentIndex(self.model().index(*places[-1]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Delete:
            self.empty(self.selectedIndexes() or [index])
        elif event.key() in ENTER:
            event.accept()  # it ends the typing in a cell, and must not end the dialog
            if self.state() != self.State.EditingState and index.isValid():
                self.edit(index)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        row, column = self.typing_at
        super().closeEditor(editor, _Hint.NoHint)
        if hint == _Hint.SubmitModelCache and row >= 0:
            self.setCurrentIndex(self.model().index(min(row + 1, self.model().rowCount() - 1), column))
        elif hint in (_Hint.EditNextItem, _Hint.EditPreviousItem):
            self._across(row, column, 1 if hint == _Hint.EditNextItem else -1)

    def _across(self, row: int, column: int, by: int) -> None:
        """Go on to the next cell that can be typed into, and begin there."""
        model = self.model()
        width = model.columnCount()
        at = row * width + column + by
        while 0 <= at < width * model.rowCount():
            index = model.index(at // width, at % width)
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(index)
                self.edit(index)
                return
            at += by
