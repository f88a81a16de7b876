"""Paints and edits the cells of a question's decisions: texts that wrap, deadlines as chips, states as signs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.council.decision_states import state_look
from cluster_desk.ui.council.decisions_table import DUE, HEADINGS, NUMBER, STATE, TEXT, WHO, DecisionsTable
from cluster_desk.ui.council.voices import offer_names
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.tokens import SMALL

Index = QModelIndex | QPersistentModelIndex
_LEAST, _PAD = 40, 8
_WRAP = Qt.TextFlag.TextWordWrap
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class DecisionsDelegate(QStyledItemDelegate):
    """The cells of `table`; rows are as high as their words need."""

    def __init__(self, table: DecisionsTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetrics(theme.font(10))
        high = 0
        for column in (TEXT, WHO):
            room = QRect(0, 0, max(60, self._table.columnWidth(column) - 2 * _PAD), 2000)
            words = self._table.decisions.index(index.row(), column).data() or ""
            high = max(high, metrics.boundingRect(room, _WRAP, words).height())
        told = [self._problem_height(index.row(), column) for column in range(len(HEADINGS))]
        high += max(told)
        return QSize(60, max(_LEAST, high + 14))

    def _problem_height(self, place: int, column: int) -> int:
        """What the trouble said under the words of a cell needs; 0 for none."""
        words = self._table.decisions.problems.get((place, column), "")
        room = QRect(0, 0, max(60, self._table.columnWidth(column) - 2 * _PAD), 2000)
        return QFontMetrics(theme.font(SMALL)).boundingRect(room, _WRAP, words).height() + 4 if words else 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("select" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        model = self._table.decisions
        blank = model.is_blank(index.row())
        inner = rect.adjusted(_PAD, 2, -_PAD, -3)
        inner = self._paint_problem(painter, inner, index)
        painter.setFont(theme.font(10))
        painter.setPen(theme.color("text2" if blank else "text"))
        if index.column() == NUMBER:
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data())
        elif index.column() == STATE and not blank:
            words, tone, icon = state_look(model.decisions[index.row()].state)
            icons.paint(painter, QRectF(inner.left(), inner.center().y() - 7, 16, 16), icon, tone)
            painter.setPen(QColor(getattr(theme.tokens(), tone).ink))
            painter.drawText(inner.adjusted(22, 0, 0, 0), int(_LEFT_MIDDLE) | int(_WRAP), words)
        elif index.column() == DUE and not blank and index.data():
            self._paint_due(painter, inner, index)
        else:
            painter.drawText(inner, int(_LEFT_MIDDLE) | int(_WRAP), index.data() or "")
        self._paint_focus(painter, rect, index)
        painter.restore()

    def _paint_problem(self, painter: QPainter, inner: QRect, index: Index) -> QRect:
        """Says what is wrong at the foot of a cell, with a red frame; gives the room that is left for its words."""
        words = self._table.decisions.problems.get((index.row(), index.column()), "")
        if not words:
            return inner
        high = self._problem_height(index.row(), index.column())
        ink = QColor(theme.tokens().bad.ink)
        painter.setPen(ink)
        painter.drawRect(inner.adjusted(-_PAD + 2, 1, _PAD - 3, 0))
        painter.setFont(theme.font(SMALL))
        foot = QRect(inner.left(), inner.bottom() - high, inner.width(), high)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft) | int(_WRAP), words)
        return inner.adjusted(0, 0, 0, -high)

    def _paint_due(self, painter: QPainter, inner: QRect, index: Index) -> None:
        decision = self._table.decisions.decisions[index.row()]
        # A deadline that was understood as a day has a flag; words alone a clock.
        icon = "flag" if decision.due else "clock"
        painter.setFont(theme.font(SMALL))
        text = QFontMetrics(theme.font(SMALL)).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inner.width() - 32
        )
        wide = QFontMetrics(theme.font(SMALL)).horizontalAdvance(text) + 34
        chip = QRect(inner.left() - 2, inner.center().y() - 11, wide, 22)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().neutral.ground))
        painter.drawRoundedRect(chip, 4, 4)
        icons.paint(painter, QRectF(chip.left() + 6, chip.top() + 3, 16, 16), icon, "text2")
        painter.setPen(theme.color("text"))
        painter.drawText(chip.adjusted(26, 0, 0, 0), _LEFT_MIDDLE, text)

    def _paint_focus(self, painter: QPainter, rect: QRect, index: Index) -> None:
        current = self._table.currentIndex()
        if not self._table.hasFocus() or current.row() != index.row():
            return
        accent = theme.color("accent")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(rect.left(), rect.top(), rect.width(), 2, accent)
        painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, accent)
        if current.column() == index.column():
            painter.setPen(accent)
            painter.drawRect(rect.adjusted(3, 4, -4, -5))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor: QWidget
        if index.column() == TEXT:
            text = QPlainTextEdit(parent)
            text.setTabChangesFocus(True)
            text.document().setDocumentMargin(1)
            editor = text
        else:
            line = QLineEdit(parent)
            if index.column() == WHO:
                offer_names(line, self._table.names())
            editor = line
        editor.setAccessibleName(_(HEADINGS[index.column()]))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = index.data(Qt.ItemDataRole.EditRole) or ""
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
        self._table.decisions.setData(index, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        if isinstance(editor, QPlainTextEdit):
            editor.setGeometry(rect.adjusted(2, 1, -2, -1))
        else:
            editor.setGeometry(rect.left() + 1, rect.center().y() - 16, rect.width() - 2, 32)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter and Tab take what was typed and go on to the next cell."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            completer = editor.completer() if isinstance(editor, QLineEdit) else None
            popup = completer.popup() if completer else None
            if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
                return False
            index = self._table.currentIndex()
            place, column = index.row(), index.column()
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
            self._table.go_on(place, column)
            return True
        return super().eventFilter(editor, event)
