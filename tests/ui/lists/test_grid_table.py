"""A grid typed into as in Excel: keys, the editor's name, cells that nobody may type into."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cluster_desk.ui.lists.grid_table import BESIDE_WORDS, GridTable


@pytest.fixture
def grid(qtbot: QtBot) -> GridTable:
    """Three rows under «Школа» and two kinds; the middle column only shows."""
    table = GridTable("Сводная", 28)
    model = QStandardItemModel(3, 3, table)
    model.setHorizontalHeaderLabels(["Школа", "Ответ", "пед."])
    model.setHeaderData(2, Qt.Orientation.Horizontal, "педагоги", Qt.ItemDataRole.AccessibleTextRole)
    for row in range(3):
        for column in range(3):
            item = QStandardItem(f"{row}{column}")
            item.setEditable(column != 1)
            model.setItem(row, column, item)
    table.setModel(model)
    qtbot.addWidget(table)
    table.show()
    qtbot.waitExposed(table)
    table.setFocus()
    table.setCurrentIndex(model.index(0, 0))
    return table


def here(grid: GridTable) -> tuple[int, int]:
    return grid.currentIndex().row(), grid.currentIndex().column()


def words(grid: GridTable, row: int, column: int) -> str:
    return str(grid.model().index(row, column).data() or "")


def editor(grid: GridTable) -> QLineEdit:
    [one] = [each for each in grid.findChildren(QLineEdit) if each.isVisible()]
    return one


def test_any_key_begins_enter_goes_down_tab_goes_on_to_what_may_be_typed(grid: GridTable) -> None:
    QTest.keyClicks(grid, "5")
    assert editor(grid).text() == "5"
    QTest.keyClick(editor(grid), Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt takes what Enter ended a moment later
    assert (words(grid, 0, 0), here(grid)) == ("5", (1, 0))
    QTest.keyClick(grid, Qt.Key.Key_Return)  # begins what stands there
    assert editor(grid).text() == "10"
    QTest.keyClicks(editor(grid), "7")
    QTest.keyClick(editor(grid), Qt.Key.Key_Tab)
    assert (words(grid, 1, 0), here(grid)) == ("7", (1, 2))
    assert editor(grid).accessibleName() == "педагоги"
    QTest.keyClick(editor(grid), Qt.Key.Key_Backtab)
    assert here(grid) == (1, 0)
    assert editor(grid).accessibleName() == "Школа"
    QTest.keyClick(editor(grid), Qt.Key.Key_Escape)
    assert here(grid) == (1, 0)


def test_delete_empties_what_may_be_typed(grid: GridTable) -> None:
    grid.setCurrentIndex(grid.model().index(2, 1))
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    grid.setCurrentIndex(grid.model().index(2, 2))
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert (words(grid, 2, 1), words(grid, 2, 2), here(grid)) == ("21", "", (2, 2))
    assert QApplication.focusWidget() is grid


def test_rows_get_the_lines_that_their_words_need(qtbot: QtBot) -> None:
    model = QStandardItemModel(2, 1)
    model.setItem(0, 0, QStandardItem("Кудрина Мирослава Павловна"))
    model.setItem(1, 0, QStandardItem("Сычёв П. И."))
    grid = GridTable("Участники", 28)
    qtbot.addWidget(grid)
    grid.setModel(model)
    grid.setColumnWidth(0, grid.fontMetrics().horizontalAdvance("Кудрина Мирослава") + BESIDE_WORDS + 2)
    grid.fit_rows(3)
    assert (grid.rowHeight(0), grid.rowHeight(1)) == (2 * grid.fontMetrics().lineSpacing() + BESIDE_WORDS, 28)
