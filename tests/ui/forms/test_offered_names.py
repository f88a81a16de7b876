"""Names offered under a field, chosen as a secretary does: Down and Enter, in a form and in a cell of a table."""

from __future__ import annotations

import gc

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cluster_desk.ui.forms.link_editor import offer_names

NAMES = ["Воронцова М. С.", "Лаптева О. Д.", "Лебедев И. П."]


class _Delegate(QStyledItemDelegate):
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        line = QLineEdit(parent)
        offer_names(line, NAMES)
        return line


def _editor(table: QTableWidget) -> QLineEdit | None:
    return table.findChild(QLineEdit)


def _open_list(table: QTableWidget, typed: str) -> QAbstractItemView:
    line = _editor(table)
    assert line is not None
    completer = line.completer()
    completer.setCompletionPrefix(typed)
    completer.complete()
    popup = completer.popup()
    assert popup is not None
    return popup


def test_a_name_is_chosen_in_a_cell_that_only_qt_holds(qtbot: QtBot) -> None:
    table = QTableWidget(1, 1)
    table.setItemDelegate(_Delegate(table))
    qtbot.addWidget(table)
    table.show()
    table.edit(table.model().index(0, 0))
    gc.collect()
    popup = _open_list(table, "Лап")
    gc.collect()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    QApplication.processEvents()
    line = _editor(table)
    assert line is None or line.text() == "Лаптева О. Д."


def _cell_in_typing(qtbot: QtBot) -> QTableWidget:
    table = QTableWidget(1, 2)
    table.setItemDelegate(_Delegate(table))
    qtbot.addWidget(table)
    table.setTabKeyNavigation(False)
    table.show()
    table.setCurrentCell(0, 0)
    table.edit(table.model().index(0, 0))
    line = _editor(table)
    assert line is not None
    line.setText("Лаптева")
    return table


def test_tab_over_the_open_list_goes_on_to_the_next_cell(qtbot: QtBot) -> None:
    table = _cell_in_typing(qtbot)
    QTest.keyClick(_open_list(table, "Лап"), Qt.Key.Key_Tab)
    assert table.model().index(0, 0).data() == "Лаптева"
    assert table.currentColumn() == 1


def test_tab_takes_the_name_chosen_and_goes_on(qtbot: QtBot) -> None:
    table = _cell_in_typing(qtbot)
    popup = _open_list(table, "Лап")
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Tab)
    assert table.model().index(0, 0).data() == "Лаптева О. Д."
    assert table.currentColumn() == 1


def test_the_list_is_as_wide_as_its_names(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.resize(90, 30)
    line.show()
    offer_names(line, ["Лаптева О. Д., заместитель директора опорной школы по учебно-воспитательной работе"])
    completer = line.completer()
    completer.setCompletionPrefix("Лап")
    completer.complete()
    popup = completer.popup()
    assert popup is not None
    assert popup.viewport().width() >= popup.sizeHintForColumn(0)
