"""Paints and edits the cells of an agenda: the grip, numbers, topics that wrap, speakers as chips."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.records.council import AgendaItem
from cluster_desk.ui.council.agenda_table import GRIP, MINUTES, NUMBER, PADDING, SPEAKERS, TOPIC, AgendaTable
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.tokens import SMALL

Index = QModelIndex | QPersistentModelIndex
_LEAST_HEIGHT, _CHIP, _CHIP_GAP = 44, 22, 3
_CHIP_LEFT, _CHIP_RIGHT = 26, 10
_WRAP = Qt.TextFlag.TextWordWrap


class AgendaDelegate(QStyledItemDelegate):
    """The agenda's cells; rows are as high as their topic and speakers need."""

    def __init__(self, table: AgendaTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = self._table.agenda.items[index.row()]
        width = self._table.columnWidth(TOPIC) - sum(PADDING[TOPIC])
        metrics = QFontMetrics(theme.font(10))
        words = metrics.boundingRect(QRect(0, 0, max(60, width), 2000), _WRAP, item.topic).height()
        spots = _chips(QRect(0, 0, self._table.columnWidth(SPEAKERS), 0), _speakers(item))
        return QSize(60, max(_LEAST_HEIGHT, words + 20, spots[-1].bottom() + 11))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("select" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        column = index.column()
        if column == GRIP:
            spot = QRectF(rect.left() + 16, rect.center().y() - 7, 16, 16)
            icons.paint(painter, spot, "re_order_dots_vertical", "text2")
        elif column == SPEAKERS:
            self._paint_speakers(painter, rect, index.row())
        else:
            self._paint_words(painter, rect, index)
        self._paint_focus(painter, rect, index)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, index: Index) -> None:
        column = index.column()
        painter.setFont(theme.font(10))
        painter.setPen(theme.color("text2" if column == MINUTES else "text"))
        if column == TOPIC:
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            left, right = PADDING[TOPIC]
            painter.drawText(rect.adjusted(left, 2, -right, -3), int(flags) | int(_WRAP), index.data())
            return
        right = PADDING[column][1]
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -right, -1), flags, index.data())

    def _paint_speakers(self, painter: QPainter, rect: QRect, place: int) -> None:
        item = self._table.agenda.items[place]
        words = _speakers(item)
        icon, tone = ("person", "neutral") if item.speakers else ("warning", "warn")
        ink = getattr(theme.tokens(), tone)
        spots = _chips(rect, words)
        down = (rect.height() - (spots[-1].bottom() - rect.top())) // 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(SMALL))
        for text, spot in zip(words, spots, strict=True):
            chip = spot.translated(0, down)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink.ground))
            painter.drawRoundedRect(chip, 4, 4)
            icons.paint(painter, QRectF(chip.left() + 6, chip.top() + 3, 16, 16), icon, tone)
            painter.setPen(theme.color("text") if item.speakers else QColor(ink.ink))
            painter.drawText(chip.adjusted(_CHIP_LEFT, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter) | int(_WRAP), text)

    def _paint_focus(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A ring round the row, and a bar under the cell that F2 would edit."""
        if not self._table.hasFocus() or self._table.current_place() != index.row():
            return
        accent = theme.color("accent")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(rect.left(), rect.top(), rect.width(), 2, accent)
        painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, accent)
        if index.column() == GRIP:
            painter.fillRect(rect.left(), rect.top(), 2, rect.height(), accent)
        if index.column() == MINUTES:
            painter.fillRect(rect.right() - 1, rect.top(), 2, rect.height(), accent)
        if self._table.currentIndex().column() == index.column() and index.column() != NUMBER:
            painter.setPen(QPen(accent, 1, Qt.PenStyle.DotLine))
            painter.drawRect(rect.adjusted(4, 4, -5, -5))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor: QWidget
        if index.column() == TOPIC:
            text = QPlainTextEdit(parent)
            text.setTabChangesFocus(True)
            text.document().setDocumentMargin(2)
            editor = text
        else:
            line = QLineEdit(parent)
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor = line
        editor.setAccessibleName(str(self._table.agenda.headerData(index.column(), Qt.Orientation.Horizontal)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(value)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        text = editor.toPlainText() if isinstance(editor, QPlainTextEdit) else ""
        if isinstance(editor, QLineEdit):
            text = editor.text()
        self._table.agenda.setData(index, " ".join(text.split()))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        if isinstance(editor, QPlainTextEdit):
            editor.setGeometry(rect.adjusted(2, 2, -4, -2))
        else:
            high = 32
            editor.setGeometry(rect.left(), rect.center().y() - high // 2, rect.width() - 4, high)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter takes what was typed in a topic too; Shift+Enter would begin a line, which a topic has not."""
        enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.type() == QEvent.Type.KeyPress and isinstance(editor, QPlainTextEdit):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
            return True
        return super().eventFilter(editor, event)


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
