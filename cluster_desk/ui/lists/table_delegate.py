"""Paints the rows of a list: words, chips, hairlines, the chosen row and the ring of focus, nothing through the sheet.

A cell is drawn with a handful of calls; what was measured once (where words wrap, where they are cut) is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from cluster_desk.core.language import _
from cluster_desk.ui.lists.columns import Chip, Column, Row, value_text
from cluster_desk.ui.lists.table_model import TableModel
from cluster_desk.ui.lists.widths import Need, need
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.items import Index
from cluster_desk.ui.look.painting import elided, plate, ring, wrapped
from cluster_desk.ui.look.tokens import MARGIN_LEFT, ROW, ROW_TWO_LINES, SMALL, Tokens
from cluster_desk.ui.look.widgets import tip

PADDING = 8
NARROWEST = 40
_CHIP_HEIGHT, _CHIP_PADDING, _ICON = 23, 7, 16
_KEPT = 20_000


class TableDelegate(QStyledItemDelegate):
    """Draws the cells of a `TableView`; `lines` is how many lines a cell's words may take now."""

    def __init__(self, view: QAbstractItemView, model: TableModel, lines: int = 1) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.lines = lines
        self.hovered_row = -1
        self.first_column = 0
        self.last_column = len(model.columns) - 1
        self._broken: dict[tuple[str, int, bool, int], list[str]] = {}
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
            self._paint_words(painter, inner, self._lines(column, row, place, inner.width()), strong, column.right)
        self._paint_marks(painter, rect, place, number, chosen)

    def left_padding(self, place: int) -> int:
        """The room left of a cell's words: the first column starts under the page's title."""
        return MARGIN_LEFT if place == self.first_column else PADDING

    def _paint_words(self, painter: QPainter, rect: QRect, lines: list[str], strong: bool, right: bool) -> None:
        painter.setFont(self._fonts[strong])
        metrics = self._metrics[strong]
        spacing = metrics.lineSpacing() - (1 if len(lines) > 1 else 0)
        top = rect.top() + (rect.height() - spacing * len(lines)) / 2 + metrics.ascent()
        for number, line in enumerate(lines):
            left = rect.right() + 1 - metrics.horizontalAdvance(line) if right else rect.left()
            painter.drawText(QPointF(left, round(top + spacing * number)), line)

    def _paint_chip(self, painter: QPainter, rect: QRect, chip: Chip, *, right: bool) -> None:
        tone = self._tokens.tone(chip.tone)
        font, metrics = self._font_of(chip)
        icon_room = _ICON + 4 if chip.icon else 0
        padding = _CHIP_PADDING if chip.filled else 0
        room = rect.width() - icon_room - padding
        text = elided(chip.text, metrics, room)
        width = padding * 2 + icon_room + metrics.horizontalAdvance(text)
        # The ground stands out to the left, so that the words of a chip begin near the words of plain cells.
        left = rect.right() + 1 - width if right else rect.left() - (3 if chip.filled else 0)
        top = rect.top() + (rect.height() - _CHIP_HEIGHT) // 2
        if chip.filled:
            plate(painter, QRectF(left, top, width, _CHIP_HEIGHT), QColor(tone.ground))
        if chip.icon:
            place = QRectF(left + padding, top + (_CHIP_HEIGHT - _ICON) // 2, _ICON, _ICON)
            icons.paint(painter, place, chip.icon, chip.tone)
        painter.setFont(font)
        painter.setPen(QColor(tone.ink))
        # On the line of the plain words beside it.
        body = self._metrics[0]
        base = rect.top() + (rect.height() - body.lineSpacing()) / 2 + body.ascent()
        painter.drawText(QPointF(left + padding + icon_room, round(base)), text)

    def _font_of(self, chip: Chip) -> tuple[QFont, QFontMetrics]:
        """A chip on a ground is small, so that its ground has room; one without is as large as the words around."""
        return (self._small, self._small_metrics) if chip.filled else (self._fonts[0], self._metrics[0])

    def _paint_marks(self, painter: QPainter, rect: QRect, place: int, number: int, chosen: bool) -> None:
        """The bar at the left of a chosen row and the ring round the row that has the keyboard."""
        if chosen and place == self.first_column:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._colors["accent"])
        if self._view.hasFocus() and self._view.currentIndex().row() == number:
            first, last = place == self.first_column, place == self.last_column
            ring(painter, rect, self._colors["accent"], left=first, right=last)

    def _lines(self, column: Column, row: Row, place: int, width: int) -> list[str]:
        """The words of a cell as the lines that fit into `width`: short ones where the whole have no room."""
        text = value_text(column, row[place + 1])
        strong = bool(column.strong and column.strong(row))
        lines = self._broken_at(text, width, strong)
        if column.short and _is_cut(lines, text):
            return self._broken_at(column.short(text), width, strong)
        return lines

    def _broken_at(self, text: str, width: int, strong: bool) -> list[str]:
        """`text` as the lines that fit into `width`, the last one elided."""
        if not text:
            return []
        key = (text, width, strong, self.lines)
        lines = self._broken.get(key)
        if lines is None:
            if len(self._broken) > _KEPT:
                self._broken.clear()
            lines = self._broken[key] = wrapped(text, self._fonts[strong], self._metrics[strong], width, self.lines)
        return lines

    def need_of(self, place: int, rows: Sequence[Row], *, sorted_by: bool) -> Need:
        """How wide the column at `place` is to be, by these rows."""
        column = self._model.columns[place]
        padding = self.left_padding(place) + PADDING
        heading = self._small_metrics.horizontalAdvance(_(column.label)) + padding + (_ICON if sorted_by else 0) + 2
        heading = max(heading, NARROWEST)
        pictured = [bool(column.picture and column.picture(row)) for row in rows]
        plain = [row for row, picture in zip(rows, pictured, strict=True) if not picture]
        chips = {row[0]: chip for row in plain if column.chip and (chip := column.chip(row))}
        widest = max(map(self._chip_width, set(chips.values())), default=0) + padding
        widest = max(widest, column.width if any(pictured) else 0)
        plain = [row for row in plain if row[0] not in chips]
        strong = [row for row in plain if column.strong(row)] if column.strong else []
        found = []
        for metrics, some in ((self._metrics[1], strong), (self._metrics[0], plain)):
            texts = {value_text(column, row[place + 1]) for row in some}
            short = {column.short(text) for text in texts} if column.short else texts
            measure = metrics.horizontalAdvance
            told = need(short, measure, padding, heading)
            if short is not texts:
                told = told._replace(whole=need(texts, measure, padding, heading).whole)
            found.append(told)
        least, wrapped_at = (max(widest, *(getattr(one, name) for one in found)) for name in ("least", "wrapped"))
        return Need(least, max(least, wrapped_at), max(wrapped_at, widest, *(one.whole for one in found)))

    def _chip_width(self, chip: Chip) -> int:
        padding = 2 * _CHIP_PADDING - 3 if chip.filled else 0
        words = self._font_of(chip)[1].horizontalAdvance(chip.text)
        return words + (_ICON + 4 if chip.icon else 0) + padding + 2

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
            return chip.text if self._font_of(chip)[1].horizontalAdvance(chip.text) > room else ""
        text = value_text(column, row[index.column() + 1])
        return text if _is_cut(self._lines(column, row, index.column(), width), text) else ""

    def lacks_room(self, index: Index, rect: QRect) -> bool:
        """Whether a cell's words, or the short ones for them, end in an ellipsis in `rect`."""
        shown, column = self.cut_text(index, rect), self._model.columns[index.column()]
        if column.picture and column.picture(self._model.row(index.row())):
            return False
        if not shown or not column.short:
            return bool(shown)
        width = rect.width() - self.left_padding(index.column()) - PADDING
        lines = self._lines(column, self._model.row(index.row()), index.column(), width)
        return _is_cut(lines, column.short(shown))


def _is_cut(lines: list[str], text: str) -> bool:
    """Whether `lines` do not hold all of `text`."""
    return "".join("".join(lines).split()) != "".join(text.split())
