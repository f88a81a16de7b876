"""The heading row of a list: where its words stand is where the cells' words stand."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.lists.table_delegate import TableDelegate
from cluster_desk.ui.lists.table_model import TableModel
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.tokens import HEADER_ROW, SMALL

_ARROW = 16


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
        font = theme.font(SMALL)
        metrics = QFontMetrics(font)
        sorted_by = self.sortIndicatorSection() == section
        inner = rect.adjusted(self._delegate.left_padding(section), 0, -8, -1)
        room = inner.width() - (_ARROW if sorted_by else 0)
        words = _(self._model.columns[section].label)
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        right = self._model.columns[section].right
        width = metrics.horizontalAdvance(text)
        left = inner.right() + 1 - width if right else inner.left()
        painter.setFont(font)
        painter.setPen(theme.color("text" if sorted_by else "text2"))
        base = inner.top() + (inner.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(left, round(base)), text)
        if sorted_by:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            x = left - _ARROW - 2 if right else left + width + 2
            place = QRectF(x, inner.top() + (inner.height() - _ARROW) // 2, _ARROW, _ARROW)
            icons.paint(painter, place, "chevron_down" if down else "chevron_up", "text2")
        painter.restore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())
