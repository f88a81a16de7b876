"""The weeks of a month, or one week, as a table of days; entries are painted over their days and dragged to others."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from cluster_desk.core.deadlines.days_off import DaysOff
from cluster_desk.core.language import _, n_
from cluster_desk.core.russian.dates import describe_day, weekday_name
from cluster_desk.rules.calendar.entries import Entry
from cluster_desk.ui.frame.area import RecordKey
from cluster_desk.ui.look import theme
from cluster_desk.ui.look.items import ENTER, Index
from cluster_desk.ui.look.painting import plate, ring
from cluster_desk.ui.look.widgets import tip
from cluster_desk.ui.screens.calendar.entry_painting import DAYS, LANE, EntryPainter, Placed, Week, lay_week, weeks_of
from cluster_desk.ui.screens.calendar.entry_words import day_heading, day_off_word, describe_entry, record_of

DAY_HEAD = 23
"""The height of a day's own line, in logical pixels."""
_LEAST = DAY_HEAD + 2 * LANE - 2
"""The least height of a week."""
MIME = "application/x-cluster-desk-entry"
_HEADER = 28
_LEFT, _RIGHT = 9, 7
_ROLES = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole)
_ALT_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS}


def entry_mime(entry: Entry, offset: int) -> QMimeData:
    """What is carried while an entry is dragged; `offset`: by how many days from its first it was taken."""
    mime = QMimeData()
    mime.setData(MIME, json.dumps([*entry.key, offset]).encode())
    return mime


class DaysModel(QAbstractTableModel):
    """Seven columns of days; what is painted is told as accessible text. `dropped`: an entry's key, offset, day."""

    dropped = Signal(object, int, object)

    def __init__(self) -> None:
        super().__init__()
        self.mondays: list[dt.date] = []
        self.weeks: list[Week] = []
        self.entries: Sequence[Entry] = ()
        self.month: int | None = None
        self.today = dt.date.today()
        self.days_off = DaysOff()
        self.read_only = False
        self.lanes = 4

    def show(self, first: dt.date, last: dt.date, entries: Sequence[Entry], month: int | None) -> None:
        """Show the weeks from `first` to `last`; days outside `month` are fainter."""
        self.beginResetModel()
        self.mondays, self.entries, self.month = weeks_of(first, last), entries, month
        self._lay()
        self.endResetModel()

    def set_lanes(self, lanes: int) -> None:
        """There is room for so many lanes a week."""
        if lanes != self.lanes:
            self.lanes = lanes
            self._lay()

    def _lay(self) -> None:
        self.weeks = [lay_week(monday, self.entries, self.lanes) for monday in self.mondays]

    def day(self, index: Index) -> dt.date:
        """The day of a cell."""
        return self.mondays[index.row()] + dt.timedelta(index.column())

    def index_of(self, day: dt.date) -> QModelIndex:
        """The cell of a day; an invalid index for one that is not shown."""
        days = (day - self.mondays[0]).days if self.mondays else -1
        return self.index(days // DAYS, days % DAYS) if days >= 0 else QModelIndex()

    def on(self, index: Index) -> list[Entry]:
        """The entries of a day: as they are placed, then those without room."""
        week = self.weeks[index.row()]
        return [*(one.entry for one in week.on(index.column())), *week.hidden[index.column()]]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.mondays)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else DAYS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in _ROLES:
            return None
        day, result = self.day(index), self.on(index)
        parts = [f"{describe_day(day)}, {weekday_name(day)}", self.days_off.reason(day)]
        parts.append(n_("%d entry", "%d entries", len(result)) % len(result) if result else "")
        return ". ".join(filter(None, (", ".join(filter(None, parts)), *map(describe_entry, result))))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole and self.mondays:
            return weekday_name(self.mondays[0] + dt.timedelta(section))
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            # Qt asks this of the table as a whole while something is dragged over it.
            return Qt.ItemFlag.NoItemFlags if self.read_only else Qt.ItemFlag.ItemIsDropEnabled
        if self.read_only:
            return usual
        return usual | Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if not data.hasFormat(MIME) or not parent.isValid():
            return False
        *key, offset = json.loads(bytes(data.data(MIME).data()).decode())
        self.dropped.emit(tuple(key), offset, self.day(parent) - dt.timedelta(offset))
        return True


class MonthGrid(QTableView):
    """The table; the current cell is a day, one of its entries is the current one (Space goes to the next)."""

    opened = Signal(object)
    menu_asked = Signal(object, object, QPoint)
    move_asked = Signal(object, object)
    event_asked = Signal(object, object)
    stepped = Signal(object)
    day_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.days = DaysModel()
        self.painter = EntryPainter()
        self._at = 0
        self._pressed: tuple[Entry, int] | None = None
        self.setModel(self.days)
        self.setItemDelegate(_DayDelegate(self))
        self.setAccessibleName(_("Days"))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragDropOverwriteMode(True)
        self.setDropIndicatorShown(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setFixedHeight(_HEADER)
        header.setProperty("look", "days")  # the words stand over the numbers of the days
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.selectionModel().currentChanged.connect(self._day_changed)

    def show_days(
        self, first: dt.date, last: dt.date, entries: Sequence[Entry], month: int | None, day: dt.date
    ) -> None:
        """Show the weeks from `first` to `last` with `day` current."""
        self.days.show(first, last, entries, month)
        self.fit()
        self.go_to(day)

    def go_to(self, day: dt.date) -> None:
        """Make a day that is shown the current one."""
        index = self.days.index_of(day)
        if index.isValid():
            self.setCurrentIndex(index)

    @property
    def day(self) -> dt.date | None:
        """The current day."""
        index = self.currentIndex()
        return self.days.day(index) if index.isValid() else None

    @property
    def entry(self) -> Entry | None:
        """The current entry of the current day."""
        index = self.currentIndex()
        result = self.days.on(index) if index.isValid() else []
        return result[self._at % len(result)] if result else None

    def current_record(self) -> RecordKey | None:
        """The record of the current entry."""
        return record_of(self.entry)

    def choose(self, entry: Entry) -> None:
        """Make an entry of the current day the current one."""
        keys = [one.key for one in self.days.on(self.currentIndex())]
        if entry.key in keys:
            self._at = keys.index(entry.key)
            self.viewport().update()

    def box_of(self, row: int, placed: Placed) -> QRectF:
        """Where an entry stands in the viewport, whole, whichever cells it covers."""
        left = self.columnViewportPosition(placed.first) + (4 if placed.begins else 0)
        right = self.columnViewportPosition(placed.last) + self.columnWidth(placed.last) - (8 if placed.ends else 0)
        top = self.rowViewportPosition(row) + DAY_HEAD + placed.lane * LANE
        return QRectF(left, top, right - left, self.painter.height(placed.tall))

    def paint_entry(self, painter: QPainter, row: int, placed: Placed, *, chosen: bool) -> None:
        """Paint an entry where it stands; the painter is clipped to one of its cells."""
        box = self.box_of(row, placed)
        self.painter.paint(painter, box, placed.entry, begins=placed.begins, ends=placed.ends, chosen=chosen)

    def hit(self, point: QPoint) -> Entry | None:
        """The entry that is painted at a point."""
        index = self.indexAt(point)
        if not index.isValid():
            return None
        placed = self.days.weeks[index.row()].on(index.column())
        return next((one.entry for one in placed if self.box_of(index.row(), one).contains(QPointF(point))), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """All weeks are seen, equally high; where a day would have no room for two lanes, one scrolls."""
        count = max(self.days.rowCount(), 1)
        room = max(self.viewport().height(), count * _LEAST)
        for row in range(count):
            self.setRowHeight(row, room * (row + 1) // count - room * row // count)
        self.days.set_lanes((room // count - DAY_HEAD + 2) // LANE)
        self.viewport().update()

    def _day_changed(self, *_indexes: object) -> None:
        self._at = 0
        if self.day is not None:
            self.day_chosen.emit(self.day)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, day, entry = event.key(), self.day, self.entry
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if day is None:
            super().keyPressEvent(event)
        elif alt and key in _ALT_STEPS:
            if entry is not None:
                start = entry.first if not entry.has_no_day else day
                self.move_asked.emit(entry, start + dt.timedelta(_ALT_STEPS[Qt.Key(key)]))
        elif key in _ALT_STEPS:
            self._move_to(day + dt.timedelta(_ALT_STEPS[Qt.Key(key)]))
        elif key in ENTER and entry is not None:
            self.opened.emit(entry)
        elif key == Qt.Key.Key_Space:
            self._at += 1
            self.viewport().update()
        elif key == Qt.Key.Key_Insert:
            self.event_asked.emit(entry, day)
        else:
            super().keyPressEvent(event)

    def _move_to(self, day: dt.date) -> None:
        if self.days.index_of(day).isValid():
            self.go_to(day)
        else:
            self.stepped.emit(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        entry, day = self.hit(event.position().toPoint()), self.day
        self._pressed = None
        if entry is not None and day is not None:
            self.choose(entry)
            self._pressed = entry, (day - entry.first).days

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        entry = self.hit(event.position().toPoint())
        if entry is not None:
            self.opened.emit(entry)
        elif self.day is not None and not self._open_hidden():
            self.event_asked.emit(None, self.day)

    def _open_hidden(self) -> bool:
        """Ask for the menu of a day whose entries have no room; whether it has such."""
        index = self.currentIndex()
        if not self.days.weeks[index.row()].hidden[index.column()]:
            return False
        self.menu_asked.emit(None, self.day, self.viewport().mapToGlobal(self.visualRect(index).center()))
        return True

    def startDrag(self, supported: Qt.DropAction) -> None:
        if self._pressed is None:
            return
        entry, offset = self._pressed
        drag = QDrag(self)
        drag.setMimeData(entry_mime(entry, offset))
        drag.exec(Qt.DropAction.MoveAction)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of what is under the mouse, of the current entry by the keyboard; of the day where nothing is."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        point = event.pos() if by_mouse else self.visualRect(self.currentIndex()).center()
        self.menu_asked.emit(self.hit(point) if by_mouse else self.entry, self.day, self.viewport().mapToGlobal(point))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            entry = self.hit(event.pos())
            index = self.indexAt(event.pos())
            result = (
                describe_entry(entry)
                if entry
                else self.days.days_off.reason(self.days.day(index))
                if index.isValid()
                else ""
            )
            QToolTip.showText(event.globalPos(), tip(result), self)
            return True
        return super().viewportEvent(event)


class _DayDelegate(QStyledItemDelegate):
    """The cells of a `MonthGrid`."""

    def __init__(self, grid: MonthGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        theme.on_change(self._apply_look)

    def _apply_look(self) -> None:
        self._grid.painter.apply_look()
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
            is_chosen = chosen is not None and placed.entry.key == chosen.key
            grid.paint_entry(painter, index.row(), placed, chosen=is_chosen)
        if is_current:
            strong = grid.hasFocus()
            inside = rect.adjusted(0, 0, -1, -1)
            ring(painter, inside, theme.color("accent" if strong else "control"), thick=2 if strong else 1)
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
            plate(painter, QRectF(line.left() - 5, line.top() + 1, width + 10, DAY_HEAD - 4), theme.color("accent"))
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
        metrics = QFontMetrics(font)
        words = metrics.elidedText(note, Qt.TextElideMode.ElideRight, rect.width())
        if hidden and words != note:  # how many there are is never cut
            words = f"+{len(hidden)}"
        where = QRect(rect.left(), rect.top(), rect.width(), DAY_HEAD - 2)
        painter.drawText(where, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
