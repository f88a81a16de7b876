"""The table of a plan on the screen: chosen, edited, moved by keyboard and mouse; signals tell what is to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QMenu,
    QToolTip,
    QTreeView,
    QWidget,
)

from cluster_desk.core.language import _
from cluster_desk.core.records.fields import TableColumn, table_columns
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.rules.plan.lines import Key, Line
from cluster_desk.settings import ListLook
from cluster_desk.ui.look import theme
from cluster_desk.ui.look.items import ENTER, begin_at
from cluster_desk.ui.look.widgets import tip
from cluster_desk.ui.screens.plan.plan_delegate import PlanDelegate, PlanHeader
from cluster_desk.ui.screens.plan.plan_model import (
    COLUMNS,
    DEADLINE,
    HEADINGS,
    NUMBER,
    RESPONSIBLE,
    STATE,
    STRIP,
    TITLE,
    PlanModel,
    field_at,
)

_MONTHS = TableColumn("", screen=216, narrow=134)


_TITLE_ENOUGH = 460  # logical pixels that most titles need


class PlanTree(QTreeView):
    """The lines of a plan.

    `deadline_asked` and `state_asked` tell a line whose deadline or state the user wants to change, `opened` one whose
    form he wants, `moved` by how much the chosen lines are to go up or down (`section_moved` their section).
    """

    deadline_asked = Signal(object, str)
    state_asked = Signal(object)
    opened = Signal(object)
    moved = Signal(int)
    section_moved = Signal(int)
    step_requested = Signal()
    delete_asked = Signal()
    copy_asked = Signal()
    paste_asked = Signal()
    menu_asked = Signal(QPoint)
    chosen_changed = Signal()
    current_moved = Signal()

    def __init__(self, look: ListLook | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look if look is not None else ListLook()
        self._is_narrow = False
        self.setAccessibleName(_("Plan"))
        self.plan = PlanModel(self)
        self._busy = False
        self._waiting: tuple[Sequence[Line], Sequence[dt.date], tuple[dt.date | None, dt.date | None]] | None = None
        self.delegate = PlanDelegate(self, self.plan)
        self.delegate.typed_on.connect(self.edit_beside)
        self._set_up()
        self.plan.modelAboutToBeReset.connect(self.delegate.forget_heights)
        self.setModel(self.plan)
        self._lay_out_columns()
        self.header().sectionResized.connect(self._column_resized)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.doubleClicked.connect(self.change_cell)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self.selectionModel().currentChanged.connect(self._current_changed)
        theme.on_change(self._look_worn)

    def set_lines(
        self, lines: Sequence[Line], months: Sequence[dt.date], period: tuple[dt.date | None, dt.date | None]
    ) -> None:
        """Show these lines; what was chosen, had the keyboard and was in sight stays, where it is still there."""
        if self.state() == QAbstractItemView.State.EditingState:
            # What is being typed is not to be lost because something else changed.
            self._waiting = (lines, months, period)
            return
        chosen, current, column = set(self.chosen_keys()), self.current_key(), self.currentIndex().column()
        place, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        self.delegate.hovered_row, self.plan.period = -1, period
        self._busy = True
        self.plan.set_lines(lines, months)
        selection = QItemSelection()
        for key in chosen:
            at = self.plan.place_of(key)
            if at >= 0:
                selection.select(self.plan.index(at, 0), self.plan.index(at, STATE))
        flags = QItemSelectionModel.SelectionFlag
        if current is not None and self.plan.lines:
            at = self.plan.place_of(current)
            kept = at if at >= 0 else min(max(place, 0), len(self.plan.lines) - 1)
            self.selectionModel().setCurrentIndex(self.plan.index(kept, max(column, TITLE)), flags.NoUpdate)
            if selection.isEmpty():
                selection.select(self.plan.index(kept, 0), self.plan.index(kept, STATE))
        self.selectionModel().select(selection, flags.ClearAndSelect)
        self._busy = False
        self.verticalScrollBar().setValue(scrolled)
        for each in (self, self.header()):  # the period and the day of the strip may be others
            each.viewport().update()
        self.chosen_changed.emit()

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what has no room beside a form, squeeze the strip and let titles take three lines, or as before."""
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self.delegate.lines = 3 if narrow else 2
            self._lay_out_columns()
            self.doItemsLayout()

    def is_chosen(self, column: int) -> bool:
        """Whether the user has the column on the screen; optional ones are off until he asks for them."""
        if self.look.order:
            return COLUMNS[column] not in self.look.hidden
        return not _described(column).optional

    def show_column(self, column: int, visible: bool) -> None:
        """Put a column on the screen or take it off, and remember that."""
        hidden = [name for at, name in enumerate(COLUMNS) if not self.is_chosen(at) and at != column]
        self.look.order, self.look.hidden = list(COLUMNS), hidden if visible else [*hidden, COLUMNS[column]]
        self._lay_out_columns()
        self.doItemsLayout()

    def columns_menu(self, parent: QWidget) -> QMenu:
        """The columns, to be put on the screen or taken off; what a plan cannot be without stays."""
        menu = QMenu(_("Columns"), parent)
        for column in range(len(COLUMNS)):
            if column not in (NUMBER, TITLE):
                action = menu.addAction(_(HEADINGS[column]))
                action.setCheckable(True)
                action.setChecked(self.is_chosen(column))
                action.toggled.connect(partial(self.show_column, column))
        return menu

    def current_line(self) -> Line | None:
        """The line that has the keyboard; None without one."""
        index = self.currentIndex()
        return self.plan.line(index) if index.isValid() else None

    def current_key(self) -> Key | None:
        """What the line that has the keyboard is known by."""
        line = self.current_line()
        return line.key if line else None

    def chosen_lines(self) -> list[Line]:
        """The lines chosen, as they stand."""
        ranges = self.selectionModel().selection()
        places = {
            place for at in range(ranges.size()) for place in range(ranges.at(at).top(), ranges.at(at).bottom() + 1)
        }
        return [self.plan.lines[place] for place in sorted(places) if place < len(self.plan.lines)]

    def chosen_keys(self) -> list[Key]:
        """What the chosen lines are known by."""
        return [line.key for line in self.chosen_lines()]

    def go_to(self, key: Key, column: int = TITLE) -> bool:
        """Choose a line and bring it in sight; False when it is not shown."""
        place = self.plan.place_of(key)
        if place >= 0:
            index = self.plan.index(place, column)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)
        return place >= 0

    def choose(self, keys: Sequence[Key]) -> None:
        """Choose several lines; the first gets the keyboard."""
        visible = [key for key in keys if self.plan.place_of(key) >= 0]
        if not visible or not self.go_to(visible[0], max(TITLE, self.currentIndex().column())):
            return
        selection = QItemSelection()
        for key in visible:
            at = self.plan.place_of(key)
            selection.select(self.plan.index(at, 0), self.plan.index(at, STATE))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def cell_on_screen(self, key: Key, column: int) -> QRect:
        """Where a cell stands on the screen, for what opens below it."""
        rect = self.visualRect(self.plan.index(self.plan.place_of(key), column))
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def change_cell(self, index: QModelIndex, typed: str = "") -> None:
        """Edit a cell in its own way: words in place, a deadline in its editor, a state from a menu."""
        if not index.isValid() or self.plan.read_only:
            return
        line, column = self.plan.line(index), index.column()
        if line.kind == "section":
            index = self.plan.index(index.row(), TITLE)
        elif column == STATE:
            self.state_asked.emit(line.key)
            return
        elif column in (DEADLINE, STRIP):
            self.deadline_asked.emit(line.key, typed)
            return
        elif not self.plan.editable(index):
            if column != NUMBER and field_at(line, column) is not None:
                self.opened.emit(line.key)  # a sum, say: the form reads what is typed
                return
            index = self.plan.index(index.row(), TITLE)
        self.edit_words(index, typed)

    def edit_beside(self, place: int, column: int, by: int) -> None:
        """Go on to the next (1) or former (-1) cell that is typed into, in the next row at the end of one."""
        columns = [at for at in range(STRIP) if not self.isColumnHidden(at)]
        cells = len(columns)
        at = place * cells + columns.index(column) + by if column in columns else place * cells + by
        while 0 <= at < len(self.plan.lines) * cells:
            index = self.plan.index(at // cells, columns[at % cells])
            if self.plan.editable(index):
                self.setCurrentIndex(index)
                self.change_cell(index)
                return
            at += by
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_order_key(event) or self._is_command(event) or self._is_cell_key(event):
            return
        super().keyPressEvent(event)

    def _is_order_key(self, event: QKeyEvent) -> bool:
        arrows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = arrows.get(Qt.Key(event.key()))
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        if by is None or plain not in (alt, alt | shift):
            return False
        if plain == alt:
            self.moved.emit(by)
        else:
            self.section_moved.emit(by)
        return True

    def _is_command(self, event: QKeyEvent) -> bool:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() == Qt.Key.Key_Insert or (alt and event.key() in ENTER):
            self.step_requested.emit()
        elif event.key() in ENTER and self.currentIndex().isValid():
            self.opened.emit(self.current_key())
        elif event.key() == Qt.Key.Key_F4 and not event.modifiers() and self.currentIndex().isValid():
            self.state_asked.emit(self.current_key())
        else:
            return False
        return True

    def _is_cell_key(self, event: QKeyEvent) -> bool:
        index = self.currentIndex()
        if not index.isValid():
            return False
        if event.key() == Qt.Key.Key_F2:
            self.change_cell(index)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self._across(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif (
            event.text().isprintable()
            and event.text().strip()
            and not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        ):
            self.change_cell(index, event.text())
        else:
            return False
        return True

    def _across(self, by: int) -> None:
        column = self.currentIndex().column() + by
        while NUMBER <= column <= STATE and (self.isColumnHidden(column) or column == STRIP):
            column += by
        if NUMBER <= column <= STATE:
            index = self.plan.index(self.currentIndex().row(), column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def edit_words(self, index: QModelIndex, typed: str = "") -> None:
        """Edit the words of a cell in place; `typed` takes their place at once."""
        if not self.plan.editable(index):
            return
        self.setCurrentIndex(index)
        self.edit(index)
        editor = QApplication.focusWidget()
        if typed and editor is not None and editor is not self and self.isAncestorOf(editor):
            # What was typed takes the place of what stood there, as in Excel.
            for name in ("insertPlainText", "insert"):
                if hasattr(editor, name):
                    getattr(editor, name)(typed)
                    break

    def _set_up(self) -> None:
        self.setItemDelegate(self.delegate)
        header = PlanHeader(self.plan, self)
        header.menu_asked.connect(lambda place: self.columns_menu(self).popup(place))
        self.setHeader(header)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragEnabled(True)
        self.setDropIndicatorShown(True)
        self.setAutoExpandDelay(-1)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)

    def _lay_out_columns(self) -> None:
        header = self.header()
        header.setSectionsMovable(False)
        for column in range(len(COLUMNS)):
            result = _described(column)
            width = result.narrow if self._is_narrow else result.screen
            self.setColumnHidden(column, column != TITLE and not (width and self.is_chosen(column)))
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            if width:
                header.resizeSection(column, width)
        header.setSectionResizeMode(STRIP, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_room()
        super().resizeEvent(event)

    def _share_room(self) -> None:
        """In a wide window let deadlines and names have a part of what titles do not need."""
        if self._is_narrow:
            return
        shown = [column for column in range(len(COLUMNS)) if column != TITLE and not self.isColumnHidden(column)]
        spare = self.viewport().width() - sum(_described(column).screen for column in shown) - _TITLE_ENOUGH
        for column, part, most in ((DEADLINE, 3, 90), (RESPONSIBLE, 2, 200)):
            if column in shown:
                more = max(0, min(spare // part, most))
                self.header().resizeSection(column, _described(column).screen + more)

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        # The ring goes from row to row, and the line under a cell from cell to cell; Qt repaints only a cell of each.
        for index in (current, previous):
            if index.isValid():
                self._update_row(index.row())
        if not self._busy:
            self.current_moved.emit()

    def _hover(self, place: int) -> None:
        before, self.delegate.hovered_row = self.delegate.hovered_row, place
        if before != place:
            self._update_row(before)
            self._update_row(place)

    def _update_row(self, place: int) -> None:
        if 0 <= place < self.plan.rowCount():
            rect = self.visualRect(self.plan.index(place, TITLE))
            self.viewport().update(0, rect.top(), self.viewport().width(), rect.height())

    def _look_worn(self) -> None:
        self.doItemsLayout()
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            rect = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(QPoint(rect.left() + 20, rect.bottom()))
        self.menu_asked.emit(place)

    def dropEvent(self, event: QDropEvent) -> None:
        # Told to the model by hand: a move that Qt finishes itself would remove the lines dragged.
        index, spot = self.indexAt(event.position().toPoint()), self.dropIndicatorPosition()
        where = QAbstractItemView.DropIndicatorPosition
        row = index.row() if index.isValid() else -1
        if row >= 0 and spot in (where.BelowItem, where.OnItem) and not self._takes_place_of(index, event):
            row += 1
        self.plan.dropMimeData(event.mimeData(), Qt.DropAction.MoveAction, row, 0, QModelIndex())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    def _takes_place_of(self, index: QModelIndex, event: QDropEvent) -> bool:
        """Whether a section let go on the upper half of another's heading is to stand before that one."""
        dragged = self.chosen_lines()
        upper = event.position().y() < self.visualRect(index).center().y()
        return bool(dragged) and dragged[0].kind == self.plan.line(index).kind == "section" and upper

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            QTimer.singleShot(0, self, lambda: self.set_lines(*waiting))

    def _column_resized(self, column: int, _old: int, _new: int) -> None:
        # Heights that were told by how titles wrap are others now; thousands of rows of one height are left alone.
        if column == TITLE and self.delegate.heights_follow_width:
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        begin_at(self, self.plan.index(0, TITLE))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the row under the mouse when it leaves; show whole words where they are cut."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            text = ""
            if index.isValid():
                whole = tip(str(self.plan.data(index) or "")) if self.delegate.is_cut(index) else ""
                text = whole or self.plan.data(index, Qt.ItemDataRole.ToolTipRole) or ""
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)


def _described(column: int) -> TableColumn:
    return table_columns(PlanItem).get(COLUMNS[column], _MONTHS)
