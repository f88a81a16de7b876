"""Paints and edits the cells of an agenda: the grip, numbers, topics that wrap, speakers as chips."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui import icons, theme
from cluster_desk.ui.agenda_table import GRIP, MINUTES, NUMBER, PADDING, SPEAKERS, TOPIC, AgendaTable
from cluster_desk.ui.tokens import SMALL

Index = QModelIndex | QPersistentModelIndex
_LEAST_HEIGHT, _CHIP, _CHIP_STEP = 44, 22, 25
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
        chips = max(1, len(item.speakers)) * _CHIP_STEP
        return QSize(60, max(_LEAST_HEIGHT, words + 20, chips + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("select" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        column = index.column()
        if column == GRIP:
            spot = QRectF(rect.left() + 18, rect.center().y() - 7, 16, 16)
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
        speakers = self._table.agenda.items[place].speakers
        words = [one.words for one in speakers] or [_("no speaker named")]
        icon, tone = ("person", "neutral") if speakers else ("warning", "warn")
        top = rect.top() + (rect.height() - len(words) * _CHIP_STEP) // 2 + 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font(SMALL)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        ink = getattr(theme.tokens(), tone)
        for number, text in enumerate(words):
            room = rect.width() - 40
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            chip = QRectF(rect.left(), top + number * _CHIP_STEP, metrics.horizontalAdvance(shown) + 36, _CHIP)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink.ground))
            painter.drawRoundedRect(chip, 4, 4)
            icons.paint(painter, QRectF(chip.left() + 6, chip.top() + 3, 16, 16), icon, tone)
            painter.setPen(theme.color("text") if speakers else QColor(ink.ink))
            painter.drawText(chip.adjusted(26, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)

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
