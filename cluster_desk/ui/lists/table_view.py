"""The list of every screen: sort, filter, columns as the user left them, copy and paste as a table, all by keyboard."""

from __future__ import annotations

import html
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
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from cluster_desk.core.language import _
from cluster_desk.settings import ListLook
from cluster_desk.ui.lists.columns import Column, Row, cell_text
from cluster_desk.ui.lists.table_delegate import TableDelegate
from cluster_desk.ui.lists.table_model import TableModel
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.look.painting import line_of_words
from cluster_desk.ui.look.tokens import HEADER_ROW, SMALL

_LEAST_ELASTIC = 200
_ARROW = 16
_FORMULA_SIGNS = ("=", "+", "-", "@")


class TableHeader(QHeaderView):
    """Headings that sort on a click, can be dragged to another place and made wider."""

    menu_asked = Signal(object)

    def __init__(self, model: TableModel, delegate: TableDelegate, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._delegate = delegate
        self.setAccessibleName(_("Column headings"))
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setMinimumSectionSize(40)
        self.setStretchLastSection(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(HEADER_ROW, QFontMetrics(theme.font(SMALL)).height() + 12))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one heading."""
        painter.save()
        painter.fillRect(rect, theme.color("surface2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        sorted_by = self.sortIndicatorSection() == section
        inner = rect.adjusted(self._delegate.left_padding(section), 0, -8, -1)
        column, color = self._model.columns[section], theme.color("text" if sorted_by else "text2")
        arrow, right = _ARROW if sorted_by else 0, column.right
        room = inner.adjusted(arrow if right else 0, 0, 0 if right else -arrow, 0)
        width = line_of_words(painter, room, _(column.label), theme.font(SMALL), color, right=right)
        if sorted_by:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            x = inner.right() - width - _ARROW - 1 if right else inner.left() + width + 2
            place = QRectF(x, inner.top() + (inner.height() - _ARROW) // 2, _ARROW, _ARROW)
            icons.paint(painter, place, "chevron_down" if down else "chevron_up", "text2")
        painter.restore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())


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
        self.setAccessibleName(name)
        self.columns = tuple(columns)
        self.look = look if look is not None else ListLook()
        self.takes_rows = takes_rows
        self.list_model = model or TableModel(columns, self)
        self._delegate = TableDelegate(self, self.list_model, lines)
        self._header = TableHeader(self.list_model, self._delegate, self)
        self._laying_out = True
        self._set_up()
        self.setModel(self.list_model)
        self._restore_look()
        self._connect()
        self._laying_out = False

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show `rows`; who was chosen, who had the keyboard and what was in sight stay, where they are still there."""
        self._keeping_place(lambda: self.list_model.set_rows(rows))

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
        result = self._shown_places()
        rows = [[cell_text(self.columns, self.list_model.row(row), place) for place in result] for row in places]
        QGuiApplication.clipboard().setMimeData(table_data([_(self.columns[place].label) for place in result], rows))

    def paste(self) -> None:
        """Ask for the clipboard's rows to be put in, where the list takes any."""
        if self.takes_rows:
            self.paste_asked.emit()

    def shown_keys(self) -> list[str]:
        """The keys of the columns as they stand on the screen."""
        return [self.columns[place].key for place in self._shown_places()]

    def make_menu(self) -> QMenu:
        """What can be done with the list and its rows."""
        menu = QMenu(self)
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
        place = [column.key for column in self.columns].index(key)
        others = [at for at in range(len(self.columns)) if at != place and not self.isColumnHidden(at)]
        if others or visible:
            self.setColumnHidden(place, not visible)
            self._note_look()
            self._share_room()

    def _set_up(self) -> None:
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(self._header)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)
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
        self._header.sectionResized.connect(self._column_resized)
        self._header.sectionMoved.connect(self._column_moved)
        self._header.menu_asked.connect(lambda place: self.make_menu().popup(place))
        self.entered.connect(lambda index: self._hover(index.row()))
        self.doubleClicked.connect(lambda index: self.opened.emit(self.list_model.key(index.row())))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit(self.chosen_keys()))
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        theme.on_change(self._look_worn)

    def _restore_look(self) -> None:
        keys = [column.key for column in self.columns]
        for place, column in enumerate(self.columns):
            self.setColumnWidth(place, self.look.widths.get(column.key, column.width))
        for at, key in enumerate(key for key in self.look.order if key in keys):
            self._header.moveSection(self._header.visualIndex(keys.index(key)), at)
        hidden = self.look.hidden or ([] if self.look.order else [c.key for c in self.columns if c.hidden])
        for place, key in enumerate(keys):
            self.setColumnHidden(place, key in hidden and len(hidden) < len(keys))
        order = Qt.SortOrder.DescendingOrder if self.look.descending else Qt.SortOrder.AscendingOrder
        place = keys.index(self.look.sort) if self.look.sort in keys else -1
        self._header.setSortIndicator(place, order)
        if place >= 0:
            self.list_model.sort(place, order)
        self._announce_ends()

    def _note_look(self) -> None:
        """Keep in `look` how the columns stand now."""
        count = len(self.columns)
        self.look.order = [self.columns[self._header.logicalIndex(at)].key for at in range(count)]
        self.look.hidden = [column.key for place, column in enumerate(self.columns) if self.isColumnHidden(place)]
        self._announce_ends()
        self.look_changed.emit()

    def _shown_places(self) -> list[int]:
        places = [self._header.logicalIndex(at) for at in range(len(self.columns))]
        return [place for place in places if not self.isColumnHidden(place)]

    def _announce_ends(self) -> None:
        result = self._shown_places()
        self._delegate.first_column, self._delegate.last_column = result[0], result[-1]
        self.viewport().update()
        self._header.viewport().update()

    def _sort_changed(self, place: int, order: Qt.SortOrder) -> None:
        self.list_model.sort(place, order)
        self.look.sort = self.columns[place].key if place >= 0 else ""
        self.look.descending = order == Qt.SortOrder.DescendingOrder
        self.look_changed.emit()

    def _column_resized(self, place: int, _old: int, width: int) -> None:
        if not self._laying_out and width > 0:
            self.look.widths[self.columns[place].key] = width
            self.look_changed.emit()
            self._share_room(without=place)

    def _column_moved(self, *_where: int) -> None:
        if not self._laying_out:
            self._note_look()

    def _share_room(self, without: int = -1) -> None:
        """Give the elastic columns what the others leave over, or take from them what is missing."""
        visible = [place for place in range(len(self.columns)) if not self.isColumnHidden(place)]
        elastic = [place for place in visible if self.columns[place].elastic and place != without]
        if not elastic or self._laying_out:
            return
        width = {place: self.look.widths.get(self.columns[place].key, self.columns[place].width) for place in visible}
        if without >= 0:
            width[without] = self.columnWidth(without)
        spare = self.viewport().width() - sum(width.values())
        self._laying_out = True
        for place in elastic:
            fit = width[place] + spare // len(elastic)
            self.setColumnWidth(place, max(fit, min(width[place], _LEAST_ELASTIC)))
        self._laying_out = False

    def _keeping_place(self, change: Callable[[], None]) -> None:
        chosen, current = set(self.chosen_keys()), self.current_key()
        scrolled = self.verticalScrollBar().value()
        self._delegate.hovered_row = -1
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
        return self._delegate.first_column

    def _row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        # The ring goes from one row to the other; Qt itself repaints only a cell of each.
        for index in (current, previous):
            if index.isValid():
                self._update_row(index.row())
        self.current_moved.emit(self.list_model.key(current.row()) if current.isValid() else None)

    def _hover(self, place: int) -> None:
        before, self._delegate.hovered_row = self._delegate.hovered_row, place
        if before != place:
            self._update_row(before)
            self._update_row(place)

    def _update_row(self, place: int) -> None:
        if 0 <= place < self.list_model.rowCount():
            top = self.rowViewportPosition(place)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(place))

    def _look_worn(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height)
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
            action.setChecked(not self.isColumnHidden(place))
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
        self._share_room()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.list_model.rowCount():
            # The keyboard needs a place to start from, though nothing is chosen yet.
            first = self.list_model.index(0, self._first_visible())
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
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
    data = QMimeData()
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in (heading, *rows)]
    data.setText("\n".join(lines))
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in heading)
    body = "".join("<tr>" + "".join(map(_html_cell, row)) + "</tr>" for row in rows)
    data.setHtml(f'<meta charset="utf-8"><table border="1"><tr>{head}</tr>{body}</table>')
    return data


def _html_cell(cell: str) -> str:
    form = """ style='mso-number-format:"\\@"'""" if cell.lstrip().startswith(_FORMULA_SIGNS) else ""
    return f"<td{form}>{html.escape(cell).replace(chr(10), '<br>')}</td>"
