"""What cells are painted of: words in the middle of a line or wrapped, plates, the ring of the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption

from cluster_desk.core.regex import regex

_P = TypeVar("_P", bound=QPainter)
_BREAK, _JOINED = "\u2028", " · "
"""A line break as a layout knows it, and what stands for one where there is no room for another line."""


@contextmanager
def painting(painter: _P) -> Iterator[_P]:
    """Paint, then end the painter whatever happens: Qt ends the whole program over one left open by an error."""
    try:
        yield painter
    finally:
        painter.end()


_TELLING_END = regex(
    r"\s(?:(?:на|за|от|с|до|по|for|of)\s)?(?:№\s?)?(?:[\d./–-]*\d|[IVX]+)"
    r"(?:\s?(?:г\.|гг\.|год[ау]?|учебный\sгод|квартал[а-я]?|полугоди[а-я]))?[»)]?$"
)
"""A year or a number at the end of a name: what tells it from its like."""


def elided(text: str, metrics: QFontMetrics, width: int) -> str:
    """`text` no wider than `width`: what has no room is left out, but never a year or a number at its end."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    ending = _TELLING_END.search(text)
    if ending:
        room = width - metrics.horizontalAdvance(ending.group())
        if room > metrics.horizontalAdvance("……"):
            begun = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            return begun + ending.group() if begun.endswith("…") else text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def wrapped(text: str, font: QFont, metrics: QFontMetrics, width: int, lines: int) -> list[str]:
    """`text` as at most `lines` lines no wider than `width` logical pixels in `font`; the last one is elided."""
    if lines == 1 or ("\n" not in text and metrics.horizontalAdvance(text) <= width):
        return [elided(text.replace("\n", _JOINED), metrics, width)]
    text = text.replace("\n", _BREAK)
    layout = QTextLayout(text.replace("№ ", "№\u00a0"), font)  # no line ends with the sign of a number
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    texts: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        if len(texts) == lines - 1:
            rest = text[line.textStart() :]
            texts.append(elided(rest.replace(_BREAK, _JOINED), metrics, width))
            break
        texts.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip(f" {_BREAK}"))
    layout.endLayout()
    return texts


def line_of_words(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    color: QColor,
    *,
    right: bool = False,
    metrics: QFontMetrics | None = None,
) -> int:
    """Paint one line in the middle of `rect`, cut where it is longer; gives its width. `metrics` are the font's."""
    metrics = metrics or QFontMetrics(font)
    width = metrics.horizontalAdvance(text)
    if width > rect.width():
        text = elided(text, metrics, rect.width())
        width = metrics.horizontalAdvance(text)
    left = rect.right() + 1 - width if right else rect.left()
    painter.setFont(font)
    painter.setPen(color)
    base = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent()
    painter.drawText(QPointF(left, round(base)), text)
    return width


_Words = tuple[str, QFont, QColor]


def two_lines(painter: QPainter, rect: QRect, upper: _Words, lower: _Words) -> None:
    """Paint two lines in the middle of `rect`, each cut where it is longer."""
    heights = [QFontMetrics(font).height() for _text, font, _color in (upper, lower)]
    top = rect.top() + (rect.height() - sum(heights) - 2) // 2
    for (text, font, color), height in zip((upper, lower), heights, strict=True):
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(color)
        told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(QPointF(rect.left(), top + metrics.ascent()), told)
        top += height + 2


def plate(
    painter: QPainter, rect: QRect | QRectF, ground: QColor, radius: float = 4, outline: QColor | None = None
) -> None:
    """Paint a ground with round corners, smooth ones, and a hairline round it where `outline` tells its colour."""
    smooth = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(outline, 1) if outline else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(rect), radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)


def ring(
    painter: QPainter, rect: QRect, color: QColor, *, left: bool = True, right: bool = True, thick: int = 2
) -> None:
    """Paint a cell's part of the ring round what has the keyboard; `left` and `right` where it ends the row."""
    painter.fillRect(rect.left(), rect.top(), rect.width(), thick, color)
    painter.fillRect(rect.left(), rect.bottom() - thick + 1, rect.width(), thick, color)
    if left:
        painter.fillRect(rect.left(), rect.top(), thick, rect.height(), color)
    if right:
        painter.fillRect(rect.right() - thick + 1, rect.top(), thick, rect.height(), color)
