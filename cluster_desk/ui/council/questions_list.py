"""The questions of a meeting beside its minutes: number, topic, and how far each is written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import AgendaItem
from cluster_desk.ui.council.agenda_table import number_of
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.tokens import SMALL

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WRAP = Qt.TextFlag.TextWordWrap
_LEFT, _RIGHT, _TOP = 58, 12, 11
_LOOKS = {
    "empty": ("circle", "text2", N_("nothing written down")),
    "begun": ("circle_half_fill", "info", N_("begun")),
    "whole": ("checkmark_circle_filled", "ok", N_("written down")),
}


def how_far(item: AgendaItem) -> str:
    """How far a question is written down (heard, decided, voted): "empty", "begun" or "whole"."""
    told = [bool(item.heard.strip()), bool(item.decisions), item.votes_for is not None]
    return "whole" if all(told) else "begun" if any(told) or item.spoke.strip() else "empty"


class _Questions(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[AgendaItem] = []

    def set_items(self, items: Sequence[AgendaItem]) -> None:
        """Show these questions."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{number_of(self.items, index.row())}. {item.topic}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{number_of(self.items, index.row())}. {item.topic}, {_(_LOOKS[how_far(item)][2])}"
        return None


class _QuestionDelegate(QStyledItemDelegate):
    def __init__(self, view: QuestionsList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = self._words(QRect(0, 0, self._view.viewport().width(), 0), self._view.item(index.row()).topic)
        return QSize(100, words.height() + 2 * _TOP + 4)

    def _words(self, rect: QRect, text: str) -> QRect:
        metrics = QFontMetrics(theme.font(SMALL))
        room = QRect(0, 0, max(40, rect.width() - _LEFT - _RIGHT), 3 * metrics.lineSpacing() + 2)
        return metrics.boundingRect(room, _WRAP, text) & room

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        item = self._view.item(index.row())
        painter.save()
        painter.fillRect(rect, theme.color("select" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        if chosen:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.color("accent"))
        icon, ink, _said = _LOOKS[how_far(item)]
        icons.paint(painter, QRectF(rect.left() + 16, rect.center().y() - 7, 16, 16), icon, ink)
        painter.setFont(theme.font(SMALL))
        painter.setPen(theme.color("text2"))
        spot = QRect(rect.left() + 32, rect.top(), 20, rect.height() - 1)
        number = number_of(self._view.items(), index.row())
        painter.drawText(spot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        painter.setPen(theme.color("text"))
        words = self._words(rect, item.topic)
        down = (rect.height() - words.height()) // 2
        painter.drawText(
            QRect(rect.left() + _LEFT, rect.top() + down, words.width() + 2, words.height()), int(_WRAP), item.topic
        )
        if self._view.hasFocus() and self._view.currentIndex().row() == index.row():
            painter.setPen(theme.color("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


class QuestionsList(QListView):
    """The list; `chosen` tells the place of another question that has the keyboard."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Questions of the meeting"))
        self._questions = _Questions(self)
        self.setModel(self._questions)
        self.setItemDelegate(_QuestionDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.chosen.emit(now.row()))

    def item(self, place: int) -> AgendaItem:
        """The question at `place`."""
        return self._questions.items[place]

    def items(self) -> list[AgendaItem]:
        """All questions."""
        return self._questions.items

    def set_items(self, items: Sequence[AgendaItem], place: int) -> None:
        """Show these questions, the one at `place` chosen, without telling it."""
        self.selectionModel().blockSignals(True)
        self._questions.set_items(items)
        self.selectionModel().blockSignals(False)
        self.go_to(place)

    def go_to(self, place: int) -> None:
        """Choose the question at `place` without telling it."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self._questions.index(place))
        self.blockSignals(blocked)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
