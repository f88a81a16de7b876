"""The headings of a plan's table: words over the words of their columns, letters of the months over the strip."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.ui.look import theme
from cluster_desk.ui.look.tokens import HEADER_ROW, SMALL
from cluster_desk.ui.screens.plan.plan_delegate import PADDING
from cluster_desk.ui.screens.plan.plan_model import HEADINGS, NUMBER, STRIP, PlanModel

_LETTERS = N_("J F M A M J J A S O N D")


class PlanHeader(QHeaderView):
    """Headings; the month of today stands out."""

    menu_asked = Signal(QPoint)

    def __init__(self, model: PlanModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setAccessibleName(_("Column headings"))
        self.setFixedHeight(HEADER_ROW)
        self.setMinimumSectionSize(40)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, theme.color("surface2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        font = theme.font(SMALL)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        metrics = QFontMetrics(font)
        base = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent()
        if section == STRIP:
            self._paint_months(painter, rect, base)
            return
        left, right = PADDING[section]
        room = rect.width() - left - (0 if section == NUMBER else right)
        text = metrics.elidedText(_(HEADINGS[section]), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(rect.left() + left, round(base)), text)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def _paint_months(self, painter: QPainter, rect: QRect, base: float) -> None:
        months = self._model.months
        if not months:
            return
        letters = _(_LETTERS).split()
        wide = rect.width() / len(months)
        today = self._model.today
        for number, month in enumerate(months):
            now = (month.year, month.month) == (today.year, today.month)
            font = theme.font(SMALL, strong=now)
            painter.setFont(font)
            painter.setPen(theme.color("text" if now else "text2"))
            letter = letters[month.month - 1]
            if wide < 9 and month.month % 3 != 1:
                continue
            half = QFontMetrics(font).horizontalAdvance(letter) / 2
            painter.drawText(QPointF(rect.left() + wide * (number + 0.5) - half, round(base)), letter)
