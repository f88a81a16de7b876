"""The headings of a list: they sort on a click, can be dragged to another place and made wider."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.lists.table_delegate import NARROWEST, TableDelegate
from cluster_desk.ui.lists.table_model import TableModel
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.painting import line_of_words
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
        self.setMinimumSectionSize(NARROWEST)
        self.setStretchLastSection(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(HEADER_ROW, QFontMetrics(theme.font(SMALL)).height() + 12))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one heading."""
        painter.save()
        painter.fillRect(rect, theme.color("surface2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        sorted_by = self.sortIndicatorSection() == section
        inner = rect.adjusted(self._delegate.left_padding(section), 0, -8, -1)
        column, color = self._model.columns[section], theme.color("text" if sorted_by else "text2")
        arrow, right = _ARROW if sorted_by else 0, column.right
        room = inner.adjusted(arrow if right else 0, 0, 0 if right else -arrow, 0)
        width = line_of_words(painter, room, _(column.label), theme.font(SMALL), color, right=right)
        if sorted_by:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            x = inner.right() - width - _ARROW - 1 if right else inner.left() + width + 2
            place = QRectF(x, inner.top() + (inner.height() - _ARROW) // 2, _ARROW, _ARROW)
            icons.paint(painter, place, "chevron_down" if down else "chevron_up", "text2")
        painter.restore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())
