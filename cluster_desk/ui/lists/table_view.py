"""The list of every screen: sort, filter, columns as the user left them, copy and paste as a table, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from cluster_desk.core.language import _
from cluster_desk.settings import ListLook
from cluster_desk.ui.lists.columns import Column, Row, cell_text
from cluster_desk.ui.lists.table_columns import TableColumns
from cluster_desk.ui.lists.table_delegate import TableDelegate
from cluster_desk.ui.lists.table_header import TableHeader
from cluster_desk.ui.lists.table_model import PagedModel, TableModel
from cluster_desk.ui.look import theme
from cluster_desk.ui.look.items import ENTER, begin_at
from cluster_desk.ui.look.widgets import give_mnemonics, give_viewport

_FORMULA_SIGNS = ("=", "+", "-", "@")


class TableView(QTableView):
    """A list of rows (see `columns.Row`), laid out as `look` says and remembering there what the user changes.

    A list too long to be held brings a `model` of its own.

    Signals tell records by their ids: `current_moved` when another row has the keyboard, `opened` by Enter or a
    double click, `chosen_changed` with the ids chosen, `delete_asked`, and `paste_asked`.
    `rows_menu` brings a menu, to be filled with what can be done, and the ids chosen.
    """

    current_moved = Signal(object)
    opened = Signal(object)
    chosen_changed = Signal(list)
    delete_asked = Signal(list)
    paste_asked = Signal()
    look_changed = Signal()
    rows_menu = Signal(QMenu, list)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        look: ListLook | None = None,
        *,
        lines: int = 1,
        takes_rows: bool = False,
        model: TableModel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        give_viewport(self)
        self.setAccessibleName(name)
        self.columns = tuple(columns)
        self.look = look if look is not None else ListLook()
        self.takes_rows = takes_rows
        self.list_model = model or TableModel(columns, self)
        self._lines = lines
        self.table_delegate = TableDelegate(self, self.list_model, lines)
        self._header = TableHeader(self.list_model, self.table_delegate, self)
        self._set_up()
        self.setModel(self.list_model)
        self.column_layout = TableColumns(self, self.list_model, self.table_delegate, self.look)
        self.column_layout.restore()
        self.announce_ends(self.column_layout.places())
        self._connect()

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show `rows`; who was chosen, who had the keyboard and what was in sight stay, where they are still there."""
        self._keeping_place(lambda: self.list_model.set_rows(rows))
        self.column_layout.measure(anew=not isinstance(self.list_model, PagedModel))

    def search(self, query: str) -> None:
        """Show only rows that hold every word of `query`."""
        self._keeping_place(lambda: self.list_model.search(query))

    def narrow(self, condition: Callable[[Row], bool] | None) -> None:
        """Show only rows that `condition` holds for."""
        self._keeping_place(lambda: self.list_model.narrow(condition))

    def current_key(self) -> Any:
        """The id of the record that has the keyboard; None without one."""
        index = self.currentIndex()
        return self.list_model.key(index.row()) if index.isValid() else None

    def chosen_keys(self) -> list[Any]:
        """The ids of the records chosen, as they stand in the list."""
        return [self.list_model.key(place) for place in self._chosen_places()]

    def go_to(self, key: Any) -> bool:
        """Choose the record `key` and bring it in sight; False when the list does not show it."""
        place = self.list_model.place_of(key)
        if place >= 0:
            index = self.list_model.index(place, self._first_visible())
            # Told outright: selectRow minds the keys held down, and Ctrl is when an undo brings us here.
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)
        return place >= 0

    def copy(self) -> None:
        """Put the rows chosen into the clipboard as a table, with its heading, columns as they stand."""
        places = self._chosen_places()
        if not places:
            return
        result = self.column_layout.places()
        rows = [[cell_text(self.columns, self.list_model.row(row), place) for place in result] for row in places]
        QGuiApplication.clipboard().setMimeData(table_data([_(self.columns[place].label) for place in result], rows))

    def paste(self) -> None:
        """Ask for the clipboard's rows to be put in, where the list takes any."""
        if self.takes_rows:
            self.paste_asked.emit()

    def shown_keys(self) -> list[str]:
        """The keys of the columns that the user has, as they stand on the screen."""
        return [self.columns[place].key for place in self.column_layout.places()]

    def make_menu(self) -> QMenu:
        """What can be done with the list and its rows."""
        menu = QMenu(self)
        give_mnemonics(menu)
        if self._chosen_places():
            self.rows_menu.emit(menu, self.chosen_keys())
            menu.addSeparator()
        copy = menu.addAction(_("Copy as a table"), self.copy)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setEnabled(bool(self._chosen_places()))
        if self.takes_rows:
            menu.addAction(_("Paste rows"), self.paste).setShortcut(QKeySequence(QKeySequence.StandardKey.Paste))
        menu.addAction(_("Select all"), self.selectAll).setShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll))
        menu.addSeparator()
        self._add_sort_menu(menu)
        self._add_columns_menu(menu)
        return menu

    def sort_by(self, key: str, *, descending: bool = False) -> None:
        """Sort by the column `key`."""
        keys = [column.key for column in self.columns]
        if key in keys:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self.sortByColumn(keys.index(key), order)

    def show_column(self, key: str, visible: bool = True) -> None:
        """Show or hide the column `key`; the last one shown stays."""
        self.column_layout.show([column.key for column in self.columns].index(key), visible)

    def _set_up(self) -> None:
        self.setItemDelegate(self.table_delegate)
        self.setHorizontalHeader(self._header)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.table_delegate.row_height)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)

    def _connect(self) -> None:
        self._header.sortIndicatorChanged.connect(self._sort_changed)
        self.column_layout.changed.connect(self.look_changed)
        self.column_layout.two_lines_needed.connect(self.use_two_lines)
        self.column_layout.laid_out.connect(self.announce_ends)
        self._header.menu_asked.connect(lambda place: self.make_menu().popup(place))
        self.entered.connect(lambda index: self._hover(index.row()))
        self.doubleClicked.connect(lambda index: self.opened.emit(self.list_model.key(index.row())))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit(self.chosen_keys()))
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        theme.on_change(self._look_worn)

    def announce_ends(self, visible: list[int]) -> None:
        """Told which columns are shown, in their order, when that may have changed."""
        if visible:
            self.table_delegate.first_column, self.table_delegate.last_column = visible[0], visible[-1]
        self.viewport().update()
        self._header.headerDataChanged(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def use_two_lines(self, two: bool) -> None:
        """Let rows have room for two lines where one does not hold the words."""
        lines = max(self._lines, 2 if two else 1)
        if self.table_delegate.lines != lines:
            self.table_delegate.lines = lines
            self.verticalHeader().setDefaultSectionSize(self.table_delegate.row_height)
            if self.currentIndex().isValid():
                self.scrollTo(self.currentIndex())

    def _sort_changed(self, place: int, order: Qt.SortOrder) -> None:
        self.list_model.sort(place, order)
        self.look.sort = self.columns[place].key if place >= 0 else ""
        self.look.descending = order == Qt.SortOrder.DescendingOrder
        self.look_changed.emit()
        self.column_layout.measure(anew=False)

    def _keeping_place(self, change: Callable[[], None]) -> None:
        chosen, current = set(self.chosen_keys()), self.current_key()
        scrolled = self.verticalScrollBar().value()
        self.table_delegate.hovered_row = -1
        change()
        if current is None and not chosen:
            return
        places = self.list_model.places_of(chosen)
        selection = QItemSelection()
        for first, last in _runs(places):
            selection.select(self.list_model.index(first, 0), self.list_model.index(last, len(self.columns) - 1))
        at = self.list_model.place_of(current) if current is not None else -1
        if at >= 0:
            index = self.list_model.index(at, self._first_visible())
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.verticalScrollBar().setValue(scrolled)

    def _chosen_places(self) -> list[int]:
        selection = self.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.size())]
        return sorted({place for part in ranges for place in range(part.top(), part.bottom() + 1)})

    def _first_visible(self) -> int:
        return self.table_delegate.first_column

    def _row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        # The ring goes from one row to the other; Qt itself repaints only a cell of each.
        for index in (current, previous):
            if index.isValid():
                self._update_row(index.row())
        self.current_moved.emit(self.list_model.key(current.row()) if current.isValid() else None)

    def _hover(self, place: int) -> None:
        before, self.table_delegate.hovered_row = self.table_delegate.hovered_row, place
        if before != place:
            self._update_row(before)
            self._update_row(place)

    def _update_row(self, place: int) -> None:
        if 0 <= place < self.list_model.rowCount():
            top = self.rowViewportPosition(place)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(place))

    def _look_worn(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.table_delegate.row_height)
        self.column_layout.measure()
        self.viewport().update()

    def _add_sort_menu(self, menu: QMenu) -> None:
        sub = menu.addMenu(_("Sort by"))
        for place, column in enumerate(self.columns):
            action = sub.addAction(_(column.label))
            action.setCheckable(True)
            action.setChecked(self._header.sortIndicatorSection() == place)
            turned = self.look.sort == column.key and not self.look.descending
            action.triggered.connect(lambda *_, key=column.key, turned=turned: self.sort_by(key, descending=turned))

    def _add_columns_menu(self, menu: QMenu) -> None:
        sub = menu.addMenu(_("Columns"))
        for place, column in enumerate(self.columns):
            action = sub.addAction(_(column.label))
            action.setCheckable(True)
            action.setChecked(self.column_layout.is_chosen(place))
            action.toggled.connect(partial(self.show_column, column.key))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go by whole rows: Home and End lead to the first and the last one, not along the row."""
        ends = {QAbstractItemView.CursorAction.MoveHome: 0, QAbstractItemView.CursorAction.MoveEnd: -1}
        count = self.list_model.rowCount()
        if action in ends and count:
            return self.list_model.index(ends[action] % count, self._first_visible())
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in ENTER and self.currentIndex().isValid():
            self.opened.emit(self.current_key())
        elif event.key() == Qt.Key.Key_Delete and self._chosen_places():
            self.delete_asked.emit(self.chosen_keys())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of a click on the row that has the keyboard already too: the first has it before anybody chose it."""
        before = self.currentIndex().row()
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and before >= 0 and self.currentIndex().row() == before:
            self.current_moved.emit(self.current_key())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            rect = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(QPoint(rect.left() + 20, rect.bottom()))
        self.make_menu().popup(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.column_layout.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        begin_at(self, self.list_model.index(0, self._first_visible()))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the row under the mouse when the mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Rising `places` as first and last of each unbroken run: a selection of runs is far cheaper than one of rows."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def table_data(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> QMimeData:
    """A table for the clipboard: plain text with tabs, and HTML that Word and Excel paste as a table.

    A text that begins like a formula is told to be a text, else Excel would reckon it.
    """
    from html import escape  # with its long table of names, which no list needs to be shown

    data = QMimeData()
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in (heading, *rows)]
    data.setText("\n".join(lines))
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heading)
    body = "".join("<tr>" + "".join(_html_cell(cell, escape(cell)) for cell in row) + "</tr>" for row in rows)
    data.setHtml(f'<meta charset="utf-8"><table border="1"><tr>{head}</tr>{body}</table>')
    return data


def _html_cell(cell: str, escaped: str) -> str:
    form = """ style='mso-number-format:"\\@"'""" if cell.lstrip().startswith(_FORMULA_SIGNS) else ""
    return f"<td{form}>{escaped.replace(chr(10), '<br>')}</td>"
