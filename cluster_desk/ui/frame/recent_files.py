"""The files opened before, on the start screen; imported where there are any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from cluster_desk.core.language import _
from cluster_desk.settings import RecentFile
from cluster_desk.ui.look import icons, theme, widgets
from cluster_desk.ui.look.items import ENTER, Index, is_hovered
from cluster_desk.ui.look.painting import two_lines
from cluster_desk.ui.look.tokens import BODY, SMALL

_ROW, _SHOWN = 60, 5
_FILE = Qt.ItemDataRole.UserRole


class RecentList(QListWidget):
    """The files opened before, the newest first; a click or Enter opens one, Delete takes it out of the list."""

    chosen = Signal(str)
    forget_asked = Signal(str)

    def __init__(self, recent: Sequence[RecentFile], now: datetime) -> None:
        super().__init__()
        self.setAccessibleName(_("Recent files"))
        self.setProperty("look", "card")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(self))
        for file in recent:
            item = QListWidgetItem(file.title, self)
            when = opened_words(file.opened, now)
            item.setData(_FILE, (file, when))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(x for x in (file.title, when, file.path) if x))
            item.setToolTip(widgets.tip(file.path))
        self.setCurrentRow(0)
        self.setFixedHeight(min(self.count(), _SHOWN) * _ROW + 4)
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(_FILE)[0].path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if self.currentRow() >= 0 and event.key() in ENTER:
            self.chosen.emit(item.data(_FILE)[0].path)
        elif self.currentRow() >= 0 and event.key() == Qt.Key.Key_Delete:
            self.forget_asked.emit(item.data(_FILE)[0].path)
            self.takeItem(self.row(item))
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: RecentList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        file, when = index.data(_FILE)
        rect: QRect = option.rect
        painter.save()
        if self._view.selectionModel().isSelected(index):
            painter.fillRect(rect, theme.color("select"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.color("accent"))
        elif is_hovered(self._view, rect):
            painter.fillRect(rect, theme.color("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        if self._view.hasFocus() and index.row() == self._view.currentRow():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        icons.paint(painter, QRectF(rect.left() + 17, rect.center().y() - 9, 20, 20), "document_table", "accent")
        body, small = theme.font(BODY), theme.font(SMALL)
        right = max(QFontMetrics(body).horizontalAdvance(when), QFontMetrics(small).horizontalAdvance(file.note))
        words = rect.adjusted(50, 0, -14 - right - 16, 0)
        path = QFontMetrics(small).elidedText(file.path, Qt.TextElideMode.ElideMiddle, words.width())
        title = file.title, theme.font(BODY, strong=True), theme.color("text")
        two_lines(painter, words, title, (path, small, theme.color("text2")))
        side = QRect(rect.right() - 14 - right, rect.top(), right + 2, rect.height())
        for text, font, ink, top in ((when, body, "text", 0.3), (file.note, small, "text2", 0.69)):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(theme.color(ink))
            base = side.top() + side.height() * top + metrics.ascent() / 2 - metrics.descent() / 2 + 1
            painter.drawText(QPointF(side.right() - metrics.horizontalAdvance(text), round(base)), text)
        painter.restore()


def opened_words(opened: str, now: datetime) -> str:
    """When a file was opened, as people say it: "today, 9:12", "yesterday", "9 October", "26 December 2025"."""
    try:
        when = datetime.fromisoformat(opened)
    except ValueError:
        return ""
    days = (now.date() - when.date()).days
    if days == 0:
        return _("today, %s") % f"{when.hour}:{when.minute:02}"
    if days == 1:
        return _("yesterday")
    day = QDate(when.year, when.month, when.day)
    pattern = "d MMMM" if when.year == now.year else _("d MMMM yyyy")
    return QLocale().toString(day, pattern)
