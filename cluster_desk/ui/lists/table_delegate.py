"""Paints the rows of a list: words, chips, hairlines, the chosen row and the ring of focus, nothing through the sheet.

A cell is drawn with a handful of calls; what was measured once (where words wrap, where they are cut) is kept.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from cluster_desk.ui.lists.columns import Chip, value_text
from cluster_desk.ui.lists.table_model import TableModel
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.items import Index
from cluster_desk.ui.look.painting import plate, ring, wrapped
from cluster_desk.ui.look.tokens import MARGIN_LEFT, ROW, ROW_TWO_LINES, SMALL, Tokens
from cluster_desk.ui.look.widgets import tip

PADDING = 8
_CHIP_HEIGHT, _CHIP_PADDING, _ICON = 23, 7, 16
_KEPT = 20_000


class TableDelegate(QStyledItemDelegate):
    """Draws the cells of a `TableView`; `lines` is how many lines a cell's words may take."""

    def __init__(self, view: QAbstractItemView, model: TableModel, lines: int = 1) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.lines = lines
        self.hovered_row = -1
        self.first_column = 0
        self.last_column = len(model.columns) - 1
        self._broken: dict[tuple[str, int, bool], list[str]] = {}
        self.apply_look()
        theme.on_change(self.apply_look)

    def apply_look(self) -> None:
        """Take the fonts and colours of the look in use."""
        self._tokens: Tokens = theme.tokens()
        self._fonts: tuple[QFont, QFont] = (theme.font(10), theme.font(10, strong=True))
        self._small: QFont = theme.font(SMALL)
        self._metrics = tuple(QFontMetrics(font) for font in self._fonts)
        self._small_metrics = QFontMetrics(self._small)
        names = ("surface", "select", "hover", "border", "text", "text2", "accent")
        self._colors: dict[str, QColor] = {name: theme.color(name) for name in names}
        self._broken.clear()

    @property
    def row_height(self) -> int:
        """How high a row is, in logical pixels."""
        line = self._metrics[0].lineSpacing()
        return max(ROW, line + 14) if self.lines == 1 else max(ROW_TWO_LINES, line * self.lines + 10)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._model.columns[index.column()].width, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = index.column()
        number = index.row()
        row = self._model.row(number)
        column = self._model.columns[place]
        rect: QRect = option.rect
        chosen = self._view.selectionModel().isSelected(index)
        if chosen:
            painter.fillRect(rect, self._colors["select"])
        elif number == self.hovered_row:
            painter.fillRect(rect, self._colors["hover"])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._colors["border"])
        inner = rect.adjusted(self.left_padding(place), 0, -PADDING, -1)
        chip = column.chip(row) if column.chip else None
        picture = column.picture(row) if column.picture else None
        if picture:
            picture.paint(painter, QRectF(inner))
        elif chip:
            self._paint_chip(painter, inner, chip, right=column.right)
        else:
            strong = bool(column.strong and column.strong(row))
            painter.setPen(self._colors["text2" if column.quiet else "text"])
            self._paint_words(painter, inner, value_text(column, row[place + 1]), strong, column.right)
        self._paint_marks(painter, rect, place, number, chosen)

    def left_padding(self, place: int) -> int:
        """The room left of a cell's words: the first column starts under the page's title."""
        return MARGIN_LEFT if place == self.first_column else PADDING

    def _paint_words(self, painter: QPainter, rect: QRect, text: str, strong: bool, right: bool) -> None:
        if not text:
            return
        painter.setFont(self._fonts[strong])
        metrics = self._metrics[strong]
        lines = self._lines(text, rect.width(), strong)
        spacing = metrics.lineSpacing() - (1 if len(lines) > 1 else 0)
        top = rect.top() + (rect.height() - spacing * len(lines)) / 2 + metrics.ascent()
        for number, line in enumerate(lines):
            left = rect.right() + 1 - metrics.horizontalAdvance(line) if right else rect.left()
            painter.drawText(QPointF(left, round(top + spacing * number)), line)

    def _paint_chip(self, painter: QPainter, rect: QRect, chip: Chip, *, right: bool) -> None:
        tone = self._tokens.tone(chip.tone)
        icon_room = _ICON + 4 if chip.icon else 0
        padding = _CHIP_PADDING if chip.filled else 0
        room = rect.width() - icon_room - padding
        text = self._small_metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, room)
        width = padding * 2 + icon_room + self._small_metrics.horizontalAdvance(text)
        # The ground stands out to the left, so that the words of a chip begin near the words of plain cells.
        left = rect.right() + 1 - width if right else rect.left() - (3 if chip.filled else 0)
        top = rect.top() + (rect.height() - _CHIP_HEIGHT) // 2
        if chip.filled:
            plate(painter, QRectF(left, top, width, _CHIP_HEIGHT), QColor(tone.ground))
        if chip.icon:
            place = QRectF(left + padding, top + (_CHIP_HEIGHT - _ICON) // 2, _ICON, _ICON)
            icons.paint(painter, place, chip.icon, chip.tone)
        painter.setFont(self._small)
        painter.setPen(QColor(tone.ink))
        base = top + (_CHIP_HEIGHT - self._small_metrics.height()) / 2 + self._small_metrics.ascent()
        painter.drawText(QPointF(left + padding + icon_room, round(base)), text)

    def _paint_marks(self, painter: QPainter, rect: QRect, place: int, number: int, chosen: bool) -> None:
        """The bar at the left of a chosen row and the ring round the row that has the keyboard."""
        if chosen and place == self.first_column:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._colors["accent"])
        if self._view.hasFocus() and self._view.currentIndex().row() == number:
            first, last = place == self.first_column, place == self.last_column
            ring(painter, rect, self._colors["accent"], left=first, right=last)

    def _lines(self, text: str, width: int, strong: bool) -> list[str]:
        """`text` as the lines that fit into `width`, the last one elided."""
        key = (text, width, strong)
        lines = self._broken.get(key)
        if lines is None:
            if len(self._broken) > _KEPT:
                self._broken.clear()
            lines = self._broken[key] = wrapped(text, self._fonts[strong], self._metrics[strong], width, self.lines)
        return lines

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the whole words where they are cut."""
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            text = self.cut_text(index, option.rect)
            if text:
                QToolTip.showText(event.globalPos(), tip(text), view)
            else:
                QToolTip.hideText()
            return True
        return super().helpEvent(event, view, option, index)

    def cut_text(self, index: Index, rect: QRect) -> str:
        """The whole words of a cell that shows only a part of them in `rect`; "" when all are seen."""
        column = self._model.columns[index.column()]
        row = self._model.row(index.row())
        width = rect.width() - self.left_padding(index.column()) - PADDING
        if column.picture and column.picture(row):
            return value_text(column, row[index.column() + 1])
        chip = column.chip(row) if column.chip else None
        if chip:
            room = width - (_ICON + 4 if chip.icon else 0) - (_CHIP_PADDING if chip.filled else 0)
            return chip.text if self._small_metrics.horizontalAdvance(chip.text) > room else ""
        text = value_text(column, row[index.column() + 1])
        strong = bool(column.strong and column.strong(row))
        result = self._lines(text, width, strong)
        return text if "".join("".join(result).split()) != "".join(text.split()) else ""
