"""Numbers as pictures in a list's cell: a bar with the tick of its target, a column for each of some years.

What they show stands in the cell as words too, for copying and for who does not see them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.painting import plate

_BAR, _TICK, _COLUMN, _GAP, _LEAST = 7.0, 2.0, 12.0, 4.0, 2.0


@dataclass(frozen=True)
class Bar:
    """`value` of `top`, the whole width, in a tone; `tick` is where the target stands."""

    value: float
    top: float
    tick: float | None = None
    tone: str = "info"

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it into the middle of `rect`."""
        groove = QRectF(rect.left(), rect.center().y() - _BAR / 2, rect.width(), _BAR)
        scale = rect.width() / self.top if self.top > 0 else 0.0
        plate(painter, groove, theme.color("border"), _BAR / 2)
        ink = QColor(icons.ink_color(self.tone))
        if self.value > 0:
            width = max(_LEAST, min(self.value * scale, groove.width()))
            plate(painter, QRectF(groove.left(), groove.top(), width, _BAR), ink, min(_BAR, width) / 2)
        if self.tick is not None:
            at = groove.left() + min(self.tick * scale, groove.width() - _TICK)
            painter.fillRect(QRectF(at - 1, groove.top() - 4, _TICK + 2, _BAR + 8), theme.color("surface"))
            painter.fillRect(QRectF(at, groove.top() - 4, _TICK, _BAR + 8), theme.color("text"))


@dataclass(frozen=True)
class Trend:
    """A column for each value, the last in the ink of what is now; a year nothing is told of is a point."""

    values: Sequence[float | None]

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint them from the left, upon the foot of `rect`."""
        top = max((value for value in self.values if value), default=0.0)
        high, foot = rect.height() - 12, rect.bottom() - 6
        for place, value in enumerate(self.values):
            left = rect.left() + place * (_COLUMN + _GAP)
            is_last = place == len(self.values) - 1
            color = theme.color("accent" if is_last else "control")
            if value is None or top <= 0:
                painter.fillRect(QRectF(left + _COLUMN / 2 - 1, foot - 2, 2, 2), theme.color("text2"))
            else:
                tall = max(_LEAST, high * value / top)
                painter.fillRect(QRectF(left, foot - tall, _COLUMN, tall), color)


Picture = Bar | Trend
