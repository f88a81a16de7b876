"""A narrow list of cards, each as high as its words: the council's meetings, a meeting's questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cluster_desk.ui.look import theme
from cluster_desk.ui.look.items import ROOT, Index
from cluster_desk.ui.look.painting import wrapped
from cluster_desk.ui.look.tokens import SMALL


class CardList(QListView):
    """Shows `items` as a kind of list tells them; `chosen` tells the key of another one that has the keyboard."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.items: Sequence[Any] = ()
        self._cards = _Cards(self)
        self.setModel(self._cards)
        self.setItemDelegate(_CardDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.current_key()))

    def key(self, place: int) -> int:
        """What the item at `place` is known by."""
        return place

    def words(self, place: int) -> str:
        """What stands on the card at `place`."""
        raise NotImplementedError

    def said(self, place: int) -> str:
        """What a screen reader says of it: the words, and its state."""
        raise NotImplementedError

    def card_height(self, place: int, width: int) -> int:
        """How high a card of `width` is."""
        raise NotImplementedError

    def paint_card(self, painter: QPainter, rect: QRect, place: int) -> None:
        """Paint what stands on a card."""
        raise NotImplementedError

    def set_items(self, items: Sequence[Any]) -> None:
        """Show these; the chosen one stays chosen, without being told anew."""
        key = self.current_key()
        self.selectionModel().blockSignals(True)
        self._cards.beginResetModel()
        self.items = list(items)
        self._cards.endResetModel()
        self.selectionModel().blockSignals(False)
        if key is not None:
            self.go_to(key)

    def current_key(self) -> int | None:
        """The key of the chosen item."""
        place = self.currentIndex().row()
        return self.key(place) if 0 <= place < len(self.items) else None

    def go_to(self, key: int) -> bool:
        """Choose an item without telling it; False when it is not there."""
        place = next((place for place in range(len(self.items)) if self.key(place) == key), -1)
        if place < 0:
            return False
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self._cards.index(place))
        self.blockSignals(blocked)
        self.viewport().update()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Cards(QAbstractListModel):
    def __init__(self, view: CardList) -> None:
        super().__init__(view)
        self._view = view

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._view.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self._view.words(index.row())
        if index.isValid() and role == Qt.ItemDataRole.AccessibleTextRole:
            return self._view.said(index.row())
        return None


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, view: CardList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._view.card_height(index.row(), self._view.viewport().width()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("select" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        if chosen:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.color("accent"))
        self._view.paint_card(painter, rect, index.row())
        if self._view.hasFocus() and self._view.currentIndex().row() == index.row():
            painter.setPen(theme.color("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


def room_for(words: str, width: int, lines: int) -> QRect:
    """The room that small `words` take in `lines` lines at the most."""
    metrics = QFontMetrics(theme.font(SMALL))
    room = QRect(0, 0, max(40, width), lines * metrics.lineSpacing() + 2)
    return metrics.boundingRect(room, 0, in_lines(words, width, lines)) & room


def in_lines(words: str, width: int, lines: int) -> str:
    """Small `words` as they are painted there: in lines, the last one with an ellipsis where they have no room."""
    font = theme.font(SMALL)
    return "\n".join(wrapped(words, font, QFontMetrics(font), max(40, width), lines))
