"""One week, every entry of it whole: time, title, place and people; it scrolls where a day holds much."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView

from cluster_desk.core.language import _
from cluster_desk.core.records.plans import ItemState
from cluster_desk.rules.calendar.entries import Entry
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.painting import wrapped
from cluster_desk.ui.look.tokens import SMALL
from cluster_desk.ui.screens.calendar.entry_painting import DAYS, Placed, is_over
from cluster_desk.ui.screens.calendar.entry_words import STATE_WORDS, people_words, short_title, state_of
from cluster_desk.ui.screens.calendar.month_grid import DAY_HEAD, MonthGrid
from cluster_desk.ui.screens.plan.plan_model import STATE_LOOKS

_ENOUGH = 60
"""Lanes: a week in which not all are placed does not come."""
_MOST_LINES = 12
_WORKING_DAYS, _SHARE, _SHARE_FREE = 5, 10, 6
_PADDING, _GAP, _ICON = 2, 4, 16


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a card; `ink` names a colour or a state, `icon` stands before the words."""

    words: str
    font: QFont
    ink: str
    icon: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class _Card:
    """Where an entry stands, below the day's own line, and its lines."""

    top: float
    height: float
    lines: tuple[_Line, ...]


class WeekGrid(MonthGrid):
    """A table of one week, as high as what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: dict[object, _Card] = {}
        theme.on_change(self.fit)

    def fit(self) -> None:
        """What takes several days lies above, what is on one day below it, by its time; nothing overlaps."""
        if not self.days.weeks:
            return
        self.days.set_lanes(_ENOUGH)
        self._share_width()
        self._cards = {}
        ends = [0.0] * DAYS
        for placed in sorted(self.days.weeks[0].placed, key=lambda one: (one.first == one.last, one.lane)):
            columns = range(placed.first, placed.last + 1)
            top = max(ends[column] for column in columns)
            lines = self._lines(placed)
            height = sum(QFontMetrics(line.font).lineSpacing() for line in lines) + 2 * _PADDING
            self._cards[placed.entry.key] = _Card(top, max(height, self.painter.height(1)), tuple(lines))
            for column in columns:
                ends[column] = top + height + _GAP
        self.setRowHeight(0, max(self.viewport().height(), DAY_HEAD + int(max(ends)) + _GAP))
        self.viewport().update()

    def _share_width(self) -> None:
        """A weekend on which nothing stands by itself gives of its width to the working days."""
        used = {one.first for one in self.days.weeks[0].placed if one.first == one.last}
        free = [column for column in range(_WORKING_DAYS, DAYS) if column not in used]
        room, header = self.viewport().width(), self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        shared = _SHARE * (DAYS - len(free)) + _SHARE_FREE * len(free)
        widths = dict.fromkeys(free, room * _SHARE_FREE // shared)
        for column in free:  # its name stays whole
            widths[column] = min(max(widths[column], header.sectionSizeHint(column)), room // DAYS)
        left, others = room - sum(widths.values()), DAYS - len(free)
        for place, column in enumerate(column for column in range(DAYS) if column not in widths):
            widths[column] = left * (place + 1) // others - left * place // others
        for column, width in widths.items():
            header.resizeSection(column, width)

    def box_of(self, row: int, placed: Placed) -> QRectF:
        """Where an entry stands in the viewport."""
        box, card = super().box_of(row, placed), self._cards.get(placed.entry.key)
        if card is None:
            return box
        return QRectF(box.left(), self.rowViewportPosition(row) + DAY_HEAD + card.top, box.width(), card.height)

    def paint_entry(self, painter: QPainter, row: int, placed: Placed, *, chosen: bool) -> None:
        """Paint an entry whole."""
        entry, box, card = placed.entry, self.box_of(row, placed), self._cards.get(placed.entry.key)
        if card is None:
            return
        self.painter.paint_frame(painter, box, entry, begins=placed.begins, ends=placed.ends, chosen=chosen)
        top, left = box.top() + _PADDING, self.painter.words_left(box, entry)
        for line in card.lines:
            metrics = QFontMetrics(line.font)
            if line.icon:
                icons.paint(painter, QRectF(left - 2, top - 1, _ICON, _ICON), line.icon, line.ink)
            painter.setFont(line.font)
            painter.setPen(QColor(icons.ink_color(line.ink)))
            painter.drawText(QPointF(left + line.indent, round(top + metrics.ascent())), line.words)
            top += metrics.lineSpacing()

    def words_of(self, entry: Entry) -> list[str]:
        """The lines that are painted of an entry of the week."""
        card = self._cards.get(entry.key)
        return [line.words for line in card.lines] if card else []

    def _lines(self, placed: Placed) -> list[_Line]:
        """Time, title, place, people, and the state unless it is only planned."""
        entry, box = placed.entry, super().box_of(0, placed)
        room = max(int(box.right() - self.painter.words_left(box, entry)) - 4, 24)
        plain, strong = theme.font(SMALL), theme.font(SMALL, strong=True)
        ink = "text2" if is_over(entry) else "text"
        parts = [(entry.time, strong, ink), (entry.title, self.painter.words_font(entry), ink)]
        if placed.first < placed.last:
            parts = [(short_title(entry), self.painter.words_font(entry), ink)]
        parts += [(entry.venue, plain, "text2"), (people_words(entry), plain, "text2")]
        lines = [
            _Line(words, font, ink)
            for text, font, ink in parts
            if text
            for words in wrapped(text, font, QFontMetrics(font), room, _MOST_LINES)
        ]
        state = state_of(entry)
        if state != ItemState.PLANNED and not entry.struck:
            icon, tone = STATE_LOOKS[state]
            words = wrapped(_(STATE_WORDS[state]), plain, QFontMetrics(plain), room - _ICON, 2)
            lines += [_Line(each, plain, tone, icon if n == 0 else "", _ICON) for n, each in enumerate(words)]
        return lines
