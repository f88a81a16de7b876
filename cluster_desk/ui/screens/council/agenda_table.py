"""A meeting's agenda as a table: questions edited in place, dragged or moved by keyboard, speakers as chips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QMimeData, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyleOptionViewItem

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import AgendaItem
from cluster_desk.core.russian.numbers import read_whole
from cluster_desk.ui.lists.cells import CellDelegate, CellTable, HeadedModel
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.items import ENTER, Index
from cluster_desk.ui.look.painting import plate
from cluster_desk.ui.look.tokens import HEADER_ROW, MARGIN_RIGHT, SMALL
from cluster_desk.ui.look.widgets import tip

_MIME = "application/x-cluster-desk-agenda-row"

GRIP, NUMBER, TOPIC, SPEAKERS, MINUTES = range(5)
_FIELDS = {NUMBER: "number", TOPIC: "topic", MINUTES: "minutes"}
_WIDTHS = {GRIP: 38, NUMBER: 42, MINUTES: 84}
_MOST_FOR_SPEAKERS = 330
PADDING = {NUMBER: (0, 10), TOPIC: (8, 12), SPEAKERS: (0, 8), MINUTES: (0, MARGIN_RIGHT)}
"""Left and right of the words of a column, its heading's too, in logical pixels."""

_LEAST_HEIGHT, _CHIP, _CHIP_GAP = 44, 22, 3
_CHIP_LEFT, _CHIP_RIGHT = 26, 10
_WRAP = Qt.TextFlag.TextWordWrap


def number_of(items: Sequence[AgendaItem], place: int) -> str:
    """A question's number: its own, or its place."""
    return items[place].number or str(place + 1)


class AgendaModel(HeadedModel):
    """The questions of a meeting. It changes nothing itself: it tells what the user wants changed."""

    HEADINGS = ("", N_("№"), N_("Question"), N_("Speakers"), N_("Time"))
    RIGHT = (NUMBER, MINUTES)

    edited = Signal(int, str, object)
    moved = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.items: list[AgendaItem] = []
        self.read_only = False

    def set_items(self, items: Sequence[AgendaItem]) -> None:
        """Show these questions."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def count(self) -> int:
        return len(self.items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags if self.read_only else Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if not self.read_only:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if index.column() in _FIELDS:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item, column = self.items[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(index.row(), column)
        if role == Qt.ItemDataRole.EditRole and column in _FIELDS:
            value = getattr(item, _FIELDS[column])
            return "" if value is None else str(value)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.heading(column)
        if role == Qt.ItemDataRole.ToolTipRole and column == GRIP:
            return _("Drag to another place (Alt+↑, Alt+↓)")
        if role == Qt.ItemDataRole.ToolTipRole and column == SPEAKERS:
            return tip("\n".join(one.words for one in item.speakers))
        if role == Qt.ItemDataRole.TextAlignmentRole and column in self.RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() not in _FIELDS or self.read_only:
            return False
        name = _FIELDS[index.column()]
        text = str(value).strip()
        typed: Any = text
        if index.column() == MINUTES:
            typed = read_whole(text) if text else None
            if text and typed is None:
                return False
        if typed != getattr(self.items[index.row()], name):
            self.edited.emit(index.row(), name, typed)
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            data.setData(_MIME, str(indexes[0].row()).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Tell of the move; False, since the view must not remove the row that was dragged."""
        if not data.hasFormat(_MIME):
            return False
        here = int(bytes(data.data(_MIME).data()))
        before = row if row >= 0 else parent.row() if parent.isValid() else len(self.items)
        to = before - 1 if before > here else before
        if to != here and 0 <= to < len(self.items):
            self.moved.emit(here, to)
        return False

    def _text(self, place: int, column: int) -> str:
        item = self.items[place]
        if column == NUMBER:
            return number_of(self.items, place)
        if column == TOPIC:
            return item.topic
        if column == SPEAKERS:
            return "; ".join(_speakers(item))
        if column == MINUTES and item.minutes is not None:
            return _("%d min") % item.minutes
        return ""


class _Headings(QHeaderView):
    """Headings that stand exactly over the words of their columns."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFixedHeight(HEADER_ROW)
        self.setMinimumSectionSize(24)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        left, right = PADDING.get(section, (0, 0))
        painter.fillRect(rect, theme.color("surface2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        painter.setFont(theme.font(SMALL))
        painter.setPen(theme.color("text2"))
        side = Qt.AlignmentFlag.AlignRight if section in AgendaModel.RIGHT else Qt.AlignmentFlag.AlignLeft
        words = _(AgendaModel.HEADINGS[section])
        painter.drawText(rect.adjusted(left, 0, -right, -1), side | Qt.AlignmentFlag.AlignVCenter, words)


class AgendaTable(CellTable):
    """The agenda on the screen. `speakers_asked` and `removal_asked` tell a question by its place."""

    speakers_asked = Signal(int)

    _EDIT_KEYS: ClassVar = (Qt.Key.Key_F2, *ENTER)

    def __init__(self) -> None:
        self.agenda = AgendaModel()
        super().__init__(_("Agenda"), self.agenda, _Headings(), TOPIC, _WIDTHS)
        self.setItemDelegate(_AgendaDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.doubleClicked.connect(self._change)
        self.horizontalHeader().sectionResized.connect(lambda *_: self.fit_soon.start())

    def set_items(self, items: Sequence[AgendaItem]) -> None:
        """Show these questions; the one that has the keyboard keeps its place."""
        place, column = self.currentIndex().row(), self.currentIndex().column()
        self.agenda.set_items(items)
        self.fit()
        if items and place >= 0:
            self.go_to(min(place, len(items) - 1), column)

    def go_to(self, place: int, column: int = TOPIC) -> None:
        """Choose the question at `place`."""
        self.setCurrentIndex(self.agenda.index(place, max(column, TOPIC)))

    def current_place(self) -> int:
        """Where the question stands that has the keyboard; -1 for none."""
        return self.currentIndex().row()

    def move_current(self, by: int) -> None:
        """Move the chosen question up (-1) or down (1)."""
        place = self.current_place()
        if place >= 0 and 0 <= place + by < len(self.agenda.items) and not self.agenda.read_only:
            self.agenda.moved.emit(place, place + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_current(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in self._EDIT_KEYS and self.currentIndex().isValid():
            self._change(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.removal_asked.emit(self.current_place())
        elif event.matches(QKeySequence.StandardKey.MoveToNextChar) and self.current_place() >= 0:
            self._across(1)
        elif event.matches(QKeySequence.StandardKey.MoveToPreviousChar) and self.current_place() >= 0:
            self._across(-1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = self.current_place()
        if place < 0 or self.agenda.read_only:
            return
        menu = QMenu(self)
        menu.addAction(_("Edit the question"), lambda: self._change(self.agenda.index(place, TOPIC)))
        menu.addAction(_("Speakers…"), lambda: self.speakers_asked.emit(place))
        menu.addSeparator()
        menu.addAction(_("Move up"), lambda: self.move_current(-1)).setShortcut(QKeySequence("Alt+Up"))
        menu.addAction(_("Move down"), lambda: self.move_current(1)).setShortcut(QKeySequence("Alt+Down"))
        menu.addSeparator()
        menu.addAction(_("Delete"), lambda: self.removal_asked.emit(place)).setShortcut(QKeySequence("Del"))
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnWidth(SPEAKERS, min(_MOST_FOR_SPEAKERS, self.viewport().width() * 36 // 100))
        self.fit()

    def _across(self, by: int) -> None:
        column = min(MINUTES, max(TOPIC, self.currentIndex().column() + by))
        self.setCurrentIndex(self.agenda.index(self.current_place(), column))

    def _change(self, index: QModelIndex) -> None:
        if self.agenda.read_only:
            return
        if index.column() == SPEAKERS:
            self.speakers_asked.emit(index.row())
        else:
            self.edit(index if index.column() in _FIELDS else self.agenda.index(index.row(), TOPIC))


class _AgendaDelegate(CellDelegate):
    """The agenda's cells: the grip, numbers, topics that wrap, speakers as chips."""

    def __init__(self, table: AgendaTable) -> None:
        super().__init__(table, (TOPIC,))
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = self._table.agenda.items[index.row()]
        width = self._table.columnWidth(TOPIC) - sum(PADDING[TOPIC])
        metrics = QFontMetrics(theme.font(10))
        words = metrics.boundingRect(QRect(0, 0, max(60, width), 2000), _WRAP, item.topic).height()
        spots = _chips(QRect(0, 0, self._table.columnWidth(SPEAKERS), 0), _speakers(item))
        return QSize(60, max(_LEAST_HEIGHT, words + 20, spots[-1].bottom() + 11))

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        column = index.column()
        if column == GRIP:
            spot = QRectF(rect.left() + 16, rect.center().y() - 7, 16, 16)
            icons.paint(painter, spot, "re_order_dots_vertical", "text2")
            return
        if column == SPEAKERS:
            self._paint_speakers(painter, rect, self._table.agenda.items[index.row()])
            return
        painter.setFont(theme.font(10))
        painter.setPen(theme.color("text2" if column == MINUTES else "text"))
        left, right = PADDING[column]
        if column == TOPIC:
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(left, 2, -right, -3), int(flags) | int(_WRAP), index.data())
        else:
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(0, 0, -right, -1), flags, index.data())

    def _paint_speakers(self, painter: QPainter, rect: QRect, item: AgendaItem) -> None:
        words = _speakers(item)
        icon, tone = ("person", "neutral") if item.speakers else ("warning", "warn")
        ink = getattr(theme.tokens(), tone)
        spots = _chips(rect, words)
        down = (rect.height() - (spots[-1].bottom() - rect.top())) // 2
        painter.setFont(theme.font(SMALL))
        for text, spot in zip(words, spots, strict=True):
            chip = spot.translated(0, down)
            plate(painter, chip, QColor(ink.ground))
            icons.paint(painter, QRectF(chip.left() + 6, chip.top() + 3, 16, 16), icon, tone)
            painter.setPen(theme.color("text") if item.speakers else QColor(ink.ink))
            painter.drawText(chip.adjusted(_CHIP_LEFT, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter) | int(_WRAP), text)


def _speakers(item: AgendaItem) -> list[str]:
    """What the chips of a question say."""
    return [one.words for one in item.speakers] or [_("no speaker named")]


def _chips(cell: QRect, words: Sequence[str]) -> list[QRect]:
    """The chips one under another from the cell's top, each as wide and as high as its words need."""
    metrics = QFontMetrics(theme.font(SMALL))
    room = QRect(0, 0, max(60, cell.width() - PADDING[SPEAKERS][1] - _CHIP_LEFT - _CHIP_RIGHT), 1000)
    spots, top = [], cell.top()
    for text in words:
        size = metrics.boundingRect(room, _WRAP, text)
        high = max(_CHIP, size.height() + 6)
        spots.append(QRect(cell.left(), top, size.width() + _CHIP_LEFT + _CHIP_RIGHT, high))
        top += high + _CHIP_GAP
    return spots
